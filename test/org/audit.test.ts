import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { MemberId } from '../../src/org/member.js';
import { auditBefore, recordAudit } from '../../src/org/service.js';
import { NOW, office } from './bureau.js';

test('what stands in the audit log can be neither changed nor deleted, not even with SQL', async () => {
  const { path, transact } = await office();
  await transact((tx) => recordAudit(tx, { at: NOW, actor: { operator: 'root' }, action: 'org.test', subject: 'x' }));
  const sqlite = new Database(path);
  expect(() => sqlite.exec("UPDATE org_audit SET action = 'other'")).toThrow('never changed');
  expect(() => sqlite.exec('DELETE FROM org_audit')).toThrow('never deleted');
  sqlite.close();
});

test('the newest entries come first, by members and by operators', async () => {
  const { apply, transact } = await office();
  await apply();
  const at = (offset: number) => (NOW + offset) as Instant;
  const member = { member: '102' as MemberId };
  await transact(async (tx) => {
    for (const offset of [1, 2, 2])
      await recordAudit(tx, { at: at(offset), actor: member, action: 'org.test', subject: `s${offset}`, detail: 'd' });
  });
  expect((await transact((tx) => auditBefore(tx, at(3), 2))).map((entry) => [entry.at, entry.actor, entry.detail])).toEqual([
    [at(2), member, 'd'],
    [at(2), member, 'd'],
  ]);
  expect((await transact((tx) => auditBefore(tx, at(2), 9))).map((entry) => entry.action)).toEqual(['org.test', 'org.roster-imported']);
});

test('an entry by somebody who is not in the roster is refused', async () => {
  const { transact } = await office();
  const entry = { at: NOW, actor: { member: 'nobody' as MemberId }, action: 'org.test', subject: 'x' };
  await expect(transact((tx) => recordAudit(tx, entry))).rejects.toThrow('FOREIGN KEY');
});
