import type { Chat } from '../../src/chat/chat.js';
import { OutcomeUnknown } from '../../src/chat/errors.js';
import { type Call, type FakeMessage, type Fault, fakeChat } from '../delivery/fake-chat.js';
import { type Books, isOver } from './books.js';
import type { Bureau } from './bureau.js';
import { checkMeetingCall } from './meeting-news.js';
import { checkPrivate } from './privacy.js';
import { START, type World } from './world.js';

/** How the chat is today. */
export type Weather = {
  /** Nothing arrives, in either direction. */
  away: boolean;
  /** Share of calls whose request or reply is lost, or that take long. */
  lossy: number;
  /** Share of calls that are answered with 429. */
  storm: number;
};

type Message = { readonly key: string; readonly member_id: string | null; readonly expires_at: number | null };

/** The same for every call, so that those begun together end together and time passes in fewer steps. */
const LATENCY_MS = 300;
/** A reminder that was under way when its member answered may still arrive: it waits for its turn behind slow calls. */
const ON_ITS_WAY_MS = 180_000;

/** The fake chat, with its moods, and the eyes of whoever watches every call. */
export function makeChat(world: World, books: Books, bureau: Bureau, onMessage: (key: string, message: FakeMessage) => void) {
  const mood = world.chance.apart();
  const weather: Weather = { away: false, lossy: 0, storm: 0 };
  const nonces = new Map<string, number>();
  const closed = new Map<string, { readonly from: number; readonly until: number }>();
  let calls = 0;
  let limited = 0;
  let messages = 0;

  const rowOf = (nonce: string): Message =>
    books.row<Message>('SELECT key, member_id, expires_at FROM delivery_outbox WHERE nonce = ?', nonce) ??
    world.broken('a message is sent that is not in the outbox');

  /** Before anything of a call reaches the chat. */
  function onCall(call: Call): void {
    calls += 1;
    const shut = closed.get(call.method);
    if (shut && call.startedAt > shut.from && call.startedAt < shut.until)
      world.broken(`${call.method} is called before the chat wants it`);
    if (call.method === 'find') world.note(`find ${rowOf(call.nonce ?? '').key}`);
    if ((call.method !== 'post' && call.method !== 'upload') || call.nonce === undefined) return;
    const now = world.clock.now();
    const { key, expires_at } = rowOf(call.nonce);
    world.note(`${call.method} ${key}`);
    if (expires_at !== null && expires_at > 0 && expires_at <= now) world.broken(`${key} is sent ${now - expires_at} ms after its end`);
    checkMeetingCall(world, books, key);
    const [what, roundId = '', memberId = ''] = key.split(':');
    if (what !== 'reflection.remind') return;
    const round = books.rounds.get(roundId);
    const ask = round?.asks.get(memberId);
    if (!round || !ask) world.broken(`${key} reminds somebody who was not asked`);
    if (ask.answered && world.timer.elapsed() - ask.answered.elapsedMs > ON_ITS_WAY_MS)
      world.broken(`${key} reminds somebody who has answered`);
    if (isOver(round, now)) world.broken(`${key} reminds after the end of the round`);
  }

  function onEffect(message: FakeMessage): void {
    const before = nonces.get(message.nonce);
    const { key, member_id } = rowOf(message.nonce);
    if (before !== undefined) world.broken(`${key} is there twice, after ${message.at - before} ms`);
    nonces.set(message.nonce, message.at);
    messages += 1;
    const owner = bureau.accounts.get(message.to);
    if (member_id !== null && owner?.name !== member_id) world.broken(`${key} went to ${owner?.name}`);
    if (message.card) checkPrivate(world, message.card, undefined, key);
    world.note(`there ${key}`);
    onMessage(key, message);
  }

  const fake = fakeChat(world.timer, START, {
    historyLagMs: world.chance.pick([0, 200, 5_000, 50_000]),
    onCall,
    onMessage: onEffect,
    onUpload: (to, file) => checkPrivate(world, Buffer.from(file.content).toString(), bureau.accounts.get(to)?.name, file.filename),
  });
  fake.goWrong(({ method, to }) => fault(method, to));

  function fault(method: string, to: string): Fault | undefined {
    if (weather.away) return mood.happens(0.1) ? { kind: 'slow', ms: 9_000 } : { kind: 'request-lost' };
    if (weather.storm > 0 && mood.happens(weather.storm)) {
      const ms = mood.whole(1, 60) * 1_000;
      limited += 1;
      const from = world.timer.elapsed() + 10;
      closed.set(method, { from, until: Math.max(closed.get(method)?.until ?? 0, from + ms) });
      return { kind: 'rate-limited', ms };
    }
    if ((method === 'post' || method === 'upload') && !bureau.accounts.get(to)?.active)
      return { kind: 'refused', meaning: 'person-gone', code: 'user_disabled' };
    if (!mood.happens(weather.lossy)) return { kind: 'slow', ms: LATENCY_MS };
    const kind = mood.pick(['reply-lost', 'reply-lost', 'request-lost', 'request-lost', 'slow'] as const);
    return kind === 'slow' ? { kind, ms: mood.whole(1, 30) * 1_000 } : { kind };
  }

  const chat: Chat = {
    ...fake.chat,
    async users() {
      if (weather.away) throw new OutcomeUnknown('connect ETIMEDOUT');
      return [...bureau.accounts.values()];
    },
  };
  return {
    chat,
    fake,
    weather,
    /** A program that starts anew knows nothing of the last one's 429s. */
    callerStarts: () => closed.clear(),
    forgetBefore(at: number): void {
      for (const [nonce, there] of nonces) if (there < at) nonces.delete(nonce);
    },
    figures: () => ({ calls, limited, messages }),
  };
}
export type SimulatedChat = ReturnType<typeof makeChat>;
