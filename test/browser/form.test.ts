import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from './browser.js';
import { modal, option, scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openForm() {
  const stage = await openStage(scene({ modals: [modal('V1')] }), []);
  onTestFinished(() => stage.close());
  const { page } = await visit(browser, stage.address);
  await page.getByRole('dialog', { name: '四问 · 十月' }).waitFor();
  return { stage, page };
}

test('every kind of field is submitted as Slack would submit it', async () => {
  const { stage, page } = await openForm();
  stage.answers.set('/local/options', ({ query }) => ({ options: [{ text: `领导${String(query)}`, value: 'U2' }] }));
  await page.getByRole('textbox', { name: /^一问/ }).fill('甲');
  await page.getByRole('radio', { name: '3 分' }).check();
  await page.getByRole('checkbox', { name: '健全制度' }).check();
  await page.getByRole('checkbox', { name: '深化学习' }).check();
  await page.getByRole('combobox', { name: /^愿意与哪位领导分享/ }).fill('周');
  await page.getByRole('option', { name: '领导周' }).click();
  const tags = page.getByRole('combobox', { name: /^涉及的部门/ });
  await tags.click();
  await page.getByRole('option', { name: '政工部' }).click();
  await page.getByRole('option', { name: '办公室' }).click();
  await page.getByRole('button', { name: '移除 政工部' }).click();
  await page.getByLabel('计划完成日期').fill('2026-11-20');
  await page.getByLabel('件数').fill('3');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  const { viewId, state } = await stage.next('/local/submit');
  expect(viewId).toBe('V1');
  const contents = Object.fromEntries(Object.entries(state).map(([block, actions]) => [block, actions.value]));
  expect(contents).toMatchObject({
    gap: { type: 'plain_text_input', value: '甲' },
    rating: { type: 'radio_buttons', selected_option: option('3 分', '3') },
    // In the order of the options, whatever was pressed first.
    duties: { type: 'checkboxes', selected_options: [option('深化学习', 'a'), option('健全制度', 'c')] },
    leader: { type: 'external_select', selected_option: option('领导周', 'U2') },
    tags: { type: 'multi_static_select', selected_options: [option('办公室', '办公室')] },
    day: { type: 'datepicker', selected_date: '2026-11-20' },
    hour: { type: 'timepicker', selected_time: '09:00' },
    count: { type: 'number_input', value: '3' },
  });
});

test('what is wrong is said at its field before anything is sent, and goes as soon as it is put right', async () => {
  const { stage, page } = await openForm();
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.fill('字'.repeat(3001));
  await page.getByText('超出 1 字').waitFor();
  await page.getByLabel('件数').fill('21.5');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('alert').getByText('有 3 处需要改正。').waitFor();
  await page.getByText('最多 3000 个字。').waitFor();
  await page.getByText('请选择一项。').waitFor();
  await page.getByText('请填写数字。').waitFor();
  await page.getByLabel('件数').fill('21');
  await page.getByText('请填写数字。').waitFor({ state: 'detached' });
  await text.fill('甲');
  await page.getByRole('radio', { name: '3 分' }).check();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('不大于 20').waitFor();
  expect(stage.asked.filter(({ route }) => route === '/local/submit')).toEqual([]);
});

test('a form under another keeps what was written, and the way back leads to it', async () => {
  const { stage, page } = await openForm();
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.fill('写到一半');
  stage.tell({ type: 'modals', modals: [modal('V1'), modal('V2', { title: '第二步', blocks: [], submit: null })] });
  await page.getByRole('dialog', { name: '第二步' }).waitFor();
  expect(await text.isVisible()).toBe(false);
  await page.getByRole('button', { name: '返回上一步' }).click();
  expect(await stage.next('/local/close-view')).toMatchObject({ viewId: 'V2', all: false });
  stage.tell({ type: 'modals', modals: [modal('V1')] });
  await text.waitFor();
  expect(await text.inputValue()).toBe('写到一半');
});

test('an update of the form keeps what was written in the fields that stay', async () => {
  const { stage, page } = await openForm();
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.fill('不可丢失');
  await page.getByRole('button', { name: '暂存' }).click();
  expect((await stage.next('/local/action')).state).toMatchObject({ gap: { value: { value: '不可丢失' } } });
  const saved = { type: 'context', block_id: 'saved', elements: [{ type: 'plain_text', text: '已暂存' }] };
  stage.tell({ type: 'modals', modals: [modal('V1', { hash: '2', blocks: [saved, ...modal('V1').blocks] })] });
  await page.getByText('已暂存').waitFor();
  expect(await text.inputValue()).toBe('不可丢失');
  await page.getByRole('status').getByText('窗口内容已更新。').waitFor({ state: 'attached' });
});

test('a field that goes out of the form goes with what was written in it: asked again, it is empty', async () => {
  const { stage, page } = await openForm();
  const text = page.getByRole('textbox', { name: /^一问/ });
  await text.fill('已清除的话');
  const erased = { type: 'context', block_id: 'erased', elements: [{ type: 'plain_text', text: '已清除' }] };
  stage.tell({ type: 'modals', modals: [modal('V1', { hash: '2', blocks: [erased] })] });
  await page.getByText('已清除').waitFor();
  stage.tell({ type: 'modals', modals: [modal('V1', { hash: '3' })] });
  await text.waitFor();
  expect(await text.inputValue()).toBe('');
});

test('an answer to an earlier search does not replace the answer to the last', async () => {
  const { stage, page } = await openForm();
  const waiting = new Map<unknown, () => void>();
  stage.answers.set('/local/options', async ({ query }) => {
    await new Promise<void>((go) => waiting.set(query, go));
    return { options: [{ text: `找到 ${String(query)}`, value: String(query) }] };
  });
  const field = page.getByRole('combobox', { name: /^愿意与哪位领导分享/ });
  await field.fill('周');
  await expect.poll(() => waiting.has('周')).toBe(true);
  await field.fill('周明');
  await expect.poll(() => waiting.has('周明')).toBe(true);
  waiting.get('周明')?.();
  await page.getByRole('option', { name: '找到 周明' }).waitFor();
  waiting.get('周')?.();
  await stage.next('/local/options');
  await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['找到 周明']);
});
