import { setTimeout as pause } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import { clientOptions } from './clients.js';
import { quietLogger } from './log.js';

/** A line that has died without a word is noticed after this and two thirds of it. */
const PONG_WITHIN_MS = 6_000;
/** Slack pings every few seconds; silence longer than this means that the line is dead. */
const PING_WITHIN_MS = 30_000;
/** From asking for an address to Slack's hello. */
const HELLO_WITHIN_MS = 9_000;
/** Slack waits this long for an acknowledgement; what is still being worked on is let finish before the line is closed. */
const WORK_WITHIN_MS = 3_000;
const GOODBYE_WITHIN_MS = 1_000;

/**
 * Whatever has an id is an envelope, and is told of as one. Given as it came, the SDK would emit the name that stands in the payload: an
 * events payload without an event ends the process (reliability.md, fact 5), and one named like the SDK's own signals would be taken for them.
 */
const Envelope = z.looseObject({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).catch({}) });
const ENVELOPE = 'envelope';
const Hello = z.looseObject({ type: z.literal('hello') });
const Farewell = z.looseObject({ type: z.literal('disconnect') });

/** One WebSocket to Slack: opened once, used, and thrown away. Who keeps lines open stands in socket-receiver.ts. */
export class Line extends SocketModeClient {
  /** The server asked us to move to another line, or this one has ended. */
  readonly leaving: Promise<void>;
  readonly ended: Promise<void>;
  /** The server asked us to move, in good order. */
  wasAsked = false;
  readonly #work = new Set<Promise<unknown>>();
  #leave = (): void => undefined;

  constructor(appToken: string, apiUrl: string | undefined) {
    super({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: PONG_WITHIN_MS,
      serverPingTimeout: PING_WITHIN_MS,
      logger: quietLogger,
      clientOptions: clientOptions(apiUrl),
    });
    this.ended = new Promise((resolve) => this.once('disconnected', () => resolve()));
    const asked = new Promise<void>((resolve) => {
      this.#leave = () => {
        this.wasAsked = true;
        resolve();
      };
    });
    this.leaving = Promise.race([asked, this.ended]);
  }

  /** Resolves when Slack has said hello. Rejects when it doesn't, in time. */
  async open(stopped: Promise<void>): Promise<void> {
    const gaveUp = new AbortController();
    const refusal = (reason: Promise<unknown>, code: string) => reason.then(() => Promise.reject(new ConnectionError(code)));
    try {
      await Promise.race([
        this.start(),
        refusal(this.leaving, 'closed_at_once'),
        refusal(stopped, 'stopping'),
        refusal(pause(HELLO_WITHIN_MS, undefined, { signal: gaveUp.signal }), 'no_hello'),
      ]);
    } finally {
      gaveUp.abort();
    }
  }

  /** Keeps the line open until `work` is done. */
  keepFor(work: Promise<unknown>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }

  async close(): Promise<void> {
    await Promise.race([Promise.allSettled([...this.#work]), pause(WORK_WITHIN_MS, undefined, { ref: false })]);
    await Promise.race([this.disconnect().catch(() => undefined), pause(GOODBYE_WITHIN_MS, undefined, { ref: false })]);
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    try {
      const message: unknown = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
      const envelope = Envelope.safeParse(message);
      if (envelope.success) return await super.onWebSocketMessage(JSON.stringify({ ...envelope.data, type: ENVELOPE }), isBinary);
      if (Hello.safeParse(message).success) return await super.onWebSocketMessage(data, isBinary);
      // The SDK would hang up now, and nobody would listen until the next line stands.
      if (Farewell.safeParse(message).success) return this.#leave();
    } catch {
      // Not JSON, or nested deeper than can be written again.
    }
    this.emit('unreadable');
  }
}

export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  constructor(readonly code: string) {
    super(code);
  }
}
