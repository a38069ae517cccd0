import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Snapshot } from '../../src/workspace/protocol.js';
import { launchBrowser, screenshot } from './browser.js';
import { brokenReferences, faintText, namelessControls, sideways, smallTargets } from './measure.js';
import { history, message, modal, scene } from './scene.js';
import { openStage, type Stage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function staged(snapshot: Snapshot = scene()): Promise<Stage> {
  const stage = await openStage(snapshot, [...history]);
  onTestFinished(() => stage.close());
  return stage;
}

/** Everything the page can show, one after the other. */
async function* screens(page: Page, stage: Stage, phone: boolean): AsyncGenerator<string> {
  await page.locator('.message').last().waitFor();
  yield 'messages';
  await page.getByRole('combobox', { name: '稍后提醒' }).click();
  await page.getByRole('option', { name: '明天上午' }).waitFor();
  yield 'menu';
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '主页' }).click();
  await page.getByText('待办').waitFor();
  yield 'home';
  if (phone) await page.getByRole('button', { name: '返回会话列表' }).click();
  await page.getByRole('button', { name: '指定时间' }).click();
  yield 'list';
  await page.getByRole('button', { name: /切换身份/ }).click();
  await page.getByRole('option').first().waitFor();
  yield 'people';
  await page.keyboard.press('Escape');
  stage.tell({ type: 'modals', modals: [modal('V1')] });
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请填写此项。').waitFor();
  stage.tell({ type: 'warning', code: 'operation_timeout', where: 'modal' });
  await page.getByText('应用没有在 3 秒内答复').waitFor();
  yield 'form';
  stage.tell({ type: 'modals', modals: [] });
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  stage.tell({ type: 'connected', connected: false });
  await page.getByText('四问未连接').waitFor();
  yield 'banner';
}

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each(['desktop', 'phone'] as const)('every screen can be read, named and touched (%s)', async (size) => {
    const stage = await staged();
    const { page, foreign, mishaps } = await visit(browser, stage.address, { size, scheme });
    const wrong: Record<string, unknown> = {};
    for await (const screen of screens(page, stage, size === 'phone')) {
      await screenshot(page, `look-${size}-${scheme}-${screen}`);
      const found = {
        faint: await page.evaluate(faintText),
        nameless: await page.evaluate(namelessControls),
        broken: await page.evaluate(brokenReferences),
        sideways: await page.evaluate(sideways),
        small: size === 'phone' ? await page.evaluate(smallTargets) : [],
      };
      const nothing = { faint: [], nameless: [], broken: [], sideways: 0, small: [] };
      if (JSON.stringify(found) !== JSON.stringify(nothing)) wrong[screen] = found;
    }
    expect(wrong).toEqual({});
    expect(foreign).toEqual([]);
    expect(mishaps).toEqual([]);
  });
});

test('what arrives is read out; history and what one wrote oneself are not', async () => {
  const stage = await staged();
  const { page } = await visit(browser, stage.address);
  const heard = page.locator('main [aria-live=polite]');
  await page.locator('.message').last().waitFor();
  expect(await heard.textContent()).toBe('');
  stage.tell({ type: 'message', message: message(9000, 'U1', '我写的') });
  await page.getByText('我写的').waitFor();
  expect(await heard.textContent()).toBe('');
  stage.tell({ type: 'message', message: message(9001, 'UBOT', '四问已作答') });
  await expect.poll(() => heard.textContent()).toBe('四问：四问已作答');
});

test('the page has the landmarks and headings a screen reader jumps by', async () => {
  const stage = await staged();
  const { page } = await visit(browser, stage.address);
  await page.locator('.message').last().waitFor();
  await page.getByRole('complementary', { name: '工作区' }).waitFor();
  await page.getByRole('navigation', { name: '会话' }).waitFor();
  await page.getByRole('main', { name: '四问' }).waitFor();
  await page.getByRole('heading', { level: 1, name: '四问' }).waitFor();
  await page.getByRole('tabpanel', { name: '消息' }).waitFor();
  await page.getByRole('button', { name: '全局通知 2 条未读' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.keyboard.press('Shift+Tab');
  await page.evaluate('document.body.focus(), document.activeElement.blur()');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: '跳到消息' }).press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('messages');
});

test('a person who wants no motion gets none', async () => {
  const stage = await staged(scene({ modals: [modal('V1')] }));
  const moving = `[...document.querySelectorAll('*')].filter((element) => {
    const { animationName, transitionDuration } = getComputedStyle(element);
    return animationName !== 'none' || parseFloat(transitionDuration) > 0;
  }).length`;
  const motionless = await visit(browser, stage.address, { still: true });
  await motionless.page.getByRole('dialog').waitFor();
  expect(await motionless.page.evaluate(moving)).toBe(0);
  const usual = await visit(browser, stage.address, { still: false });
  await usual.page.getByRole('dialog').waitFor();
  expect(await usual.page.evaluate(moving)).toBeGreaterThan(0);
});

test('the focus stays in an open form and goes back to the button that opened it', async () => {
  const stage = await staged();
  const { page } = await visit(browser, stage.address);
  const answer = page.getByRole('button', { name: '作答', exact: true });
  await answer.click();
  stage.tell({ type: 'modals', modals: [modal('V1')] });
  const form = page.getByRole('dialog', { name: '四问 · 十月' });
  await form.waitFor();
  expect(await page.evaluate('document.activeElement.matches("dialog textarea")')).toBe(true);
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press(step < 20 ? 'Tab' : 'Shift+Tab');
    // Past the last control the focus leaves the page for the browser's own buttons; never for what lies behind the form.
    expect(await page.evaluate('document.activeElement === document.body || document.activeElement.closest("dialog") !== null')).toBe(true);
  }
  await page.keyboard.press('Escape');
  expect((await stage.next('/local/close-view')).viewId).toBe('V1');
  stage.tell({ type: 'modals', modals: [] });
  await form.waitFor({ state: 'detached' });
  expect(await answer.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
});

test('pictures and links of other places are told, not fetched', async () => {
  const image = { type: 'image', block_id: 'i', alt_text: '一张外来的图', image_url: 'https://example.org/spy.png' };
  const section = { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: '看 <https://example.org|这里>' }, accessory: image };
  const stage = await openStage(scene(), [message(1, 'UBOT', '图', { blocks: [image, section] })]);
  onTestFinished(() => stage.close());
  const { page, foreign } = await visit(browser, stage.address);
  await page.getByText('一张外来的图').first().waitFor();
  expect(await page.locator('.messages img[src*="example.org"]').count()).toBe(0);
  expect(await page.getByRole('link', { name: '这里' }).getAttribute('rel')).toContain('noreferrer');
  expect(foreign).toEqual([]);
  // The net itself is tried: a page that did ask somebody else would be seen.
  await page.goto('about:blank');
  await page.evaluate('fetch("http://127.0.0.1:9/elsewhere", { mode: "no-cors" }).catch(() => 0)');
  expect(foreign).toEqual(['http://127.0.0.1:9/elsewhere']);
});
