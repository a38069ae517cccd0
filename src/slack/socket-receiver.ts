import type { App, Receiver } from '@slack/bolt';
import type { Timer } from '../schedule/clock.js';
import { Line } from './line.js';
import type { SlackLog } from './log.js';
import { type Acknowledged, take } from './take.js';
import { backOffMs, describe } from './trouble.js';

/** Two, so that one can be refreshed while the other listens: with none open, Slack may drop events (docs.slack.dev: Socket Mode). */
const CONNECTIONS = 2;
const STAGGER_MS = 1_500;
/** A server that takes one connection at a time hangs up on the old one when a new one comes. Then one is kept, and two are tried again later. */
const CROWDED_WITHIN_MS = 1_000;
const ALONE_MS = { first: 10 * 60_000, longest: 24 * 60 * 60_000 };
/** A line that ends sooner counts as a failure, so that a server which hangs up at once is not called without a pause. */
const STEADY_MS = 5_000;

export type Connection = 'connected' | 'connecting' | 'down';

export type SocketOptions = {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly timer: Timer;
  readonly store: (body: Record<string, unknown>) => Promise<void>;
  readonly acknowledged: Acknowledged;
  readonly log: SlackLog;
};

type Envelope = {
  readonly ack: (response?: object) => Promise<void>;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
};

/**
 * Socket Mode under supervision. The SDK's own reconnecting is off: it leaves seconds without a line at every refresh and its pauses
 * grow without bound (reliability.md, fact 5). Two endless loops keep a line each; a refreshed line is replaced before it is given up.
 */
export class SocketReceiver implements Receiver {
  #app: App | undefined;
  #trouble = false;
  #opening = 0;
  #aloneMs = ALONE_MS.first;
  #aloneUntil = Number.NEGATIVE_INFINITY;
  #cameAt = Number.NEGATIVE_INFINITY;
  #loops: Promise<void>[] = [];
  readonly #open = new Set<Line>();
  readonly #stopping = new AbortController();
  readonly #stopped: Promise<void>;
  readonly #options: SocketOptions;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#stopped = new Promise((resolve) => this.#stopping.signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  init(app: App): void {
    this.#app = app;
  }

  connection(): Connection {
    return this.#open.size > 0 ? 'connected' : this.#trouble ? 'down' : 'connecting';
  }

  /** Resolves at once; the lines come up by themselves, also when the server appears only later. */
  async start(): Promise<void> {
    this.#loops = Array.from({ length: CONNECTIONS }, (_, place) => this.#keep(place));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
    await Promise.all([...this.#open].map((line) => line.close()));
  }

  async #keep(place: number): Promise<void> {
    const { signal } = this.#stopping;
    const { timer } = this.#options;
    await timer.wait(place * STAGGER_MS, signal);
    let before: Line | undefined;
    for (let failures = 0; !signal.aborted; ) {
      await this.#standBy(place, before);
      if (signal.aborted) return;
      const line = this.#line();
      let trouble: unknown;
      this.#opening += 1;
      try {
        await line.open(this.#stopped).finally(() => {
          this.#opening -= 1;
        });
        this.#came(line);
        void before?.close();
        before = line;
        const since = timer.elapsed();
        await Promise.race([line.leaving, this.#stopped]);
        failures = timer.elapsed() - since < STEADY_MS ? failures + 1 : 0;
      } catch (error) {
        void line.close();
        failures += 1;
        trouble = error;
        if (!signal.aborted) this.#failed(error, failures);
      }
      if (failures > 0) await timer.wait(backOffMs(failures, trouble), signal);
    }
  }

  #line(): Line {
    const { appToken, apiUrl, log } = this.#options;
    const line = new Line(appToken, apiUrl);
    line.on('unreadable', () => log.warn({}, 'an envelope was not understood and left alone'));
    line.on('slack_event', ({ ack, body, retry_num: retryNum, retry_reason: retryReason }: Envelope) => {
      const answer = (response?: unknown) => ack(asPayload(response));
      const work = take({ ...this.#options, app: this.#app }, { body, ack: answer, retryNum, retryReason });
      line.keepFor(work.catch((error: unknown) => log.error({ code: describe(error).code }, 'an envelope could not be handled')));
    });
    return line;
  }

  /** Where only one line is to be had, the other loop waits until it has ended. */
  async #standBy(place: number, own: Line | undefined): Promise<void> {
    const { timer } = this.#options;
    const others = () => [...this.#open].filter((line) => line !== own);
    const { signal } = this.#stopping;
    while (others().length > 0 && timer.elapsed() < this.#aloneUntil && !signal.aborted) {
      const waited = new AbortController();
      const stop = AbortSignal.any([signal, waited.signal]);
      await Promise.race([...others().map((line) => line.ended), timer.wait(this.#aloneUntil - timer.elapsed(), stop)]);
      waited.abort();
      await timer.wait(place * STAGGER_MS, signal);
    }
  }

  #came(line: Line): void {
    this.#open.add(line);
    const cameAt = this.#options.timer.elapsed();
    this.#cameAt = cameAt;
    if (this.#open.size === 1) this.#options.log.info({}, 'connected to the chat');
    this.#trouble = false;
    void line.ended.then(() => {
      this.#open.delete(line);
      if (!line.wasAsked) this.#lost(cameAt);
      if (this.#open.size === 0 && !this.#stopping.signal.aborted)
        this.#options.log.warn({}, 'the connection to the chat has ended; connecting again');
    });
  }

  /** A line that came at `cameAt` has ended without a word. */
  #lost(cameAt: number): void {
    const { timer, log } = this.#options;
    const another = this.#cameAt > cameAt && this.#open.size > 0 && timer.elapsed() - this.#cameAt < CROWDED_WITHIN_MS;
    if (!another && this.#opening === 0) return;
    this.#aloneUntil = timer.elapsed() + this.#aloneMs;
    this.#aloneMs = Math.min(2 * this.#aloneMs, ALONE_MS.longest);
    log.info({}, 'the chat seems to take one connection at a time; siwen keeps one for now');
  }

  #failed(error: unknown, failures: number): void {
    const { code, sentence } = describe(error);
    if (this.#open.size === 0 && (failures === 1 || failures % 20 === 0)) this.#options.log.error({ code, failures }, sentence);
    this.#trouble = true;
  }
}

/** Socket Mode takes objects only; a bare sentence becomes a message. */
function asPayload(response: unknown): object | undefined {
  if (typeof response === 'string') return response === '' ? undefined : { text: response };
  return typeof response === 'object' && response !== null ? response : undefined;
}
