import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrations } from '../../../src/db/migrations/index.js';
import { openDatabase } from '../../../src/db/open.js';
import Database from '../../../src/sqlite.js';
import { scratch } from '../../db/scratch.js';

const BEFORE_FIGURES = 12;
const MEMBERS = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5'];
const OFFICE = `
INSERT INTO org_department (id, name, parent_id, sibling_order, active) VALUES ('D0', '局', NULL, 0, 1), ('D1', '办公室', 'D0', 1, 1);
${MEMBERS.map((id, n) => `INSERT INTO org_member (id, name, rank, department_id, organizer, administrator, active, roster_order) VALUES ('${id}', '梁青', '科员', 'D${n % 2}', 0, 0, 1, ${n});`).join('')}
INSERT INTO reflection_round (id, occurrence_at, asked, opens_at, closes_at, state, trial) VALUES ('R0', 0, '{}', 0, 1, 'open', 0), ('R1', 1, '{}', 0, 1, 'open', 0);
`;

type Sqlite = InstanceType<typeof Database>;
const counted = (sqlite: Sqlite) =>
  sqlite
    .prepare('SELECT round_id, department_id, count(*), count(answered_at), sum(late) FROM reflection_ask GROUP BY 1, 2 ORDER BY 1, 2')
    .raw()
    .all();
const kept = (sqlite: Sqlite) => sqlite.prepare('SELECT * FROM reflection_figures WHERE asked > 0 ORDER BY 1, 2').raw().all();

async function bureau() {
  const path = join(scratch(), 'siwen.db');
  await openDatabase(path).close();
  const sqlite = new Database(path);
  sqlite.exec(OFFICE);
  return sqlite;
}

const step = fc.record({
  what: fc.constantFrom('ask', 'ask', 'answer', 'answer late', 'take back', 'forget'),
  round: fc.constantFrom('R0', 'R1'),
  member: fc.nat(MEMBERS.length - 1),
});
const SQL = {
  ask: 'INSERT INTO reflection_ask (round_id, member_id, department_id) VALUES (@round, @member, @department) ON CONFLICT DO NOTHING',
  answer: 'UPDATE reflection_ask SET answered_at = 5 WHERE round_id = @round AND member_id = @member AND @department IS NOT NULL',
  'answer late':
    'UPDATE reflection_ask SET answered_at = 9, late = 1 WHERE round_id = @round AND member_id = @member AND answered_at IS NULL AND @department IS NOT NULL',
  'take back':
    'UPDATE reflection_ask SET answered_at = NULL, late = 0 WHERE round_id = @round AND member_id = @member AND @department IS NOT NULL',
  forget: 'DELETE FROM reflection_ask WHERE round_id = @round AND member_id = @member AND @department IS NOT NULL',
};

test('whatever is done to those who were asked, the figures are what counting them gives', async () => {
  const sqlite = await bureau();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      sqlite.exec('DELETE FROM reflection_ask');
      for (const { what, round, member } of steps)
        sqlite.prepare(SQL[what as keyof typeof SQL]).run({ round, member: MEMBERS[member], department: `D${member % 2}` });
      expect(kept(sqlite)).toEqual(counted(sqlite));
    }),
    { numRuns: 100 },
  );
  sqlite.close();
});

test('an answer that is counted when many are asked at once is counted once', async () => {
  const sqlite = await bureau();
  sqlite.exec("INSERT INTO reflection_ask SELECT 'R0', id, department_id, 5, 1 FROM org_member");
  expect(kept(sqlite)).toEqual([
    ['R0', 'D0', 3, 3, 3],
    ['R0', 'D1', 3, 3, 3],
  ]);
  sqlite.close();
});

test('the department in which somebody was asked is never changed', async () => {
  const sqlite = await bureau();
  sqlite.exec("INSERT INTO reflection_ask (round_id, member_id, department_id) VALUES ('R0', 'M0', 'D0')");
  expect(() => sqlite.exec("UPDATE reflection_ask SET department_id = 'D1'")).toThrow('never changed');
  sqlite.close();
});

test('rounds of former versions are counted when the database is brought forward', async () => {
  const path = join(scratch(), 'siwen.db');
  const former = new Database(path);
  former.pragma('application_id = 0x7369776e');
  for (const sql of migrations.slice(0, BEFORE_FIGURES)) former.exec(sql);
  former.pragma(`user_version = ${BEFORE_FIGURES}`);
  former.exec(OFFICE);
  former.exec("INSERT INTO reflection_ask SELECT 'R0', id, department_id, nullif(roster_order, 0), roster_order = 3 FROM org_member");
  former.close();
  await openDatabase(path).close();
  const sqlite = new Database(path);
  expect(kept(sqlite)).toEqual([
    ['R0', 'D0', 3, 2, 0],
    ['R0', 'D1', 3, 3, 1],
  ]);
  expect(kept(sqlite)).toEqual(counted(sqlite));
  sqlite.close();
});
