import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFileError, readDataFile } from '../../../src/data-file.js';
import { kindsOf } from '../../../src/leave/chain/chain.js';
import { LeavePolicy } from '../../../src/leave/policy.js';
import { Policy } from '../../../src/policy.js';
import { scratch } from '../../db/scratch.js';

const folder = join(import.meta.dirname, 'policies');
const office = readFileSync(join(import.meta.dirname, '../../../data/policy.yaml'), 'utf8');

/** What somebody at the screen is told about a policy file, without the folder. */
function told(path: string): string[] {
  try {
    readDataFile(path, Policy);
    return [];
  } catch (error) {
    if (error instanceof DataFileError) return error.problems.map((problem) => problem.slice(path.lastIndexOf('/') + 1));
    throw error;
  }
}

/** Each mistake with the line it stands at, and what is said of it, in both languages. */
const mistakes: Record<string, [at: string, zh: string, en: string][]> = {
  'ambiguous-days': [
    [
      '8: leave.chains.1',
      '副处级、办公室、出差 3 天：第 6 行和第 8 行都适用',
      '副处级, 办公室, business trip of 3 days: lines 6 and 8 both apply',
    ],
  ],
  'ambiguous-ranks': [
    ['8: leave.chains.1', '副处级、任一部门、年休假 1 天：第 6 行和第 8 行都适用', 'annual leave of 1 day: lines 6 and 8'],
  ],
  'missing-ranks': [
    ['6: leave.chains.0', '副处级、任一部门、出差 1 天：没有适用的审批链', '副处级, any department, business trip of 1 day'],
  ],
  'missing-days': [['6: leave.chains.0', '正厅级、任一部门、病假 4 天：没有适用', 'sick leave of 4 days: no chain applies']],
  'missing-departments': [
    ['8: leave.chains.1', '正厅级、其他部门、出差 1 天：没有适用', '正厅级, any other department, business trip of 1 day'],
  ],
  covered: [['8: leave.chains.1', '第 6 行全都管到，例如正厅级、任一部门、年休假 1 天', 'line 6 is for every request that this is for']],
  contradiction: [
    ['8: leave.chains.1.when.rank', '没有哪个申请用得上：正处级、任一部门、病假 1 天，合乎 atLeast，就不合 atMost', 'sick leave of 1 day'],
    ['10: leave.chains.2.when.days', '正厅级、任一部门、病假 4 天，合乎 moreThan，就不合 atMost', 'sick leave of 4 days, meets moreThan'],
  ],
  'unknown-rank': [['6: leave.chains.0.when.rank.atLeast', 'org.ranks 中没有职级“处级”', '"处级" is not one of org.ranks']],
  'unknown-kind': [['6: leave.chains.0.when.kind', '应为 business-trip、annual-leave', 'expected one or more of business-trip']],
  'nobody-approves': [
    ['7: leave.chains.0.steps', '至少要有一步 approve', 'at least one step must approve'],
    ['9: leave.chains.1.steps', '至少要有一步 approve', 'at least one step must approve'],
  ],
  'processed-before-approved': [['7: leave.chains.0.steps', 'approve 要写在最前面', 'approve steps come first']],
  'step-twice': [['7: leave.chains.0.steps', '步骤不能重复', 'a step must not appear twice']],
  'wrong-words': [
    ['6: leave.chains.0.when', '条件应写 kind', 'expected kind'],
    ['7: leave.chains.0.steps.0.approve', '应为 departmentHead', 'expected one of departmentHead'],
    ['7: leave.chains.0.steps.1', '步骤只有 approve、process', 'a step is one of approve'],
    ['7: leave.chains.0.steps.2', '每一步只写一件事', 'each step is one thing'],
    ['9: leave.chains.1.when.kind', '类别不能重复', 'a kind must not appear twice'],
    ['10: leave.chains.1.when.rank', '至少写 atLeast、atMost 中的一个', 'at least one of atLeast and atMost'],
    ['11: leave.chains.1.when.days.moreThan', '应为 0.5 至 365 的天数', 'expected a number of days'],
    ['12: leave.chains.1.when.departments', '应为部门名称', 'expected names of departments'],
    ['13: leave.chains.1.steps', '应为步骤的列表', 'expected a list of steps'],
  ],
  'departments-twice': [
    ['6: leave.chains.0.when', 'departments 和 exceptDepartments 只能写一个', 'only one of departments and exceptDepartments'],
    ['10: leave.chains.2.when.departments', '部门不能重复', 'a department must not appear twice'],
  ],
  'default-ranks': [['1: leave.chains', '默认的审批链用到“正处级”', 'write the chains of this office']],
  waiting: [['5: leave.waiting.moveUpAfterWorkdays', '应大于 nudgeAfterWorkdays', 'first a nudge']],
};

test.each(Object.entries(mistakes))('%s: the file is refused, with the line and what is wrong there', (name, expected) => {
  const problems = told(join(folder, `${name}.yaml`));
  for (const [at, ...words] of expected) {
    const problem = problems.find((one) => one.startsWith(`${name}.yaml:${at}: `) && words.every((word) => one.includes(word)));
    expect(problem, `${at} in\n${problems.join('\n')}`).toBeDefined();
  }
  const places = new Set(problems.map((problem) => problem.split(': ').slice(0, 2).join(': ')));
  expect([...places].sort()).toEqual([...new Set(expected.map(([at]) => `${name}.yaml:${at}`))].sort());
});

test('every file of mistakes is in the table, and the one without a mistake is accepted', () => {
  const files = readdirSync(folder).map((name) => name.replace('.yaml', ''));
  expect(files.filter((name) => name !== 'good').sort()).toEqual(Object.keys(mistakes).sort());
  expect(told(join(folder, 'good.yaml'))).toEqual([]);
});

test('the chains of data/policy.yaml are those of an office that has not written any', () => {
  const { leave } = readDataFile(join(import.meta.dirname, '../../../data/policy.yaml'), Policy);
  expect(leave).toEqual(LeavePolicy.parse({}));
});

test('the examples in data/policy.yaml are right as they stand', () => {
  const path = join(scratch(), 'policy.yaml');
  writeFileSync(path, office.replace(/^( {4})# (- when: | {2}steps: )/gm, '$1$2'));
  const { leave } = readDataFile(path, Policy);
  expect(kindsOf(leave.chains)).toEqual(['business-trip', 'annual-leave', 'personal-leave', 'sick-leave']);
});

test('an office without chains offers no leave', () => {
  const path = join(scratch(), 'policy.yaml');
  writeFileSync(path, office.replace(/^ {2}chains:\n(?: {4}.*\n)+/m, '  chains: []\n'));
  expect(readDataFile(path, Policy).leave.chains).toEqual([]);
});
