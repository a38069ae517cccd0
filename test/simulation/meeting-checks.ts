import type { Card } from '../../src/chat/card.js';
import type { Text } from '../../src/chat/text.js';
import { stateText, unconfirmedText } from '../../src/leave/absence/text.js';
import { sentences, text } from '../../src/meeting/notice/text.js';
import { checkExpected } from './announcing.js';
import { buttonIn } from './hands.js';
import { isSure, type MeetingBook, type Version } from './meeting-books.js';
import { factsIn } from './meeting-news.js';
import type { Office } from './office.js';
import { departmentOf } from './round-checks.js';

const OFFSET_MS = 8 * 3_600_000;
const LONG_OVER_MS = 3 * 24 * 3_600_000;

/** Everything about meetings that is to be so once nothing is on its way any more. `all`: those that are long over as well. */
export function checkMeetings(office: Office, all = false): void {
  const { world, books } = office;
  const meetings = [...books.meetings.meetings.values()].filter((meeting) => isSure(meeting) && (all || !meeting.laidBy));
  for (const meeting of meetings) if (meeting.version) checkExpected(office, meeting, meeting.version);
  for (const meeting of meetings) {
    const { version } = meeting;
    if (!version) continue;
    checkStored(office, meeting, version);
    checkAcknowledged(office, meeting, version);
    checkCards(office, meeting, version);
    meeting.laidBy = world.clock.now() > version.endsAt + LONG_OVER_MS;
  }
  checkOverlaps(office, meetings);
  checkInTheWay(office, meetings);
  checkAbsences(office);
}

function checkStored({ world, books }: Office, { id, sequence }: MeetingBook, version: Version): void {
  const row = books.row<{ starts_at: number; ends_at: number; place: string; state: string; sequence: number }>(
    'SELECT * FROM meeting_meeting WHERE id = ?',
    id,
  );
  const is = row && [row.starts_at, row.ends_at, row.place, row.state, row.sequence].join();
  const should = [version.startsAt, version.endsAt, version.place, version.cancelled ? 'cancelled' : 'announced', sequence].join();
  if (is !== should) world.broken(`the meeting ${id} is stored as ${is} instead of ${should}`);
}

/** Every 收到 that was seen accepted since the newest change counts, and nobody else's. */
function checkAcknowledged({ world, books }: Office, meeting: MeetingBook, { cancelled }: Version): void {
  if (cancelled) return;
  const rows = books.rows<{ id: string; at: number | null }>(
    'SELECT member_id AS id, acknowledged_at AS at FROM meeting_invitee WHERE meeting_id = ? AND removed = 0',
    meeting.id,
  );
  for (const { id, at } of rows)
    if (!meeting.mayHaveAcknowledged.has(id) && (at !== null) !== hasAcknowledged(meeting, id))
      world.broken(`${id} ${at === null ? 'has' : 'has not'} acknowledged ${meeting.id}`);
}
const hasAcknowledged = ({ acknowledged, factsSince }: MeetingBook, id: string): boolean => (acknowledged.get(id) ?? -1) >= factsSince;

type Row = { key: string; member: string; message: string };

/** Every card of a meeting that somebody has shows how it is now. */
function checkCards({ world, books, bureau, chat }: Office, meeting: MeetingBook, version: Version): void {
  const { id } = meeting;
  const from = "SELECT key, member_id AS member, message_id AS message FROM delivery_outbox WHERE key > ? AND key < ? AND state = 'sent'";
  const excused = new Set(
    books
      .rows<{ id: string }>("SELECT member_id AS id FROM leave_absence WHERE meeting_id = ? AND state = 'approved'", id)
      .map((row) => row.id),
  );
  for (const what of ['notice', 'changed'])
    for (const { key, member, message } of books.rows<Row>(from, `meeting.${what}:${id}:`, `meeting.${what}:${id};`)) {
      const card = chat.fake.message(message)?.card;
      if (!card || meeting.mayHaveAcknowledged.has(member) || bureau.hasLeft(member)) continue;
      const wrong = wrongIn(card, meeting, version, member, excused.has(member));
      if (wrong) world.broken(`the card ${key} ${wrong}: ${JSON.stringify(card)}`);
    }
  const board = books.row<Row>("SELECT message_id AS message FROM delivery_outbox WHERE key = ? AND state = 'sent'", `meeting.board:${id}`);
  const card = chat.fake.message(board?.message ?? '')?.card;
  if (!card || books.row('SELECT 1 FROM meeting_board WHERE meeting_id = ? AND stale = 1', id)) return;
  if (version.cancelled !== JSON.stringify(card).includes(`"${text.cancelled.zh}"`))
    world.broken(`the organizer's card of ${id} is out of date`);
}

