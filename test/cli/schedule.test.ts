import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { scheduleCommand } from '../../src/cli/schedule.js';
import { takeLock } from '../../src/db/lock.js';
import { listSchedules, seedSchedules } from '../../src/reflection/schedule/service.js';
import { testOffice, zone } from '../support/office.js';
import { KEY, run } from './command-line.js';

async function commandLine(environment: Record<string, string> = {}) {
  // The commands go by the machine's clock, and what was due before it was planned is not.
  const office = await testOffice(Date.now() as Instant);
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const schedule = (...words: string[]) => run(scheduleCommand, dirname(office.path), words, { ...KEY, ...environment });
  const find = async (id: string) => (await listSchedules(office.reflection)).find((one) => one.id === id);
  return { office, schedule, find };
}

const WHOLE = [
  ...['--set', 'five-duties', '--to', '{ kind: departments, departments: [办公室] }'],
  ...['--recurrence', '{ freq: monthly, workday: -2 }', '--time', '16:00', '--window', '{ days: 2 }'],
  ...['--nudges', '[{ hoursBefore: 24 }]', '--rule', 'previous'],
];

test('list says what is planned, in words and as JSON', async () => {
  const { schedule } = await commandLine();
  await schedule('add', 'office-duties', ...WHOLE);
  await schedule('pause', 'weekly-four-reminders');
  const [head, ...lines] = (await schedule('list')).text.split('\n');
  expect(head).toBe('编号\t题目\t范围\t频率\t下一次');
  expect(lines.map((line) => line.split('\t').slice(0, 4))).toEqual([
    ['monthly-four-questions', '四问', '全局（26 人）', '每月最后一个工作日 15:00'],
    ['office-duties', '五要', expect.stringMatching(/^办公室（\d 人）$/), '每月倒数第二个工作日 16:00'],
    ['quarterly-four-checks', '四看', expect.stringMatching(/^各部门领导和局领导（\d+ 人）$/), expect.any(String)],
    ['weekly-four-reminders', '四提醒', '全局（26 人）', expect.any(String)],
  ]);
  expect(lines[0]).toMatch(/\t\d{4}年\d+月\d+日（周.） 15:00$/);
  expect(lines[3]).toMatch(/\t已暂停$/);
  await schedule('remove', 'office-duties');
  const ids = (await schedule('list', '--json')).json().map((one: { id: string }) => one.id);
  expect(ids).toEqual(['monthly-four-questions', 'quarterly-four-checks', 'weekly-four-reminders']);
});

test('add, change, pause, resume and remove do so once, say so, and are in the audit log', async () => {
  const { office, schedule, find } = await commandLine();
  expect(await schedule('add', 'office-duties', ...WHOLE)).toMatchObject({ code: 0, text: '已新建。' });
  expect(await find('office-duties')).toMatchObject({
    paused: false,
    spec: { promptSet: 'five-duties', time: '16:00', window: { days: 2 }, nudges: [{ hoursBefore: 24 }], workdayRule: 'previous' },
  });
  expect(await schedule('add', 'office-duties', ...WHOLE)).toMatchObject({
    code: 1,
    text: expect.stringContaining('已有或曾有同名的推送计划'),
  });
  expect(await schedule('change', 'office-duties', '--time', '09:15')).toMatchObject({ code: 0, text: '已修改。' });
  expect(await find('office-duties')).toMatchObject({ spec: { time: '09:15', window: { days: 2 } } });
  expect((await schedule('pause', 'office-duties', '--json')).json()).toEqual({ ok: true });
  expect(await find('office-duties')).toMatchObject({ paused: true });
  expect(await schedule('resume', 'office-duties')).toMatchObject({ code: 0, text: '已恢复。暂停期间的推送不补发。' });
  expect(await schedule('remove', 'office-duties')).toMatchObject({ code: 0, text: '已删除。' });
  expect(await find('office-duties')).toBeUndefined();
  expect(await schedule('add', 'office-duties', ...WHOLE)).toMatchObject({ code: 1 });
  const noted = await office.transact((tx) =>
    tx.selectFrom('org_audit').select(['action', 'operator']).where('subject', '=', 'office-duties').orderBy('id').execute(),
  );
  expect(noted.map(({ action }) => action)).toEqual(
    ['add', 'change', 'pause', 'resume', 'remove'].map((what) => `reflection.schedule.${what}`),
  );
  expect(new Set(noted.map(({ operator }) => operator))).toEqual(new Set(['tester']));
});

test('a cron expression needs no time beside it', async () => {
  const { schedule } = await commandLine();
  const cron = [
    '--set',
    'four-reminders',
    '--to',
    '{ kind: bureau }',
    '--recurrence',
    "{ cron: '30 8 * * 1' }",
    '--window',
    '{ workdays: 1 }',
  ];
  expect(await schedule('add', 'by-cron', ...cron)).toMatchObject({ code: 0 });
});

