import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchProgram, newDataDir, type Running } from '../support/running.js';
import { launchBrowser, screenshot } from './browser.js';
import { sideways } from './measure.js';
import { visit } from './visit.js';

let browser: Browser;
let bot: Running;
beforeAll(async () => {
  browser = await launchBrowser();
  bot = await launchProgram(newDataDir(), {}, (child) => void process.once('exit', () => child.kill('SIGKILL')));
});
afterAll(async () => {
  await browser.close();
  await bot.stop();
});

const formOf = (page: Page) => page.getByRole('dialog').last();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const pressInForm = (page: Page, name: string) => formOf(page).getByRole('button', { name, exact: true }).click();

async function become(page: Page, query: string, name: string): Promise<void> {
  await page.getByRole('button', { name: /切换身份|Switch person/ }).click();
  await page.getByRole('combobox', { name: /查找|Find/ }).fill(query);
  await page.getByRole('option', { name }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: new RegExp(`${name}.*(切换身份|Switch person)`) }).waitFor();
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /发消息给|Message/ }).fill(words);
  await page.keyboard.press('Enter');
}

test('the whole picture in Chinese at a desk', { timeout: 60_000 }, async () => {
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { as: '邓禾' });

  // Asked; answers, thinks better of closing, keeps a draft, comes back to it.
  await messages.getByText('一问我自己的工作').waitFor();
  await screenshot(page, 'walk-zh-1-asked');
  await press(page, '作答');
  const fields = formOf(page).getByRole('textbox');
  await fields.nth(0).fill('调研不够深入');
  await fields.nth(1).fill('主动沟通不足');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog', { name: '放弃已填写的内容？' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await fields.nth(1).inputValue()).toBe('主动沟通不足');
  await pressInForm(page, '暂存');
  await formOf(page).getByText('暂存，尚未提交').waitFor();
  await page.keyboard.press('Escape');
  await formOf(page).waitFor({ state: 'detached' });
  await press(page, '作答');
  expect(await fields.nth(0).inputValue()).toBe('调研不够深入');

  // What is missing is said at the fields; what was written stays.
  await pressInForm(page, '提交');
  await formOf(page).getByText('请填写此项。').nth(1).waitFor();
  expect(await fields.nth(2).evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  await fields.nth(2).fill('尚可');
  await fields.nth(3).fill('相符');
  await screenshot(page, 'walk-zh-2-form');
  await pressInForm(page, '提交');
  await messages.getByText('四问已作答').waitFor();
  await screenshot(page, 'walk-zh-3-receipt');
  await press(page, '修改');
  await fields.nth(0).fill('调研不够深入，下月补上');
  await pressInForm(page, '提交');
  await formOf(page).waitFor({ state: 'detached' });

  // One's own answers: looked at, shown to a leader, exported, nearly erased.
  await page.getByRole('tab', { name: '主页' }).click();
  await press(page, '查看');
  await formOf(page).getByText('调研不够深入，下月补上').waitFor();
  await pressInForm(page, '给领导看');
  await formOf(page).getByRole('combobox', { name: '给哪位领导看' }).fill('苏');
  await page.getByRole('option', { name: '苏明礼' }).click();
  await pressInForm(page, '给其查看');
  await formOf(page).getByText('已给苏明礼（局领导）查看').waitFor();
  await formOf(page).getByRole('button', { name: '收回' }).waitFor();
  await formOf(page).getByRole('button', { name: '清除内容' }).click();
  await page.getByRole('alertdialog', { name: '清除所写内容' }).waitFor();
  await screenshot(page, 'walk-zh-4-erase');
  await page.getByRole('button', { name: '不清除' }).click();
  await page.keyboard.press('Escape');
  await formOf(page).waitFor({ state: 'detached' });
  await press(page, '导出我的作答');
  await formOf(page).getByText('文件正在生成').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /四问.*1 条未读/ }).waitFor();
  await page.getByRole('tab', { name: '消息' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /下载/ }).click()]);
  expect(await readFile(await file.path(), 'utf8')).toContain('调研不够深入，下月补上');

  // A leader: who took part, never what was written, except for what was shown to him.
  await become(page, '副厅 苏', '苏明礼');
  expect(await page.getByText('调研不够深入').count()).toBe(0);
  await say(page, '汇总 作答');
  const table = page.getByRole('table');
  await table.getByRole('row', { name: '规划处 3 1 0 2 33.3%' }).waitFor();
  await screenshot(page, 'walk-zh-5-summary');
  await messages.getByText('邓禾（规划处）请你看其四问作答').waitFor();
  await press(page, '查看');
  await formOf(page).getByText('调研不够深入，下月补上').waitFor();
  await page.keyboard.press('Escape');

  // An administrator: schedules, paused and resumed.
  await become(page, '沈知微', '沈知微');
  await page.getByRole('tab', { name: '主页' }).click();
  await page.getByRole('heading', { name: '推送计划' }).waitFor();
  await press(page, '暂停');
  await formOf(page).getByText('已暂停').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '恢复' }).waitFor();
  await screenshot(page, 'walk-zh-6-schedules');
  expect(foreign).toEqual([]);
  expect(mishaps).toEqual([]);
});

test('the whole picture in English on a phone', { timeout: 60_000 }, async () => {
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { size: 'phone', scheme: 'dark' });
  const wide: string[] = [];
  const look = async (name: string) => {
    await screenshot(page, `walk-en-${name}`);
    if ((await page.evaluate(sideways)) !== 0) wide.push(name);
  };

  // Without a name in the address the visitor is a cadre; the language chosen is the bot's as well.
  await page.getByRole('button', { name: '返回会话列表' }).click();
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await look('1-list');
  await page.getByRole('button', { name: '四问', exact: true }).click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'Waiting for your answer' }).waitFor();
  await look('2-home');
  await press(page, 'Answer');
  const fields = formOf(page).getByRole('textbox');
  for (const [index, words] of ['Too few field visits', 'More patience', 'Fair', 'Yes'].entries()) await fields.nth(index).fill(words);
  await look('3-form');
  await pressInForm(page, 'Submit');
  await page.getByText('Nothing is waiting for your answer.').waitFor();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await messages.getByText('answered, received').waitFor();
  await look('4-receipt');

  // Another person, the same language; all columns of the summary are there without scrolling sideways.
  await page.getByRole('button', { name: 'Back to the conversations' }).click();
  await become(page, '方怀仁', '方怀仁');
  await page.getByRole('button', { name: '四问 1 unread' }).click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'Waiting for your answer' }).waitFor();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await say(page, 'summary');
  const table = page.getByRole('region', { name: 'Table' });
  await table.getByRole('row', { name: /第二工程管理所/ }).waitFor();
  await table.scrollIntoViewIfNeeded();
  await look('5-summary');
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await say(page, 'how is the weather');
  await page.getByRole('heading', { name: 'What siwen can do' }).waitFor();
  await look('6-help');
  expect(wide).toEqual([]);
  expect(foreign).toEqual([]);
  expect(mishaps).toEqual([]);
});
