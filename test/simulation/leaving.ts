import type { Form, FormValues } from '../../src/chat/form.js';
import { answers as decisionAnswers } from '../../src/leave/decide/text.js';
import type { LeaveKind } from '../../src/leave/leave.js';
import { kindText } from '../../src/leave/text.js';
import { initialValues } from '../support/initial-values.js';
import { againOr, sentenceIn } from './announcing.js';
import type { Person } from './bureau.js';
import { buttonIn, press, submission } from './hands.js';
import { type Days, type LeaveBook, spanOf } from './leave-books.js';
import { count } from './meeting-books.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';
import { words } from './privacy.js';

/** What somebody has in mind. */
export type Wish = { readonly kind: LeaveKind; readonly days: Days; readonly acting: Person | undefined };

const valuesOf = (office: Office, person: Person, { kind, days, acting }: Wish): FormValues => ({
  kind,
  ...days,
  destination: kind === 'business-trip' ? words(office.world, person.id, '西安') : '',
  reason: words(office.world, person.id, '事由'),
  acting: acting?.id,
});

/** Opens the form, fills it in, reads the preview and submits it until it is answered. `open`: from where. */
export function asking(
  office: Office,
  person: Person,
  wish: Wish,
  open: () => Parameters<typeof deliver>[1] | undefined,
  former?: LeaveBook,
): () => Promise<Outcome> {
  const { world, books } = office;
  let preview: Form | undefined;
  return async () => {
    const me = accountOf(office, person);
    if (!me) return 'done';
    if (!preview) {
      const event = open();
      if (!event) return 'done';
      const opened = await deliver(office, event, person);
      if (opened === 'lost' || office.troubled()) return 'again';
      // Nothing is left to change.
      if (opened.do !== 'open' || opened.form.id !== 'leave.draft') return 'done';
      const values = { ...initialValues(opened.form), ...valuesOf(office, person, wish) };
      const checked = await deliver(office, submission(me, `V${world.newId()}:h`, opened.form, values), person);
      if (checked === 'lost' || (checked.do !== 'replace' && office.troubled())) return 'again';
      if (checked.do === 'errors') return refused(office, person, wish, checked.errors, former);
      if (checked.do !== 'replace') return againOr(office, checked, `a request for leave of ${person.id} is not accepted`);
      if (checked.form.id !== 'leave.submit') return 'done';
      preview = checked.form;
    }
    const id = preview.context.split(':')[0] ?? '';
    const book: LeaveBook = books.leaves.get(id) ?? {
      id,
      person,
      kind: wish.kind,
      days: wish.days,
      replaces: former?.id,
      doubtful: true,
      decided: undefined,
      mayBeDecided: false,
      finished: undefined,
      gone: 'no',
      goneAtMs: 0,
    };
    books.leaves.set(id, book);
    if (former && former.gone === 'no') former.gone = 'maybe';
    const reply = await deliver(office, submission(me, `V${preview.context}:h`, preview, {}), person);
    if (reply === 'lost' || office.troubled()) return 'again';
    const row = books.row<{ id: string }>('SELECT id FROM leave_request WHERE id = ?', id);
    if (!row) {
      books.leaves.delete(id);
      if (former?.gone === 'maybe') former.gone = 'no';
      count(books, 'leave refused at last');
      return 'done';
    }
    book.doubtful = false;
    if (former && former.decided?.verdict !== 'approved') Object.assign(former, { gone: 'yes', goneAtMs: world.timer.elapsed() });
    else if (former?.gone === 'maybe') former.gone = 'no';
    count(books, 'leave requested');
    return 'done';
  };
}

/** It may be refused only for what is so. */
function refused(
  { world, books }: Office,
  person: Person,
  wish: Wish,
  errors: Readonly<Record<string, string>>,
  former: LeaveBook | undefined,
): Outcome {
  const { start, end } = spanOf(wish.days);
  const touches = [...books.leaves.values()].some((other) => {
    const span = spanOf(other.days);
    return other.person === person && span.start < end && span.end > start;
  });
  // Days that were spent stay in whatever takes the place of a leave.
  const hasBegun = former !== undefined && spanOf(former.days).start <= world.clock.now();
  if (errors.from !== undefined && !touches && !hasBegun && start > world.clock.now())
    world.broken(`a request for leave of ${person.id} is refused: ${errors.from}`);
  count(books, 'leave refused');
  return 'done';
}

const known = (office: Office, messageId: string) => office.chat.fake.message(messageId)?.card;

