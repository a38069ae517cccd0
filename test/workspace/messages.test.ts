import { expect, test } from 'vitest';
import { objectOf } from '../support/elements.js';
import { wordsOf } from '../support/person.js';
import { testWorkspace } from '../support/workspace.js';

const header = (text: string) => [{ type: 'header', text: { type: 'plain_text', text } }];
const buttons = (...labels: string[]) => [
  { type: 'actions', elements: labels.map((text) => ({ type: 'button', text: { type: 'plain_text', text } })) },
];

test('a message to a user id arrives in that conversation, and nobody else sees it', async () => {
  const workspace = await testWorkspace();
  const cadre = await workspace.person('邓禾');
  const leader = await workspace.person('苏明礼');
  const sent = await workspace.call('chat.postMessage', { channel: cadre.me.id, text: '请作答', blocks: header('四问') });
  expect(sent).toMatchObject({ ok: true, channel: cadre.dm.id, message: { text: '请作答', blocks: header('四问') } });
  expect(wordsOf(await cadre.message('四问'))).toBe('四问');
  expect(cadre.unread()).toBe(1);
  expect(leader.messages()).toEqual([]);
  // By the conversation's own id it is the same conversation.
  expect(await workspace.call('chat.postMessage', { channel: cadre.dm.id, text: '再请' })).toMatchObject({
    ok: true,
    channel: cadre.dm.id,
  });
});

test('a message to a channel is seen by everybody, by id or by name', async () => {
  const workspace = await testWorkspace();
  const people = [await workspace.person('邓禾'), await workspace.person('苏明礼')];
  const { channel, ok } = await workspace.call('chat.postMessage', { channel: '#全局通知', text: '今天开会' });
  expect(ok).toBe(true);
  expect(await workspace.call('chat.postMessage', { channel, text: '明天也开' })).toMatchObject({ ok: true, channel });
  for (const person of people) {
    await person.until('both', () => (person.messages(String(channel)).length === 2 ? true : undefined));
    expect(person.unread(String(channel))).toBe(2);
    await person.read(String(channel));
    expect(person.unread(String(channel))).toBe(0);
  }
});

test('who and what does not take a message', async () => {
  const workspace = await testWorkspace({
    channels: [
      { name: '旧', topic: '', archived: true },
      { name: '外', topic: '', botIsMember: false },
    ],
  });
  const { call, idOf } = workspace;
  const own = await call('auth.test');
  const post = async (channel: unknown, more: object = { text: '甲' }) => (await call('chat.postMessage', { channel, ...more })).error;
  expect(await post('C0NOWHERE')).toBe('channel_not_found');
  expect(await post('')).toBe('channel_not_found');
  expect(await post(await idOf('离任'))).toBe('user_disabled');
  expect(await post(own.user_id)).toBe('cannot_dm_bot');
  expect(await post('旧')).toBe('is_archived');
  expect(await post('外')).toBe('not_in_channel');
  const person = await idOf('邓禾');
  expect(await post(person, {})).toBe('no_text');
  expect(await post(person, { blocks: '{' })).toBe('invalid_blocks_format');
  expect(await post(person, { text: '甲', metadata: '{' })).toBe('invalid_metadata_format');
  expect(await call('chat.postMessage', { channel: person, blocks: header('') })).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'] },
  });
  expect((await call('conversations.history', { channel: (await workspace.person('邓禾')).dm.id })).messages).toEqual([]);
});

test('blocks, messages and views can be tried without sending them, one at a time', async () => {
  const { call } = await testWorkspace();
  const view = (text: string) => ({ type: 'home', blocks: header(text) });
  for (const fine of [{ blocks: header('四问') }, { message: { blocks: header('四问') } }, { view: view('四问') }])
    expect(await call('blocks.validate', fine)).toEqual({ ok: true });
  for (const [wrong, pointer] of [
    [{ blocks: header('') }, '/0/text/text'],
    [{ message: { blocks: header('') } }, '/blocks/0/text/text'],
    [{ view: view('') }, '/blocks/0/text/text'],
  ] as const)
    expect(await call('blocks.validate', wrong)).toMatchObject({ ok: false, error: 'invalid_blocks', errors: [{ pointer }] });
  for (const given of [{}, { blocks: header('四问'), view: view('四问') }])
    expect(await call('blocks.validate', given)).toMatchObject({ ok: false, error: 'invalid_arguments' });
});

test('an empty field of a form is a field that is not there', async () => {
  const { call, idOf } = await testWorkspace();
  expect(await call('chat.postMessage', { channel: await idOf('邓禾'), text: '甲', blocks: '', metadata: '' })).toMatchObject({ ok: true });
});

test('someone deactivated after a conversation began gets no more of it', async () => {
  const workspace = await testWorkspace();
  const { dm } = await workspace.person('邓禾');
  workspace.ensurePeople([{ name: '邓禾', email: 'deng@example.cn', active: false }]);
  expect(await workspace.call('chat.postMessage', { channel: dm.id, text: '甲' })).toMatchObject({ ok: false, error: 'user_disabled' });
});

