import { expect, test } from 'vitest';
import { type JsonObject, objectOf } from '../support/elements.js';
import { virtualTimer } from '../support/timer.js';
import { formOf, homeOf, triggerOf } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const card = [
  {
    type: 'actions',
    block_id: 'card',
    elements: [
      { type: 'button', action_id: 'reflection.answer', text: plain('作答'), value: 'r1' },
      {
        type: 'static_select',
        action_id: 'reflection.later',
        placeholder: plain('稍后提醒'),
        options: [option('一小时后'), option('明天')],
      },
      { type: 'overflow', action_id: 'more', options: [option('不再提醒')] },
    ],
  },
];

/** 邓禾 has a card with buttons. */
async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  const { ts } = await workspace.call('chat.postMessage', { channel: person.me.id, text: '请作答', blocks: card });
  await person.message(({ blocks }) => blocks.length > 0);
  return { ...workspace, timer, app, person, ts };
}

const payloadOf = (envelope: JsonObject) => objectOf(envelope.payload);
const actionIn = (payload: JsonObject) => objectOf(Array.isArray(payload.actions) ? payload.actions[0] : null);

test('a press says who pressed what, where, and how to answer', async () => {
  const { app, person, ts } = await scene();
  await person.press('作答');
  const payload = payloadOf(await app.next('block_actions'));
  expect(payload).toMatchObject({
    type: 'block_actions',
    user: { id: person.me.id, team_id: expect.stringMatching(/^T/) },
    team: { id: expect.stringMatching(/^T/) },
    container: { type: 'message', message_ts: ts, channel_id: person.dm.id, is_ephemeral: false },
    channel: { id: person.dm.id, name: 'directmessage' },
    message: { ts, text: '请作答' },
    trigger_id: expect.any(String),
    response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/respond\/\w{32}$/),
  });
  expect(actionIn(payload)).toMatchObject({
    type: 'button',
    action_id: 'reflection.answer',
    block_id: 'card',
    value: 'r1',
    action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
  });
});

test('two presses are two actions, and a menu says what was picked', async () => {
  const { app, person } = await scene();
  await person.press('作答');
  await person.press('作答');
  const [first, second] = [payloadOf(await app.next('block_actions')), payloadOf(await app.next('block_actions'))];
  expect(actionIn(first).action_ts).not.toBe(actionIn(second).action_ts);
  expect(first.trigger_id).not.toBe(second.trigger_id);
  await person.choose('稍后提醒', '明天');
  const picked = payloadOf(await app.next('block_actions'));
  expect(actionIn(picked)).toMatchObject({ type: 'static_select', selected_option: { value: '明天' } });
  expect(picked.state).toMatchObject({ values: { card: { 'reflection.later': { selected_option: { value: '明天' } } } } });
});

test('on Home and in a form a press names the view, and has no message to answer', async () => {
  const { app, call, person } = await scene();
  await call('views.publish', { user_id: person.me.id, view: homeOf('我的任务') });
  await person.press('作答', await person.homeWith('我的任务'));
  const onHome = payloadOf(await app.next('block_actions'));
  expect(onHome).toMatchObject({
    container: { type: 'view', view_id: person.home()?.id },
    view: { type: 'home', hash: person.home()?.hash },
  });
  for (const absent of ['channel', 'message', 'response_url']) expect(onHome).not.toHaveProperty(absent);
  expect(await call('views.open', { trigger_id: onHome.trigger_id, view: formOf('四问') })).toMatchObject({ ok: true });
});

test('an app that does not answer a press in three seconds is slow, one that is gone is gone', async () => {
  const { app, person, timer } = await scene();
  app.answerWith(() => 'silence');
  const pressed = person.press('作答');
  await app.next('block_actions');
  await timer.advance(3_000);
  await pressed;
  expect(await person.warning()).toMatchObject({ code: 'dispatch_failed', where: 'action' });
  app.close();
  await person.until('the end of the connection', () => (person.snapshot().connected ? undefined : true));
  await person.press('作答');
  expect(await person.warning()).toMatchObject({ code: 'no_app', where: 'action' });
});

test('a search in a form gets its options from the app', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  const search = { type: 'external_select', action_id: 'org.leaders', min_query_length: 0 };
  const blocks = [{ type: 'input', block_id: 'leader', label: plain('交给哪位领导'), element: search }];
  await workspace.call('views.open', { trigger_id: await triggerOf(workspace, app, '邓禾'), view: formOf('分享', [], { blocks }) });
  await person.form('分享');

  app.answerWith(() => ({ options: [option('苏明礼')] }));
  expect(await person.search('交给哪位领导', '苏')).toEqual([{ text: '苏明礼', value: '苏明礼' }]);
  expect(payloadOf(await app.next('block_suggestion'))).toMatchObject({
    value: '苏',
    action_id: 'org.leaders',
    block_id: 'leader',
    view: { id: person.forms()[0]?.id },
  });
  app.answerWith(() => ({ option_groups: [{ label: plain('局领导'), options: [option('苏明礼')] }] }));
  expect(await person.search('交给哪位领导', '')).toEqual([{ text: '苏明礼', value: '苏明礼' }]);
  // What Slack would not take counts as no answer: an option that is too long, and what is no list of options.
  app.answerWith(() => ({ options: [{ text: plain('长'.repeat(76)), value: '长' }] }));
  expect(await person.search('交给哪位领导', '长')).toEqual([]);
  expect(await person.warning()).toMatchObject({ code: 'dispatch_failed', where: 'modal' });
  app.answerWith(() => ({ options: ['苏明礼'] }));
  expect(await person.search('交给哪位领导', '苏')).toEqual([]);
  expect(await person.warning()).toMatchObject({ code: 'dispatch_failed', where: 'modal' });
});
