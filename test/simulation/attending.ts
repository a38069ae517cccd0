import { decisionRefusalText, requestRefusalText } from '../../src/leave/absence/text.js';
import { sentences, text } from '../../src/meeting/notice/text.js';
import { againOr, sentenceIn } from './announcing.js';
import type { Person } from './bureau.js';
import { buttonIn, filled, press, submission } from './hands.js';
import { isAway } from './leave-books.js';
import { type AbsenceBook, count, type MeetingBook } from './meeting-books.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';
import { words } from './privacy.js';

const ACKNOWLEDGED = sentences.acknowledgedAt('').zh;

/** 收到, on the card as it is by then. */
export async function acknowledge(office: Office, meeting: MeetingBook, person: Person, messageId: string): Promise<Outcome> {
  const { world, books } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, 'meeting.acknowledge');
  if (!me || !value) return 'done';
  const tried = meeting.mayHaveAcknowledged.has(person.id);
  meeting.mayHaveAcknowledged.add(person.id);
  const reply = await deliver(office, press(me, world.newId(), 'meeting.acknowledge', value), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  const said = sentenceIn(reply);
  if (reply.do !== 'nothing' && said === undefined) world.broken(`收到 is answered with ${JSON.stringify(reply)}`);
  const isStored = reply.do === 'nothing' || said === text.thanks.zh || said?.startsWith(ACKNOWLEDGED) === true;
  // What is refused now may have been stored at a try that was not answered.
  if (isStored || !tried) meeting.mayHaveAcknowledged.delete(person.id);
  if (!isStored) return 'done';
  meeting.acknowledged.set(person.id, Number(value.split(':')[1]));
  count(books, 'acknowledged');
  return 'done';
}

/** 请假, from the notice: the form, a reason, and its submission until it is answered. It confirms that the notice was read. */
export function askingAbsence(office: Office, meeting: MeetingBook, person: Person, messageId: string): () => Promise<Outcome> {
  const { world, books } = office;
  let send: (() => ReturnType<typeof deliver>) | undefined;
  let sequence = 0;
  return async () => {
    const me = accountOf(office, person);
    const card = office.chat.fake.message(messageId)?.card;
    const value = card && buttonIn(card, 'leave.absence');
    if (!me || !value) return 'done';
    if (!send) {
      const opened = await deliver(office, press(me, world.newId(), 'leave.absence', value), person);
      if (opened === 'lost' || office.troubled()) return 'again';
      // Not expected any more, or asked already.
      if (opened.do !== 'open' || opened.form.id !== 'leave.absenceRequest') return 'done';
      const { form } = opened;
      const event = submission(me, `V${world.newId()}:h`, form, {
        ...filled(form, words(world, person.id, '事由')),
        substitute: undefined,
      });
      sequence = Number(form.context.split(':')[0]);
      send = () => deliver(office, event, person);
    }
    const tried = meeting.mayHaveAcknowledged.has(person.id);
    meeting.mayHaveAcknowledged.add(person.id);
    const reply = await send();
    if (reply === 'lost' || (reply.do !== 'close' && office.troubled())) return 'again';
    if (reply.do === 'close' || !tried) meeting.mayHaveAcknowledged.delete(person.id);
    if (reply.do === 'close') {
      meeting.acknowledged.set(person.id, Math.max(sequence, meeting.acknowledged.get(person.id) ?? 0));
      books.meetings.requested.add(`${meeting.id}:${person.id}`);
      count(books, 'absences');
    } else {
      const known = ['meeting-cancelled', 'meeting-began', 'meeting-changed', 'open-already', 'not-expected'] as const;
      const [said] = reply.do === 'errors' ? Object.values(reply.errors) : [];
      if (!known.some((refusal) => requestRefusalText[refusal].zh === said))
        world.broken(`a request is answered with ${JSON.stringify(reply)}`);
    }
    return 'done';
  };
}

/** The button of an applicant or a substitute; what comes of it, their cards say. */
export async function pressed(office: Office, person: Person, messageId: string, id: Parameters<typeof buttonIn>[1]): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, id);
  if (!me || value === undefined) return 'done';
  const reply = await deliver(office, press(me, world.newId(), id, value), person);
  if (reply === 'lost' || office.troubled()) return 'again';
  if (sentenceIn(reply) === undefined) world.broken(`${id} is answered with ${JSON.stringify(reply)}`);
  return 'done';
}

/** An organizer looks at the reason and decides; of several the first. */
export async function decide(office: Office, absence: AbsenceBook, applicant: string, person: Person, messageId: string): Promise<Outcome> {
  const { world } = office;
  const me = accountOf(office, person);
  const card = office.chat.fake.message(messageId)?.card;
  const value = card && buttonIn(card, 'leave.absenceDecide');
  if (!me || value === undefined) return 'done';
  const opened = await deliver(office, press(me, world.newId(), 'leave.absenceDecide', value), person, applicant);
  if (opened === 'lost' || office.troubled()) return 'again';
  if (sentenceIn(opened) === decisionRefusalText['right-missing'].zh && mayDecideNoMore(office, person)) return 'done';
  if (opened.do !== 'open') return againOr(office, opened, `${person.id} cannot decide about ${absence.id}`);
  if (opened.form.submit === undefined) return 'done';
  const verdict = world.chance.happens(0.7)
    ? JSON.stringify(opened.form).includes('"approve-late"')
      ? 'approve-late'
      : 'approve'
    : 'refuse';
  const event = submission(me, `V${world.newId()}:h`, opened.form, { verdict, words: '工作需要' });
  const reply = await deliver(office, event, person, applicant);
  if (reply === 'lost' || (reply.do !== 'close' && office.troubled())) return 'again';
  if (reply.do === 'close') decided(office, absence, person, verdict);
  else {
    const known = ['decided-before', 'withdrawn-before', 'meeting-moved', 'meeting-over'] as const;
    const [said = ''] = reply.do === 'errors' ? Object.values(reply.errors) : [];
    if (!known.some((refusal) => said.startsWith(decisionRefusalText[refusal].zh)))
      world.broken(`a decision is answered with ${JSON.stringify(reply)}`);
    count(office.books, 'decided too late');
  }
  return 'done';
}

/** Organizers who are away by now are stood in for; whoever was asked in the place of one who is back, or has organizers below again, decides no more. */
function mayDecideNoMore({ world, books }: Office, person: Person): boolean {
  const isOrganizer = person.cells[8]?.includes('组织者') === true;
  return !isOrganizer || isAway(books, person.id, world.clock.now(), world.timer.elapsed()) !== 'no';
}

function decided({ world, books }: Office, absence: AbsenceBook, by: Person, verdict: string): void {
  if (absence.decided) world.broken(`${absence.id} is decided by ${absence.decided.by.id} and by ${by.id}`);
  absence.decided = { by, verdict };
  count(books, 'absences decided');
}
