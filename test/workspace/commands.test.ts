import { expect, test } from 'vitest';
import { objectOf } from '../support/elements.js';
import { virtualTimer } from '../support/timer.js';
import { formOf } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  return { ...workspace, timer, app: await workspace.app(), person: await workspace.person('邓禾') };
}

test('a command says who wants what, and from where', async () => {
  const { app, person } = await scene();
  await person.say('/siwen 汇总 本月');
  expect((await app.next('slash_commands')).payload).toMatchObject({
    command: '/siwen',
    text: '汇总 本月',
    user_id: person.me.id,
    channel_id: person.dm.id,
    channel_name: 'directmessage',
    team_id: expect.stringMatching(/^T/),
    response_url: expect.stringContaining('/respond/'),
    trigger_id: expect.any(String),
  });
  expect(person.messages()).toEqual([]);
});

test('its trigger opens a form', async () => {
  const { app, call, person } = await scene();
  await person.say('/siwen');
  const { trigger_id } = objectOf((await app.next('slash_commands')).payload);
  expect(await call('views.open', { trigger_id, view: formOf('四问') })).toMatchObject({ ok: true });
  await person.form('四问');
});

test('the answer in the acknowledgement is for the person, unless it is for the channel', async () => {
  const { app, person } = await scene();
  app.answerWith(() => ({ text: '只给你' }));
  await person.say('/siwen');
  expect((await person.message('只给你')).ephemeral).toBe(true);
  app.answerWith(() => ({ text: '大家看', response_type: 'in_channel' }));
  await person.say('/siwen');
  expect((await person.message('大家看')).ephemeral).toBe(false);
  app.answerWith(() => ({ response_type: 'ephemeral' }));
  await person.say('/siwen');
  expect(person.messages()).toHaveLength(2);
});

test('an answer Slack would not take is as good as none', async () => {
  const { app, person } = await scene();
  app.answerWith(() => ({ blocks: [{ type: 'section' }] }));
  await person.say('/siwen');
  expect(await person.warning()).toEqual({ type: 'warning', code: 'operation_timeout', where: 'command' });
});

test('after three seconds without an answer the person is told', async () => {
  const { app, person, timer } = await scene();
  app.answerWith(() => 'silence');
  const said = person.say('/siwen');
  await app.next('slash_commands');
  await timer.advance(2_999);
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
  await timer.advance(1);
  await said;
  expect(await person.warning()).toEqual({ type: 'warning', code: 'operation_timeout', where: 'command' });
});

test('without an app the person is told at once, for commands and for words', async () => {
  const { app, person } = await scene();
  app.close();
  await person.until('the end of the connection', () => (person.snapshot().connected ? undefined : true));
  for (const words of ['/siwen', '四问']) {
    const before = person.events.filter(({ type }) => type === 'warning').length;
    await person.say(words);
    expect(person.events.filter(({ type }) => type === 'warning')).toHaveLength(before + 1);
    expect(await person.warning()).toMatchObject({ code: 'no_app', where: 'command' });
  }
});

test('words that only look like a command reach the app as words', async () => {
  const { app, person } = await scene();
  for (const words of ['/siwenx 汇总', '/ siwen', '请 /siwen']) {
    await person.say(words);
    expect(objectOf(objectOf((await app.next('message')).payload).event)).toMatchObject({
      text: words,
      user: person.me.id,
      client_msg_id: expect.any(String),
    });
  }
  expect(app.received.filter(({ type }) => type === 'slash_commands')).toEqual([]);
});

test('what is typed is escaped as Slack does it, as words and behind a command', async () => {
  const { app, call, person } = await scene();
  await person.say('R&D <b>');
  expect(objectOf(objectOf((await app.next('message')).payload).event)).toMatchObject({ text: 'R&amp;D &lt;b&gt;' });
  const { messages } = await call('conversations.history', { channel: person.dm.id });
  expect(messages).toMatchObject([{ text: 'R&amp;D &lt;b&gt;' }]);
  await person.say('/siwen R&D <b>');
  expect((await app.next('slash_commands')).payload).toMatchObject({ text: 'R&amp;D &lt;b&gt;' });
});

test('a command works in a channel; words there are not the app’s', async () => {
  const { app, person } = await scene();
  const channel = String(person.snapshot().conversations.find(({ kind }) => kind === 'channel')?.id);
  await person.say('/siwen 帮助', channel);
  expect((await app.next('slash_commands')).payload).toMatchObject({ channel_id: channel, channel_name: '全局通知' });
  await person.say('大家好', channel);
  await person.say('你好');
  expect(objectOf(objectOf((await app.next('message')).payload).event)).toMatchObject({ text: '你好' });
});

test('the shortcut says who used it', async () => {
  const { app, person } = await scene();
  await person.shortcut('reflection.open');
  expect((await app.next('shortcut')).payload).toMatchObject({
    type: 'shortcut',
    callback_id: 'reflection.open',
    user: { id: person.me.id },
    trigger_id: expect.any(String),
    action_ts: expect.any(String),
  });
});
