import { expect, test } from 'vitest';
import { type JsonObject, objectOf } from '../support/elements.js';
import { virtualTimer } from '../support/timer.js';
import { type TestWorkspace, testWorkspace } from '../support/workspace.js';

const textsOf = ({ messages }: JsonObject): string[] =>
  (Array.isArray(messages) ? messages : []).map((message) => String(objectOf(message).text));
const cursorOf = (answer: JsonObject): string => String(objectOf(answer.response_metadata).next_cursor);
const names = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => `第${from - index}条`);

/** A conversation of `count` messages, a second apart in office time; gives its id and the time stamps, oldest first. */
async function conversation(count: number, workspace: TestWorkspace): Promise<{ channel: string; stamps: string[] }> {
  const { dm } = await workspace.person('邓禾');
  const stamps: string[] = [];
  for (let n = 1; n <= count; n++) {
    const metadata = { event_type: 'siwen_message', event_payload: { nonce: `n${n}` } };
    stamps.push(String((await workspace.call('chat.postMessage', { channel: dm.id, text: `第${n}条`, metadata })).ts));
  }
  return { channel: dm.id, stamps };
}

test('all pages together hold every message once, newest first, also while new ones come', async () => {
  const workspace = await testWorkspace();
  const { call } = workspace;
  const { channel } = await conversation(30, workspace);
  const seen: string[] = [];
  let pages = 0;
  let cursor = '';
  do {
    const page = await call('conversations.history', { channel, limit: 10, cursor });
    seen.push(...textsOf(page));
    pages += 1;
    cursor = cursorOf(page);
    expect(page.has_more).toBe(cursor !== '');
    await call('chat.postMessage', { channel, text: '新来的' });
  } while (cursor !== '');
  expect(seen).toEqual(names(30, 1));
  expect(pages).toBe(3);
});

test('without a limit a page holds a hundred', async () => {
  const workspace = await testWorkspace();
  const { channel } = await conversation(101, workspace);
  const page = await workspace.call('conversations.history', { channel });
  expect(textsOf(page)).toEqual(names(101, 2));
  expect(page.has_more).toBe(true);
  for (const limit of [0, -1, 'x'])
    expect(textsOf(await workspace.call('conversations.history', { channel, limit })).length).toBeGreaterThan(0);
});

test('oldest and latest bound the page; they belong to it only where that is asked', async () => {
  const workspace = await testWorkspace();
  const { channel, stamps } = await conversation(5, workspace);
  const within = async (span: object) => textsOf(await workspace.call('conversations.history', { channel, ...span }));
  expect(await within({ oldest: stamps[1] })).toEqual(names(5, 3));
  expect(await within({ latest: stamps[3] })).toEqual(names(3, 1));
  expect(await within({ oldest: stamps[1], latest: stamps[3] })).toEqual(['第3条']);
  expect(await within({ oldest: stamps[1], latest: stamps[3], inclusive: true })).toEqual(names(4, 2));
  // Seconds without a fraction, as a bot computes them from its clock.
  const second = Math.ceil(Number(stamps[0])) - 1;
  expect(await within({ oldest: String(second) })).toEqual(names(5, 1));
  expect(await within({ oldest: String(second + 3_600) })).toEqual([]);
});

test('metadata is shown only to who asks for it', async () => {
  const workspace = await testWorkspace();
  const { channel } = await conversation(1, workspace);
  const messageWith = async (more: object) => {
    const { messages } = await workspace.call('conversations.history', { channel, ...more });
    return objectOf(Array.isArray(messages) ? messages[0] : null);
  };
  expect(await messageWith({})).not.toHaveProperty('metadata');
  expect((await messageWith({ include_all_metadata: true })).metadata).toEqual({
    event_type: 'siwen_message',
    event_payload: { nonce: 'n1' },
  });
});

test.each([
  [{ cursor: 'nonsense' }, 'invalid_cursor'],
  [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
  [{ latest: '1.2.3' }, 'invalid_ts_latest'],
  [{ channel: 'C0NOWHERE' }, 'channel_not_found'],
])('%j is refused with %s', async (more, error) => {
  const workspace = await testWorkspace();
  const { dm } = await workspace.person('邓禾');
  expect(await workspace.call('conversations.history', { channel: dm.id, ...more })).toMatchObject({ ok: false, error });
});

test('answers stand in their thread, not in the history', async () => {
  const workspace = await testWorkspace();
  const { channel, stamps } = await conversation(1, workspace);
  const [ts = ''] = stamps;
  for (const text of ['答一', '答二']) await workspace.call('chat.postMessage', { channel, text, thread_ts: ts });
  expect(textsOf(await workspace.call('conversations.history', { channel }))).toEqual(['第1条']);
  const first = await workspace.call('conversations.replies', { channel, ts, limit: 2 });
  expect([textsOf(first), first.has_more]).toEqual([['第1条', '答一'], true]);
  const second = await workspace.call('conversations.replies', { channel, ts, cursor: cursorOf(first) });
  expect([textsOf(second), second.has_more]).toEqual([['答二'], false]);
  expect(await workspace.call('conversations.replies', { channel, ts: '1.0' })).toMatchObject({ error: 'thread_not_found' });
});

test('with a lag a message is there only after that much elapsed time, whatever the office clock says', async () => {
  const timer = virtualTimer();
  let office = Date.UTC(2026, 10, 24);
  const workspace = await testWorkspace({ stopwatch: timer, now: () => office });
  workspace.faults.historyLagMs = 200;
  const { channel } = await conversation(1, workspace);
  const history = async () => textsOf(await workspace.call('conversations.history', { channel }));
  office += 31 * 24 * 3_600_000;
  expect(await history()).toEqual([]);
  await timer.advance(199);
  expect(await history()).toEqual([]);
  await timer.advance(1);
  expect(await history()).toEqual(['第1条']);
});
