import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { MemberId } from '../../src/org/member.js';
import { type AuditAction, auditEntries, readAudit, recordAudit } from '../../src/org/service.js';
import Database from '../../src/sqlite.js';
import { NOW, office } from './bureau.js';

test('what stands in the audit log can be neither changed, replaced nor deleted, not even with SQL', async () => {
  const { path, transact } = await office();
  await transact((tx) => recordAudit(tx, { at: NOW, actor: { operator: 'root' }, action: 'org.roster-imported', subject: 'x' }));
  const sqlite = new Database(path);
  const before = sqlite.prepare('SELECT * FROM org_audit').all();
  expect(() => sqlite.exec("UPDATE org_audit SET action = 'other'")).toThrow('never changed');
  expect(() => sqlite.exec('DELETE FROM org_audit')).toThrow('kept for three years');
  const other = "INTO org_audit (id, at, operator, action, subject) VALUES (1, 0, 'root', 'org.other', 'y')";
  for (const sql of [`REPLACE ${other}`, `INSERT OR REPLACE ${other}`]) expect(() => sqlite.exec(sql)).toThrow('never changed');
  expect(sqlite.prepare('SELECT * FROM org_audit').all()).toEqual(before);
  sqlite.close();
});

const at = (offset: number) => (NOW + offset) as Instant;
const member = (id: string) => ({ member: id as MemberId });

async function written() {
  const { deps, apply, transact } = await office();
  await apply();
  await transact(async (tx) => {
    await recordAudit(tx, { at: at(1), actor: member('102'), action: 'reflection.share', subject: 'round1', detail: '101' });
    await recordAudit(tx, { at: at(2), actor: member('101'), action: 'reflection.look', subject: 'round1', detail: '102' });
    await recordAudit(tx, { at: at(2), actor: { operator: 'root' }, action: 'reflection.looked%' as AuditAction, subject: '102' });
  });
  return { deps, transact };
}

test('the newest entries come first, with the names of members, by members and by operators', async () => {
  const { transact } = await written();
  const entries = await transact((tx) => auditEntries(tx, { limit: 99 }));
  expect([...entries.slice(0, 3), entries.at(-1)]).toMatchObject([
    { actor: { operator: 'root' }, subject: '102', names: { subject: '丁四' } },
    { actor: { member: '101' }, subject: 'round1', detail: '102', names: { actor: '丙三', detail: '丁四' } },
    { actor: { member: '102' }, at: at(1), names: { actor: '丁四', detail: '丙三' } },
    { actor: { operator: 'tester' }, action: 'org.roster-imported', names: {} },
  ]);
  expect(await transact((tx) => auditEntries(tx, { before: entries[1]?.id, limit: 1 }))).toEqual([entries[2]]);
});

test.each([
  [{ actor: '102' }, [1]],
  [{ actor: '丁四' }, [1]],
  [{ actor: 'root' }, [3]],
  [{ actor: '丁' }, []],
  [{ action: 'reflection' }, [3, 2, 1]],
  [{ action: 'reflection.look' }, [2]],
  [{ action: '%' }, []],
  [{ subject: 'round1' }, [2, 1]],
  [{ subject: '丁四' }, [3, 2]],
  [{ subject: '101' }, [1]],
  [{ from: at(2) }, [3, 2]],
  [{ from: at(1), until: at(2) }, [1]],
  [{ subject: '102', actor: '101', action: 'reflection' }, [2]],
  [{ actor: "' OR 1=1 --" }, []],
])('entries asked for by %j', async (filter, expected) => {
  const { transact } = await written();
  const [last] = await transact((tx) => auditEntries(tx, { limit: 1 }));
  const found = await transact((tx) => auditEntries(tx, { ...filter, limit: 99 }));
  // Without those of the import, which come before.
  expect(found.filter((entry) => entry.at > NOW).map(({ id }) => id - (last?.id ?? 0) + 3)).toEqual(expected);
});

test('whoever reads the log is in it, with what they asked for', async () => {
  const { deps, transact } = await written();
  const reader = { operator: 'root' };
  expect((await readAudit(deps, reader, { actor: '丁四', limit: 9 })).map(({ action }) => action)).toEqual(['reflection.share']);
  const [newest] = await transact((tx) => auditEntries(tx, { limit: 1 }));
  expect(newest).toMatchObject({ at: NOW, actor: reader, action: 'org.audit-read', detail: 'actor=丁四' });
});

test('an entry by somebody who is not in the roster is refused', async () => {
  const { transact } = await office();
  const entry = { at: NOW, actor: { member: 'nobody' as MemberId }, action: 'org.audit-read' as const, subject: 'x' };
  await expect(transact((tx) => recordAudit(tx, entry))).rejects.toThrow('FOREIGN KEY');
});
