import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { SlackLog } from './log.js';

export type HttpOptions = {
  readonly signingSecret: string;
  readonly port: number;
  readonly host: string;
  readonly store: (body: unknown) => Promise<void>;
  /** Requests that aren't Slack's, e.g. /healthz. */
  readonly otherwise: (request: IncomingMessage, response: ServerResponse) => void;
  readonly log: SlackLog;
};

const PATH = '/slack/events';
const MOST_BYTES = 1024 * 1024;
const SKEW_S = 5 * 60;

/** Slack's requests over HTTP (docs.slack.dev: Verifying requests from Slack). Bolt's own receiver takes time stamps of the future; this one doesn't. */
export class HttpReceiver implements Receiver {
  #app: App | undefined;
  readonly #server: Server;
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    if (options.signingSecret === '') throw new Error('SLACK_SIGNING_SECRET is empty');
    this.#options = options;
    this.#server = createServer((request, response) => {
      if (request.url?.split('?')[0] === PATH && request.method === 'POST') void this.#take(request, response);
      else options.otherwise(request, response);
    });
  }

  init(app: App): void {
    this.#app = app;
  }

  start(): Promise<void> {
    const { port, host } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeIdleConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answered = false;
    const answer = (status: number, body?: unknown) => {
      if (answered) return;
      answered = true;
      const isText = typeof body === 'string' || body === undefined;
      response.writeHead(status, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' });
      response.end(isText ? (body ?? '') : JSON.stringify(body));
    };
    try {
      const raw = await read(request);
      if (raw === undefined) return answer(413);
      const now = Math.floor(Date.now() / 1_000); // the chat server's time, not the office's
      if (!isSigned(request, raw, this.#options.signingSecret, now)) return answer(401);
      const body = parse(raw, request.headers['content-type'] ?? '');
      if (!body) return answer(400);
      if (body.type === 'url_verification') return answer(200, { challenge: body.challenge });
      if (body.ssl_check) return answer(200);
      await this.#options.store(body);
      await this.#app?.processEvent({ body, ack: async (reply?: unknown) => answer(200, reply) });
    } catch {
      this.#options.log.error({}, 'a request could not be handled');
      answer(500);
    }
  }
}

/** v0, HMAC-SHA256 over time stamp and body; five minutes either way. */
export function isSigned(request: Pick<IncomingMessage, 'headers'>, raw: string, secret: string, nowS: number): boolean {
  const stamp = String(request.headers['x-slack-request-timestamp'] ?? '');
  const signature = String(request.headers['x-slack-signature'] ?? '');
  if (!/^\d{1,12}$/.test(stamp) || Math.abs(nowS - Number(stamp)) > SKEW_S) return false;
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${stamp}:${raw}`).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(raw: string, contentType: string): Record<string, unknown> | undefined {
  try {
    const form = contentType.includes('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(raw)) : undefined;
    const body: unknown = form ? (typeof form.payload === 'string' ? JSON.parse(form.payload) : form) : JSON.parse(raw);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}
