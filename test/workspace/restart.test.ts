import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import Database from '../../src/sqlite.js';
import { objectOf } from '../support/elements.js';
import { people, testWorkspace } from '../support/workspace.js';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-workspace-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'workspace.db');
}

test('a restart loses no message, no metadata, no file, and nothing of what was read', async () => {
  const file = newFile();
  const before = await testWorkspace({ file });
  const cadre = await before.person('邓禾');
  const metadata = { event_type: 'siwen_message', event_payload: { nonce: 'n1' } };
  await cadre.say('你好');
  const { ts } = await before.call('chat.postMessage', { channel: cadre.dm.id, text: '请作答', metadata });
  await before.call('chat.update', { channel: cadre.dm.id, ts, text: '已作答' });
  const { upload_url: url, file_id: id } = await before.call('files.getUploadURLExternal', { filename: 'a.csv', length: 3 });
  await fetch(String(url), { method: 'POST', body: '甲' });
  await before.call('files.completeUploadExternal', { files: [{ id }], channel_id: cadre.dm.id });
  await cadre.read();
  await before.call('chat.postMessage', { channel: cadre.dm.id, text: '还没读' });
  const history = async (workspace: typeof before) =>
    (await workspace.call('conversations.history', { channel: cadre.dm.id, include_all_metadata: true })).messages;
  const all = await history(before);
  expect(all).toHaveLength(4);
  await before.close();

  const after = await testWorkspace({ file });
  const again = await after.person('邓禾');
  const here = (messages: unknown) => JSON.stringify(messages).replaceAll(before.url, after.url);
  expect(here(await history(after))).toBe(here(all));
  expect(again.messages().map(({ text }) => text)).toEqual(['你好', '已作答', '', '还没读']);
  expect(again.unread()).toBe(1);
  const [shared] = again.messages().flatMap(({ files }) => files);
  if (!shared) throw new Error('no file');
  expect(new TextDecoder().decode(await again.download(shared))).toBe('甲');
});

test('ids and tokens stay, so that the bot can go on; new time stamps come after the old', async () => {
  const file = newFile();
  const now = () => Date.UTC(2026, 10, 24);
  const before = await testWorkspace({ file, now });
  const known = await before.call('auth.test');
  const user = await before.idOf('邓禾');
  const { channel, ts } = await before.call('chat.postMessage', { channel: user, text: '甲' });
  await before.close();

  const after = await testWorkspace({ file, now });
  expect([after.botToken, after.appToken]).toEqual([before.botToken, before.appToken]);
  expect(await after.call('auth.test')).toEqual({ ...known, url: `${after.url}/` });
  expect(await after.idOf('邓禾')).toBe(user);
  const next = await after.call('chat.postMessage', { channel: user, text: '乙' });
  expect(next.channel).toBe(channel);
  expect(String(next.ts) > String(ts)).toBe(true);
});

test('who left or came while the server was down is found so after it', async () => {
  const file = newFile();
  await (await testWorkspace({ file })).close();
  const others = people.map((person) => ({ ...person, active: person.name !== '邓禾' }));
  const after = await testWorkspace({ file, people: [...others, { name: '新人', email: 'new@example.cn' }] });
  const { members } = await after.call('users.list');
  const state = (Array.isArray(members) ? members.map(objectOf) : []).map(({ real_name: name, deleted }) => [name, deleted]);
  expect(state).toContainEqual(['邓禾', true]);
  expect(state).toContainEqual(['离任', false]);
  expect(state).toContainEqual(['新人', false]);
});

test('a channel the bot has joined stays joined', async () => {
  const file = newFile();
  const channels = [{ name: '外', topic: '', botIsMember: false }];
  const before = await testWorkspace({ file, channels });
  await before.call('conversations.join', { channel: '外' });
  await before.close();
  const after = await testWorkspace({ file, channels });
  expect(await after.call('chat.postMessage', { channel: '外', text: '甲' })).toMatchObject({ ok: true });
});

test('nobody else on the machine can read the file', async () => {
  const file = newFile();
  const workspace = await testWorkspace({ file });
  await workspace.call('chat.postMessage', { channel: await workspace.idOf('邓禾'), text: '甲' });
  for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777, path).toBe(0o600);
});

test('a file of a newer version is left alone, and the start says why it fails', async () => {
  const file = newFile();
  await (await testWorkspace({ file })).close();
  const newer = new Database(file);
  newer.pragma('user_version = 99');
  newer.close();
  await expect(testWorkspace({ file })).rejects.toThrow('newer version');
});

test('a port that is taken fails the start, and leaves nothing open', async () => {
  const file = newFile();
  const first = await testWorkspace();
  const port = Number(new URL(first.url).port);
  await expect(testWorkspace({ file, port })).rejects.toThrow('EADDRINUSE');
  expect((await testWorkspace({ file })).url).not.toBe(first.url);
});
