import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APPLICATION_ID } from '../../src/db/examine.js';
import { draftRevision } from '../../src/db/migrations/022-draft-revision.js';
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