function wrongIn(card: Card, meeting: MeetingBook, version: Version, member: string, excused: boolean): string | undefined {
  /** In a message of its own, or as the state of an earlier one. */
  const says = (sentence: Text, state: Text) => card.summary === sentence.zh || JSON.stringify(card).includes(`"${state.zh}"`);
  if (!version.expected.has(member))
    return says(sentences.removed(meeting.title), text.removed) ? undefined : 'does not say that they need not come';
  if (version.cancelled) return says(sentences.cancelled(meeting.title), text.cancelled) ? undefined : 'does not say that it is called off';
  const facts = factsIn(card);
  if (!whenIn(version).every((words) => facts.includes(words))) return `does not say ${whenIn(version).join()}`;
  const asks = buttonIn(card, 'meeting.acknowledge') !== undefined;
  return asks === (hasAcknowledged(meeting, member) || excused) ? `${asks ? 'asks' : 'does not ask'} for 收到` : undefined;
}

function whenIn({ startsAt, endsAt, place }: Version): string[] {
  const [start, end] = [new Date(startsAt + OFFSET_MS), new Date(endsAt + OFFSET_MS)];
  const clock = (at: Date) => at.toISOString().slice(11, 16);
  return [`${start.getUTCMonth() + 1}月${start.getUTCDate()}日`, clock(start), clock(end), place];
}

/** Nobody is to be in two bureau meetings at once. */
function checkOverlaps({ world }: Office, meetings: readonly MeetingBook[]): void {
  const held = meetings.filter(({ scope, version }) => scope === 'bureau' && version && !version.cancelled);
  for (const [index, one] of held.entries())
    for (const other of held.slice(index + 1)) {
      const [a, b] = [one.version, other.version];
      if (!a || !b || a.startsAt >= b.endsAt || b.startsAt >= a.endsAt) continue;
      const both = [...a.expected].find((id) => b.expected.has(id));
      if (both !== undefined) world.broken(`${both} is to be at ${one.id} and at ${other.id} at the same time`);
    }
}

type Activity = { id: string; starts_at: number; ends_at: number };

/** Whatever takes place and is in the way of a bureau meeting has its case. Held against people who have not moved since it was registered. */
function checkInTheWay({ world, books, bureau }: Office, meetings: readonly MeetingBook[]): void {
  const now = world.clock.now();
  for (const { id, scope, version } of meetings) {
    if (scope !== 'bureau' || !version || version.cancelled || version.startsAt <= now) continue;
    const planned = books.rows<Activity>(
      "SELECT id, starts_at, ends_at FROM meeting_activity WHERE source = 'chat' AND state = 'planned' AND starts_at < ? AND ends_at > ?",
      version.endsAt,
      version.startsAt,
    );
    for (const activity of planned) {
      const book = books.meetings.activities.get(activity.id);
      const together = [...(book?.people ?? [])].filter((one) => {
        const person = bureau.people.get(one);
        return person?.active && departmentOf(person) === book?.department && version.expected.has(one);
      });
      if (together.length === 0) continue;
      const row = books.row<{ state: string }>(
        'SELECT state FROM meeting_give_way WHERE meeting_id = ? AND activity_id = ?',
        id,
        activity.id,
      );
      if (!row || ['moved', 'cancelled', 'released'].includes(row.state))
        world.broken(`${activity.id} is in the way of ${id}, and its case is ${row?.state ?? 'missing'}`);
    }
  }
}

type AbsenceRow = {
  id: string;
  meeting_id: string;
  member_id: string;
  state: keyof typeof stateText;
  decided_by: string | null;
  readonly moved_at: number | null;
};

