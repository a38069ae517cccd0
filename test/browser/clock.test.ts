import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newDataDir, startProgram } from '../support/running.js';
import { launchBrowser, screenshot } from './browser.js';
import { noon, scene } from './scene.js';
import { openStage } from './stage.js';
import { snapshotAs, visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const HOUR = 3_600_000;
const patient = { timeout: 10_000 };
/** `2026-11-30`, `15:05`: an instant as the office's own fields show it. */
const inOffice = (instant: number) => {
  const wall = new Date(instant + 8 * HOUR).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) };
};

test('the visitor sees the next thing happen, and never goes back', { timeout: 40_000 }, async () => {
  const bot = await startProgram(newDataDir());
  const { page, messages } = await visit(browser, bot.url, { as: '邓禾' });
  const clock = page.getByRole('region', { name: '办公室时间' });
  await clock.getByText(/下一件：/).waitFor();
  const before = (await snapshotAs(bot.url)).clock;
  const next = (await clock.textContent()) ?? '';
  // What comes first depends on the hour at which the office was opened: the end of the open round, another round, a reminder, or what the office drafts.
  const expected = [
    [/作答截止/, '四问已截止，可以补答'],
    [/下一次推送/, /提醒自己能干什么|一问我自己/],
    [/提醒未作答的人/, /四问还未作答/],
    [/起草上月通报/, undefined],
  ] as const;
  const comes = expected.find(([label]) => label.test(next));
  if (!comes) throw new Error(`what comes next is ${next}`);
  const [, news] = comes;
  await messages.getByText('一问我自己').waitFor();
  const shown = news === undefined ? 0 : await messages.getByText(news).count();
  await clock.getByRole('button', { name: '跳到下一件' }).click();
  await expect.poll(async () => ((await snapshotAs(bot.url)).clock?.now ?? 0) >= (before?.next?.at ?? Number.NaN), patient).toBe(true);
  await expect.poll(async () => (await snapshotAs(bot.url)).clock?.move, patient).toBeNull();
  if (news !== undefined) await expect.poll(() => messages.getByText(news).count(), patient).toBeGreaterThan(shown);
  const after = (await snapshotAs(bot.url)).clock;
  expect(after?.now).toBeGreaterThanOrEqual(before?.next?.at ?? Number.NaN);
  expect(await clock.locator('time').textContent()).toBe(inOffice(after?.now ?? 0).time);

  // A time of one's own choice: only a later one, and not further than anybody waits.
  await clock.getByRole('button', { name: '指定时间' }).click();
  const date = clock.getByLabel('日期');
  await date.fill(inOffice((before?.now ?? 0) - 24 * HOUR).date);
  await clock.getByRole('button', { name: '跳转', exact: true }).click();
  await clock.getByRole('alert').getByText('时间只能向前走').waitFor();
  expect(await date.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  expect(await date.getAttribute('aria-invalid')).toBe('true');
  await date.fill(inOffice((after?.now ?? 0) + 400 * 24 * HOUR).date);
  await page.keyboard.press('Enter');
  await clock.getByText('一次最多向前一年').waitFor();
  await date.fill('');
  await page.keyboard.press('Enter');
  await clock.getByText('请填写日期和时间').waitFor();

  // Far ahead, and stopped on the way.
  const far = inOffice((after?.now ?? 0) + 300 * 24 * HOUR);
  await date.fill(far.date);
  await page.keyboard.press('Enter');
  await clock.getByRole('progressbar', { name: /正在前往/ }).waitFor();
  await screenshot(page, 'clock-moving');
  await clock.getByRole('button', { name: '停在这里' }).click();
  await clock.getByRole('button', { name: '跳到下一件' }).waitFor();
  const halted = (await snapshotAs(bot.url)).clock;
  expect(halted?.broken).toBe(false);
  expect(inOffice(halted?.now ?? 0).date < far.date).toBe(true);
});

test('a jump shows how far it has come, and says so when it breaks off or is refused', async () => {
  const stage = await openStage(scene(), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  const clock = page.getByRole('region', { name: '办公室时间' });
  const state = { now: noon + 6 * HOUR, zone: 'Asia/Shanghai', next: null, broken: false };
  stage.answers.set('/local/clock', () => ({ ok: false, error: 'clock_is_moving' }));
  await clock.getByRole('button', { name: '跳到下一件' }).click();
  await page.getByText('时间正在前进，请等它停下再试。').waitFor();

  stage.tell({ type: 'clock', clock: { ...state, move: { from: noon, to: noon + 24 * HOUR } } });
  const bar = clock.getByRole('progressbar', { name: '正在前往 10月31日 14:58' });
  await bar.waitFor();
  expect(await bar.evaluate((element) => Number(element.getAttribute('value')))).toBeCloseTo(0.25, 2);
  expect(await clock.getByRole('button').allTextContents()).toEqual(['停在这里']);

  stage.tell({ type: 'clock', clock: { ...state, move: null, broken: true } });
  await clock.getByRole('alert').getByText('时间没有走到指定的时刻').waitFor();
  await clock.getByText('暂时没有到期的事项').waitFor();
});

test('a Home tab in view is opened once more when a jump has ended, as it may be days old', async () => {
  const stage = await openStage(scene(), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  await page.getByRole('tab', { name: '主页' }).click();
  const state = { now: noon + 6 * HOUR, zone: 'Asia/Shanghai', next: null, broken: false };
  stage.tell({ type: 'clock', clock: { ...state, move: { from: noon, to: noon + 24 * HOUR } } });
  await page.getByRole('progressbar').waitFor();
  const before = stage.asked.length;
  stage.tell({ type: 'clock', clock: { ...state, move: null } });
  await page.getByText('暂时没有到期的事项').waitFor();
  stage.tell({ type: 'clock', clock: { ...state, now: noon + 7 * HOUR, move: null } });
  const { user } = await stage.next('/local/open-home', before);
  expect(stage.asked.slice(before)).toEqual([{ route: '/local/open-home', body: { user, tab: 'home' } }]);
});

test('where time is real there is no clock to move', async () => {
  const stage = await openStage(scene({ clock: null }), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  await page.getByRole('navigation', { name: '会话' }).waitFor();
  expect(await page.getByRole('button', { name: '跳到下一件' }).count()).toBe(0);
});
