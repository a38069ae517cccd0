import { expect, test } from 'vitest';
import { importedLines } from '../../src/cli/roster-import-text.js';
import { problemLine } from '../../src/org/roster/problem.js';
import { readRoster } from '../../src/org/roster/roster.js';
import { allMembers, importRoster } from '../../src/org/service.js';
import { csv, edited, HEADINGS, LINES, OFFICE, office, operator, without } from './bureau.js';

const problems = async (content: Uint8Array) => {
  const read = await readRoster(content, OFFICE);
  return read.ok ? [] : read.problems.map((problem) => problemLine(problem, 'zh-CN'));
};

test('the bureau the other tests start from has no mistake', async () => {
  expect(await problems(csv())).toEqual([]);
});

test('ten different mistakes in one file are all listed, each with row, column, value and what is expected; nothing is applied', async () => {
  const { deps, transact } = await office();
  const content = csv(
    [
      ...LINES, // rows 2 to 8
      '301,辛八,正局级,局/甲处,,,,,,',
      '101,壬九,科员,局/甲处,,,,,,',
      '303,癸十,科员,局/甲处,,,,,BING@bureau.example,',
      '304,子甲,科员,局/甲处,,,,,not-an-address,',
      '305,,科员,局/甲处,,,,,,',
      '306,丑乙,副厅级,局,,,丁处,,,',
      '307,寅丙,正处级,局/甲处,,是,,,,',
      '308,卯丁,科员,局/甲处,财务,,,领导,,',
      '309,辰戊,科员,局/甲处,,,,,,,多余',
      '310,巳己,科员,局//甲处,,,,,,',
      '311,午庚,科员,局/甲处,,,,,,U1',
      '312,未辛,科员,局/甲处,,,,,,U1',
      '31 3,申壬,科员,局/甲处,,,,,,',
    ].map((line) => `${line}`),
  );
  const result = await importRoster(deps, { actor: operator, content, apply: true });
  const lines = result.ok || result.refusal !== 'file-wrong' ? [] : result.problems.map((problem) => problemLine(problem, 'zh-CN'));
  expect(lines).toEqual([
    '第 9 行，「职级」列，填的是「正局级」：应为职级之一：正厅级、副厅级、正处级、副处级、正科级、副科级、科员。',
    '第 10 行，「工号」列，填的是「101」：与第 4 行重复，每人应不同。',
    '第 11 行，「邮箱」列，填的是「BING@bureau.example」：与第 4 行重复，每人应不同。',
    '第 12 行，「邮箱」列，填的是「not-an-address」：应为邮箱地址，例如 name@example.com。',
    '第 13 行，「姓名」列：不能为空。',
    '第 14 行，「分管部门」列，填的是「丁处」：花名册中没有「丁处」这个部门；应填「部门」列中出现的名称或完整路径，多个用顿号隔开。',
    '第 15 行，「部门领导」列，填的是「局/甲处」：「甲处」已有部门领导（第 4 行 丙三），一个部门只能有一位。',
    '第 16 行，「部门职能」列，填的是「财务」：「财务」应为 办公室、政工、人事、机关党委、纪监 之一，多个用顿号隔开。',
    '第 16 行，「角色」列，填的是「领导」：「领导」应为 组织者、管理员 之一，多个用顿号隔开。',
    '第 17 行，填的是「多余」：这一行的内容超出了表头的 10 列，应与表头对齐。',
    '第 18 行，「部门」列，填的是「局//甲处」：部门路径应为「单位/部门」的形式，斜线两侧不能为空。',
    '第 20 行，「账号」列，填的是「U1」：与第 19 行重复，每人应不同。',
    '第 21 行，「工号」列，填的是「31 3」：工号中不能有空格。',
  ]);
  expect(await transact(allMembers)).toEqual([]);
});

test.each(['leave/603', 'meeting:603', '/', ':'])('an id that could be taken for a key of somebody else’s is refused: %s', async (id) => {
  const { apply, transact } = await office();
  expect(await apply([...LINES, `${id},辛八,科员,局/甲处,,,,,,`])).toMatchObject({
    ok: false,
    refusal: 'file-wrong',
    problems: [{ row: 9, column: 'id', value: id, expected: { zh: '工号中不能有斜线和冒号。' } }],
  });
  expect(await transact(allMembers)).toEqual([]);
});

test.each([
  ['2019-02-29', false],
  ['2019-13-01', false],
  ['去年', false],
  ['2020-02-29', true],
  ['2019/7/1', true],
  ['2019.07.01', true],
  ['2019年7月1日', true],
  ['20190701', true],
])('入职日期 %s is a date: %s', async (date, right) => {
  const content = csv([`1,甲,正厅级,局,是,${date}`], '工号,姓名,职级,部门,部门领导,入职日期');
  expect(await problems(content)).toEqual(right ? [] : [`第 2 行，「入职日期」列，填的是「${date}」：应为日期，例如 2019-07-01。`]);
});

