import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dateIn } from '../../src/calendar/plain-date.js';
import { ratingsCard } from '../../src/participation/ratings/cards.js';
import { renderMessage } from '../../src/slack/message.js';
import type { Block } from '../../src/workspace/protocol.js';
import { launchBrowser, screenshot } from './browser.js';
import { sideways } from './measure.js';
import { message, scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const title = { zh: '四看', en: 'Four Checks' };
const prompt = { zh: '二看领导班子分析检查报告和整改落实方案中确定的推进本单位科学发展的具体举措是否已经或正在得到落实', en: 'Two' };
const ratings = ratingsCard(
  {
    ok: true,
    period: { from: dateIn(2026, 10, 1), to: dateIn(2026, 12, 31) },
    department: undefined,
    scope: [],
    rounds: 1,
    open: 0,
    distributions: [{ title, prompt, times: { 5: 1234, 4: 567, 3: 89, 2: 10, 1: 0 }, shown: 1900, answers: 1900 }],
  },
  'zh-CN',
);
const blocks: Block[] = JSON.parse(JSON.stringify(renderMessage(ratings.blocks)));

test.each(['desktop', 'phone'] as const)(
  'a table of long names and seven numbers is seen whole, without being moved sideways (%s)',
  async (size) => {
    const stage = await openStage(scene(), [message(1, 'UBOT', ratings.summary, { blocks })]);
    onTestFinished(() => stage.close());
    const { page, mishaps } = await visit(browser, stage.address, { size });
    const table = page.locator('.table-block');
    await table.getByText('人次').waitFor();
    await screenshot(page, `table-${size}`);
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    expect(await page.evaluate(sideways)).toBe(0);
    expect(mishaps).toEqual([]);
  },
);