test('Slack names the blocks and elements that the app left without a name', async () => {
  const workspace = await testWorkspace();
  const { message } = await workspace.call('chat.postMessage', {
    channel: await workspace.idOf('邓禾'),
    blocks: [...buttons('是', '否'), { type: 'divider' }],
  });
  const text = JSON.stringify(message);
  const ids = [...text.matchAll(/"(?:block|action)_id":"(\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(4);
});

test.each([
  ['a new text takes the blocks away, and counts as an edit', { text: '乙' }, { text: '乙', edited: expect.anything() }, false],
  ['new blocks leave the text, and are no edit', { blocks: header('丙') }, { text: '甲', blocks: header('丙') }, true],
  ['both are taken', { text: '乙', blocks: header('丙') }, { text: '乙', blocks: header('丙') }, true],
])('an update: %s', async (_what, changes, expected, hasBlocks) => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  const metadata = { event_type: 'siwen_message', event_payload: { nonce: 'n1' } };
  const { channel, ts } = await workspace.call('chat.postMessage', { channel: person.me.id, text: '甲', blocks: header('甲'), metadata });
  const answer = await workspace.call('chat.update', { channel, ts, ...changes });
  expect(answer).toMatchObject({ ok: true, channel, ts, message: { ...expected, metadata } });
  expect('blocks' in objectOf(answer.message)).toBe(hasBlocks);
  const shown = await person.until('the change', () => person.messages().find((message) => wordsOf(message) !== '甲'));
  expect(shown.edited).toBe('edited' in expected);
});

test('only what the bot itself wrote can be changed or deleted', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  await person.say('我说的');
  const [said] = person.messages();
  const mine = { channel: person.dm.id, ts: said?.ts, text: '改' };
  expect(await workspace.call('chat.update', mine)).toMatchObject({ error: 'cant_update_message' });
  expect(await workspace.call('chat.delete', mine)).toMatchObject({ error: 'cant_delete_message' });
  expect(await workspace.call('chat.update', { ...mine, ts: '1.000000' })).toMatchObject({ error: 'message_not_found' });
  const { ts } = await workspace.call('chat.postMessage', { channel: person.me.id, text: '收回' });
  await person.message('收回');
  expect(await workspace.call('chat.delete', { channel: person.dm.id, ts })).toEqual({ ok: true, channel: person.dm.id, ts });
  await person.until('its end', () => (person.messages().length === 1 ? true : undefined));
  expect(await workspace.call('chat.delete', { channel: person.dm.id, ts })).toMatchObject({ error: 'message_not_found' });
});

test('an ephemeral message is for one person, and in no history', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  const other = await workspace.person('苏明礼');
  const { channels } = await workspace.call('conversations.list');
  const channel = String(objectOf(Array.isArray(channels) ? channels[0] : null).id);
  const sent = await workspace.call('chat.postEphemeral', { channel, user: person.me.id, text: '只给你看' });
  expect(sent).toMatchObject({ ok: true, message_ts: expect.stringMatching(/^\d{10}\.\d{6}$/) });
  const shown = await person.until('it', () => person.messages(channel)[0]);
  expect(shown).toMatchObject({ text: '只给你看', ephemeral: true });
  expect(other.messages(channel)).toEqual([]);
  expect((await workspace.call('conversations.history', { channel })).messages).toEqual([]);
  expect(await workspace.call('chat.postEphemeral', { channel: other.dm.id, user: person.me.id, text: '甲' })).toMatchObject({
    error: 'user_not_in_channel',
  });
  expect(await workspace.call('chat.update', { channel, ts: sent.message_ts, text: '乙' })).toMatchObject({ error: 'message_not_found' });
});

test('the app hears of its own messages, of changes and of deletions', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const own = await workspace.call('auth.test');
  const { channel, ts } = await workspace.call('chat.postMessage', { channel: await workspace.idOf('邓禾'), text: '甲' });
  const event = async () => objectOf(objectOf((await app.next('message')).payload).event);
  const about = { type: 'message', channel, channel_type: 'im' };
  expect(await event()).toMatchObject({ ...about, ts, text: '甲', user: own.user_id, bot_id: own.bot_id });
  await workspace.call('chat.update', { channel, ts, text: '乙' });
  expect(await event()).toMatchObject({
    ...about,
    subtype: 'message_changed',
    hidden: true,
    message: { ts, text: '乙' },
    previous_message: { text: '甲' },
  });
  await workspace.call('chat.delete', { channel, ts });
  expect(await event()).toMatchObject({ ...about, subtype: 'message_deleted', hidden: true, deleted_ts: ts });
});

test('time stamps rise, also when office time stands still', async () => {
  const workspace = await testWorkspace({ now: () => Date.UTC(2026, 10, 24, 2) });
  const channel = await workspace.idOf('邓禾');
  const stamps: string[] = [];
  for (let n = 0; n < 3; n++) stamps.push(String((await workspace.call('chat.postMessage', { channel, text: '甲' })).ts));
  expect(new Set(stamps).size).toBe(3);
  expect([...stamps].sort()).toEqual(stamps);
  for (const ts of stamps) expect(Math.floor(Number(ts))).toBe(Date.UTC(2026, 10, 24, 2) / 1_000);
});

test('a link to a message leads to its conversation', async () => {
  const workspace = await testWorkspace();
  const { channel, ts } = await workspace.call('chat.postMessage', { channel: await workspace.idOf('邓禾'), text: '甲' });
  expect(await workspace.call('chat.getPermalink', { channel, message_ts: ts })).toEqual({
    ok: true,
    channel,
    permalink: `${workspace.url}/?at=${String(channel)}`,
  });
  expect(await workspace.call('chat.getPermalink', { channel, message_ts: '1.0' })).toMatchObject({ error: 'message_not_found' });
});