test.each([
  ['1949-12-31', '参加工作不会早于 1950 年，请核对年份。'],
  ['1950-01-01', undefined],
  ['2019-07-01', undefined],
  ['2019-07-02', '参加工作不会晚于入职（2019-07-01）：应填第一次参加工作的日期；就是在本单位参加工作的，可以留空。'],
  ['2026-09-22', '参加工作日期不能晚于今天（2026-09-21）。'],
  ['很久以前', '应为日期，例如 2019-07-01。'],
  ['', undefined],
])('参加工作日期 %s, of somebody who joined on 2019-07-01, is answered: %s', async (date, expected) => {
  const content = csv([`1,甲,正厅级,局,是,2019-07-01,${date}`], '工号,姓名,职级,部门,部门领导,入职日期,参加工作日期');
  expect(await problems(content)).toEqual(expected ? [`第 2 行，「参加工作日期」列，填的是「${date}」：${expected}`] : []);
});

test('参加工作日期 may stand without 入职日期, and then only the future is closed to it', async () => {
  const lines = (date: string) => csv([`1,甲,正厅级,局,是,${date}`], '工号,姓名,职级,部门,部门领导,worked since');
  expect(await problems(lines('2026-09-21'))).toEqual([]);
  expect(await problems(lines('2026-09-22'))).toEqual([expect.stringContaining('不能晚于今天')]);
});

test('a missing required column is said once, not in every row', async () => {
  expect(await problems(csv(['1,甲,局'], '工号,姓名,部门'))).toEqual(['第 1 行，「职级」列：缺少这一列；它是必填列。']);
});

test('a column that appears twice is refused; one that is unknown is left out and named', async () => {
  expect(await problems(csv(['1,甲,正厅级,局,是,乙'], '工号,姓名,职级,部门,部门领导,name'))).toEqual([
    '第 1 行，「姓名」列：第 2 列「姓名」和第 6 列「name」都是这一列，只能保留一列。',
  ]);
  // Which of the two is meant is not known, so nothing is concluded from either.
  const both = csv(
    LINES.map((line) => line.replace(/^(([^,]*,){3})/, '$1局,')),
    HEADINGS.replace('部门,', '单位,部门,'),
  );
  expect(await problems(both)).toEqual(['第 1 行，「部门」列：第 4 列「单位」和第 5 列「部门」都是这一列，只能保留一列。']);
  const read = await readRoster(csv(['1,甲,正厅级,局,是,13800000000'], '工号,姓名,职级,部门,部门领导,手机'), OFFICE);
  expect(read).toMatchObject({ ok: true, notices: [{ row: 1, value: '手机' }, {}] });
});

test('columns that are left out are named also where there are mistakes, which one misspelt may have made', async () => {
  const { deps } = await office();
  const content = csv(LINES, HEADINGS.replace('分管部门', '分管的部门'));
  const lines = importedLines(await importRoster(deps, { actor: operator, content, apply: false }), 'zh-CN');
  expect(lines.slice(0, 2)).toEqual(['第 1 行，填的是「分管的部门」：花名册没有这一列，已略过。', '花名册有 3 处需要改正，未做任何改动：']);
});

test('a department without a head is listed also where another row names a department that there is not', async () => {
  const lines = edited('201', ',是,', ',,', edited('002', '甲处、乙处', '甲处、乙处、丁处'));
  expect(await problems(csv(lines))).toEqual([
    expect.stringContaining('花名册中没有「丁处」这个部门'),
    expect.stringContaining('「乙处」没有部门领导'),
  ]);
});

test('a bureau without a head is refused', async () => {
  expect(await problems(csv(edited('001', '是', '')))).toEqual([
    '第 2 行，「部门领导」列：「局」没有部门领导：应在其领导的「部门领导」列填「是」，或填所领导的部门名称。',
  ]);
});

test('a department with people but without a head is refused, at every level', async () => {
  expect(await problems(csv(edited('201', '是', '')))).toEqual([expect.stringContaining('第 6 行，「部门领导」列：「乙处」没有部门领导')]);
  expect(await problems(csv(edited('211', '是', '')))).toEqual([expect.stringContaining('第 8 行，「部门领导」列：「丙科」没有部门领导')]);
});

test('a department nobody is in charge of is refused; one under a supervised department inherits its leader', async () => {
  expect(await problems(csv(edited('002', '甲处、乙处', '甲处')))).toEqual([
    expect.stringContaining('第 6 行，「分管部门」列：「乙处」没有分管领导'),
    expect.stringContaining('第 8 行，「分管部门」列：「丙科」没有分管领导'),
  ]);
  expect(await problems(csv(edited('002', '甲处、乙处', '甲处、丙科')))).toEqual([expect.stringContaining('「乙处」没有分管领导')]);
});

test('what the bureau’s head leads personally needs no supervising leader', async () => {
  const lines = [...edited('001', '是', '局、局领导'), '003,子,副厅级,局/局领导,,,,,,'];
  expect(await problems(csv(lines))).toEqual([]);
  expect(await problems(csv([...LINES, '003,子,副厅级,局/局领导,,是,,,,']))).toEqual([expect.stringContaining('「局领导」没有分管领导')]);
});

