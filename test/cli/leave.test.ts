import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { leaveCommand } from '../../src/cli/leave.js';
import { acting, days, leaveOf } from '../leave/away/world.js';
import { testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

async function office() {
  const made = await testOffice();
  await leaveOf(made, '603', days('2026-11-02 pm', '2026-11-03 pm'), acting('602'));
  await leaveOf(made, '104', days('2026-11-03 am', '2026-11-03 pm'), { kind: 'annual-leave' });
  return { made, leave: (...words: string[]) => run(leaveCommand, dirname(made.path), words, KEY) };
}
const november = ['--from', '2026-11-01', '--to', '2026-11-30'];

test('siwen leave report --json has exactly this shape, in days', async () => {
  const { leave } = await office();
  const printed = await leave('report', ...november, '--json');
  const kinds = { 'personal-leave': 0, 'sick-leave': 0 };
  expect(printed.json()).toStrictEqual({
    from: '2026-11-01',
    to: '2026-11-30',
    total: { days: { 'business-trip': 1.5, 'annual-leave': 1, ...kinds }, total: 2.5, people: 2 },
    departments: [
      { name: '办公室', days: { 'business-trip': 0, 'annual-leave': 1, ...kinds }, total: 1, people: 1 },
      { name: '规划处', days: { 'business-trip': 1.5, 'annual-leave': 0, ...kinds }, total: 1.5, people: 1 },
    ],
  });
  expect([printed.code, printed.text.includes('西安')]).toEqual([0, false]);
});

test('for people both are tables, and the look is in the audit log under the name of whoever ran it', async () => {
  const { made, leave } = await office();
  expect((await leave('report', ...november)).text.split('\n')).toEqual([
    '部门\t出差\t年休假\t合计（天）\t人数',
    '办公室\t0\t1\t1\t1',
    '规划处\t1.5\t0\t1.5\t1',
    '合计\t1.5\t1\t2.5\t2',
  ]);
  const [, first, second] = (await leave('away', '--from', '2026-11-02', '--to', '2026-11-03')).text.split('\n');
  expect(first).toContain('李思齐\t年休假');
  expect(second).toMatch(/^规划处\t邓禾\t出差\t.*11月2日（周一）下午\t.*11月3日（周二）下午\t梁思远/);
  const looks = await made.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', 'like', 'leave.%-viewed').execute());
  expect(looks).toMatchObject([
    { operator: 'tester', subject: '2026-11-01..2026-11-30' },
    { operator: 'tester', subject: '2026-11-02..2026-11-03' },
  ]);
});

test('without dates it is today, and this month', async () => {
  const { leave } = await office();
  const today = new Date().getFullYear();
  expect((await leave('away', '--json')).json().from).toContain(`${today}`);
  expect((await leave('report', '--json')).json().to).toMatch(/-(28|29|30|31)$/);
});

test.each([[['--from', '2026-11-30', '--to', '2026-11-01']], [['--from', '2026-11-01']], [['--to', '2026-13-01']]])(
  '%j are no dates',
  async (words) => {
    const { leave } = await office();
    expect(await leave('away', ...words)).toMatchObject({ code: 2 });
    expect((await leave('report', ...words)).text).toContain('2026-11-01');
  },
);

test('--help says what there is', async () => {
  const { leave } = await office();
  const { text } = await leave('report', '--help');
  expect([text.includes('--json'), text.includes('--from')]).toEqual([true, true]);
});
