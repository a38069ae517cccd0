import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newDataDir, startProgram } from '../support/running.js';
import { launchBrowser, screenshot } from './browser.js';
import { message, modal, scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a restart in the middle of writing loses nothing: the page comes back by itself and the form can be sent', {
  timeout: 40_000,
}, async () => {
  const dataDir = newDataDir();
  const bot = await startProgram(dataDir);
  const { page, messages, foreign, mishaps } = await visit(browser, bot.url, { as: '邓禾' });
  await page.getByRole('textbox', { name: '发消息给 四问' }).fill('写到一半');
  await page.getByRole('button', { name: '作答', exact: true }).click();
  const fields = page.getByRole('dialog').getByRole('textbox');
  for (const [index, words] of ['甲', '乙', '丙', '丁'].entries()) await fields.nth(index).fill(words);

  await bot.kill();
  const lost = page.getByText('与工作区的连接断开了');
  await lost.waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('连不上本机的工作区服务').waitFor();
  await screenshot(page, 'connection-lost');
  await startProgram(dataDir, { SIWEN_PORT: new URL(bot.url).port });
  await lost.waitFor({ state: 'detached' });
  await page.getByText('四问未连接').waitFor({ state: 'detached' });

  expect(await fields.nth(3).inputValue()).toBe('丁');
  await page.getByRole('button', { name: '提交' }).click();
  await messages.getByText('四问已作答').waitFor();
  expect(await page.getByRole('textbox', { name: '发消息给 四问' }).inputValue()).toBe('写到一半');
  expect(foreign).toEqual([]);
  expect(mishaps).toEqual([]);
});

test('what came while the connection was away is there when it is back, once', async () => {
  const stage = await openStage(scene(), [message(1, 'UBOT', '断开以前')]);
  onTestFinished(() => stage.close());
  const { page, messages } = await visit(browser, stage.address);
  await messages.getByText('断开以前').waitFor();
  stage.dropConnections();
  stage.messages.push(message(2, 'UBOT', '断开期间'));
  await messages.getByText('断开期间').waitFor();
  expect(await page.locator('.message').count()).toBe(2);
});

test('a message that could not be sent is back in the box', async () => {
  const stage = await openStage(scene(), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  stage.answers.set('/local/send', () => ({ ok: false, error: 'internal_error' }));
  const box = page.getByRole('textbox', { name: '发消息给 四问' });
  await box.fill('帮助');
  await box.press('Enter');
  await page.getByText('消息没有发出，内容已放回输入框。').waitFor();
  expect(await box.inputValue()).toBe('帮助');
});

test('a form without an answer within three seconds stays, with what was written and the reason', async () => {
  const stage = await openStage(scene({ modals: [modal('V1')] }), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.fill('写了很久的话');
  await page.getByRole('radio', { name: '2 分' }).check();
  await page.getByRole('button', { name: '提交' }).click();
  expect((await stage.next('/local/submit')).state).toMatchObject({ gap: { value: { value: '写了很久的话' } } });
  await page.getByRole('button', { name: '正在提交……' }).waitFor();
  stage.tell({ type: 'warning', code: 'operation_timeout', where: 'modal' });
  await page.getByRole('dialog').getByText('提交没有完成：应用没有在 3 秒内答复（operation_timeout）。').waitFor();
  expect(await text.inputValue()).toBe('写了很久的话');
  await page.getByRole('button', { name: '提交', exact: true }).waitFor();

  // The bot finds something wrong: it says so at the field, which has the focus.
  stage.tell({ type: 'modal-errors', viewId: 'V1', errors: { gap: '请写具体一些。' } });
  await page.getByText('请写具体一些。').waitFor();
  expect(await text.getAttribute('aria-invalid')).toBe('true');
  const described = 'document.getElementById(document.activeElement.getAttribute("aria-describedby")?.split(" ")[0])?.textContent';
  await expect.poll(() => page.evaluate(described)).toBe('请写具体一些。');
});

test('a reload that would throw away what was written asks first, and only then', async () => {
  const stage = await openStage(scene({ modals: [modal('V1')] }), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  const asks = () => page.evaluate('!window.dispatchEvent(new Event("beforeunload", { cancelable: true }))');
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.waitFor();
  expect(await asks()).toBe(false);
  await text.fill('还没写完');
  await expect.poll(asks).toBe(true);
  await text.fill('');
  await expect.poll(asks).toBe(false);
});

test('a deactivated person can look and nothing else', async () => {
  const stage = await openStage(scene(), [message(1, 'UBOT', '以前的消息')]);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address, { as: '赵慎行' });
  await page.getByText('这个账号已停用').waitFor();
  await page.getByText('以前的消息').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
});