/** Every request that was seen accepted is there, its first decision stands, and whoever may decide sees it. */
function checkAbsences({ world, books, bureau, chat }: Office): void {
  const { requested, absences, meetings } = books.meetings;
  for (const asked of requested) {
    const [meetingId = '', memberId = ''] = asked.split(':');
    if (!books.row('SELECT 1 FROM leave_absence WHERE meeting_id = ? AND member_id = ?', meetingId, memberId))
      world.broken(`${memberId} has asked to be excused from ${meetingId}, and nothing is there`);
  }
  for (const { id, meetingId, decided } of absences.values()) {
    if (meetings.get(meetingId)?.laidBy) continue;
    const row = books.row<AbsenceRow>('SELECT * FROM leave_absence WHERE id = ?', id);
    if (!row) throw world.broken(`the request ${id} is gone`);
    const isDecided = row.state === 'approved' || row.state === 'refused';
    const wanted = decided && (decided.verdict === 'refuse' ? 'refused' : 'approved');
    if (decided && (row.decided_by !== decided.by.id || (isDecided && row.state !== wanted) || row.state === 'pending'))
      world.broken(`${id} was ${wanted} by ${decided.by.id} and is ${row.state} by ${row.decided_by}`);
    const name = bureau.people.get(row.decided_by ?? '')?.cells[1];
    const isUnconfirmed = row.state === 'undecided' && row.moved_at !== null;
    const says = [(isUnconfirmed ? unconfirmedText : stateText[row.state]).zh, ...(isDecided && name ? [name] : [])];
    for (const card of cardsOf(id))
      if (!says.every((words) => card.includes(words))) world.broken(`a card of ${id} does not say ${says.join()}: ${card}`);
  }

  function cardsOf(id: string): string[] {
    const from =
      "SELECT member_id AS member, message_id AS message FROM delivery_outbox WHERE state = 'sent' AND (key = ? OR (key > ? AND key < ?))";
    const rows = books.rows<Row>(from, `leave.absenceOwn:${id}`, `leave.absence:${id}:`, `leave.absence:${id};`);
    const shown = rows.filter(({ member }) => !bureau.hasLeft(member));
    return shown.flatMap(({ message }) => JSON.stringify(chat.fake.message(message)?.card ?? null) || []).filter((card) => card !== 'null');
  }
}

/** A tick went through at `now`: nothing that had to be settled by now is left, and whoever announced the meeting was told. */
export function checkDeadlines({ world, books }: Pick<Office, 'world' | 'books'>, now: number): void {
  const left = books.row<{ meeting_id: string; activity_id: string }>(
    `SELECT * FROM meeting_give_way WHERE opened_at <> ? AND ((state = 'open' AND deadline_at <= ?)
       OR (state = 'exemption-asked' AND deadline_at <= ? AND (overdue = 0 OR meeting_starts_at <= ?)))`,
    // One that came into being at this very instant may be younger than the tick.
    now,
    now,
    now,
    now,
  );
  if (left)
    world.broken(`nobody has settled ${left.activity_id}, which is in the way of ${left.meeting_id}, and its deadline has passed silently`);
  const untold = books.row<{ meeting_id: string }>(
    `SELECT meeting_id FROM meeting_give_way AS one WHERE (state IN ('suspended', 'passed') OR overdue = 1) AND refused = 0
       AND NOT EXISTS (SELECT 1 FROM delivery_outbox WHERE key > 'meeting.due:' || one.meeting_id || ':' AND key < 'meeting.due:' || one.meeting_id || ';')`,
  );
  if (untold) world.broken(`a deadline of ${untold.meeting_id} has passed, and nobody was told`);
  const waits = books.row<{ id: string }>(
    `SELECT leave_absence.id FROM leave_absence JOIN meeting_meeting ON meeting_meeting.id = meeting_id
       WHERE leave_absence.state IN ('pending', 'asked') AND meeting_meeting.starts_at <= ?`,
    now,
  );
  if (waits) world.broken(`${waits.id} still waits for a decision, and the meeting has begun`);
}
