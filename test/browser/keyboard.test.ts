import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newDataDir, startProgram } from '../support/running.js';
import { launchBrowser } from './browser.js';
import { scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What has the focus, by its name. */
const focused = '((at) => at.ariaLabel || at.placeholder || at.textContent.trim())(document.activeElement)';

/** Tab until the focus is on what is called so; more presses than anybody has patience for are a failure. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: unknown[] = [];
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press(key);
    const at: unknown = await page.evaluate(focused);
    if (at === name) return;
    passed.push(at);
  }
  throw new Error(`${name} was not reached by ${key}: ${passed.join(' → ')}`);
}

test('a round is answered, changed and put off without a mouse', { timeout: 40_000 }, async () => {
  const bot = await startProgram(newDataDir());
  const { page, messages } = await visit(browser, bot.url, { as: '邓禾' });
  await page.getByRole('button', { name: '作答', exact: true }).waitFor();
  await expect.poll(() => page.evaluate(focused)).toBe('发消息给 四问');

  // The menu: arrows choose, Escape leaves it and the focus where it was, Enter takes.
  await tabTo(page, '稍后提醒', 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('.choice.is-active').textContent()).not.toBe('一小时后');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('listbox').count()).toBe(0);
  expect(await page.evaluate(focused)).toBe('稍后提醒');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await messages.getByText(/^好的，.*再提醒你/).waitFor();

  // The form: opened, left with Escape after a question, opened again, filled, sent.
  await tabTo(page, '作答', 'Shift+Tab');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: '四问' });
  await form.waitFor();
  await page.keyboard.type('调研不够深入');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor();
  expect(await page.evaluate(focused)).toBe('继续填写');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  for (const words of ['沟通不足', '尚可', '相符']) {
    await page.keyboard.type(words);
    await page.keyboard.press('Tab');
  }
  expect(await page.evaluate(focused)).toBe('暂存');
  await tabTo(page, '提交');
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await messages.getByText('四问已作答').waitFor();

  // The button that opened the form is gone with the old card: the focus is on the new one, not lost.
  await expect.poll(() => page.evaluate(focused), { timeout: 5_000 }).toContain('四问已作答');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(focused)).toBe('修改');
  await page.keyboard.press('Enter');
  await form.waitFor();
  expect(await form.getByRole('textbox').first().inputValue()).toBe('调研不够深入');
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(focused)).toBe('修改');
});

test('commands complete themselves, tabs follow the arrows, and another person is found, without a mouse', async () => {
  const stage = await openStage(scene(), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  await expect.poll(() => page.evaluate(focused)).toBe('发消息给 四问');
  await page.keyboard.type('/s');
  await page.getByRole('option', { name: /^\/siwen/ }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  const box = page.getByRole('textbox', { name: '发消息给 四问' });
  expect(await box.inputValue()).toBe('/siwen ');
  expect(await page.locator(`#${await box.getAttribute('aria-activedescendant')}`).textContent()).toBe('/siwen 汇总 期间');
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe('/siwen 汇总 ');
  await page.keyboard.type('上月');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  expect(await stage.next('/local/send')).toMatchObject({ channel: 'D1', text: '/siwen 汇总 上月' });
  expect(await box.inputValue()).toBe('');

  await page.getByRole('tab', { name: '消息' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('heading', { name: '待办' }).waitFor();
  expect(await page.evaluate(focused)).toBe('主页');

  await page.getByRole('button', { name: /切换身份/ }).press('Enter');
  await page.keyboard.type('人事 正处');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /陈思齐.*切换身份/ }).waitFor();
});
