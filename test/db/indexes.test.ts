import { expect, onTestFinished, test, vi } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { calendarNotice } from '../../src/calendar-notice.js';
import type { Transact, Tx } from '../../src/db/transact.js';
import { oldestPendingAt, outboxDepth } from '../../src/delivery/depth.js';
import { loadWork } from '../../src/delivery/load.js';
import { newestTo } from '../../src/delivery/newest.js';
import { arrived, unexpired, unsent, withdraw } from '../../src/delivery/outbox.js';
import { expirePending } from '../../src/delivery/states.js';
import { listMessages } from '../../src/delivery/undelivered.js';
import { undeliveredJob } from '../../src/delivery/undelivered-notice.js';
import type { FeedId } from '../../src/meeting/activity/activity.js';
import { feedsDue } from '../../src/meeting/activity/feed-store.js';
import { activityOfMeeting, importedFrom } from '../../src/meeting/activity/store.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import type { DepartmentId } from '../../src/org/member.js';
import { draftsOf } from '../../src/reflection/response/store.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import Database from '../../src/sqlite.js';
import { wireJobs } from '../../src/wire.js';
import { testDatabase } from '../support/database.js';
import { type Office, testOffice } from '../support/office.js';
import { formIn, talk } from '../support/talk.js';

const NOW = 1_790_000_000_000 as Instant;
const within = (work: (tx: Tx) => Promise<unknown>) => (transact: Transact) => transact(work);

type Asked = { readonly what: string; readonly of: string; readonly work: (transact: Transact) => Promise<unknown>; readonly plan: string };

/** What runs with every message or answer, every Home tab, or for every calendar that is read. */
const asked: readonly Asked[] = [
  {
    what: 'what is new in the outbox',
    of: 'delivery_outbox',
    work: within((tx) => loadWork(tx, { messages: 9, updates: 0, homes: 0 }, 0, () => false)),
    plan: 'delivery_outbox_unsent (state=? AND id>?)',
  },
  {
    what: 'the last message to somebody',
    of: 'delivery_outbox',
    work: within((tx) => newestTo(tx, '603')),
    plan: 'delivery_outbox_by_member (member_id=?)',
  },
  {
    what: 'what has expired',
    of: 'delivery_outbox',
    work: within((tx) => expirePending(tx, NOW)),
    plan: 'delivery_outbox_by_expiry (state=? AND expires_at<?)',
  },
  {
    what: 'what nobody has been told of',
    of: 'delivery_outbox',
    work: (transact) => undeliveredJob({ transact }).run(NOW),
    plan: 'untold',
  },
  {
    what: 'what is withdrawn',
    of: 'delivery_outbox',
    work: within((tx) => withdraw(tx, NOW, 'reflection.nudge:R:')),
    plan: '(key>? AND key<?)',
  },
  {
    what: 'what nobody has been shown',
    of: 'delivery_outbox',
    work: within((tx) => unsent(tx, 'meeting.notice:M:')),
    plan: '(key>? AND key<?)',
  },
  { what: 'what has arrived', of: 'delivery_outbox', work: within((tx) => arrived(tx, 'meeting.notice:M:')), plan: '(key>? AND key<?)' },
  {
    what: 'what may be there',
    of: 'delivery_outbox',
    work: within((tx) => unexpired(tx, 'reflection.remind:R:')),
    plan: '(key>? AND key<?)',
  },
  { what: 'how full the outbox is', of: 'delivery_outbox', work: within(outboxDepth), plan: 'delivery_outbox_unsent' },
  { what: 'how long somebody has waited', of: 'delivery_outbox', work: within(oldestPendingAt), plan: 'delivery_outbox_unsent (state=?)' },
  {
    what: 'what was refused',
    of: 'delivery_outbox',
    work: within((tx) => listMessages(tx, { states: ['refused'], limit: 50 })),
    plan: 'delivery_outbox_unsent (state=? AND id<?)',
  },
  {
    what: 'whose draft it is',
    of: 'reflection_draft',
    work: within((tx) => draftsOf(tx, '101')),
    plan: 'reflection_draft_by_member (member_id=?)',
  },
  {
    what: 'what a calendar has brought',
    of: 'meeting_activity',
    work: within((tx) => importedFrom(tx, { feedId: 'F' as FeedId })),
    plan: 'meeting_activity_by_feed (feed_id=?)',
  },
  {
    what: 'what a department’s files have brought',
    of: 'meeting_activity',
    work: within((tx) => importedFrom(tx, { departmentId: 'D' as DepartmentId })),
    plan: 'meeting_activity_by_file (department_id=?)',
  },
  {
    what: 'the activity that a meeting is',
    of: 'meeting_activity',
    work: within((tx) => activityOfMeeting(tx, 'M' as MeetingId)),
    plan: 'meeting_activity_by_meeting (meeting_id=?)',
  },
  {
    what: 'which calendars are to be read',
    of: 'meeting_feed',
    work: within((tx) => feedsDue(tx, NOW)),
    plan: 'meeting_feed_by_due (due_at<?)',
  },
];

test.each(asked)('$what is found by its index, not among all of years', async ({ of, work, plan }) => {
  const { transact, path } = await testDatabase();
  const statement = (await prepared(() => work(transact))).find((sql) => sql.includes(`"${of}"`)) ?? '';
  const [first] = plansIn(path).of(statement);
  expect(first).toContain(plan);
});

/** There are as many of these as the office has schedules, months, 抽查 and restored copies; everything else grows with people and years. */
const SMALL = [
  'reflection_schedule',
  'reflection_rating_due',
  'participation_bulletin',
  'meeting_reachability',
  'delivery_salt',
  'delivery_restored',
  'json_each',
];

const everyMinute = async (office: Office): Promise<void> => {
  for (const job of [...wireJobs(office.ground), calendarNotice(office.ground)]) await job.run(office.now());
};

/** Home of the bureau's head, a clerk of the office, one of personnel, a head of department and a member; and what most people do most days. */
async function everyDay(office: Office): Promise<void> {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  for (const id of ['001', '104', '301', '601', '603']) await talk(office, id).home();
  const me = talk(office, '603');
  const form = formIn(await me.press('reflection.answer', sent.round.id));
  await me.submit(form, { post: '甲', expectations: '乙', contribution: '丙', conscience: '丁' });
  for (const words of ['四问', '会议', '请假', '审批', '外出']) await talk(office, '601').say(words);
}

test.each([
  ['runs every minute', everyMinute],
  ['people do every day', everyDay],
])('nothing that %s reads a table from end to end', async (_, work) => {
  const office = await testOffice();
  const statements = await prepared(() => work(office));
  const plans = plansIn(office.path);
  const scans = statements
    .filter((sql) => /^(select|update|delete)/.test(sql))
    .flatMap((sql) => plans.of(sql))
    .filter((step) => step.startsWith('SCAN ') && !SMALL.some((table) => step.startsWith(`SCAN ${table}`)))
    // An index of a few rows only may be read whole.
    .filter((step) => !plans.partial.some((index) => step.endsWith(` ${index}`)));
  expect(statements.length).toBeGreaterThan(25);
  expect(scans).toEqual([]);
});

/** The statements that are new to the database. */
async function prepared(work: () => Promise<unknown>): Promise<string[]> {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await work();
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  return [...new Set(statements)];
}

/** How SQLite finds what a statement asks for. */
function plansIn(path: string) {
  const file = new Database(path, { readonly: true });
  onTestFinished(() => void file.close());
  return {
    of: (sql: string) =>
      file
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(sql.match(/\?/g) ?? [])
        .map(({ detail }) => detail),
    partial: file.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'").pluck().all(),
  };
}
