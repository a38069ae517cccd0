import { expect, test } from 'vitest';
import { objectOf } from '../support/elements.js';
import { wordsOf } from '../support/person.js';
import { virtualTimer } from '../support/timer.js';
import { testWorkspace } from '../support/workspace.js';

const button = { type: 'button', action_id: 'press', text: { type: 'plain_text', text: '作答' } };
const blocks = [{ type: 'actions', block_id: 'card', elements: [button] }];

/** 邓禾 has pressed a button; `respond` sends to the response_url of that press. */
async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  await workspace.call('chat.postMessage', { channel: person.me.id, text: '请作答', blocks });
  const card = await person.message(({ blocks: shown }) => shown.length > 0);
  const pressed = async (where = card) => {
    await person.press('作答', where);
    const url = String(objectOf((await app.next('block_actions')).payload).response_url);
    return async (body: object | string) => {
      const response = await fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
      const said = await response.text();
      return { status: response.status, said: said === 'ok' ? said : String(JSON.parse(said).error) };
    };
  };
  return { ...workspace, timer, person, card, pressed };
}

test('an answer is for the one who pressed, unless it is for the channel', async () => {
  const { call, person, pressed } = await scene();
  const respond = await pressed();
  expect(await respond({ text: '收到' })).toEqual({ status: 200, said: 'ok' });
  expect((await person.message('收到')).ephemeral).toBe(true);
  await respond({ text: '大家看', response_type: 'in_channel' });
  expect((await person.message('大家看')).ephemeral).toBe(false);
  const { messages } = await call('conversations.history', { channel: person.dm.id });
  expect(messages).toHaveLength(2);
});

test('the original is replaced or deleted', async () => {
  const { person, card, pressed } = await scene();
  const respond = await pressed();
  await respond({ text: '已作答', replace_original: true });
  expect(wordsOf(await person.changed(card, '已作答'))).toBe('已作答');
  await respond({ delete_original: true });
  await person.until('its end', () => (person.messages().length === 0 ? true : undefined));
});

test('an ephemeral message with a button can be replaced and deleted by its own response_url', async () => {
  const { person, pressed } = await scene();
  const respond = await pressed();
  await respond({ text: '只给你', blocks });
  const whispered = await person.message(({ ephemeral }) => ephemeral);
  const again = await pressed(whispered);
  await again({ text: '改过的', replace_original: 'true' });
  expect(wordsOf(await person.changed(whispered, '改过的'))).toBe('改过的');
  await again({ delete_original: true });
  await person.until('its end', () => (person.messages().every(({ ephemeral }) => !ephemeral) ? true : undefined));
});

test('it is good for five answers', async () => {
  const { pressed } = await scene();
  const respond = await pressed();
  for (let n = 1; n <= 5; n++) expect(await respond({ text: `第${n}次` })).toMatchObject({ status: 200 });
  expect(await respond({ text: '第六次' })).toEqual({ status: 404, said: 'used_url' });
});

test('it is good for half an hour of elapsed time', async () => {
  const { pressed, timer } = await scene();
  const respond = await pressed();
  await timer.advance(30 * 60_000);
  expect(await respond({ text: '及时' })).toMatchObject({ status: 200 });
  await timer.advance(1);
  expect(await respond({ text: '太晚' })).toEqual({ status: 404, said: 'expired_url' });
});

test.each<[string, object | string, string]>([
  ['no JSON', '{', 'invalid_payload'],
  ['no object', '[]', 'invalid_payload'],
  ['nothing to show', {}, 'no_text'],
  ['blocks Slack would not take', { blocks: [{ type: 'section' }] }, 'invalid_blocks'],
])('%s is refused with a status of its own', async (_what, body, said) => {
  const { pressed } = await scene();
  expect(await (await pressed())(body)).toEqual({ status: 400, said });
});

test('an invented address answers nothing', async () => {
  const { url } = await scene();
  expect((await fetch(`${url}/respond/${'0'.repeat(32)}`, { method: 'POST', body: '{}' })).status).toBe(404);
});
