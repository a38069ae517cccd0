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

/** `card`: as it stands now; undefined for a file, whose words are `content`. */
export type FakeMessage = {
  readonly id: string;
  readonly to: string;
  readonly nonce: string;
  readonly at: number;
  content: string;
  card: Card | undefined;
};
export type Call = {
  readonly method: Method;
  /** A person or channel; the message for an update. */
  readonly to: string;
  readonly nonce: string | undefined;
  readonly startedAt: number;
  endedAt: number | undefined;
};

export type FakeChatOptions = {
  /** How long after a post the history shows it. */
  historyLagMs?: number;
  /** For whoever keeps its own books: each call as it begins, and each message as it appears. */
  onCall?: (call: Call) => void;
  onMessage?: (message: FakeMessage) => void;
  onUpload?: (to: string, file: Upload) => void;
};

/** A chat server as the port sees it, with a store and faults that tests switch on. Its history lags behind its posts by `historyLagMs`. */
export function fakeChat(timer: Timer, startsAt: number, options: FakeChatOptions = {}) {
  const messages: FakeMessage[] = [];
  const byId = new Map<string, FakeMessage>();
  const homes = new Map<string, string[]>();
  const calls: Call[] = [];
  const inFlight = new Map<Call, 'goes on' | 'happens' | 'is lost'>();
  let fault: (call: { method: Method; to: string; number: number }) => Fault | undefined = () => undefined;
  let number = 0;
  let stored = 0;

  async function act<T>(method: Method, to: string, nonce: string | undefined, effect: () => T): Promise<T> {
    const call: Call = { method, to, nonce, startedAt: timer.elapsed(), endedAt: undefined };
    calls.push(call);
    inFlight.set(call, 'goes on');
    options.onCall?.(call);
    const wrong = fault({ method, to, number: number++ });
    const ended = () => {
      inFlight.delete(call);
      call.endedAt = timer.elapsed();
    };
    const hangs = () => {
      ended();
      return new Promise<never>(() => undefined);
    };
    try {
      await timer.wait(wrong?.kind === 'slow' ? wrong.ms : 10);
      const fate = inFlight.get(call);
      if (fate === 'is lost') return await hangs();
      if (fate === 'happens') {
        if (wrong === undefined || wrong.kind === 'slow' || wrong.kind === 'reply-lost') effect();
        return await hangs();
      }
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
          return await hangs();
        default:
          return effect();
      }
    } finally {
      ended();
    }
  }

  function store(to: string, content: string, card: Card | undefined, nonce: string): MessageRef {
    const message: FakeMessage = { id: `${++stored}`, to, nonce, content, card, at: timer.elapsed() };
    messages.push(message);
    byId.set(message.id, message);
    options.onMessage?.(message);
    return { channel: `D-${to}`, id: message.id };
  }

  function showHome(userId: string, home: Home): void {
    homes.set(userId, [...(homes.get(userId) ?? []), JSON.stringify(home)]);
  }

  const chat: Chat = {
    post: (to: string, card: Card, nonce: string) => act('post', to, nonce, () => store(to, card.summary, card, nonce)),
    upload: (to: string, file: Upload, nonce: string) =>
      act('upload', to, nonce, () => {
        options.onUpload?.(to, file);
        return store(to, file.filename, undefined, nonce);
      }),
    update: (ref: MessageRef, card: Card) =>
      act('update', ref.id, undefined, () => {
        const message = byId.get(ref.id);
        if (!message) throw new Refused('message_not_found', 'message-gone');
        message.content = card.summary;
        message.card = card;
      }),
    publishHome: (userId: string, home: Home) => act('home', userId, undefined, () => showHome(userId, home)),
    find: (to: string, nonce: string, sinceMs: number) =>
      act('find', to, nonce, () => {
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
    message: (id: string): FakeMessage | undefined => byId.get(id),
    homes,
    /** Somebody has opened theirs, which is drawn without a call from the outbox. */
    showHome,
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
    /** The caller dies: what it has begun happens or not, as `happens` says for each call, and nobody hears of it. */
    callerDies(happens: () => boolean) {
      for (const call of inFlight.keys()) inFlight.set(call, happens() ? 'happens' : 'is lost');
    },
    /** Drops what a long run doesn't need any more: calls that have ended, and messages from before `at`, and Home tabs but as they are now. */
    forgetBefore(at: number) {
      calls.splice(0, calls.length, ...inFlight.keys());
      const old = messages.findIndex((message) => message.at >= at);
      for (const { id } of messages.splice(0, old < 0 ? messages.length : old)) byId.delete(id);
      for (const [userId, drawn] of homes) homes.set(userId, drawn.slice(-1));
    },
  };
}
export type FakeChat = ReturnType<typeof fakeChat>;
