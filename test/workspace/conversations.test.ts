import { expect, test } from 'vitest';
import { type JsonObject, objectOf } from '../support/elements.js';
import { testWorkspace } from '../support/workspace.js';

const channels = [
  { name: '全局通知', topic: '面向全局的通知' },
  { name: '旧', topic: '', archived: true },
  { name: '外', topic: '', botIsMember: false },
];
const namesOf = (answer: JsonObject) => (Array.isArray(answer.channels) ? answer.channels : []).map((one) => String(objectOf(one).name));
const idOf = async (call: (method: string) => Promise<JsonObject>, name: string) => {
  const { channels: found } = await call('conversations.list');
  return String((Array.isArray(found) ? found.map(objectOf) : []).find((one) => one.name === name)?.id);
};

test('a direct conversation is opened once, and stays the same', async () => {
  const workspace = await testWorkspace();
  const { dm, me } = await workspace.person('邓禾');
  for (let n = 0; n < 2; n++)
    expect(await workspace.call('conversations.open', { users: me.id })).toMatchObject({
      ok: true,
      channel: { id: dm.id, is_im: true, user: me.id },
    });
  expect(await workspace.call('conversations.open', { channel: dm.id })).toMatchObject({ ok: true, channel: { id: dm.id } });
});

test('whom one cannot write to', async () => {
  const { call, idOf: userId } = await testWorkspace();
  const [one, gone] = [await userId('邓禾'), await userId('离任')];
  const own = await call('auth.test');
  const open = async (args: object) => (await call('conversations.open', { ...args })).error;
  expect(await open({})).toBe('users_list_not_supplied');
  expect(await open({ users: 'U0NOBODY' })).toBe('user_not_found');
  expect(await open({ users: gone })).toBe('user_disabled');
  expect(await open({ users: own.user_id })).toBe('cannot_dm_bot');
  expect(await open({ users: `${one},${gone}` })).toBe('method_not_supported_for_channel_type');
});

test('channels are listed by kind and page, without the archived where that is asked', async () => {
  const { call } = await testWorkspace({ channels });
  expect(namesOf(await call('conversations.list'))).toEqual(['全局通知', '旧', '外']);
  expect(namesOf(await call('conversations.list', { exclude_archived: true }))).toEqual(['全局通知', '外']);
  const direct = await call('conversations.list', { types: 'im' });
  expect(direct.channels).toHaveLength(4);
  const first = await call('conversations.list', { types: 'public_channel,im', limit: 5 });
  const cursor = objectOf(first.response_metadata).next_cursor;
  expect(
    [first, await call('conversations.list', { types: 'public_channel,im', cursor })].map((page) => Object(page.channels).length),
  ).toEqual([5, 2]);
});

test('a channel says what it is', async () => {
  const { call } = await testWorkspace({ channels });
  expect(await call('conversations.info', { channel: await idOf(call, '全局通知') })).toMatchObject({
    channel: { name: '全局通知', topic: { value: '面向全局的通知' }, is_channel: true, is_im: false, is_member: true, is_archived: false },
  });
  expect(await call('conversations.info', { channel: 'C0NOWHERE' })).toMatchObject({ error: 'channel_not_found' });
});

test('everybody who is active is a member of a channel, and two of a direct conversation', async () => {
  const { call, idOf: userId, person } = await testWorkspace({ channels });
  const { user_id: bot } = await call('auth.test');
  const [su, deng, lind] = [await userId('苏明礼'), await userId('邓禾'), await userId('Ellen Lind')];
  expect((await call('conversations.members', { channel: await idOf(call, '全局通知') })).members).toEqual([su, deng, lind, bot]);
  expect((await call('conversations.members', { channel: await idOf(call, '外') })).members).toEqual([su, deng, lind]);
  expect((await call('conversations.members', { channel: (await person('邓禾')).dm.id })).members).toEqual([deng, bot]);
});

test('the bot can read and write where it is a member, and can become one', async () => {
  const { call, person } = await testWorkspace({ channels });
  const outside = await idOf(call, '外');
  expect(await call('conversations.history', { channel: outside })).toMatchObject({ error: 'not_in_channel' });
  expect(await call('conversations.join', { channel: outside })).toMatchObject({ ok: true, channel: { is_member: true } });
  expect(await call('chat.postMessage', { channel: outside, text: '甲' })).toMatchObject({ ok: true });
  expect(await call('conversations.join', { channel: outside })).toMatchObject({ ok: true, warning: 'already_in_channel' });
  expect(await call('conversations.join', { channel: await idOf(call, '旧') })).toMatchObject({ error: 'is_archived' });
  expect(await call('conversations.join', { channel: (await person('邓禾')).dm.id })).toMatchObject({
    error: 'method_not_supported_for_channel_type',
  });
});