/** 同意, 不同意 or 退回修改; of several who may, the first. */
export async function decideLeave(
  office: Office,
  leave: LeaveBook,
  person: Person,
  messageId: string,
  verdict: 'approved' | 'refused' | 'returned',
): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const id = verdict === 'approved' ? 'leave.approve' : verdict === 'refused' ? 'leave.refuse' : 'leave.return';
  const card = known(office, messageId);
  const value = card && buttonIn(card, id);
  if (!me || value === undefined) return 'done';
  leave.mayBeDecided = true;
  let reply = await deliver(office, press(me, world.newId(), id, value), person, leave.person.id);
  if (verdict !== 'approved') {
    if (reply === 'lost' || office.troubled()) return 'again';
    if (reply.do !== 'open' || reply.form.submit === undefined) return tooLate(office, reply);
    const event = submission(me, `V${world.newId()}:h`, reply.form, { words: words(world, leave.person.id, '工作安排') });
    reply = await deliver(office, event, person, leave.person.id);
  }
  if (reply === 'lost' || (reply.do !== 'close' && office.troubled())) return 'again';
  const name = leave.person.cells[1] ?? '';
  const kind = kindText[leave.kind].zh;
  const said = sentenceIn(reply);
  const isDone =
    reply.do === 'close' || said === decisionAnswers.approved(name, kind).zh || said === decisionAnswers.entered(name, kind).zh;
  if (!isDone) return tooLate(office, reply);
  if (leave.decided) world.broken(`${leave.id} is decided by ${leave.decided.by.id} and by ${person.id}`);
  if (person === leave.person) world.broken(`${person.id} decides on their own ${leave.id}`);
  leave.decided = { by: person, verdict, atMs: world.timer.elapsed() };
  leave.mayBeDecided = false;
  // What was returned replaces in its turn what it was to change.
  for (
    let former = books.leaves.get(leave.replaces ?? '');
    verdict === 'approved' && former;
    former = books.leaves.get(former.replaces ?? '')
  )
    Object.assign(former, { gone: 'yes', goneAtMs: world.timer.elapsed() });
  count(books, `leave ${verdict}`);
  return 'done';
}

function tooLate({ world, books }: Office, reply: Exclude<Awaited<ReturnType<typeof deliver>>, 'lost'>): Outcome {
  if (sentenceIn(reply) === undefined && reply.do !== 'errors') world.broken(`a decision is answered with ${JSON.stringify(reply)}`);
  count(books, 'leave decided too late');
  return 'done';
}

/** 办结, the first of personnel. */
export async function finishLeave(office: Office, leave: LeaveBook, person: Person, messageId: string): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const card = known(office, messageId);
  const value = card && buttonIn(card, 'leave.finish');
  if (!me || value === undefined) return 'done';
  const reply = await deliver(office, press(me, world.newId(), 'leave.finish', value), person, leave.person.id);
  if (reply === 'lost' || office.troubled()) return 'again';
  const said = sentenceIn(reply);
  if (said === undefined) world.broken(`办结 is answered with ${JSON.stringify(reply)}`);
  if (said !== decisionAnswers.finished(leave.person.cells[1] ?? '', kindText[leave.kind].zh).zh) return 'done';
  if (leave.finished) world.broken(`${leave.id} is processed by ${leave.finished.id} and by ${person.id}`);
  leave.finished = person;
  count(books, 'leave processed');
  return 'done';
}

/** A button of the applicant's or the acting person's that ends or settles something at once. */
export async function pressOwn(
  office: Office,
  leave: LeaveBook,
  person: Person,
  messageId: string,
  id: 'leave.withdraw' | 'leave.actingAccept' | 'leave.actingDecline',
): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const card = known(office, messageId);
  const value = card && buttonIn(card, id);
  if (!me || value === undefined) return 'done';
  if (id === 'leave.withdraw' && leave.gone === 'no') leave.gone = 'maybe';
  const reply = await deliver(office, press(me, world.newId(), id, value), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  if (sentenceIn(reply) === undefined) world.broken(`${id} is answered with ${JSON.stringify(reply)}`);
  if (id === 'leave.withdraw') settleGone(office, leave);
  count(books, id);
  return 'done';
}

/** 销假, with what the form proposes. */
export async function reportBack(office: Office, leave: LeaveBook, messageId: string): Promise<Outcome> {
  const { world, books } = office;
  const { person } = leave;
  const me = accountOf(office, person);
  const card = known(office, messageId);
  const value = card && buttonIn(card, 'leave.reportBack');
  if (!me || value === undefined) return 'done';
  const opened = await deliver(office, press(me, world.newId(), 'leave.reportBack', value), person);
  if (opened === 'lost' || office.troubled()) return 'again';
  if (opened.do !== 'open' || opened.form.submit === undefined) return 'done';
  if (leave.gone === 'no') leave.gone = 'maybe';
  const reply = await deliver(office, submission(me, `V${world.newId()}:h`, opened.form, initialValues(opened.form)), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  settleGone(office, leave);
  count(books, 'reported back');
  return 'done';
}

/** What became of it, once somebody has been answered. */
function settleGone({ world, books }: Office, leave: LeaveBook): void {
  const row = books.row<{ state: string }>('SELECT state FROM leave_request WHERE id = ?', leave.id);
  const isGone = row !== undefined && ['withdrawn', 'ended', 'replaced'].includes(row.state);
  if (isGone) Object.assign(leave, { gone: 'yes', goneAtMs: world.timer.elapsed() });
  else if (leave.gone === 'maybe') leave.gone = 'no';
}
