import { expect, onTestFinished, test, vi } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { Transact, Tx } from '../../src/db/transact.js';
import { loadWork } from '../../src/delivery/load.js';
import { arrived, oldestPendingAt, outboxDepth, unsent, withdraw } from '../../src/delivery/outbox.js';
import { expirePending } from '../../src/delivery/states.js';
import { listMessages } from '../../src/delivery/undelivered.js';
import { undeliveredJob } from '../../src/delivery/undelivered-notice.js';
import type { FeedId } from '../../src/meeting/activity/activity.js';
import { feedsDue } from '../../src/meeting/activity/feed-store.js';
import { activityOfMeeting, importedFrom } from '../../src/meeting/activity/store.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import type { DepartmentId } from '../../src/org/member.js';
import { draftsOf } from '../../src/reflection/response-store.js';
import Database from '../../src/sqlite.js';
import { testDatabase } from '../support/database.js';

const NOW = 1_790_000_000_000 as Instant;
const within = (work: (tx: Tx) => Promise<unknown>) => (transact: Transact) => transact(work);

type Asked = { readonly what: string; readonly of: string; readonly work: (transact: Transact) => Promise<unknown>; readonly plan: string };

/** What runs every minute, with every message or answer, or for every calendar that is read. */
const asked: readonly Asked[] = [
  {
    what: 'what is new in the outbox',
    of: 'delivery_outbox',
    work: within((tx) => loadWork(tx, { messages: 9, updates: 0, homes: 0 }, 0, () => false)),
    plan: 'delivery_outbox_unsent (state=? AND id>?)',
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
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await work(transact);
  const statement = prepare.mock.calls.map(([sql]) => sql).find((sql) => sql.includes(`"${of}"`)) ?? '';
  prepare.mockRestore();
  const file = new Database(path, { readonly: true });
  onTestFinished(() => void file.close());
  const [first] = file.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all(statement.match(/\?/g) ?? []);
  expect(first?.detail).toContain(plan);
});
