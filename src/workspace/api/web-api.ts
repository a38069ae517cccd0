import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type Desk, SlackError } from '../desk.js';
import type { Fault } from '../faults.js';
import { apps } from './apps.js';
import { type Args, type Endpoint, text } from './call.js';
import { chat } from './chat.js';
import { conversations } from './conversations.js';
import { files } from './files.js';
import { createRates } from './rates.js';
import { users } from './users.js';
import { views } from './views.js';

/** Every method there is; coverage.ts says how complete each is. */
export const endpoints: Readonly<Record<string, Endpoint>> = { ...apps, ...users, ...chat, ...conversations, ...views, ...files };

type Bindings = { Bindings: HttpBindings };

/** docs.slack.dev: Web API, "Methods and their arguments". */
export function webApi(desk: Desk): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const rates = createRates(desk.elapsed);

  app.all('/:method', async (c) => {
    const method = c.req.param('method');
    try {
      const endpoint = Object.hasOwn(endpoints, method) ? endpoints[method] : undefined;
      if (!endpoint) throw new SlackError('unknown_method', { req_method: method });
      const args = await argsOf(c);
      authorize(desk, endpoint, c.req.header('authorization')?.replace(/^Bearer\s+/i, '') ?? text(args, 'token'));
      const fault = desk.faults.take(method);
      if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
      failBefore(fault);
      if (fault?.kind === 'cut' && !fault.effect) return cut(c);
      if (desk.faults.enforceRates) rates.take(method, endpoint.perMinute, text(args, 'channel'));
      const result = await endpoint.run(desk, args);
      if (fault?.kind === 'cut') return cut(c);
      if (fault?.kind === 'status') return c.text('upstream error', fault.status);
      return c.json({ ok: true, ...result });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return c.json({ ok: false, error: error.error, ...error.extra }, error.httpStatus, error.headers);
    }
  });
  return app;
}

/** Form or JSON body, and the query. */
async function argsOf(c: Context<Bindings>): Promise<Args> {
  const type = c.req.header('content-type') ?? '';
  const query = c.req.query();
  if (c.req.method === 'GET') return query;
  if (!type.includes('application/json')) return { ...query, ...(await c.req.parseBody()) };
  const body: unknown = await c.req.json().catch(() => {
    throw new SlackError('invalid_json');
  });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SlackError('json_not_object');
  return { ...query, ...body };
}

function authorize(desk: Desk, endpoint: Endpoint, token: string | undefined): void {
  if (!token) throw new SlackError('not_authed');
  if (token === desk.tokens[endpoint.token]) return;
  throw new SlackError(Object.values(desk.tokens).includes(token) ? 'not_allowed_token_type' : 'invalid_auth');
}

function failBefore(fault: Fault | undefined): void {
  if (fault?.kind === 'ratelimited') throw new SlackError('ratelimited', {}, 429, { 'retry-after': String(fault.retryAfterS) });
  if (fault?.kind === 'error') throw new SlackError(fault.error);
  if (fault?.kind === 'status' && !fault.effect) throw new SlackError('internal_error', {}, fault.status);
}

/** The reply is lost on the way: the connection is reset. */
function cut(c: Context<Bindings>): Response {
  c.env.incoming.socket.destroy();
  return c.body(null);
}
