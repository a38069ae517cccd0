import { type Context, Hono } from 'hono';
import type { Method } from '../coverage.js';
import { type Desk, SlackError } from '../desk.js';
import { type Bindings, meetFault } from '../meet-fault.js';
import { apps } from './apps.js';
import { blocks } from './blocks.js';
import { type Args, type Endpoint, text } from './call.js';
import { chat } from './chat.js';
import { conversations } from './conversations.js';
import { files } from './files.js';
import { createRates } from './rates.js';
import { users } from './users.js';
import { views } from './views.js';

/** Every method of coverage.ts, and no other. */
const endpoints: Readonly<Record<Method, Endpoint>> = { ...apps, ...blocks, ...users, ...chat, ...conversations, ...views, ...files };
const isMethod = (name: string): name is Method => Object.hasOwn(endpoints, name);

/** docs.slack.dev: Web API, "Methods and their arguments". */
export function webApi(desk: Desk): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const rates = createRates(desk.stopwatch.elapsed);

  app.all('/:method', async (c) => {
    const method = c.req.param('method');
    if (!isMethod(method)) throw new SlackError('unknown_method', { req_method: method });
    const endpoint = endpoints[method];
    const { args, token } = await argsOf(c);
    authorize(desk, endpoint, token);
    if (desk.scopes) c.header('x-oauth-scopes', desk.scopes.join(','));
    return await meetFault(desk, method, c, async () => {
      if (desk.faults.enforceRates) rates.take(method, endpoint.perMinute, text(args, 'channel'));
      return c.json({ ok: true, ...(await endpoint.run(desk, args)) });
    });
  });
  return app;
}

/** Form or JSON body, and the query; the token stands in the header or, except beside JSON, among the arguments. */
async function argsOf(c: Context<Bindings>): Promise<{ args: Args; token: string | undefined }> {
  const header = c.req.header('authorization')?.replace(/^Bearer\s*/i, '');
  const query = c.req.query();
  if (!c.req.header('content-type')?.includes('application/json')) {
    const args = { ...query, ...(await c.req.parseBody()) };
    return { args, token: header ?? text(args, 'token') };
  }
  const body: unknown = await c.req.json().catch(() => {
    throw new SlackError('invalid_json');
  });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SlackError('json_not_object');
  return { args: { ...query, ...body }, token: header };
}

function authorize(desk: Desk, endpoint: Endpoint, token: string | undefined): void {
  if (endpoint.token === 'none') return;
  if (!token) throw new SlackError('not_authed');
  if (!Object.values(desk.tokens).includes(token)) throw new SlackError('invalid_auth');
  if (token !== desk.tokens[endpoint.token]) throw new SlackError('not_allowed_token_type');
  const { scopes } = endpoint;
  if (scopes && desk.scopes && !scopes.some((scope) => desk.scopes?.includes(scope)))
    throw new SlackError('missing_scope', { needed: scopes.join(','), provided: desk.scopes.join(',') });
}
