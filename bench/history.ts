import type Sqlite from 'better-sqlite3';
import Database from '../src/sqlite.js';

/** The history ends with it. */
export const LAST_YEAR = 2025;
const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;
const END = Date.UTC(LAST_YEAR + 1, 0, 1) - DAY_MS;
/** 四提醒 every week and 四问 every month. */
const ROUNDS_A_YEAR = 64;
const ANSWERED_IN_TEN = 9;
/** Of the whole bureau. */
const MEETINGS_A_YEAR = 20;
/** Trips, annual leave, personal and sick leave: of each member, a day each. */
const LEAVES_A_YEAR = 8;
const KINDS = ['business-trip', 'annual-leave', 'personal-leave', 'sick-leave'] as const;

type Person = { readonly id: string; readonly department_id: string };
type Writing = { readonly database: Sqlite.Database; readonly people: readonly Person[] };

/** What was asked, who came and who was away, in the years that end with the last one, from so many years ago to so many. */
export function addYears(file: string, had: number, wanted: number): void {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const people = database.prepare<[], Person>('SELECT id, department_id FROM org_member ORDER BY id').all();
  const adders = [
    { add: roundsOf({ database, people }), aYear: ROUNDS_A_YEAR },
    { add: meetingsOf({ database, people }), aYear: MEETINGS_A_YEAR },
    { add: leavesOf({ database, people }), aYear: LEAVES_A_YEAR },
  ];
  for (const { add, aYear } of adders) {
    const one = database.transaction(add);
    for (let n = had * aYear; n < wanted * aYear; n++) one(n, Math.round(END - ((n + 0.5) / aYear) * YEAR_MS));
  }
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

const idOf = (letter: string, n: number): string => `${letter}${String(n).padStart(6, '0')}`;

function roundsOf({ database, people }: Writing) {
  const addRound = database.prepare("INSERT INTO reflection_round VALUES (?, NULL, ?, '{}', ?, ?, 'closed', NULL, 0, NULL)");
  const addAsk = database.prepare('INSERT INTO reflection_ask VALUES (?, ?, ?, ?, 0)');
  return (n: number, at: number) => {
    addRound.run(idOf('R', n), at, at, at + 3 * DAY_MS);
    for (const [index, one] of people.entries())
      addAsk.run(idOf('R', n), one.id, one.department_id, (index + n) % 10 < ANSWERED_IN_TEN ? at + 3_600_000 : null);
  };
}

function meetingsOf({ database, people }: Writing) {
  const addMeeting = database.prepare(
    `INSERT INTO meeting_meeting (id, title, scope, starts_at, ends_at, place, audience, excluded, substitutes, absence_deadline_at, attachments, emergency,
      department_id, organizer_id, announced_at, in_advance, sequence, state)
    VALUES (@id, '机关干部大会', 'bureau', @at, @at + 7200000, '三楼会议室', '{}', '[]', 0, @at, '[]', 0,
      @department, @organizer, @at - 86400000, 1, 0, 'announced')`,
  );
  const addCheckIn = database.prepare(
    "INSERT INTO meeting_check_in VALUES (@id, x'00', CAST(@id AS BLOB), @at, @organizer, @at + 7200000, @organizer)",
  );
  const addOutcome = database.prepare('INSERT INTO meeting_outcome VALUES (?, ?, ?, ?)');
  const statuses = [...Array.from({ length: 16 }, () => 'present'), 'late', 'excused', 'excused', 'absent'];
  return (n: number, at: number) => {
    const meeting = { id: idOf('M', n), at, department: people[0]?.department_id, organizer: people[0]?.id };
    addMeeting.run(meeting);
    addCheckIn.run(meeting);
    for (const [index, one] of people.entries())
      addOutcome.run(meeting.id, one.id, one.department_id, statuses[(index + n) % statuses.length]);
  };
}

function leavesOf({ database, people }: Writing) {
  const addLeave = database.prepare(
    `INSERT INTO leave_request (id, member_id, requested_by, kind, from_on, from_half, until_on, until_half, from_at, until_at, half_days, department_id,
      rank, state, requested_at)
     VALUES (@id, @member, @member, @kind, @on, 'morning', @on, 'afternoon', @at, @at + 32400000, 2, @department, '科员', 'approved', @at - 86400000)`,
  );
  const addDays = database.prepare('INSERT INTO leave_days VALUES (?, ?, 2)');
  return (n: number, first: number) => {
    for (const [index, one] of people.entries()) {
      const at = first + (index % 30) * DAY_MS;
      const on = new Date(at).toISOString().slice(0, 10);
      const id = `${idOf('L', n)}-${one.id}`;
      addLeave.run({ id, member: one.id, kind: KINDS[(index + n) % KINDS.length], on, at, department: one.department_id });
      addDays.run(id, Number(on.slice(0, 4)));
    }
  };
}
