import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Person, personAt, wordsOf } from '../support/person.js';
import { launchProgram, type Running } from '../support/running.js';
import { launchBrowser, screenshot } from './browser.js';
import { agree, cardWith, closeForm, formOf, pressInForm, pressOn, say } from './conversation.js';
import { decideWithWords, pick } from './leave-forms.js';
import { passTime } from './meeting-people.js';
import { DAY, dateIn, officeTime, officeWithoutHolidays, weekdayOf } from './office-days.js';
import { visit } from './visit.js';

let browser: Browser;
let bot: Running;
beforeAll(async () => {
  browser = await launchBrowser();
  bot = await launchProgram(await officeWithoutHolidays(), {}, (child) => void process.once('exit', () => child.kill('SIGKILL')));
});
afterAll(async () => {
  await browser.close();
  await bot.stop();
});

async function someone(name: string): Promise<Person> {
  const person = await personAt(bot, name);
  onTestFinished(() => person.close());
  return person;
}

/** 9:00 of a Monday that is still to come: the whole of next week is ahead, and no word for a day means two. */
async function comingMonday(person: Person): Promise<number> {
  const now = person.snapshot().clock?.now ?? Number.NaN;
  const monday = officeTime(now, (8 - weekdayOf(now)) % 7, 9);
  const at = monday > now ? monday : monday + 7 * DAY;
  await passTime(person, at);
  return at;
}

const dayWords = (at: number) => {
  const [, month, day] = dateIn(at).split('-').map(Number);
  return `${month}月${day}日（周${'日一二三四五六'[weekdayOf(at)]}）`;
};
const entered = (page: Page, label: string) => formOf(page).getByLabel(label).first().inputValue();

test('a business trip of a head of department: refused with a reason, asked for again, approved; the office is told', {
  timeout: 90_000,
}, async () => {
  const leader = await someone('苏明礼');
  const monday = await comingMonday(leader);
  const period = `${dayWords(monday + 7 * DAY)}–${dayWords(monday + 9 * DAY)}`;
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { as: '高思衡' });

  const ask = async (reason: string) => {
    await say(page, `/siwen 出差 下周一到周三去西安${reason}`);
    await formOf(page).getByText('请假申请').first().waitFor();
    expect(await entered(page, '开始日期')).toBe(dateIn(monday + 7 * DAY));
    expect(await entered(page, '结束日期')).toBe(dateIn(monday + 9 * DAY));
    expect(await entered(page, '去向')).toBe('西安');
    expect(await entered(page, '事由')).toBe(reason);
    await pick(page, '代管人', '梁思远');
  };
  await ask('参加项目评审');
  await screenshot(page, 'leave-1-form');
  await pressInForm(page, '下一步');
  await formOf(page).getByText('主管领导审批　苏明礼').waitFor();
  await formOf(page).getByText('办公室知悉').waitFor();
  expect(await formOf(page).getByText('3 天').count()).toBe(1);
  await screenshot(page, 'leave-2-preview');
  await pressInForm(page, '提交');
  await closeForm(page, '已提交');
  const own = cardWith(messages, `出差：${period}`);
  await own.getByText('主管领导审批　苏明礼　办理中').waitFor();
  expect(await own.textContent()).not.toMatch(/西安|评审/);

  // Why not is asked for, and reaches the member alone.
  await decideWithWords(leader, '高思衡申请出差', '不同意', '本周局里集中研究规划，请改派他人');
  await own.getByText('主管领导审批　苏明礼　不同意').waitFor();
  await pressOn(cardWith(messages, '没有同意'), '查看');
  await formOf(page).getByText('本周局里集中研究规划，请改派他人').waitFor();
  await screenshot(page, 'leave-3-refused');
  await closeForm(page, '本周局里集中研究规划，请改派他人');

  await ask('对接前期工作，研究会后出发');
  await pressInForm(page, '下一步');
  await formOf(page).getByText('最近的申请').waitFor();
  await pressInForm(page, '提交');
  await closeForm(page, '已提交');
  const desk = await visit(browser, bot.url, { as: '苏明礼' });
  const card = cardWith(desk.messages, '高思衡申请出差');
  await screenshot(desk.page, 'leave-4-approver');
  await pressOn(card, '同意');
  await agree(desk.page, '同意');
  await card.getByText('主管领导审批　苏明礼　同意').waitFor();
  await own.getByText('办公室知悉　已告知').waitFor();
  await cardWith(messages, '你的出差申请已经同意').waitFor();

  const office = await someone('周慎行');
  const told = wordsOf(await office.message('告知：高思衡出差'));
  expect(told).toContain('只是告知，不用审批');
  expect(told).not.toMatch(/西安|前期工作/);
  const acting = await someone('梁思远');
  await acting.press('同意代管', await acting.message('高思衡出差，请你代管工作'));
  await own.getByText('同意代管').waitFor();
  for (const one of [{ foreign, mishaps }, desk]) expect([one.foreign, one.mishaps]).toEqual([[], []]);
});

