import { expect, test } from 'vitest';
import { limits } from '../../src/block-kit/limits.js';
import type { Audience } from '../../src/org/audience.js';
import type { Department, DepartmentId } from '../../src/org/member.js';
import { departmentOptions, listedIn, optionsOf } from '../../src/org/options.js';
import { scopeMenu, short } from '../../src/org/scope-menu.js';
import { LINES, office } from './bureau.js';

test('a department whose name is longer than a chat takes is found by the whole of it, and offered shortened', async () => {
  const { apply, transact } = await office();
  const long = `某某市市场监督管理综合行政执法局驻经济技术开发区及综合保税区联合执法协调指导中心办公室${'（原稽查支队）'.repeat(8)}`;
  expect(await apply(LINES.map((line) => line.replaceAll('乙处', long)))).toMatchObject({ ok: true, applied: true });
  const [found, ...others] = await transact((tx) => departmentOptions(tx, long));
  expect(others).toEqual([]);
  expect(found?.label).toMatch(/^某某市市场监督管理.+…$/);
  expect(found?.label.length).toBeLessThanOrEqual(limits.option.text);
  const audience: Audience = { kind: 'departments', departments: [found?.value ?? ''] };
  expect(await transact((tx) => listedIn(tx, audience))).toEqual([found]);
});

test('what is shortened ends with a whole character', () => {
  for (const name of ['𠮷'.repeat(50), `甲${'𠮷'.repeat(50)}`]) expect(short(name)).toMatch(/^甲?𠮷+…$/u);
});

test('departments of one name are offered with the unit above them, also where an audience gives their name or people are described by them', async () => {
  const { apply, transact } = await office();
  const more = '111,辛八,科员,局/甲处/丙科,,是,,,xin@bureau.example,';
  expect(await apply([...LINES, more])).toMatchObject({ ok: true, applied: true });
  const names = ['丙科（甲处）', '丙科（乙处）'];
  const labels = (options: readonly { readonly label: string }[]) => options.map(({ label }) => label);
  expect(labels(await transact((tx) => departmentOptions(tx, '丙科')))).toEqual(names);
  const audience: Audience = { kind: 'departments', departments: ['丙科'] };
  expect(labels(await transact((tx) => listedIn(tx, audience)))).toEqual(names);
  const people = await transact((tx) => optionsOf(tx, ['111', '211', '101']));
  expect(people.map(({ description }) => description)).toEqual([...names, '甲处']);
});

test('whoever looks at one department of a large office can go back to all of it', () => {
  const department = (id: string, parent?: string): Department => ({
    id: id as DepartmentId,
    name: id,
    parentId: parent as DepartmentId | undefined,
    functions: [],
    headId: undefined,
    supervisingLeaderId: undefined,
    order: 0,
  });
  const departments = [department('局'), ...Array.from({ length: 120 }, (_, nth) => department(`处${nth}`, '局'))];
  const offered = (shown?: Department) =>
    scopeMenu('participation.show', { department: shown, departments }, (id) => id ?? 'all', 'zh-CN').map(({ options }) =>
      options.map(({ value }) => value),
    );
  expect(offered(departments[5])).toEqual([['all']]);
  expect(offered().map(({ length }) => length)).toEqual([91, 31]);
});
