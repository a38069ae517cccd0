import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorize } from '../../src/org/permissions.js';
import { activeMembers, exportRoster, importRoster, loadOrg } from '../../src/org/service.js';
import { office, operator, RANKS } from './bureau.js';

const content = readFileSync(join(import.meta.dirname, '../../data/roster.csv'));

test('the bureau a visitor meets has every rank, every part an office has, and reaches of every kind', async () => {
  const { deps, transact } = await office();
  expect(await importRoster(deps, { actor: operator, content, apply: true })).toMatchObject({ ok: true, notices: [] });
  const members = await transact(activeMembers);
  const org = await transact(loadOrg);
  expect(members.length).toBeGreaterThanOrEqual(24);
  expect([...new Set(members.map((member) => member.rank))].toSorted()).toEqual(RANKS.toSorted());
  expect(new Set(org.departments.flatMap((department) => department.functions)).size).toBe(5);
  expect(members.every((member) => member.email?.endsWith('.example'))).toBe(true);
  expect(members.filter((member) => member.roles.includes('administrator')).length).toBeGreaterThanOrEqual(1);
  const reach = members.map((member) => {
    const decision = authorize(member, org, 'participation.view');
    return decision.ok ? decision.departmentIds.size : 0;
  });
  expect(reach[0]).toBe(org.departments.length); // the bureau's head
  expect(reach).toContain(0);
  expect(reach).toContain(1);
  expect(reach).toContain(2);
});

test('the demo roster is exported as it was written', async () => {
  const { deps } = await office();
  await importRoster(deps, { actor: operator, content, apply: true });
  expect(new TextDecoder().decode(await exportRoster(deps, { actor: operator, format: 'csv', locale: 'zh-CN' }))).toBe(
    new TextDecoder().decode(content),
  );
});