test('annual leave: the balance beforehand, approved, processed by personnel, filed with the office and political work', {
  timeout: 90_000,
}, async () => {
  const personnel = await someone('唐若谷');
  const monday = await comingMonday(personnel);
  const thursday = officeTime(monday, 10, 9);
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { as: '邓禾', size: 'phone' });
  await say(page, '年休假 下周四');
  await pressOn(cardWith(messages, '请在表单里核对后提交'), '填写申请');
  await pressInForm(page, '下一步');
  await formOf(page)
    .getByText(`${dateIn(thursday).slice(0, 4)}年：5 天 → 4 天`)
    .waitFor();
  await screenshot(page, 'leave-7-balance');
  await pressInForm(page, '提交');
  await closeForm(page, '已提交');
  const own = cardWith(messages, `年休假：${dayWords(thursday)}`);

  const leader = await someone('苏明礼');
  await leader.press('同意', await leader.message('邓禾申请年休假'));
  await own.getByText('人事部门办理　办理中').waitFor();
  // Whoever is only told of it has nothing to press, and nothing is filed before it is processed.
  const office = await someone('周慎行');
  const political = await someone('何敬之');
  expect([office, political].flatMap((one) => one.messages()).filter((one) => wordsOf(one).includes('备案：邓禾年休假'))).toEqual([]);
  const desk = await visit(browser, bot.url, { as: '唐若谷' });
  const todo = cardWith(desk.messages, '邓禾的年休假待办理');
  await todo.getByText('共 5 天，计入这次后剩 4 天').waitFor();
  await screenshot(desk.page, 'leave-8-to-do');
  await pressOn(todo, '办结');
  await agree(desk.page, '办结');
  await todo.getByText('人事部门办理　唐若谷　已办结').waitFor();
  for (const one of [office, political]) expect(wordsOf(await one.message('备案：邓禾年休假'))).toContain('只作备案，不用审批');
  await own.getByText('政工部备案　已备案').waitFor();
  await political.say('备案');
  await political.message((message) => wordsOf(message).includes('备案台账') && wordsOf(message).includes('邓禾'));
  for (const one of [{ foreign, mishaps }, desk]) expect([one.foreign, one.mishaps]).toEqual([[], []]);
});

test('a business trip of a technician: returned, changed, approved in one tap; over, and not reported back from until all have been asked', {
  timeout: 120_000,
}, async () => {
  const head = await visit(browser, bot.url, { as: '马致勤' });
  const member = await someone('孟小川');
  const monday = await comingMonday(member);
  const back = officeTime(monday, 10, 9);

  await member.say('下周一到周三去成都出差，参加培训');
  await member.press('填写申请', await member.message('请在表单里核对后提交'));
  await member.form('请假申请');
  expect(await member.submit()).toMatchObject({ kind: 'form', form: { title: '请核对' } });
  await member.submit();
  await member.closeForm(true);

  const card = cardWith(head.messages, '孟小川申请出差');
  await pressOn(card, '退回修改');
  await formOf(head.page).getByRole('textbox', { name: '需要修改什么' }).fill('周三所里值班，请改到周二返回');
  await screenshot(head.page, 'leave-5-return');
  await pressInForm(head.page, '退回修改');
  await card.getByText('部门领导审批　马致勤　退回修改').waitFor();

  // The words stand before the eyes of whoever changes it, with everything written before.
  const returned = await member.message('你的出差申请已退回');
  await member.press('查看', returned);
  await member.form('请假申请');
  await member.press('修改后重新提交');
  const form = await member.form('变更申请');
  expect(JSON.stringify(form.blocks)).toContain('周三所里值班，请改到周二返回');
  await member.fill({ 结束日期: dateIn(monday + 9 * DAY) });
  expect(await member.submit()).toMatchObject({ kind: 'form', form: { title: '请核对' } });
  await member.submit();
  await member.closeForm(true);

  const again = cardWith(head.messages, '孟小川申请出差');
  await pressOn(again, '同意');
  await agree(head.page, '同意');
  await again.getByText('部门领导审批　马致勤　同意').waitFor();
  await member.message('你的出差申请已经同意');

  // The day before, the day of return, and as long as nobody says they are back. Once the year is over, the day has its year as well.
  const overdue = (whose: string, what: string) => new RegExp(`${whose}的出差应于 (\\d{4}年)?${dayWords(back)} 返岗，${what}`);
  await passTime(member, officeTime(monday, 6, 9));
  await member.message('提醒：你的出差从');
  await passTime(member, back);
  const asked = await member.message('你的出差已经结束，请销假');
  await passTime(member, back + DAY);
  await member.message((message) => overdue('你', '还没有销假').test(wordsOf(message)));
  expect(await head.messages.getByText('至今没有销假').count()).toBe(0);
  await passTime(member, officeTime(back, 5, 9));
  await head.messages
    .locator('.message')
    .filter({ hasText: overdue('孟小川', '至今没有销假') })
    .last()
    .waitFor();
  await screenshot(head.page, 'leave-6-overdue');

  await member.press('销假', asked);
  await member.form('销假');
  await member.fill({ 从哪天起返岗: dateIn(back) });
  await member.submit();
  await member.closeForm(true);
  await again.getByText('已销假').waitFor();
  await member.message((message) => wordsOf(message).includes('部门领导审批') && wordsOf(message).includes('已销假'));
  expect([head.foreign, head.mishaps]).toEqual([[], []]);
});
