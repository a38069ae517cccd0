import { WebAPIHTTPError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/calendar/instant.js';
import { Refused } from '../../src/chat/errors.js';
import { createPacing, slackPace } from '../../src/delivery/pacing.js';
import { asChatFailure, refused } from '../../src/slack/errors.js';
import type { Method } from './fake-chat.js';
import { card, member, office, post } from './world.js';

const MANY = Array.from({ length: 10 }, (_, index) => post(`k${index}`, `V${index}`, { urgency: index % 2 ? 'urgent' : 'routine' }));

test.each<[string, Method]>([
  ['Home tab that is never drawn', 'home'],
  ['conversation that can’t be read', 'find'],
])('one %s keeps messages from nobody', async (_what, method) => {
  const { dispatcher, send, timer, chat, openHome } = await office();
  await openHome('M1');
  let first = true;
  chat.goWrong((call) => {
    if (call.method === method) return { kind: 'request-lost' };
    const lost = first && call.method === 'post';
    first = false;
    return lost ? { kind: 'reply-lost' } : undefined;
  });
  dispatcher.start();
  await send(method === 'home' ? { kind: 'home', member: member('M1') } : post('a', 'U1'));
  await timer.advance(5 * minuteMs); // Nothing else goes on: it is night.
  await send(...MANY);
  await timer.until(() => chat.contents().filter((content) => content !== 'a').length === MANY.length, 5 * minuteMs);
});

test('nor do three Home tabs', async () => {
  const { dispatcher, send, timer, chat, openHome } = await office();
  await openHome('M1', 'M2', 'M3');
  chat.goWrong(({ method }) => (method === 'home' ? { kind: 'request-lost' } : undefined));
  dispatcher.start();
  await send(...['M1', 'M2', 'M3'].map((id) => ({ kind: 'home', member: member(id) }) as const));
  await timer.advance(5 * minuteMs);
  await send(...MANY);
  await timer.until(() => chat.contents().length === MANY.length, 5 * minuteMs);
});

test('nor one conversation that can’t be read when the line has been down for everybody', async () => {
  const { dispatcher, send, timer, chat } = await office();
  let away = true;
  chat.goWrong(({ method, to }) => ((to === 'U1' && method === 'find') || away ? { kind: 'request-lost' } : undefined));
  dispatcher.start();
  await send(post('a', 'U1', { urgency: 'urgent' }));
  await timer.advance(1_000);
  await send(...MANY);
  await timer.advance(10 * minuteMs);
  away = false;
  await timer.until(() => chat.contents().length === MANY.length, 10 * minuteMs);
});

test('a scope that one method lacks stops that method only, until it is there', async () => {
  const file = { filename: 'a.csv', title: 'a', content: Buffer.from('a') };
  const { dispatcher, send, timer, chat, states } = await office({ files: { 'x.y': async () => file } });
  const { meaning } = refused('missing_scope');
  chat.goWrong(({ method }) => (method === 'upload' ? { kind: 'refused', meaning, code: 'missing_scope' } : undefined));
  dispatcher.start();
  await send({ kind: 'file', key: 'f', to: { chatUser: 'U1' }, source: 'x.y', args: {} });
  await timer.advance(minuteMs);
  await send(...MANY);
  await timer.until(() => chat.contents().length === MANY.length, 10_000);
  await timer.advance(hourMs);
  expect(await states()).toMatchObject({ f: 'pending' });
  expect(chat.callsOf('upload').length).toBeLessThanOrEqual(63);

  chat.goWrong(() => undefined);
  await timer.until(async () => (await states()).f === 'sent', 2 * minuteMs);
});

test('a conversation whose history the token may not read keeps nobody else in doubt; administrators are told of what stays so', async () => {
  const { dispatcher, send, timer, chat, states, stuck } = await office({ pacing: createPacing(slackPace) });
  const { meaning } = refused('missing_scope');
  let lost = 0;
  chat.goWrong(({ method, to }) => {
    if (method === 'find' && to === 'G1') return { kind: 'refused', meaning, code: 'missing_scope' };
    return method === 'post' && lost++ < 2 ? { kind: 'reply-lost' } : undefined;
  });
  const channel = { kind: 'post', key: 'channel', to: { channel: 'G1' }, card: card('c'), urgency: 'urgent' } as const;
  await send(channel, post('first', 'U1'), post('second', 'U1'));
  dispatcher.start();
  await timer.advance(10 * minuteMs);
  expect(await states()).toEqual({ channel: 'sending', first: 'sent', second: 'sent' });
  expect(stuck).toEqual([]);
  await timer.advance(6 * hourMs);
  expect(await states()).toMatchObject({ channel: 'unknown' });
  expect(stuck).toEqual(['channel']);
  expect(chat.callsOf('find').filter(({ to }) => to === 'G1').length).toBeLessThanOrEqual(38);
});

test.each([401, 403, 404, 407])(
  'a proxy that answers %s for a minute refuses nothing for good, and leaves no card as it was',
  async (status) => {
    const page = Object.create(WebAPIHTTPError.prototype, { statusCode: { value: status } }) as Error;
    const failure = asChatFailure('chat.postMessage', page);
    if (!(failure instanceof Refused)) throw failure;
    const { dispatcher, send, timer, chat, states } = await office({ pacing: createPacing(slackPace) });
    dispatcher.start();
    await send(...Array.from({ length: 20 }, (_, index) => post(`old${index}`, `O${index}`)));
    await timer.advance(2 * minuteMs);
    const until = timer.elapsed() + minuteMs;
    chat.goWrong(() => (timer.elapsed() < until ? { kind: 'refused', meaning: failure.meaning, code: failure.code } : undefined));
    await send(...Array.from({ length: 100 }, (_, index) => post(`k${index}`, `U${index}`)));
    await send(...Array.from({ length: 20 }, (_, index) => ({ kind: 'update', of: `old${index}`, card: card('newer') }) as const));
    await timer.advance(10 * minuteMs);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['sent']));
    expect(chat.contents().filter((content) => content === 'newer')).toHaveLength(20);
  },
);
