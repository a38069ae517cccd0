import type { Card } from '../../src/chat/card.js';
import type { Chat, MessageRef, Upload } from '../../src/chat/chat.js';
import { OutcomeUnknown, RateLimited, Refused, type RefusedMeaning } from '../../src/chat/errors.js';
import type { Home } from '../../src/chat/home.js';
import type { Timer } from '../../src/schedule/clock.js';

export type Method = 'post' | 'upload' | 'update' | 'home' | 'find';

/** What goes wrong with one call. */
export type Fault =
  | { readonly kind: 'reply-lost' } // the effect happens, the answer doesn't arrive
  | { readonly kind: 'request-lost' } // nothing happens, and nobody says so
  | { readonly kind: 'rate-limited'; readonly ms: number }
  | { readonly kind: 'refused'; readonly meaning: RefusedMeaning; readonly code?: string }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'never'; readonly effect: boolean }; // the call doesn't come back: the program is killed in it

export type FakeMessage = { readonly id: string; readonly to: string; readonly nonce: string; content: string; readonly at: number };
export type Call = { readonly method: Method; readonly to: string; readonly startedAt: number; endedAt: number | undefined };

/** A chat server as the port sees it, with a store and faults that tests switch on. Its history lags behind its posts by `historyLagMs`. */
export function fakeChat(timer: Timer, startsAt: number, options: { historyLagMs?: number } = {}) {
  const messages: FakeMessage[] = [];
  const homes = new Map<string, string[]>();
  const calls: Call[] = [];
  let fault: (call: { method: Method; to: string; number: number }) => Fault | undefined = () => undefined;
  let number = 0;

  async function act<T>(method: Method, to: string, effect: () => T): Promise<T> {
    const call: Call = { method, to, startedAt: timer.elapsed(), endedAt: undefined };
    calls.push(call);
    const wrong = fault({ method, to, number: number++ });
    try {
      await timer.wait(wrong?.kind === 'slow' ? wrong.ms : 10);
      switch (wrong?.kind) {
        case 'reply-lost':
          effect();
          throw new OutcomeUnknown('socket hang up');
        case 'request-lost':
          throw new OutcomeUnknown('connect ECONNREFUSED');
        case 'rate-limited':
          throw new RateLimited(method, wrong.ms);
        case 'refused':
          throw new Refused(wrong.code ?? 'no', wrong.meaning);
        case 'never':
          if (wrong.effect) effect();
          return await new Promise<never>(() => undefined);
        default:
          return effect();
      }
    } finally {
      call.endedAt = timer.elapsed();
    }
  }

  function store(to: string, content: string, nonce: string): MessageRef {
    const message = { id: `${messages.length + 1}`, to, nonce, content, at: timer.elapsed() };
    messages.push(message);
    return { channel: `D-${to}`, id: message.id };
  }

  const chat: Chat = {
    post: (to: string, card: Card, nonce: string) => act('post', to, () => store(to, card.summary, nonce)),
    upload: (to: string, file: Upload, nonce: string) => act('upload', to, () => store(to, file.filename, nonce)),
    update: (ref: MessageRef, card: Card) =>
      act('update', ref.channel, () => {
        const message = messages.find((each) => each.id === ref.id);
        if (!message) throw new Refused('message_not_found', 'message-gone');
        message.content = card.summary;
      }),
    publishHome: (userId: string, home: Home) =>
      act('home', userId, () => {
        homes.set(userId, [...(homes.get(userId) ?? []), JSON.stringify(home)]);
      }),
    find: (to: string, nonce: string, sinceMs: number) =>
      act('find', to, () => {
        const visible = timer.elapsed() - (options.historyLagMs ?? 0);
        const message = messages.find(
          (each) => each.to === to && each.nonce === nonce && each.at <= visible && startsAt + each.at >= sinceMs,
        );
        return message && { channel: `D-${to}`, id: message.id };
      }),
    users: async () => [],
  };
  return {
    chat,
    messages,
    homes,
    calls,
    contents: (to?: string) => messages.filter((each) => to === undefined || each.to === to).map((each) => each.content),
    callsOf: (method: Method) => calls.filter((call) => call.method === method),
    goWrong(next: typeof fault) {
      fault = next;
    },
    /** The first calls of a method go wrong, in this order; all others work. */
    goWrongInTurn(method: Method, faults: readonly (Fault | undefined)[]) {
      const left = [...faults];
      fault = (call) => (call.method === method ? left.shift() : undefined);
    },
  };
}
export type FakeChat = ReturnType<typeof fakeChat>;
