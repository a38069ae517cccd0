import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { PageMessage } from '../../src/workspace/protocol.js';
import { launchBrowser } from './browser.js';
import { askCard, message, modal, option, scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const many = (count: number): PageMessage[] => Array.from({ length: count }, (_, n) => message(n * 6, 'UBOT', `第 ${n} 条`));

async function staged(messages: PageMessage[], snapshot = scene()) {
  const stage = await openStage(snapshot, messages);
  onTestFinished(() => stage.close());
  return { stage, ...(await visit(browser, stage.address)) };
}

const topOf = (page: Page, words: string) => page.getByText(words, { exact: true }).evaluate((line) => line.getBoundingClientRect().top);

test('earlier messages come as one scrolls up, and what one was reading stays where it was', async () => {
  const { page, messages } = await staged(many(120));
  await messages.getByText('第 119 条').waitFor();
  expect(await page.locator('.message').count()).toBe(50);
  // Scrolled and measured in one breath: what is further up is asked for at once.
  const before = await page.getByText('第 71 条', { exact: true }).evaluate((line) => {
    line.closest('section.messages')?.scrollTo({ top: 40 });
    return line.getBoundingClientRect().top;
  });
  await messages.getByText('第 20 条').waitFor({ state: 'attached' });
  expect(await topOf(page, '第 71 条')).toBeCloseTo(before, -1);
  await messages.evaluate((list) => list.scrollTo({ top: 0 }));
  await messages.getByText('第 0 条').waitFor({ state: 'attached' });
  expect(await page.locator('.message').count()).toBe(120);
  expect(await page.getByRole('button', { name: '查看更早的消息' }).count()).toBe(0);
});

test('whoever reads further up is told of what is new and not torn away; whoever is at the end follows', async () => {
  const { stage, page, messages } = await staged(many(50));
  await messages.getByText('第 49 条').waitFor();
  stage.tell({ type: 'message', message: message(9000, 'UBOT', '随后一条') });
  await messages.getByText('随后一条').waitFor();
  const distance = () => messages.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
  await expect.poll(distance).toBeLessThan(2);

  await messages.evaluate((list) => list.scrollTo({ top: 300 }));
  stage.tell({ type: 'message', message: message(9001, 'UBOT', '又来一条') });
  const pill = page.getByRole('button', { name: '新消息' });
  await pill.waitFor();
  expect(await messages.evaluate((list) => list.scrollTop)).toBe(300);
  await pill.click();
  await expect.poll(distance).toBeLessThan(2);
  await pill.waitFor({ state: 'detached' });
});

test('unread marks are on other conversations only, in the title as well, and go when one looks', async () => {
  const snapshot = scene();
  const { stage, page } = await staged([message(1, 'UBOT', '在吗')], snapshot);
  await page.getByText('在吗').waitFor();
  expect((await stage.next('/local/read')).channel).toBe('D1');
  expect(await page.title()).toBe('(2) 林知夏 · 示范局');
  const read = (channel: string) => stage.asked.some((one) => one.route === '/local/read' && one.body.channel === channel);
  const unread = (d1: number, c1: number) =>
    snapshot.conversations.map((one) => ({ ...one, unread: one.id === 'D1' ? d1 : one.id === 'C1' ? c1 : 0 }));
  stage.tell({ type: 'conversations', conversations: unread(1, 120) });
  await page.getByRole('button', { name: '全局通知 120 条未读' }).waitFor();
  await page.getByRole('button', { name: '四问', exact: true }).waitFor();
  expect(read('C1')).toBe(false);
  await page.getByRole('button', { name: '全局通知 120 条未读' }).click();
  await expect.poll(() => read('C1')).toBe(true);
  stage.tell({ type: 'conversations', conversations: unread(1, 0) });
  await page.getByRole('button', { name: '四问 1 条未读' }).waitFor();
  await page.getByRole('button', { name: '全局通知', exact: true }).waitFor();
});

test('a menu tells the bot at once what was picked, and the card it stands in is changed in place', async () => {
  const { stage, page, messages } = await staged([message(1, 'UBOT', '四问', { blocks: askCard })]);
  await page.getByRole('combobox', { name: '稍后提醒' }).click();
  await page.getByRole('option', { name: '一小时后' }).click();
  expect(await stage.next('/local/action')).toMatchObject({
    container: { type: 'message', channel: 'D1' },
    blockId: 'a',
    actionId: 'reflection.later',
    element: { type: 'static_select', selected_option: option('一小时后', '1h') },
  });
  const header = { type: 'header', block_id: 'h', text: { type: 'plain_text', text: '四问已作答' } };
  stage.tell({ type: 'message-changed', message: message(1, 'UBOT', '已作答', { blocks: [header] }) });
  await messages.getByRole('heading', { name: '四问已作答' }).waitFor();
  expect(await page.locator('.message').count()).toBe(1);
  expect(await page.getByRole('button', { name: '作答', exact: true }).count()).toBe(0);
});

test('a danger asks before it happens, and the safe answer has the focus', async () => {
  const { stage, page } = await staged([message(1, 'UBOT', '四问', { blocks: askCard })]);
  await page.getByRole('button', { name: '清除作答' }).click();
  const question = page.getByRole('alertdialog', { name: '清除作答内容？' });
  await question.waitFor();
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  expect(stage.asked.filter(({ route }) => route === '/local/action')).toEqual([]);
  await page.getByRole('button', { name: '清除作答' }).click();
  await page.getByRole('button', { name: '清除', exact: true }).click();
  expect(await stage.next('/local/action')).toMatchObject({ actionId: 'reflection.erase', element: { type: 'button', value: 'round-10' } });
});

test('another page of a form begins at its top; a form saved in place stays where one was', async () => {
  const pages = (rows: string[], label: string, hash: string) =>
    modal('V1', {
      hash,
      submit: null,
      blocks: [
        ...rows.map((text, n) => ({ type: 'section', block_id: `s${n}`, text: { type: 'plain_text', text } })),
        { type: 'actions', block_id: label, elements: [{ type: 'button', action_id: label, text: { type: 'plain_text', text: label } }] },
      ],
    });
  const rows = (from: number) => Array.from({ length: 60 }, (_, n) => `记录 ${from + n}`);
  const { stage, page } = await staged([], scene({ modals: [pages(rows(0), '下一页', '1')] }));
  const scrolled = () => page.locator('.dialog-body').evaluate((body) => body.scrollTop);
  await page.getByRole('button', { name: '下一页' }).click();
  expect(await scrolled()).toBeGreaterThan(100);
  stage.tell({ type: 'modals', modals: [pages(rows(100), '下一页', '2')] });
  await page.getByText('记录 100', { exact: true }).waitFor({ state: 'attached' });
  expect(await scrolled()).toBeGreaterThan(100);
  stage.tell({ type: 'modals', modals: [pages(rows(200), '上一页', '3')] });
  await page.getByText('记录 200', { exact: true }).waitFor({ state: 'attached' });
  await expect.poll(scrolled).toBe(0);
});
