import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APPLICATION_ID } from '../../src/db/examine.js';
import { draftRevision } from '../../src/db/migrations/022-draft-revision.js';
import { messageContent } from '../../src/db/migrations/043-message-content.js';
import { handledOfTimes } from '../../src/db/migrations/054-handled-of-times.js';
import { overlapTold } from '../../src/db/migrations/055-overlap-told.js';
import { gone } from '../../src/db/migrations/056-gone.js';
import { addedReturned } from '../../src/db/migrations/057-added-returned.js';
import { goneBefore } from '../../src/db/migrations/059-gone-before.js';
import { migrations } from '../../src/db/migrations/index.js';
import { openDatabase } from '../../src/db/open.js';
import Database from '../../src/sqlite.js';
import { scratch } from './scratch.js';

/** A database as an earlier program left it: with so many migrations, and these rows. */
function leftBehind(count: number, rows: string): string {
  const path = join(scratch(), 'siwen.db');
  const sqlite = new Database(path);
  sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  for (const sql of migrations.slice(0, count)) sqlite.exec(sql);
  sqlite.pragma(`user_version = ${count}`);
  sqlite.pragma('foreign_keys = ON');
  sqlite.exec(rows);
  sqlite.close();
  return path;
}

test('a check-in from before its secret was sealed keeps what was recorded, and its secret is gone', async () => {
  const path = leftBehind(
    migrations.indexOf(draftRevision),
    `INSERT INTO org_department (id, name, sibling_order, active) VALUES ('D', '办公室', 1, 1);
     INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order)
       VALUES ('101', '甲', '科员', 'D', 1, 0, 1, 1), ('603', '乙', '科员', 'D', 0, 0, 1, 2);
     INSERT INTO meeting_meeting
       SELECT value, '大会', 'bureau', 10, 20, '礼堂', NULL, NULL, '{"kind":"bureau"}', '[]', 0, 10, '[]', 0, 'D', '101', 1, 1, 0, 'announced'
       FROM json_each('["M1","M2"]');
     INSERT INTO meeting_check_in VALUES ('M1', 'in clear', 'token in clear', 10, '101', NULL, NULL), ('M2', 'clear too', 'another', 10, '101', 20, '101');
     INSERT INTO meeting_attendance VALUES ('M1', '603', 1, 'late', 0, 15, 'code', '603', 15, NULL);
     INSERT INTO meeting_report_reader VALUES ('M2', '101');
     INSERT INTO meeting_reachability VALUES ('C', '101', 1, 2, 'open');
     INSERT INTO meeting_reachability_ask VALUES ('C', '603', 'D', NULL);`,
  );
  const before = new Database(path);
  expect(before.prepare('SELECT count(*) FROM meeting_check_in').pluck().get()).toBe(2);
  before.close();
  const database = openDatabase(path);
  const [checkIns, marks, asks] = await database.transact(async (tx) => [
    await tx.selectFrom('meeting_check_in').select(['meeting_id', 'opened_at', 'closed_at']).orderBy('meeting_id').execute(),
    await tx.selectFrom('meeting_attendance').selectAll().execute(),
    await tx.selectFrom('meeting_reachability_ask').selectAll().execute(),
  ]);
  expect(checkIns).toEqual([
    { meeting_id: 'M1', opened_at: 10, closed_at: 10 },
    { meeting_id: 'M2', opened_at: 10, closed_at: 20 },
  ]);
  expect(marks).toMatchObject([{ meeting_id: 'M1', member_id: '603', status: 'late', checked_in_at: 15 }]);
  expect(asks).toMatchObject([{ check_id: 'C', undelivered: 0 }]);
  await database.close();
  const after = new Database(path);
  expect(after.serialize().includes('in clear')).toBe(false);
  const parents = after.pragma('foreign_key_list(meeting_attendance)') as { table: string }[];
  expect(parents.map(({ table }) => table)).toContain('meeting_check_in');
  expect(after.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_next'").pluck().get()).toBe(0);
  after.close();
});

test('messages from before what they say had a table of its own say it still, and their numbers never come again', async () => {
  const path = leftBehind(
    migrations.indexOf(messageContent),
    `INSERT INTO delivery_outbox (key, kind, chat_user, urgent, content, sealed, nonce, enqueued_at, state, settled_at, message_channel, message_id, sent_to, look_since)
       VALUES ('gone', 'post', 'U1', 0, NULL, NULL, 'n0', 1, 'sent', 2, 'D', '1', 'U1', 1), ('a', 'post', 'U1', 0, '{"a":1}', NULL, 'n1', 1, 'pending', NULL, NULL, NULL, NULL, NULL),
         ('b', 'post', 'U2', 0, '{"a":1}', NULL, 'n2', 1, 'sending', NULL, NULL, NULL, 'U2', 1), ('c', 'post', 'U1', 1, NULL, x'01', 'n3', 1, 'pending', NULL, NULL, NULL, NULL, NULL),
         ('d', 'post', 'U1', 0, '{"d":1}', NULL, 'n4', 1, 'refused', 2, NULL, NULL, NULL, NULL), ('last', 'post', 'U1', 0, '{}', NULL, 'n5', 1, 'pending', NULL, NULL, NULL, NULL, NULL);
     INSERT INTO delivery_update (outbox_id, card) VALUES (1, '{"newer":1}'), (3, '{"older":1}');
     INSERT INTO delivery_retry VALUES (2);
     DELETE FROM delivery_update WHERE outbox_id = 3;
     DELETE FROM delivery_outbox WHERE key = 'last';`,
  );
  await openDatabase(path).close();
  const sqlite = new Database(path);
  sqlite.pragma('foreign_keys = ON');
  const rows = (statement: string) => sqlite.prepare(statement).raw().all();
  expect(
    rows('SELECT o.id, key, state, json, sealed IS NOT NULL FROM delivery_outbox o LEFT JOIN delivery_content c ON c.id = content_id'),
  ).toEqual([
    [1, 'gone', 'sent', null, 0],
    [2, 'a', 'pending', '{"a":1}', 0],
    [3, 'b', 'sending', '{"a":1}', 0],
    [4, 'c', 'pending', null, 1],
    [5, 'd', 'refused', '{"d":1}', 0],
  ]);
  expect(rows('SELECT id, outbox_id, card FROM delivery_update')).toEqual([[1, 1, '{"newer":1}']]);
  expect(rows('SELECT outbox_id FROM delivery_retry')).toEqual([[2]]);
  expect(rows('PRAGMA foreign_key_check')).toEqual([]);
  // What two say stays until neither says it.
  const contents = () => rows('SELECT json FROM delivery_content ORDER BY json').flat();
  const sent =
    "UPDATE delivery_outbox SET state = 'sent', content_id = NULL, settled_at = 3, message_channel = 'D', message_id = '2' WHERE key = ?";
  sqlite.prepare(sent).run('a');
  expect(contents()).toEqual(['{"a":1}', '{"d":1}']);
  sqlite.prepare(sent).run('b');
  expect(contents()).toEqual(['{"d":1}']);
  sqlite.exec("DELETE FROM delivery_outbox WHERE key = 'd'");
  expect(contents()).toEqual([]);
  sqlite.exec(
    "INSERT INTO delivery_outbox (key, kind, chat_user, urgent, sealed, nonce, enqueued_at) VALUES ('e', 'post', 'U1', 0, x'02', 'n6', 1)",
  );
  sqlite.exec("INSERT INTO delivery_update (outbox_id, card) VALUES (2, '{}')");
  expect(rows("SELECT o.id, u.id FROM delivery_outbox o, delivery_update u WHERE key = 'e' AND outbox_id = 2")).toEqual([[7, 3]]);
  sqlite.close();
});

test('what a schedule has handled of times that it had before leaves the present ones alone', async () => {
  const path = leftBehind(
    migrations.indexOf(handledOfTimes),
    `INSERT INTO reflection_schedule (id, spec, paused, removed, since, handled_through)
       VALUES ('changed', '{}', 0, 0, 10, 9), ('same', '{}', 0, 0, 10, 10), ('new', '{}', 0, 0, 10, NULL);`,
  );
  const database = openDatabase(path);
  const rows = await database.transact((tx) =>
    tx.selectFrom('reflection_schedule').select(['id', 'handled_through']).orderBy('id').execute(),
  );
  expect(rows).toEqual([
    { id: 'changed', handled_through: null },
    { id: 'new', handled_through: null },
    { id: 'same', handled_through: 10 },
  ]);
  await database.close();
});

test('what the audit log knows to be gone from before it was noted is to be noted: the last of each', async () => {
  const path = leftBehind(
    migrations.indexOf(gone),
    `INSERT INTO org_department (id, name, sibling_order, active) VALUES ('D', '办公室', 1, 1);
     INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order)
       VALUES ('603', '甲', '科员', 'D', 0, 0, 1, 1);
     INSERT INTO org_audit (at, member_id, operator, action, subject, detail)
       VALUES (1, NULL, 'root', 'retention.erased', '902', 'responses=1'), (3, NULL, 'root', 'retention.erased', '902', 'responses=0'),
         (2, '603', NULL, 'reflection.share', 'R', '003'), (4, '603', NULL, 'reflection.unshare', 'R', '003');`,
  );
  const database = openDatabase(path);
  expect(await database.transact((tx) => tx.selectFrom('db_gone').selectAll().orderBy('what').execute())).toEqual([
    { what: 'member/902', at: 3 },
    { what: 'share/R/603/003', at: 4 },
  ]);
  await database.close();
});

test('whoever was told of a meeting during leave, in a message that is kept still, counts as told', async () => {
  const path = leftBehind(
    migrations.indexOf(overlapTold),
    `INSERT INTO org_department (id, name, sibling_order, active) VALUES ('D', '办公室', 1, 1);
     INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order)
       VALUES ('101', '甲', '科员', 'D', 1, 0, 1, 1);
     INSERT INTO meeting_meeting (id, title, scope, starts_at, ends_at, place, audience, excluded, substitutes, absence_deadline_at, attachments,
         emergency, department_id, organizer_id, announced_at, in_advance, sequence, state)
       SELECT value, '大会', 'bureau', 10, 20, '礼堂', '{"kind":"bureau"}', '[]', 0, 10, '[]', 0, 'D', '101', 1, 1, 0, 'announced'
       FROM json_each('["M1","M2"]');
     INSERT INTO leave_request (id, member_id, requested_by, kind, from_on, from_half, until_on, until_half, from_at, until_at, half_days,
         department_id, rank, state, requested_at)
       SELECT value, '101', '101', 'sick-leave', '2026-11-24', 'morning', '2026-11-24', 'morning', 5, 30, 1, 'D', '科员', 'approved', 1
       FROM json_each('["L1","L2"]');
     INSERT INTO delivery_outbox (key, kind, member_id, urgent, nonce, enqueued_at, state, message_channel, message_id, settled_at)
       SELECT value, 'post', '101', 0, value, 2, 'sent', 'C', '1', 3
       FROM json_each('["leave.overlap:M1:L2","leave.overlap:gone:L1","leave.overlap:M2:gone","leave.card:M2:L1"]');`,
  );
  const database = openDatabase(path);
  expect(await database.transact((tx) => tx.selectFrom('leave_overlap_told').selectAll().execute())).toEqual([
    { meeting_id: 'M1', leave_id: 'L2' },
  ]);
  await database.close();
});

test('so are addresses of calendars, and sights that ended with their answers', async () => {
  const path = leftBehind(
    migrations.indexOf(goneBefore),
    `INSERT INTO org_department (id, name, sibling_order, active) VALUES ('D', '办公室', 1, 1);
     INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order)
       SELECT value, value, '科员', 'D', 0, 0, 1, 1 FROM json_each('["003","603","604","605"]');
     INSERT INTO reflection_round (id, occurrence_at, asked, opens_at, closes_at, state, trial) VALUES ('R', 1, '{}', 1, 9, 'open', 0);
     INSERT INTO reflection_ask (round_id, member_id, department_id) VALUES ('R', '604', 'D');
     INSERT INTO reflection_share VALUES ('R', '604', '003', 5);
     INSERT INTO db_gone VALUES ('feed/605', 1), ('share/R/605/003', 9);
     INSERT INTO org_audit (at, member_id, operator, action, subject, detail)
       VALUES (2, '603', NULL, 'meeting.feedMade', '', NULL), (4, '603', NULL, 'meeting.feedRevoked', '', NULL), (3, '605', NULL, 'meeting.feedMade', '', NULL),
         (2, '603', NULL, 'reflection.share', 'R', '003'), (3, '604', NULL, 'reflection.share', 'R', '003'), (5, '604', NULL, 'reflection.share', 'R', '003'),
         (3, '605', NULL, 'reflection.share', 'R', '003');`,
  );
  const database = openDatabase(path);
  expect(await database.transact((tx) => tx.selectFrom('db_gone').selectAll().orderBy('what').execute())).toEqual([
    { what: 'feed/603', at: 4 },
    { what: 'feed/605', at: 2 },
    { what: 'share/R/603/003', at: 2 },
    { what: 'share/R/604/003', at: 3 },
    { what: 'share/R/605/003', at: 9 },
  ]);
  await database.close();
});

test('where more of a leave was given back than it counted at first, what is above that was added by personnel', async () => {
  const path = leftBehind(
    migrations.indexOf(addedReturned),
    `INSERT INTO org_department (id, name, sibling_order, active) VALUES ('D', '办公室', 1, 1);
     INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order)
       VALUES ('101', '甲', '科员', 'D', 1, 0, 1, 1);
     INSERT INTO leave_request (id, member_id, requested_by, kind, from_on, from_half, until_on, until_half, from_at, until_at, half_days,
         department_id, rank, state, requested_at, back_on, back_half, back_reported_at)
       SELECT value, '101', '101', 'annual-leave', '2026-11-23', 'morning', '2026-11-25', 'afternoon', 5, 30, 6, 'D', '科员', 'ended', 1,
         '2026-11-23', 'morning', 6
       FROM json_each('["L1","L2"]');
     INSERT INTO leave_days SELECT value, 2026, 6 FROM json_each('["L1","L2"]');
     INSERT INTO leave_returned VALUES ('L1', 2026, 8), ('L2', 2026, 6);`,
  );
  const database = openDatabase(path);
  const [returned, added] = await database.transact(async (tx) => [
    await tx.selectFrom('leave_returned').selectAll().orderBy('leave_id').execute(),
    await tx.selectFrom('leave_added_returned').selectAll().execute(),
  ]);
  expect(returned.map(({ half_days }) => half_days)).toEqual([6, 6]);
  expect(added).toEqual([{ leave_id: 'L1', year: 2026, half_days: 2 }]);
  await database.close();
});
