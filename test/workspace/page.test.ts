import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { virtualTimer } from '../support/timer.js';
import { type TestWorkspace, testWorkspace } from '../support/workspace.js';

const get = async (address: string) => JSON.parse(await (await fetch(address)).text());

test('a snapshot shows all that one sees on opening the page', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('Ellen Lind');
  expect(person.snapshot()).toMatchObject({
    me: { name: 'Ellen Lind', locale: 'en-US', title: '人事教育处 · 副处级', bot: false },
    team: { name: '测试局' },
    bot: { name: '四问' },
    conversations: [
      { kind: 'channel', name: '全局通知', topic: '面向全局的通知', withBot: false },
      { kind: 'im', name: '四问', withBot: true },
    ],
    home: null,
    modals: [],
    commands: [{ command: '/siwen' }],
    shortcuts: [{ callback_id: 'reflection.open' }],
    clock: null,
    connected: false,
  });
  expect(person.snapshot().people.map(({ name }) => name)).toEqual(['四问', '苏明礼', '邓禾', 'Ellen Lind', '离任']);
  expect(await get(`${workspace.url}/local/snapshot?user=U0NOBODY`)).toEqual({ ok: false, error: 'user_not_found' });
});

test('older messages come page by page, answers among them, each once', async () => {
  const workspace = await testWorkspace();
  const { dm, me } = await workspace.person('邓禾');
  const { ts } = await workspace.call('chat.postMessage', { channel: dm.id, text: '第1条' });
  for (let n = 2; n <= 60; n++)
    await workspace.call('chat.postMessage', { channel: dm.id, text: `第${n}条`, ...(n % 2 ? { thread_ts: ts } : {}) });
  const page = (more: Readonly<Record<string, string>> = {}) =>
    get(`${workspace.url}/local/messages?${new URLSearchParams({ user: me.id, channel: dm.id, ...more }).toString()}`);
  const newest = await page();
  const oldest = await page({ before: newest.messages[0].ts });
  expect([newest.messages.length, newest.more, oldest.messages.length, oldest.more]).toEqual([50, true, 10, false]);
  const texts = [...oldest.messages, ...newest.messages].map((message: { text: string }) => message.text);
  expect(texts).toEqual(Array.from({ length: 60 }, (_, index) => `第${index + 1}条`));
});

test('one’s own words are read, and reading is kept apart for everybody', async () => {
  const workspace = await testWorkspace();
  const [one, other] = [await workspace.person('邓禾'), await workspace.person('苏明礼')];
  const channel = String(one.snapshot().conversations[0]?.id);
  await one.say('大家好', channel);
  await other.until('it', () => (other.unread(channel) === 1 ? true : undefined));
  expect(one.unread(channel)).toBe(0);
  await other.read(channel);
  expect(other.unread(channel)).toBe(0);
});

test('two pages of one person show the same', async () => {
  const workspace = await testWorkspace();
  const [desk, phone] = [await workspace.person('邓禾'), await workspace.person('邓禾')];
  await desk.say('在电脑上写的');
  expect((await phone.message('在电脑上写的')).user).toBe(desk.me.id);
});

test('the page’s files are served behind the guard, the program’s own routes in front of it', async () => {
  const pageDir = mkdtempSync(join(tmpdir(), 'siwen-page-'));
  onTestFinished(() => rmSync(pageDir, { recursive: true }));
  writeFileSync(join(pageDir, 'index.html'), '<title>四问</title>');
  const { url } = await testWorkspace({ pageDir, routes: new Hono().get('/healthz', (c) => c.text('well')) });
  const page = await fetch(`${url}/`);
  expect(await page.text()).toContain('四问');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const foreign = { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' } };
  expect((await fetch(`${url}/`, foreign)).status).toBe(403);
  expect(await (await fetch(`${url}/healthz`, foreign)).text()).toBe('well');
});

test('what breaks inside is told to whoever started the server, and to nobody else', async () => {
  const failures: unknown[] = [];
  const broken = new Hono().get('/broken', () => {
    throw new Error('机密');
  });
  const { url } = await testWorkspace({ routes: broken, onFailure: (error) => failures.push(error) });
  const response = await fetch(`${url}/broken`);
  expect([response.status, await response.text()]).toEqual([500, '{"ok":false,"error":"internal_error"}']);
  expect(failures).toEqual([new Error('机密')]);
});

/** A workspace whose clock stands at 09:00 until it is moved; a move ends when `finish` is called. */
async function withClock() {
  let now = Date.UTC(2026, 10, 24, 1);
  const next = { at: Date.UTC(2026, 10, 30, 7), what: { zh: '下一次推送', en: 'the next round' } };
  const moves: { to: number; end: () => void; fail: (error: Error) => void }[] = [];
  const clock = {
    now: () => now,
    zone: 'Asia/Shanghai',
    next: async () => (now < next.at ? next : undefined),
    advanceTo: (to: number) =>
      new Promise<void>((resolve, reject) => {
        const end = () => {
          now = to;
          resolve();
        };
        moves.push({ to, end, fail: reject });
      }),
    halt: () => moves.at(-1)?.end(),
  };
  const failures: unknown[] = [];
  const workspace: TestWorkspace = await testWorkspace({ clock, stopwatch: virtualTimer(), onFailure: (error) => failures.push(error) });
  const person = await workspace.person('邓禾');
  const clockIs = (what: string, fits: (state: NonNullable<ReturnType<typeof person.snapshot>['clock']>) => boolean) =>
    person.until(what, () => {
      const state = person.snapshot().clock;
      return state && fits(state) ? state : undefined;
    });
  return { ...workspace, person, next, moves, failures, clockIs };
}

test('the clock is moved to the next thing due, and the pages follow', async () => {
  const { person, next, moves, clockIs } = await withClock();
  expect(person.snapshot().clock).toMatchObject({ zone: 'Asia/Shanghai', next, move: null });
  await person.advanceClock('next');
  expect(moves.map(({ to }) => to)).toEqual([next.at]);
  expect(await clockIs('a move', ({ move }) => move !== null)).toMatchObject({ move: { to: next.at } });
  await expect(person.advanceClock(next.at + 1)).rejects.toThrow('clock_is_moving');
  moves[0]?.end();
  expect(await clockIs('its end', ({ move }) => move === null)).toMatchObject({ now: next.at, next: null, broken: false });
  await expect(person.advanceClock('next')).rejects.toThrow('nothing_is_due');
});

test('the clock never goes back, and takes whole milliseconds only', async () => {
  const { person, moves } = await withClock();
  const now = person.snapshot().clock?.now ?? 0;
  for (const to of [now, now - 1, now + 0.5, Number.MAX_VALUE]) await expect(person.advanceClock(to)).rejects.toThrow('not_in_the_future');
  expect(moves).toEqual([]);
});

test('a move that breaks off says so, and another can be tried', async () => {
  const { person, next, moves, failures, clockIs } = await withClock();
  await person.advanceClock('next');
  moves[0]?.fail(new Error('disk full'));
  await clockIs('the end', ({ broken }) => broken);
  expect(failures).toEqual([new Error('disk full')]);
  await person.advanceClock(next.at);
  await clockIs('another', ({ move, broken }) => move !== null && !broken);
});

test('without a clock of its own the workspace moves none', async () => {
  const { person: meet } = await testWorkspace();
  await expect((await meet('邓禾')).advanceClock('next')).rejects.toThrow('not_allowed');
});
