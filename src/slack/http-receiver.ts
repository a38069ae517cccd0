import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Clock, Timer } from '../schedule/clock.js';
import type { SlackLog } from './log.js';
import { parseBody, readBody } from './request-body.js';
import { type Signed, signedRequests } from './signature.js';
import { type Acknowledged, take } from './take.js';

export type HttpOptions = {
  readonly signingSecret: string;
  readonly port: number;
  readonly host: string;
  /** The chat server's time, not the office's. */
  readonly clock: Clock;
  readonly timer: Timer;
  readonly acknowledged: Acknowledged;
  readonly store: (body: Record<string, unknown>) => Promise<void>;
  /** Requests that aren't Slack's, e.g. /healthz. */
  readonly otherwise: (request: IncomingMessage, response: ServerResponse) => void;
  readonly log: SlackLog;
};

const PATH = '/slack/events';
/** Slack's requests arrive whole within a moment; a slower one only holds a socket. */
const REQUEST_WITHIN_MS = 10_000;

/** Slack's requests over HTTP. Bolt's own receiver takes time stamps of the future, and the same request twice; this one doesn't. */
export class HttpReceiver implements Receiver {
  #app: App | undefined;
  readonly #server: Server;
  readonly #options: HttpOptions;
  readonly #signed: Signed;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#signed = signedRequests(options.signingSecret, options.clock);
    this.#server = createServer({ requestTimeout: REQUEST_WITHIN_MS }, (request, response) => {
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
    const { log } = this.#options;
    const answer = answerTo(response);
    const raw = await readBody(request).catch(() => undefined);
    if (raw === undefined) return answer(413);
    const verdict = this.#signed.check(request.headers, raw);
    if (verdict === 'wrong') return answer(401);
    const body = parseBody(raw, request.headers['content-type']);
    // A search changes nothing, and the same words in the same second are the same request: they are answered each time.
    if (verdict === 'repeated' && body?.type !== 'block_suggestion')
      return answer((await this.#signed.outcome(request.headers)) ? 200 : 500);
    if (!body) return answer(400);
    if (body.type === 'url_verification') return answer(200, { challenge: body.challenge });
    if (body.ssl_check) return answer(200);
    const handled = await this.#signed.handle(request.headers, () =>
      take({ ...this.#options, app: this.#app }, { body, ack: async (reply) => answer(200, reply) }).then(
        () => true,
        () => false,
      ),
    );
    if (handled) return;
    // Slack sends it once more, perhaps within the same second and so under the same signature.
    log.error({}, 'a request could not be handled');
    answer(500);
  }
}

/** Answers once; what comes later has come too late. */
function answerTo(response: ServerResponse) {
  return (status: number, body?: unknown): void => {
    if (response.headersSent) return;
    const isText = typeof body === 'string' || body === undefined;
    response.writeHead(status, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
      // What is left of a body that was not read to its end must not be taken for the next request.
      ...(status === 413 ? { connection: 'close' } : {}),
    });
    response.end(isText ? (body ?? '') : JSON.stringify(body));
  };
}
