import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Person, personAt, wordsOf } from '../support/person.js';
import { launchProgram, type Running } from '../support/running.js';
import { launchBrowser, screenshot } from './browser.js';
import { agree, cardWith, closeForm, formOf, pressInForm, pressOn, say } from './conversation.js';
import { askToBeExcused, passTime, register } from './meeting-people.js';
import { DAY, dateIn, MINUTE, officeTime, officeWithoutHolidays, weekdayOf } from './office-days.js';
import { snapshotAs, visit } from './visit.js';

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

/** The coming Friday, 18:00: after work, so that nothing but what is urgent goes out before Monday. */
async function comingFridayEvening(): Promise<number> {
  const now = (await snapshotAs(bot.url)).clock?.now ?? Number.NaN;
  const weekday = weekdayOf(now);
  const friday = officeTime(now, (5 - weekday + 7) % 7, 18);
  return friday > now ? friday : friday + 7 * DAY;
}

async function someone(name: string): Promise<Person> {
  const person = await personAt(bot, name);
  onTestFinished(() => person.close());
  return person;
}

test('the whole life of a meeting that everything else gives way to', { timeout: 120_000 }, async () => {
  const friday = await comingFridayEvening();
  const wednesday = officeTime(friday, 5, 9);
  const date = dateIn(wednesday);
  const day = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日（周三）`;

  const planner = await someone('高思衡');
  await passTime(planner, friday);

  // Three things that are to take place on that morning, each of another department.
  await register(planner, { 活动名称: '规划例会', 日期: date, 开始时间: '09:30', 结束时间: '11:30', 地点: '四楼小会议室' });
  const engineer = await someone('马致勤');
  await register(engineer, { 活动名称: '安全演练', 日期: date, 开始时间: '08:00', 结束时间: '10:00' });
  const political = await someone('何敬之');
  await political.say('/siwen 会议');
  await political.message('发布会议');
  await political.press('发布会议');
  await political.form('发布会议');
  await political.fill({
    会议名称: '宣传工作例会',
    范围: '部门会议',
    日期: date,
    开始: '10:00',
    结束: '11:00',
    地点: '政工部',
    参会人员: '指定部门（在下面选择）',
    '部门（含下属单位）': '政工部',
  });
  expect(await political.submit()).toMatchObject({ kind: 'form', form: { title: '请核对' } });
  await political.submit();
  await political.closeForm(true);

  // One line fills the form; the preview lists the three, and who is told only on Monday.
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { as: '周慎行' });
  await say(page, '会议 下周三上午9点 三楼会议室 机关干部大会');
  await pressOn(cardWith(messages, '请在表单里核对后发布'), '填写会议通知');
  expect(await formOf(page).getByRole('textbox', { name: '会议名称' }).inputValue()).toBe('机关干部大会');
  expect(await formOf(page).getByRole('textbox', { name: '地点' }).inputValue()).toBe('三楼会议室');
  expect(await formOf(page).getByLabel('日期', { exact: true }).inputValue()).toBe(date);
  await screenshot(page, 'meeting-1-form');
  await formOf(page)
    .getByRole('radio', { name: /全局性会议/ })
    .check();
  await pressInForm(page, '下一步');
  await formOf(page).getByText('与下列活动时间冲突　3').waitFor();
  for (const title of ['规划例会', '安全演练', '宣传工作例会'])
    expect(await formOf(page).getByRole('listitem').filter({ hasText: title }).textContent()).toContain('应当让路');
  await formOf(page)
    .getByText(/26 人不在规定的联系时间/)
    .waitFor();
  await screenshot(page, 'meeting-2-preview');
  await pressInForm(page, '发布');
  await closeForm(page, '已发布');

  await cardWith(messages, '冲突活动处理情况').getByText('共 3 项，还有 3 项待处理').waitFor();

  // On Monday morning the three owners are asked on their own cards; everybody has the notice, and acknowledges it.
  const member = await visit(browser, bot.url, { as: '邓禾', size: 'phone' });
  await member.messages.waitFor();
  expect(await member.messages.getByText('机关干部大会').count()).toBe(0);
  await passTime(planner, officeTime(friday, 3, 8.5));
  for (const [owner, title] of [
    [planner, '规划例会'],
    [engineer, '安全演练'],
    [political, '宣传工作例会'],
  ] as const)
    await owner.message(`“${title}”须为“机关干部大会”让路`);
  const notice = cardWith(member.messages, '三楼会议室');
  await notice.getByText(`${day} 09:00–11:00`).waitFor();
  await pressOn(notice, '收到');
  await notice.getByText(/✓ 已收到 · /).waitFor();
  expect(await notice.getByRole('button', { name: '收到', exact: true }).count()).toBe(0);
  await screenshot(member.page, 'meeting-3-acknowledged');
  const clerk = await someone('李思齐');
  await clerk.message('三楼会议室');
  await clerk.press('收到');
  const board = cardWith(messages, '通知情况：机关干部大会');
  await board.getByText(/已收到\s*2 人/).waitFor();

  // Two ask to be excused: one is, one is not and reads why. The first decision stands on the other organizer's card.
  const deputy = await someone('沈知微');
  await askToBeExcused(clerk, '因公出差');
  const technician = await someone('孟小川');
  await technician.message('三楼会议室');
  await askToBeExcused(technician, '因私事');
  await pressOn(cardWith(messages, '李思齐（办公室）'), '查看并决定');
  await formOf(page).getByText('已定行程').waitFor();
  await screenshot(page, 'meeting-4-absence');
  await formOf(page).getByRole('radio', { name: '同意', exact: true }).check();
  await pressInForm(page, '提交');
  await clerk.message('“机关干部大会”的请假已同意');
  await deputy.message((message) => wordsOf(message).includes('李思齐（办公室）') && wordsOf(message).includes('已同意（周慎行'));
  await board.getByText('已准假').waitFor();

  await deputy.press('查看并决定', await deputy.message('孟小川（第一工程管理所）'));
  await deputy.form('会议请假');
  await deputy.fill({ 决定: '不同意', 不同意的理由: '本次会议有任务布置，请调整安排' });
  expect(await deputy.submit()).toEqual({ kind: 'closed' });
  await cardWith(messages, '孟小川（第一工程管理所）')
    .getByText(/未同意（沈知微/)
    .waitFor();
  const refused = await technician.message('“机关干部大会”的请假未同意');
  await technician.press('查看', refused);
  expect(JSON.stringify((await technician.form('会议请假')).blocks)).toContain('本次会议有任务布置，请调整安排');
  await technician.closeForm();

  // One activity is moved to a time that is free, by its owner.
  const plan = await visit(browser, bot.url, { as: '高思衡' });
  await pressOn(cardWith(plan.messages, '“规划例会”须为“机关干部大会”让路'), '改期');
  await formOf(plan.page).getByRole('radio').nth(1).waitFor();
  await screenshot(plan.page, 'meeting-5-move');
  await pressInForm(plan.page, '确认改期');
  await closeForm(plan.page, '已改期，参加的人会收到通知');
  await cardWith(plan.messages, '“规划例会”须为“机关干部大会”让路').getByText('已改期').waitFor();
  const moved = cardWith(member.messages, '“规划例会”改期');
  await moved.getByText(`${day} 09:30–11:30`).waitFor();
  await moved.getByText('为“机关干部大会”让路').waitFor();

  // One is cancelled, one stays, as the organizer finds; the list is then empty.
  await engineer.press('取消活动', await engineer.message('“安全演练”须为'));
  await engineer.form('让路');
  await technician.message('“安全演练”取消');
  await political.press('申请不让路', await political.message('“宣传工作例会”须为'));
  await political.form('申请不让路');
  await political.fill({ 理由: '上级检查组当天到场' });
  await political.submit();
  const conflicts = cardWith(messages, '“机关干部大会”冲突活动处理情况');
  await conflicts.getByText('共 3 项，还有 1 项待处理').waitFor();
  await pressOn(cardWith(messages, '何敬之申请“宣传工作例会”不为“机关干部大会”让路'), '查看理由并决定');
  await formOf(page).getByText('上级检查组当天到场').waitFor();
  await formOf(page).getByRole('radio', { name: '同意，活动照常举行' }).check();
  await formOf(page).getByRole('textbox', { name: '理由' }).fill('检查组行程已定');
  await screenshot(page, 'meeting-6-exemption');
  await pressInForm(page, '提交');
  await closeForm(page, '已记录');
  await conflicts.getByText('共 3 项，已全部处理').waitFor();
  await political.message('“宣传工作例会”不让路的申请已获同意');

  // Another room: everybody's card says so, with what it was, and asks anew; whoever is excused stays so.
  await pressOn(board, '变更');
  await formOf(page).getByRole('textbox', { name: '地点' }).fill('五楼报告厅');
  await pressInForm(page, '下一步');
  await formOf(page).getByText('变更内容').waitFor();
  await screenshot(page, 'meeting-7-change');
  await pressInForm(page, '确认变更');
  await closeForm(page, '已变更');
  const changed = cardWith(member.messages, '会议有变更：机关干部大会');
  await changed.getByText('地点：原为 三楼会议室，改为 五楼报告厅').first().waitFor();
  await pressOn(changed, '收到');
  await changed.getByText(/✓ 已收到 · /).waitFor();
  expect(wordsOf(await technician.message('会议有变更：机关干部大会'))).toContain('五楼报告厅');
  await board.getByText('五楼报告厅').waitFor();
  await screenshot(page, 'meeting-8-board');

  // A day before, whoever comes is reminded, with the room as it is now; whoever is excused is not.
  await passTime(planner, officeTime(friday, 4, 9));
  await technician.message((message) => wordsOf(message).includes('会议提醒：机关干部大会') && wordsOf(message).includes('五楼报告厅'));
  expect(clerk.messages().some((message) => wordsOf(message).includes('会议提醒'))).toBe(false);

  // At the meeting: by the code in the room, once; by the organizer's list; too late.
  await passTime(planner, wednesday - MINUTE);
  await pressOn(board, '开始签到');
  const shownCode = formOf(page).getByRole('heading', { name: /^\d{3} \d{3}$/ });
  const code = await shownCode.textContent();
  await screenshot(page, 'meeting-9-check-in');
  await say(member.page, `签到 ${code}`);
  await member.messages.getByText('“机关干部大会”已签到').waitFor();
  await say(member.page, `签到 ${code}`);
  await member.messages.getByText('已有签到记录：邓禾于').waitFor();
  await pressInForm(page, '按名单登记');
  await formOf(page)
    .getByRole('checkbox', { name: /陈守正/ })
    .check();
  await pressInForm(page, '提交');
  await closeForm(page, '已登记 1 人');
  await passTime(planner, wednesday + 11 * MINUTE);
  await pressOn(board, '开始签到');
  await engineer.say(`签到 ${await shownCode.textContent()}`);
  await engineer.message('记为迟到');

  // Closed: the organizer and the leaders have the report; a refused request is an absence.
  await pressInForm(page, '结束签到');
  await agree(page, '结束签到');
  await closeForm(page, '签到已结束');
  const report = cardWith(messages, '到会情况：机关干部大会');
  await report.getByRole('row', { name: '合计 26 3 1 1 22' }).waitFor();
  await report.getByText('迟到：马致勤').waitFor();
  await report.getByText('请假：李思齐').waitFor();
  await report.getByText(/缺席：.*孟小川/).waitFor();
  await screenshot(page, 'meeting-10-report');
  const head = await someone('陈守正');
  await head.message('到会情况：机关干部大会');
  for (const one of [{ foreign, mishaps }, member, plan]) expect([one.foreign, one.mishaps]).toEqual([[], []]);
});
