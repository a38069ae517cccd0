import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importedLines } from '../../src/cli/roster-import-text.js';
import type { MemberId } from '../../src/org/member.js';
import type { Current } from '../../src/org/roster/people.js';
import { pathsOf, planImport } from '../../src/org/roster/plan.js';
import { overlaid } from '../../src/org/roster/posts.js';
import type { Roster } from '../../src/org/roster/roster.js';
import { activeMembers, importRoster, loadOrg } from '../../src/org/service.js';
import { csv, edited, LINES, office, operator } from './bureau.js';

type Place = { readonly id: MemberId; readonly path: readonly string[]; readonly isHead: boolean };

function rosterOf(places: readonly Place[]): Roster {
  const paths = new Set(places.flatMap(({ path }) => path.map((_, nth) => path.slice(0, nth + 1).join('/'))));
  const nobody = { rank: '科员', position: undefined, roles: [], email: undefined, rosterAccount: undefined };
  return {
    departments: [...paths].map((path) => ({
      path,
      name: path.split('/').at(-1) ?? '',
      parentPath: path.includes('/') ? path.split('/').slice(0, -1).join('/') : undefined,
      functions: [],
      headId: places.find((one) => one.isHead && one.path.join('/').startsWith(path))?.id,
      supervisingLeaderId: undefined,
    })),
    members: places.map(({ id, path }) => ({
      ...nobody,
      id,
      name: id,
      departmentPath: path.join('/'),
      joinedOn: undefined,
      workedSince: undefined,
    })),
  };
}

const officeOf = fc
  .array(fc.record({ path: fc.array(fc.constantFrom('甲', '乙'), { maxLength: 3 }), isHead: fc.boolean() }), {
    minLength: 4,
    maxLength: 10,
  })
  .map((all) => all.map(({ path, isHead }, nth): Place => ({ id: `${nth}` as MemberId, path: ['局', ...path], isHead })));

test('whatever follows on whatever, the tree that is stored is the file’s, and the same file changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(officeOf, { minLength: 2, maxLength: 4 }), (offices) => {
      let count = 0;
      let current: Current = { departments: [], members: [] };
      for (const places of offices) {
        const plan = planImport(current, rosterOf(places), () => `d${count++}`);
        current = { departments: overlaid(current.departments, plan.departments), members: overlaid(current.members, plan.members) };
        const present = current.departments.filter(({ active }) => active);
        const paths = pathsOf(present);
        const placeOf = new Map(current.members.filter(({ active }) => active).map((one) => [one.id, paths.get(one.departmentId)]));
        expect(new Set(paths.values())).toEqual(new Set(rosterOf(places).departments.map(({ path }) => path)));
        expect(placeOf).toEqual(new Map(places.map(({ id, path }) => [id, path.join('/')])));
        expect(planImport(current, rosterOf(places), () => 'never')).toMatchObject({ changes: [], departments: [], members: [] });
      }
    }),
    { numRuns: 150 },
  );
});

const section = ['211,庚七,正科级,局/乙处/丙科,,是,,,geng@bureau.example,', '212,辛八,科员,局/乙处/丙科,,,,,,'];
const two = (first: string, second: string) => [
  ...LINES.slice(0, 2),
  ...LINES.slice(2, 4).map((line) => line.replace('甲处', first)),
  ...LINES.slice(4, 6).map((line) => line.replace('乙处', second)),
  ...section,
];

test('what stands under a name that two departments exchange stands under the other one from now on, and the preview says so', async () => {
  const { apply, deps, transact } = await office();
  await apply(two('甲处', '乙处'));
  const swapped = two('乙处', '甲处');
  const shown = await importRoster(deps, { actor: operator, content: csv(swapped), apply: false });
  expect(importedLines(shown, 'zh-CN')).toContain('变更部门  局/乙处/丙科  上级部门 局/甲处 → 局/乙处');
  await apply(swapped);
  const { departments } = await transact(loadOrg);
  const parentId = departments.find(({ name }) => name === '丙科')?.parentId;
  expect(departments.find(({ id }) => id === parentId)).toMatchObject({ name: '乙处', headId: '101' });
});

test('whoever and whatever was left in a dissolved department whose path is another’s is put right by the next import', async () => {
  const { apply, deps, transact } = await office();
  await apply();
  const before = await transact(async (tx) => ({ org: await loadOrg(tx), members: await activeMembers(tx) }));
  const former = { id: 'former', name: '乙处', parent_id: before.org.departments[0]?.id ?? null, sibling_order: 9, active: 0 };
  await transact(async (tx) => {
    await tx
      .insertInto('org_department')
      .values({ ...former, head_id: null, supervising_leader_id: null })
      .execute();
    await tx.updateTable('org_department').set({ parent_id: former.id }).where('name', '=', '丙科').execute();
    await tx.updateTable('org_member').set({ department_id: former.id }).where('id', '=', '202').execute();
  });
  const shown = await importRoster(deps, { actor: operator, content: csv(), apply: false });
  expect(importedLines(shown, 'zh-CN')).toEqual(
    expect.arrayContaining([
      '变更部门  局/乙处/丙科  上级部门 局/乙处（已撤销） → 局/乙处',
      '变更人员  202 己六  部门 局/乙处（已撤销） → 局/乙处',
    ]),
  );
  await apply();
  expect(await transact(async (tx) => ({ org: await loadOrg(tx), members: await activeMembers(tx) }))).toEqual(before);
});

test('a group whose departments were left under a dissolved one of its path gets them back, and stays what it is', async () => {
  const { apply, transact } = await office();
  const grouped = edited('002', '甲处、乙处', '机关').map((line) => line.replace(/局\/(甲|乙)处/, '局/机关/$1处'));
  await apply(grouped);
  const before = await transact(loadOrg);
  const group = { id: 'former', name: '机关', parent_id: before.departments[0]?.id ?? null, sibling_order: 9, active: 0 };
  await transact(async (tx) => {
    await tx
      .insertInto('org_department')
      .values({ ...group, head_id: null, supervising_leader_id: null })
      .execute();
    await tx.updateTable('org_department').set({ parent_id: group.id }).where('name', 'in', ['甲处', '乙处']).execute();
  });
  await apply(grouped);
  expect(await transact(loadOrg)).toEqual(before);
});

test('a department with several functions is as the file says, in whatever order they are kept', async () => {
  const { apply } = await office();
  const lines = edited('101', '办公室', '人事、机关党委、政工');
  await apply(lines);
  expect(await apply(lines)).toMatchObject({ ok: true, changes: [] });
});
