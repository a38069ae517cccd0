import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formOf, triggerOf, viewIn } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

async function asked(url: string, route: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-siwen-page': '1' };
  const response = await fetch(url + route, { method: 'POST', headers, body: JSON.stringify(body) });
  return JSON.parse(await response.text()).error;
}

/** 邓禾 has two forms open, one upon the other, when the workspace is started anew on its file. */
async function restarted() {
  const file = join(mkdtempSync(join(tmpdir(), 'siwen-workspace-')), 'workspace.db');
  const before = await testWorkspace({ file });
  const app = await before.app();
  const open = async (method: string, view: object) =>
    viewIn(await before.call(method, { trigger_id: await triggerOf(before, app, '邓禾'), view }));
  const first = await open('views.open', formOf('四问', ['一问'], { private_metadata: 'round-10' }));
  await open('views.push', formOf('第二步'));
  const writer = await before.person('邓禾');
  const forms = writer.forms();
  await before.close();
  const after = await testWorkspace({ file });
  return { ...after, first, forms, kept: forms.map(({ kept }) => String(kept)), writer: await after.person('邓禾') };
}

test('the page brings open forms back after a restart, and they are submitted as if nothing had been', async () => {
  const { url, app, writer, forms, kept, first } = await restarted();
  const bot = await app();
  expect(writer.forms()).toEqual([]);
  expect(await asked(url, '/local/reopen', { user: writer.me.id, kept })).toBeUndefined();
  await writer.form('第二步');
  expect(writer.forms()).toEqual(forms);
  await writer.closeForm();
  await writer.fill({ 一问: '重启前写的' });
  expect(await writer.submit()).toEqual({ kind: 'closed' });
  const { payload } = await bot.next('view_submission');
  expect(payload).toMatchObject({ view: { id: first.id, private_metadata: 'round-10' } });
});

test('a second tab does not open them again over what has happened since', async () => {
  const { url, writer, kept } = await restarted();
  await asked(url, '/local/reopen', { user: writer.me.id, kept });
  await writer.form('第二步');
  await writer.closeForm();
  expect(await asked(url, '/local/reopen', { user: writer.me.id, kept })).toBeUndefined();
  expect(writer.forms().map(({ title }) => title)).toEqual(['四问']);
});

test('a form that is not one’s own, or was changed on the way, is refused whole', async () => {
  const { url, idOf, writer, kept } = await restarted();
  const [one = '', two = ''] = kept;
  const content = Buffer.from(one.split('.')[0] ?? '', 'base64url').toString();
  const forged = `${Buffer.from(content.replace('round-10', 'round-11')).toString('base64url')}.${one.split('.')[1]}`;
  const stranger = await idOf('苏明礼');
  for (const [user, wrong] of [
    [stranger, kept],
    [writer.me.id, [forged]],
    [writer.me.id, [two, 'x']],
    [writer.me.id, ['.']],
  ] as const)
    expect(await asked(url, '/local/reopen', { user, kept: wrong })).toBe('invalid_arguments');
  expect(writer.forms()).toEqual([]);
});

test('nothing of a form is in the workspace’s file', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'siwen-workspace-')), 'workspace.db');
  const workspace = await testWorkspace({ file });
  const trigger = await triggerOf(workspace, await workspace.app(), '邓禾');
  await workspace.call('views.open', { trigger_id: trigger, view: formOf('金丝雀窗口', ['一问']) });
  await workspace.close();
  const folder = join(file, '..');
  const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
  const inClear = (text: string) => stored.some((part) => part.includes(Buffer.from(text).toString('latin1')));
  expect([inClear('金丝雀窗口'), inClear('邓禾')]).toEqual([false, true]);
});
