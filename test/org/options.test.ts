import { expect, test } from 'vitest';
import { limits } from '../../src/block-kit/limits.js';
import type { Audience } from '../../src/org/audience.js';
import { departmentOptions, listedIn } from '../../src/org/options.js';
import { short } from '../../src/org/scope-menu.js';
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
