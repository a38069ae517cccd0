import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchBrowser, screenshot } from './browser.js';
import { history, modal, scene } from './scene.js';
import { openStage, type Stage } from './stage.js';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each(['desktop', 'phone'] as const)('%s', async (size) => {
    stage = await openStage(scene(), history);
    const page = await browser.newPage({ colorScheme, viewport: sizes[size] });
    page.on('console', (m) => console.log(m.text()));
    page.on('pageerror', (m) => console.log(m));
    await page.goto(stage.address);
    await page.locator('.message').last().waitFor();
    const n = `look-${size}-${colorScheme}`;
    await screenshot(page, `${n}-messages`);
    await page.locator('.messages').evaluate('n => n.scrollTop = 0');
    await screenshot(page, `${n}-top`);
    await page.getByRole('tab', { name: '主页' }).click();
    await page.getByText('我的作答').waitFor();
    await screenshot(page, `${n}-home`);
    if (size === 'phone') {
      await page.getByRole('button', { name: '返回会话列表' }).click();
      await screenshot(page, `${n}-list`);
      await page.locator('.who').click();
    } else await page.locator('.who').click();
    await screenshot(page, `${n}-people`);
    await page.keyboard.press('Escape');
    stage.tell({ type: 'modals', modals: [modal('V1')] });
    await page.getByRole('button', { name: '提交' }).click();
    await screenshot(page, `${n}-form`);
    await page.locator('.dialog-body').evaluate('n => n.scrollTop = 9999');
    await screenshot(page, `${n}-form2`);
    stage.tell({ type: 'modals', modals: [] });
    stage.tell({ type: 'connected', connected: false });
    stage.tell({ type: 'warning', code: 'operation_timeout', where: 'command' });
    await page.locator('.toast').waitFor();
    await page
      .getByRole('button', { name: 'English' })
      .click({ timeout: 1000 })
      .catch(() => undefined);
    await screenshot(page, `${n}-en`);
    await stage.close();
    await page.close();
  });
});
