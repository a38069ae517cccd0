import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Upload } from '../../src/chat/chat.js';
import { systemTimer } from '../../src/schedule/clock.js';
import { makeClients } from '../../src/slack/clients.js';
import { slackChat } from '../../src/slack/send.js';
import { aWorkspace } from '../slack/desk.js';
import { personAt } from '../support/person.js';
import { launchBrowser, screenshot } from './browser.js';
import { faintText, sideways, smallTargets } from './measure.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const ALT = '作答率：九月 96%，十月 98%，十一月 95%';
const picture = (): Upload => ({
  filename: '汇总.png',
  title: '汇总 2026年11月',
  content: PNG.sync.write(new PNG({ width: 1200, height: 675, fill: true })),
  alt: ALT,
});

async function uploaded(...files: readonly Upload[]) {
  const workspace = await aWorkspace({ pageDir: resolve('dist/workspace/page') });
  const chat = slackChat(makeClients(workspace.botToken, workspace.apiUrl, systemTimer));
  const person = await personAt(workspace, '邓禾');
  for (const [n, file] of files.entries()) await chat.upload(person.me.id, file, `nonce-${n}`);
  person.close();
  return workspace.url;
}

test.each(['desktop', 'phone'] as const)('a picture that siwen sends is seen, and told to who can’t see it (%s)', async (size) => {
  const url = await uploaded(picture());
  const { page, mishaps, foreign } = await visit(browser, url, { as: '邓禾', size });
  const image = page.getByRole('img', { name: ALT });
  await image.scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate('document.querySelector(".picture-file img").naturalWidth')).toBe(1200);
  const box = await image.boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(1200 / 675, 1);
  await screenshot(page, `picture-${size}`);
  // The file itself can still be had, and nothing sticks out.
  await page.getByRole('link', { name: /汇总-[\w-]+\.png/ }).waitFor();
  expect(await page.evaluate(sideways)).toBe(0);
  expect(await page.evaluate(faintText)).toEqual([]);
  if (size === 'phone') expect(await page.evaluate(smallTargets)).toEqual([]);
  expect([...mishaps, ...foreign]).toEqual([]);
});

test('a file that is no picture but says so shows its words and does nothing', async () => {
  const page = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "taken"</script></svg>';
  const url = await uploaded(
    { ...picture(), content: new TextEncoder().encode(page) },
    { filename: '汇总.svg', title: '矢量图', content: new TextEncoder().encode(page), alt: '矢量' },
  );
  const visited = await visit(browser, url, { as: '邓禾' });
  await visited.page.getByRole('img', { name: ALT }).waitFor();
  await visited.page.getByRole('link', { name: /汇总-[\w-]+\.svg/ }).waitFor();
  expect(await visited.page.getByRole('img', { name: '矢量' }).count()).toBe(0);
  expect(await visited.page.title()).not.toBe('taken');
  // Opened by its address it is a download, under the page's own strict rules.
  const { headers } = await fetch(`${url}${await visited.page.getByRole('img', { name: ALT }).getAttribute('src')}`);
  expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
});