test('a nudge that lies before the question is taken, and said not to go out', async () => {
  const { schedule } = await commandLine();
  const short = [
    '--set',
    'four-reminders',
    '--to',
    '{ kind: bureau }',
    '--recurrence',
    '{ freq: weekly, weekdays: [monday] }',
    '--time',
    '08:30',
  ];
  const added = await schedule('add', 'short', ...short, '--window', '{ hours: 8 }', '--nudges', '[{ hoursBefore: 24 }]');
  expect(added).toMatchObject({ code: 0, text: expect.stringMatching(/已新建。\n截止前 24 小时的催办下一次不会发出/) });
  expect((await schedule('preview', 'short')).text).toContain('下一次不会发出');
  expect((await schedule('change', 'short', '--nudges', '[{ hoursBefore: 2 }]')).text).toBe('已修改。');
});

test('another time is refused where a cron expression says it', async () => {
  const { schedule, find } = await commandLine();
  expect(await schedule('add', 'by-cron', ...WHOLE, '--recurrence', "{ cron: '0 8 * * *' }")).toMatchObject({ code: 0 });
  expect(await schedule('change', 'by-cron', '--time', '09:00')).toMatchObject({ code: 2, text: expect.stringContaining('--recurrence') });
  expect(await find('by-cron')).toMatchObject({ spec: { time: '16:00' } });
  expect(await schedule('change', 'by-cron', '--time', '09:00', '--recurrence', '{ freq: daily }')).toMatchObject({ code: 0 });
});

test('preview says how many get it now and when the next five are', async () => {
  const { schedule } = await commandLine();
  const { text, code } = await schedule('preview', 'quarterly-four-checks');
  expect(code).toBe(0);
  expect(text.split('\n')).toHaveLength(6);
  expect(text).toMatch(/^发给 \d+ 人\n\d{4}年\d+月\d+日（周.） 09:00/);
  expect((await schedule('preview', 'quarterly-four-checks', '--json')).json()).toMatchObject({ next: expect.any(Array) });
});

test.each(['preview', 'change', 'pause', 'resume', 'remove'])('%s of a schedule that isn’t there ends with 1', async (verb) => {
  const { schedule } = await commandLine();
  expect(await schedule(verb, 'nowhere')).toMatchObject({ code: 1, text: '没有这个推送计划，可能已被删除。' });
});

test.each([
  ['a set nobody has', ['--set', 'six-wishes'], 1, '没有这套题目'],
  ['an audience of no kind', ['--to', 'everybody'], 2, 'audience: '],
  ['something that isn’t YAML', ['--to', '{ kind: bureau'], 2, 'audience: '],
  ['a recurrence that never comes', ['--recurrence', '{ freq: hourly }'], 2, 'recurrence'],
  ['a time of day that isn’t one', ['--time', '25:00'], 2, 'time: '],
  ['no window', ['--window', '{ workdays: 0 }'], 2, 'window'],
  ['three nudges', ['--nudges', '[{ hoursBefore: 3 }, { hoursBefore: 2 }, { hoursBefore: 1 }]'], 2, '最多催两次'],
  ['a rule nobody knows', ['--rule', 'sometimes'], 2, 'workdayRule: '],
])('%s is refused in a sentence, and nothing is added', async (_what, words, code, sentence) => {
  const { schedule, find } = await commandLine();
  const printed = await schedule('add', 'office-duties', ...WHOLE, ...words);
  expect(printed).toMatchObject({ code, text: expect.stringContaining(sentence) });
  expect(printed.text).not.toMatch(/^\s+at /m);
  expect(printed.text.split('\n').length).toBeLessThanOrEqual(2);
  expect(await find('office-duties')).toBeUndefined();
});

test.each([
  ['a department', '{ kind: departments, departments: [办公室, 无此处] }'],
  ['a person', '{ kind: members, members: ["603", "9999"] }'],
  ['a rank', '{ kind: ranks, atLeast: 正厂级 }'],
])('an audience that names %s nobody has is refused, and the schedule stays as it was', async (_what, audience) => {
  const { schedule, find } = await commandLine();
  const refusal = { code: 1, text: '范围中写了花名册上没有的部门或人员，或没有的职级，请核对。' };
  expect(await schedule('add', 'office-duties', ...WHOLE, '--to', audience)).toMatchObject(refusal);
  expect(await find('office-duties')).toBeUndefined();
  expect(await schedule('change', 'monthly-four-questions', '--to', audience)).toMatchObject(refusal);
  expect(await find('monthly-four-questions')).toMatchObject({ spec: { audience: { kind: 'bureau' } } });
});

test('an id has to be one', async () => {
  const { schedule } = await commandLine();
  expect(await schedule('add', '办公室 五要', ...WHOLE)).toMatchObject({ code: 2, text: expect.stringContaining('id: 应为小写英文字母') });
});

test('all of it works while the bot runs and holds its lock', async () => {
  const { office, schedule, find } = await commandLine();
  const lock = takeLock(join(dirname(office.path), 'lock.db'), office.now(), zone());
  expect(await schedule('pause', 'monthly-four-questions')).toMatchObject({ code: 0 });
  expect(await find('monthly-four-questions')).toMatchObject({ paused: true });
  lock.release();
});

test('an English office reads English', async () => {
  const { schedule } = await commandLine({ SIWEN_LOCALE: 'en' });
  expect((await schedule('pause', 'nowhere')).text).toBe('There is no such schedule; it may have been removed.');
});