test('a department that only groups others needs no head of its own', async () => {
  const grouped = LINES.map((line) => line.replace('局/甲处', '局/机关/甲处').replace('局/乙处', '局/机关/乙处'));
  expect(await problems(csv(grouped))).toEqual([]);
  // In charge of the group means in charge of all in it.
  expect(await problems(csv(edited('002', '甲处、乙处', '机关', grouped)))).toEqual([]);
});

test('two supervising leaders of one department, and one of the bureau itself, are refused', async () => {
  expect(await problems(csv([...LINES, '003,子,副厅级,局,,,甲处,,,']))).toEqual([
    '第 9 行，「分管部门」列，填的是「甲处」：「甲处」已有分管领导（第 3 行 乙二），一个部门只能有一位。',
  ]);
  expect(await problems(csv(edited('002', '甲处', '局、甲处')))).toEqual([expect.stringContaining('最上级单位由其领导全面负责')]);
});

const PARENT = '工号,姓名,职级,部门,上级部门,部门领导,分管部门';
test('departments that lead back to themselves are refused', async () => {
  const lines = [
    '1,甲,正厅级,局,,是,',
    '2,乙,科员,甲处,乙处,是,',
    '3,丙,科员,乙处,丙处,是,',
    '4,丁,科员,丙处,甲处,是,',
    '5,戊,科员,丁处,丁处,是,',
  ];
  const found = await problems(csv(lines, PARENT));
  expect(found.filter((line) => line.includes('绕了一圈')).map((line) => line.slice(0, 5))).toEqual([
    '第 3 行',
    '第 4 行',
    '第 5 行',
    '第 6 行',
  ]);
});

test('two topmost departments are refused: a misspelt parent shows up so', async () => {
  const lines = ['1,甲,正厅级,局,,是,甲处', '2,乙,科员,甲处,局,是,', '3,丙,科员,乙处,局里,是,'];
  expect(await problems(csv(lines, PARENT))).toContainEqual(
    '第 4 行，「部门」列，填的是「局里」：最上级单位只能有一个，第 2 行的是「局」；这个部门应写明上级部门。',
  );
});

test('names with a parent column and paths describe the same tree; a name that is not enough has to be written as a path', async () => {
  const lines = [
    '1,甲,正厅级,局,,是,一所;二所',
    '2,乙,科员,一所,局,是,',
    '3,丙,科员,办公室,一所,是,',
    '4,丁,科员,二所,局,是,',
    '5,戊,科员,办公室,局/二所,是,',
    '6,己,科员,一所,,,',
  ];
  const read = await readRoster(csv(lines, PARENT), OFFICE);
  expect(read.ok && read.roster.members.map((member) => member.departmentPath)).toEqual([
    '局',
    '局/一所',
    '局/一所/办公室',
    '局/二所',
    '局/二所/办公室',
    '局/一所',
  ]);
  expect(await problems(csv([...lines, '7,庚,科员,办公室,,,'], PARENT))).toEqual([
    '第 8 行，「部门」列，填的是「办公室」：有多个部门叫「办公室」，应写完整路径：局/一所/办公室 或 局/二所/办公室。',
  ]);
  expect(await problems(csv([...lines, '7,庚,科员,局/一所/办公室,二所,,'], PARENT))).toEqual([
    expect.stringContaining('按路径上级应为「局/一所」'),
  ]);
});

test('the sentences come in English where asked', async () => {
  const read = await readRoster(csv(edited('102', '科员', '七级')), OFFICE);
  expect(read.ok ? [] : read.problems.map((problem) => problemLine(problem, 'en'))).toEqual([
    'row 5, column “rank”, “七级”: expected one of the ranks: 正厅级, 副厅级, 正处级, 副处级, 正科级, 副科级, 科员.',
  ]);
});

test('a roster without an administrator is taken with a notice', async () => {
  const read = await readRoster(csv(edited('102', '管理员', '')), OFFICE);
  expect(read).toMatchObject({ ok: true, notices: [{ expected: { zh: expect.stringContaining('没有管理员') } }] });
  expect(await problems(csv(without('102')))).toEqual([]);
});

test('an office without an organizer, as after a rotation, is taken with a notice', async () => {
  expect(await readRoster(csv(), OFFICE)).toMatchObject({ ok: true, notices: [] });
  const read = await readRoster(csv(edited('101', '组织者', '')), OFFICE);
  expect(read).toMatchObject({ ok: true, notices: [{ expected: { zh: expect.stringContaining('局/甲处 没有组织者') } }] });
});

test('a unit may be called as the office itself: the name alone is the office', async () => {
  const lines = ['1,甲,科员,水务局,水务局,水务局/水务局,', '2,乙,科员,水务局/水务局,水务局/水务局,,'];
  const content = csv(lines, '工号,姓名,职级,部门,部门领导,分管部门,角色');
  expect(await problems(content)).toEqual([]);
  const read = await readRoster(content, OFFICE);
  expect(read.ok && read.roster.members.map((member) => member.departmentPath)).toEqual(['水务局', '水务局/水务局']);
  expect(read.ok && read.roster.departments.map(({ path, headId, supervisingLeaderId }) => [path, headId, supervisingLeaderId])).toEqual([
    ['水务局', '1', undefined],
    ['水务局/水务局', '2', '1'],
  ]);
});
