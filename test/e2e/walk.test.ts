import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, screenshot } from '../browser/browser.js';
import { newDataDir, startProgram } from '../support/running.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const SECRET = '金丝雀：我的差距在于调研不够深入';

async function idOf(url: string, name: string): Promise<string> {
  const { snapshot } = JSON.parse(await (await fetch(`${url}/local/snapshot`)).text());
  return snapshot.people.find((person: { name: string }) => person.name === name).id;
}

async function openAs(url: string, name: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  await page.goto(`${url}/?user=${await idOf(url, name)}`);
  return page;
}

test('a cadre answers 四问 and changes an answer, a leader sees who took part, and a kill -9 loses nothing', {
  timeout: 120_000,
}, async () => {
  const dataDir = newDataDir();
  let bot = await startProgram(dataDir);
  const page = await openAs(bot.url, '邓禾');

  await page.getByRole('button', { name: '作答', exact: true }).first().click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  const fields = form.getByRole('textbox');
  expect(await fields.count()).toBe(4);
  for (const [index, text] of [SECRET, '二', '三', '四'].entries()) await fields.nth(index).fill(text);
  await screenshot(page, 'walk-form-zh');
  await form.getByRole('button', { name: '提交' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('四问已作答').first().waitFor();
  await screenshot(page, 'walk-receipt-zh');

  // The submission was acknowledged: from here on it must be on disk, whatever happens.
  await bot.kill();
  bot = await startProgram(dataDir);
  const again = await openAs(bot.url, '邓禾');
  await again.getByRole('button', { name: '修改' }).first().click();
  const edit = again.getByRole('dialog');
  await edit.waitFor();
  const kept = edit.getByRole('textbox');
  await expect.poll(() => kept.first().inputValue()).toBe(SECRET);
  await kept.nth(1).fill('二，补充一点');
  await edit.getByRole('button', { name: '提交' }).click();
  await edit.waitFor({ state: 'detached' });

  const leader = await openAs(bot.url, '苏明礼');
  const composer = leader.getByRole('textbox').last();
  await composer.fill('汇总');
  await composer.press('Enter');
  await leader.getByText('未作答人员').first().waitFor();
  expect(await leader.getByText(SECRET).count()).toBe(0);
  await screenshot(leader, 'walk-summary-zh');
  const phone = await openAs(bot.url, '苏明礼', { width: 390, height: 844 });
  await phone.getByText('未作答人员').first().waitFor({ state: 'attached' });
  await screenshot(phone, 'walk-summary-phone-zh');

  const { snapshot } = JSON.parse(await (await fetch(`${bot.url}/local/snapshot`)).text());
  expect(snapshot.connected).toBe(true);
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  expect(metrics).toContain('siwen_');
  expect(await bot.stop()).toBe(0);

  // What was written is nowhere in clear: not in the database, the log or the metrics. A name is, which shows that the search finds things.
  const files = readdirSync(dataDir).filter((name) => name.startsWith('siwen.db'));
  const stored = files.map((name) => readFileSync(join(dataDir, name)).toString('latin1')).join('');
  const inClear = (text: string) =>
    stored.includes(Buffer.from(text).toString('latin1')) || bot.output().includes(text) || metrics.includes(text);
  expect([inClear(SECRET), inClear('补充一点'), inClear('邓禾')]).toEqual([false, false, true]);
});

test('a second start on the same data says who holds it, and ends', { timeout: 60_000 }, async () => {
  const dataDir = newDataDir();
  await startProgram(dataDir);
  await expect(startProgram(dataDir)).rejects.toThrow(/ended with 1/);
});
