import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { clientOptions } from './clients.js';
import { quietLogger, type SlackLog } from './log.js';
import { backOffMs, describe } from './trouble.js';

/** Two, so that one can be refreshed while the other listens: with none open, Slack may drop events (docs.slack.dev: Socket Mode). */
const CONNECTIONS = 2;
const STAGGER_MS = 1_500;
const PING_TIMEOUT_MS = 10_000;
/** Slack pings every few seconds; silence longer than this means that the line is dead. */
const SERVER_PING_TIMEOUT_MS = 30_000;

export type Connection = 'connected' | 'connecting' | 'down';

export type SocketOptions = {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  /** Stores what has to be on disk before Slack is told that it arrived. */
  readonly store: (body: unknown) => Promise<void>;
  readonly log: SlackLog;
};

type Envelope = {
  readonly ack: (response?: object) => Promise<void>;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
};

/**
 * Socket Mode under supervision. The SDK's own reconnecting is off: it can end the process and its pauses grow without bound
 * (reliability.md, fact 5). Each of the two lines has its own endless loop instead: connect, stay, wait a little, connect again.
 */
export class SocketReceiver implements Receiver {
  #app: App | undefined;
  #open = 0;
  #trouble = false;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];
  readonly #options: SocketOptions;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  connection(): Connection {
    return this.#open > 0 ? 'connected' : this.#trouble ? 'down' : 'connecting';
  }

  /** Resolves at once; the lines come up by themselves, also when the server appears only later. */
  async start(): Promise<void> {
    this.#loops = Array.from({ length: CONNECTIONS }, (_, line) => this.#keep(line));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #keep(line: number): Promise<void> {
    const { signal } = this.#stopping;
    await pause(line * STAGGER_MS, signal);
    for (let failures = 0; !signal.aborted; ) {
      const client = this.#client();
      const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
      try {
        await Promise.race([client.start(), aborted(signal)]);
        failures = 0;
        this.#came();
        await Promise.race([ended, aborted(signal)]);
        this.#went();
      } catch (error) {
        failures += 1;
        if (!signal.aborted) this.#failed(error, failures);
      }
      // The SDK emits late errors of a socket that is gone; without a listener they would end the process.
      client.on('error', () => undefined);
      await Promise.race([client.disconnect().catch(() => undefined), pause(1_000)]);
      if (failures > 0) await pause(backOffMs(failures), signal);
    }
  }

  #client(): SocketModeClient {
    const { appToken, apiUrl } = this.#options;
    const client = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PING_TIMEOUT_MS,
      serverPingTimeout: SERVER_PING_TIMEOUT_MS,
      logger: quietLogger,
      clientOptions: clientOptions(apiUrl),
    });
    client.on('slack_event', (envelope: Envelope) => {
      void this.#take(envelope).catch((error: unknown) =>
        this.#options.log.error({ code: describe(error).code }, 'an envelope could not be handled'),
      );
    });
    return client;
  }

  async #take({ ack, body, retry_num: retryNum, retry_reason: retryReason }: Envelope): Promise<void> {
    await this.#options.store(body);
    await this.#app?.processEvent({
      body,
      ack: async (response?: unknown) => {
        await ack(
          typeof response === 'string' ? { text: response } : typeof response === 'object' && response !== null ? response : undefined,
        );
      },
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    });
  }

  #came(): void {
    this.#open += 1;
    if (this.#open === 1) this.#options.log.info({}, 'connected to the chat');
    this.#trouble = false;
  }

  #went(): void {
    this.#open -= 1;
    if (this.#open === 0 && !this.#stopping.signal.aborted)
      this.#options.log.warn({}, 'the connection to the chat has ended; connecting again');
  }

  #failed(error: unknown, failures: number): void {
    const { code, sentence } = describe(error);
    if (this.#open === 0 && (failures === 1 || failures % 20 === 0)) this.#options.log.error({ code, failures }, sentence);
    this.#trouble = true;
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal?.aborted) resolve();
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
