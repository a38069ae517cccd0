import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { systemTimer } from '../../src/schedule/clock.js';
import { makeClients } from '../../src/slack/clients.js';
import { slackChat } from '../../src/slack/send.js';
import { objectOf } from '../support/elements.js';
import { testWorkspace } from '../support/workspace.js';

const content = new TextEncoder().encode('﻿题目,作答\n一问,=1+1\n');
const asForm = (name: string) => {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  return form;
};

/** A workspace, and the first two steps of an upload. */
async function scene() {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  const place = async (filename = '我的作答.csv', length: unknown = content.length) =>
    workspace.call('files.getUploadURLExternal', { filename, length });
  const send = async (url: unknown, body: RequestInit['body'] = content) => (await fetch(String(url), { method: 'POST', body })).status;
  const stored = async () => {
    const { upload_url: url, file_id: id } = await place();
    await send(url);
    return String(id);
  };
  const complete = (id: string, more: object = { channel_id: person.dm.id }) =>
    workspace.call('files.completeUploadExternal', { files: [{ id, title: '我的作答' }], ...more });
  return { ...workspace, person, place, send, stored, complete };
}

test.each(['raw', 'as a form'])('three steps bring a file, sent %s, to the person, who gets exactly what was sent', async (way) => {
  const { complete, person, place, send, url } = await scene();
  const { upload_url: address, file_id: id } = await place();
  expect(await send(address, way === 'raw' ? content : asForm('a.csv'))).toBe(200);
  expect(await complete(String(id), { channel_id: person.dm.id, initial_comment: '请查收' })).toMatchObject({
    ok: true,
    files: [{ id, title: '我的作答', name: '我的作答.csv', size: content.length, filetype: 'csv' }],
  });
  const { text, files } = await person.message(({ files: shown }) => shown.length > 0);
  expect(text).toBe('请查收');
  const [file] = files;
  if (!file) throw new Error('no file');
  expect(await person.download(file)).toEqual(content);
  const { headers } = await fetch(url + file.href);
  expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('我的作答.csv')}`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test("Slack's own client uploads in one call", async () => {
  const { apiUrl, botToken, person } = await scene();
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
  await client.files.uploadV2({ channel_id: person.dm.id, file: Buffer.from(content), filename: '我的作答.csv', title: '我的作答' });
  const [file] = (await person.message(({ files }) => files.length > 0)).files;
  expect(file).toMatchObject({ title: '我的作答', size: content.length });
});

test('nothing is seen before the last step, and the history has it after', async () => {
  const { call, complete, person, stored, url } = await scene();
  const id = await stored();
  expect((await fetch(`${url}/local/file/${id}`)).status).toBe(404);
  expect((await call('conversations.history', { channel: person.dm.id })).messages).toEqual([]);
  await complete(id);
  const { messages } = await call('conversations.history', { channel: person.dm.id });
  expect(messages).toMatchObject([{ files: [{ id, name: '我的作答.csv', mimetype: 'text/csv; charset=utf-8' }] }]);
  expect((await call('files.info', { file: id })).file).toMatchObject({ id, title: '我的作答' });
});

test('a file goes to several channels at once, or to none', async () => {
  const { call, complete, person, stored } = await scene();
  const channel = String(person.snapshot().conversations.find(({ kind }) => kind === 'channel')?.id);
  expect(await complete(await stored(), { channels: `${channel},${person.dm.id}` })).toMatchObject({ ok: true });
  for (const where of [channel, person.dm.id]) expect((await call('conversations.history', { channel: where })).messages).toHaveLength(1);
  expect(await complete(await stored(), {})).toMatchObject({ ok: true });
  expect(person.messages()).toHaveLength(1);
});

test('the second step takes the announced length, once, at an address that exists', async () => {
  const { place, send, url } = await scene();
  const { upload_url: address } = await place();
  expect(await send(address, content.slice(1))).toBe(400);
  expect(await send(address)).toBe(200);
  expect(await send(address)).toBe(400);
  expect(await send(`${url}/upload/F0NOWHERE`)).toBe(400);
});

test('what the first and the last step refuse', async () => {
  const { call, complete, idOf, person, place, stored } = await scene();
  for (const length of [0, -1, 1.5, 'many', 51 * 1024 * 1024])
    expect((await place('a.csv', length)).error, String(length)).toBe('file_upload_size_restricted');
  expect(await place('a.csv', 50 * 1024 * 1024)).toMatchObject({ ok: true });
  expect((await call('files.getUploadURLExternal', { length: 1 })).error).toBe('invalid_arguments');
  const { file_id: empty } = await place();
  expect((await complete(String(empty))).error).toBe('file_not_found');
  expect((await complete('F0NOWHERE')).error).toBe('file_not_found');
  expect((await call('files.completeUploadExternal', { files: [] })).error).toBe('invalid_arguments');
  const id = await stored();
  expect((await complete(id, { channel_id: await idOf('离任') })).error).toBe('user_disabled');
  expect((await complete(id, { channel_id: 'C0NOWHERE' })).error).toBe('channel_not_found');
  // A refused call has shared nothing: the file can still be sent.
  expect(person.messages()).toEqual([]);
  expect(await complete(id)).toMatchObject({ ok: true });
  expect((await complete(id)).error).toBe('file_already_completed');
});

test('a deleted file is gone', async () => {
  const { call, complete, stored, url } = await scene();
  const id = await stored();
  await complete(id);
  expect(await call('files.delete', { file: id })).toEqual({ ok: true });
  expect((await fetch(`${url}/local/file/${id}`)).status).toBe(404);
  for (const method of ['files.info', 'files.delete']) expect((await call(method, { file: id })).error).toBe('file_not_found');
});

test('the app hears of a file as of any message', async () => {
  const { app: connect, complete, stored } = await scene();
  const app = await connect();
  const id = await stored();
  await complete(id);
  expect(objectOf(objectOf((await app.next('message')).payload).event)).toMatchObject({
    subtype: 'file_share',
    files: [{ id }],
    bot_id: expect.any(String),
  });
});

test('what a picture shows goes with it, as far as Slack takes it', async () => {
  const { call, idOf, apiUrl, botToken, person } = await scene();
  const ask = (length: number) => call('files.getUploadURLExternal', { filename: 'a.png', length: 1, alt_txt: '字'.repeat(length) });
  expect(await ask(1_000)).toMatchObject({ ok: true });
  expect((await ask(1_001)).error).toBe('alt_txt_too_large');
  const chat = slackChat(makeClients(botToken, apiUrl, systemTimer));
  for (const [n, alt] of ['作答率 98%', '长'.repeat(1_001), undefined].entries())
    await chat.upload(await idOf('邓禾'), { filename: `${n}.png`, title: '汇总', content, ...(alt ? { alt } : {}) }, `nonce-${n}`);
  await expect.poll(() => person.messages().length).toBe(3);
  const shown = person.messages().flatMap(({ files }) => files);
  expect(shown.map(({ alt }) => alt)).toEqual(['作答率 98%', `${'长'.repeat(999)}…`, undefined]);
  expect((await call('files.info', { file: shown[0]?.id })).file).toMatchObject({ alt_txt: '作答率 98%' });
  // Also after the page was loaded anew.
  expect((await call('conversations.history', { channel: person.dm.id })).messages).toMatchObject([
    {},
    {},
    { files: [{ alt_txt: '作答率 98%' }] },
  ]);
});
