import type { ChatPerson, SubmissionEvent } from '../../src/chat/event.js';
import type { Form } from '../../src/chat/form.js';
import type { Reply } from '../../src/chat/reply.js';
import { refusalText } from '../../src/reflection/text.js';
import { type AskBook, isOver, type RoundBook } from './books.js';
import type { Lost } from './bot.js';
import type { Person } from './bureau.js';
import { buttonIn, filled, initialText, optionIn, press, submission } from './hands.js';
import { accountOf, deliver, inTurn, type Office, type Outcome } from './office.js';
import { words } from './privacy.js';

/** One member in front of one card. */
export type Task = { readonly person: Person; readonly round: RoundBook; readonly ask: AskBook };

/** Opens the form, looks whether it holds what it should, and submits it; or only saves a draft. */
export async function answer(office: Office, task: Task, only?: 'draft'): Promise<Outcome> {
  const { person, ask } = task;
  const me = accountOf(office, person);
  if (!me) return 'done';
  if (ask.doubtful) return 'again';
  const opened = await openForm(office, task, me);
  if (opened === 'again' || opened === 'closed') return opened === 'again' ? 'again' : 'done';
  const text = words(office.world, person.id, only ?? '作答');
  if (only === 'draft') return saveDraft(office, task, me, opened, text);
  return submit(office, task, submission(me, `V${office.world.newId()}:h`, opened, filled(opened, text)), text);
}

async function openForm(office: Office, { person, round, ask }: Task, me: ChatPerson): Promise<Form | 'closed' | 'again'> {
  const { world } = office;
  const card = office.chat.fake.message(ask.messageId ?? '')?.card;
  if (!card) return 'closed';
  const value = buttonIn(card, 'reflection.answer');
  if (value === undefined) throw world.broken(`the card of ${round.id} for ${person.id} has no button`);
  const reply = await deliver(office, press(me, world.newId(), 'reflection.answer', value), person);
  if (reply === 'lost' || (reply.do !== 'open' && office.troubled())) return 'again';
  if (reply.do !== 'open') throw world.broken(`the form of ${round.id} does not open for ${person.id}: ${JSON.stringify(reply)}`);
  if (reply.form.id === 'reflection.own') {
    if (!ask.answered || !isOver(round, world.clock.now())) world.broken(`${person.id} cannot answer ${round.id}`);
    return 'closed';
  }
  const holds = ask.draft ?? ask.text ?? '';
  const shows = initialText(reply.form);
  if (ask.draft !== 'unsure' && ask.text !== 'unsure' && !(holds === '' ? shows === '' : shows.startsWith(holds)))
    world.broken(`the form of ${round.id} shows ${person.id} ${shows} instead of ${holds}`);
  return reply.form;
}

async function saveDraft(office: Office, { person, round, ask }: Task, me: ChatPerson, form: Form, text: string): Promise<Outcome> {
  const event = press(me, office.world.newId(), 'reflection.draft', round.id, form, filled(form, text));
  const reply = await deliver(office, event, person);
  ask.draft = 'unsure';
  if (reply === 'lost' || (reply.do !== 'replace' && office.troubled())) return 'again';
  if (reply.do !== 'replace' || !initialText(reply.form).startsWith(text))
    office.world.broken(`a draft was not kept: ${JSON.stringify(reply)}`);
  ask.draft = text;
  return 'done';
}

async function submit(office: Office, task: Task, event: SubmissionEvent, text: string): Promise<Outcome> {
  const { world } = office;
  const { person, round, ask } = task;
  if (!accountOf(office, person)) return 'done';
  const over = isOver(round, world.clock.now());
  const late = over && !ask.answered;
  // From here on it may be stored, whether the person is told so or not.
  ask.doubtful = { text, late: ask.doubtful ? [...ask.doubtful.late, late] : [late] };
  const reply = await deliver(office, event, person);
  if (reply !== 'lost') settle(office, task, reply, text, over);
  const again = reply === 'lost' ? world.chance.whole(1, 60) * 60_000 : reply.do === 'errors' && !isTooLate(reply) ? 60_000 : undefined;
  if (again !== undefined) later(office, task, again, async () => void (await submit(office, task, event, text)));
  else if (world.chance.happens(0.05)) repeat(office, task, event);
  return 'done';
}

/** The chat delivers it once more, long after it was answered. */
function repeat(office: Office, task: Task, event: SubmissionEvent): void {
  later(office, task, office.world.chance.whole(1, 24 * 60) * 60_000, async () => {
    if (accountOf(office, task.person)) await deliver(office, event, task.person);
  });
}

function later({ world }: Office, { person }: Task, ms: number, act: () => Promise<void>): void {
  world.agenda.add(world.timer.elapsed() + ms, () => inTurn(person, act));
}

/** What the person sees becomes what the books hold. */
function settle(office: Office, { person, round, ask }: Task, reply: Reply, text: string, over: boolean): void {
  const { world, books } = office;
  switch (reply.do) {
    case 'errors':
      if (isTooLate(reply)) {
        tooLate();
        return;
      }
      // Not stored; it is sent again at once, and until then nothing else is known of it.
      if (!office.troubled()) world.broken(`an answer to ${round.id} was refused: ${JSON.stringify(reply)}`);
      return;
    case 'replace':
      tooLate();
      return;
    case 'close': {
      const row = books.row<{ late: number }>('SELECT late FROM reflection_ask WHERE round_id = ? AND member_id = ?', round.id, person.id);
      const late = row?.late === 1;
      if (!ask.answered && !ask.doubtful?.late.includes(late))
        world.broken(`the answer of ${person.id} to ${round.id} ${late ? 'is' : 'is not'} late`);
      ask.answered ??= { late, elapsedMs: world.timer.elapsed() };
      Object.assign(ask, { text, versions: ask.versions + 1, draft: undefined, doubtful: undefined });
      return;
    }
    default:
      world.broken(`a submitted form was answered with ${reply.do}`);
  }

  /** Had it been stored before the program died, it would have been accepted again. */
  function tooLate(): void {
    if (!over || !ask.answered) world.broken(`${person.id} was told that ${round.id} cannot be answered`);
    ask.doubtful = undefined;
  }
}

const isTooLate = (reply: Reply): boolean => reply.do === 'errors' && Object.values(reply.errors).includes(refusalText['window-closed'].zh);

/** 稍后提醒, from the card. */
export async function snooze(office: Office, { person, ask }: Task): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(ask.messageId ?? '')?.card;
  const value = card && optionIn(card, 'reflection.snooze', world.chance.whole(0, 2));
  if (!me || value === undefined) return 'done';
  ask.snoozes += 1;
  const reply = await deliver(office, press(me, world.newId(), 'reflection.snooze', value), person);
  return again(reply);
}

export const again = (reply: Reply | Lost): Outcome => (reply === 'lost' ? 'again' : 'done');
