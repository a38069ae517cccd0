import type { Card } from '../../src/chat/card.js';
import { sentences, text } from '../../src/meeting/notice/text.js';
import type { FakeMessage } from '../delivery/fake-chat.js';
import { acknowledge, askingAbsence, decide, pressed } from './attending.js';
import type { Books } from './books.js';
import type { Person } from './bureau.js';
import { type Choice, decideExemption, giveWay } from './giving-way.js';
import { buttonIn } from './hands.js';
import { type MeetingBook, waysOf } from './meeting-books.js';
import { intend, type Office } from './office.js';
import type { World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** One that was under way when the meeting was changed may still go out: it waits for its turn behind slow calls. */
const ON_ITS_WAY_MS = 180_000;
const NEWS = ['meeting.notice', 'meeting.changed', 'meeting.cancelled'];
const BEFORE_THE_START = ['meeting.remind', 'meeting.nudge'];

/** Before it reaches the chat: nothing of a meeting is sent after its end, and nobody is reminded of one that has begun or is called off. */
export function checkMeetingCall(world: World, books: Books, key: string): void {
  const [what = '', id = ''] = key.split(':');
  const meeting = books.meetings.meetings.get(id);
  if (!meeting || world.timer.elapsed() - meeting.changedAtMs < ON_ITS_WAY_MS) return;
  const ways = waysOf(meeting);
  const now = world.clock.now();
  if ((NEWS.includes(what) || what === 'meeting.board') && ways.every(({ endsAt }) => endsAt <= now))
    world.broken(`${key} is sent after the end`);
  if (BEFORE_THE_START.includes(what) && ways.every(({ startsAt, cancelled }) => cancelled || startsAt <= now))
    world.broken(`${key} reminds of a meeting that has begun or is called off`);
}

/** A message about meetings has arrived with somebody: whether it may, and what they make of it. */
export function meetingArrived(office: Office, key: string, message: FakeMessage): void {
  const { bureau, books } = office;
  const parts = key.split(':');
  const [what = '', id = ''] = parts;
  const person = bureau.people.get(bureau.accounts.get(message.to)?.name ?? '');
  const meeting = books.meetings.meetings.get(id);
  if (!person || !message.card) return;
  if (books.row('SELECT 1 FROM leave_absence WHERE id = ?', id)) absenceArrived(office, what, id, person, message, message.card);
  if (!meeting) return;
  if (NEWS.includes(what)) learn(office, what, meeting, person, message.card);
  if (NEWS.includes(what) || BEFORE_THE_START.includes(what)) invited(office, meeting, person, message.id);
  if (what === 'meeting.giveWay') asked(office, person, message.id);
  if (what === 'meeting.offer' && office.world.chance.happens(0.6)) soon(office, person, 10, () => pressedForm(office, person, message.id));
  const [, , activityId = ''] = parts;
  if (what !== 'meeting.exemption') return;
  for (const days of [1, 3])
    soon(office, person, days * 24, () => decideExemption(office, person, message.id, askerOf(office, id, activityId)));
}

const pressedForm = (office: Office, person: Person, messageId: string) => pressed(office, person, messageId, 'meeting.activityRestore');

const askerOf = ({ books }: Office, meetingId: string, activityId: string): string =>
  books.row<{ id: string }>('SELECT asked_by AS id FROM meeting_give_way WHERE meeting_id = ? AND activity_id = ?', meetingId, activityId)
    ?.id ?? '';

/** Somebody is told once of each thing that is new to them, and nothing that doesn't concern them. */
function learn({ world, books }: Office, what: string, meeting: MeetingBook, { id }: Person, card: Card): void {
  const { told, blurred, title } = meeting;
  const comes = what !== 'meeting.cancelled' && card.summary !== sentences.removed(title).zh;
  const before = told.get(id);
  told.set(id, { comes, facts: factsIn(card) });
  const mayCome = meeting.everExpected.has(id) || meeting.mayJoin.has(id) || waysOf(meeting).some(({ expected }) => expected.has(id));
  if (comes && !mayCome) world.broken(`${id} is told to come to ${meeting.id}, where nobody expects them`);
  if (blurred.has(id)) return;
  if (before?.comes === comes && (!comes || before.facts === factsIn(card))) world.broken(`${id} is told the same of ${meeting.id} twice`);
  if (comes || before?.comes) return;
  const written = 'SELECT 1 FROM delivery_outbox WHERE key = ? OR (key > ? AND key < ? AND member_id = ?)';
  const changed = `meeting.changed:${meeting.id}`;
  if (!books.row(written, `meeting.notice:${meeting.id}:${id}`, `${changed}:`, `${changed};`, id))
    world.broken(`${id} is told of ${meeting.id}, at which they were never expected`);
}

/** When and where, in the words of the card. */
export function factsIn({ blocks }: Card): string {
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  return [text.time.zh, text.place.zh].map((label) => facts.find((fact) => fact.label === label)?.value ?? '').join('，');
}

function soon({ world, ...office }: Office, person: Person, hours: number, act: Parameters<typeof intend>[3]): void {
  intend({ world, ...office }, person, world.timer.elapsed() + world.chance.whole(1, hours * 60) * MINUTE, act);
}

/** In front of a notice or a reminder. */
function invited(office: Office, meeting: MeetingBook, person: Person, messageId: string): void {
  const { world } = office;
  const { chance } = world;
  const starts = waysOf(meeting)[0]?.startsAt ?? 0;
  const hours = Math.ceil(Math.max(HOUR, starts - world.clock.now()) / HOUR);
  if (chance.happens(0.5))
    soon(office, person, Math.min(hours, chance.pick([1, 8, 200])), () => acknowledge(office, meeting, person, messageId));
  if (chance.happens(0.04)) soon(office, person, hours, askingAbsence(office, meeting, person, messageId));
}

/** An activity of theirs is in the way: they move it, call it off, ask for an exemption, or put it off until it is too late. */
function asked(office: Office, person: Person, messageId: string): void {
  const { chance } = office.world;
  const choices: readonly (Choice | undefined)[] = ['meeting.giveWayMove', 'meeting.giveWayCancel', 'meeting.giveWayExempt', undefined];
  const choice = chance.pick(choices);
  if (choice) soon(office, person, chance.pick([1, 24, 100]), () => giveWay(office, person, messageId, choice));
}

function absenceArrived(office: Office, what: string, id: string, person: Person, message: FakeMessage, card: Card): void {
  const { world, books } = office;
  const { chance } = world;
  const row = books.row<{ meeting_id: string; member_id: string }>('SELECT meeting_id, member_id FROM leave_absence WHERE id = ?', id);
  if (!row) return;
  const absence = books.meetings.absences.get(id) ?? { id, meetingId: row.meeting_id, decided: undefined };
  books.meetings.absences.set(id, absence);
  if (what === 'leave.absence') {
    // Some decide at the same moment.
    const at = chance.happens(0.4) ? HOUR * (1 + (Number(id.slice(1)) % 5)) : chance.whole(1, 48 * 60) * MINUTE;
    const moment = Math.ceil((world.timer.elapsed() + at) / HOUR) * HOUR;
    if (chance.happens(0.8)) intend(office, person, moment, () => decide(office, absence, row.member_id, person, message.id));
  }
  if (what === 'leave.absenceOwn' && chance.happens(0.15))
    soon(office, person, 48, () => pressed(office, person, message.id, 'leave.absenceWithdraw'));
  const asks = buttonIn(card, 'leave.canAttend') !== undefined;
  const choice = chance.pick(['leave.stillNeeded', 'leave.canAttend', undefined] as const);
  // Whoever still asks to be excused, or says that they can come, has read what it is now.
  const mayHaveRead = () => books.meetings.meetings.get(row.meeting_id)?.mayHaveAcknowledged.add(person.id);
  if (choice) mayHaveRead();
  if (asks && choice)
    soon(office, person, 24, () => {
      mayHaveRead();
      return pressed(office, person, message.id, choice);
    });
}
