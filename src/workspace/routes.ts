import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MOST_BYTES } from './api/files.js';
import { webApi } from './api/web-api.js';
import type { ClockControl } from './clock-control.js';
import type { ClockNews } from './clock-news.js';
import { type Desk, SlackError } from './desk.js';
import { guard, pageHeaders } from './guard.js';
import { type Bindings, refusal } from './meet-fault.js';
import { pageRoutes } from './page-routes.js';
import { responseRoute } from './respond.js';
import { uploadRoute } from './uploads.js';

type Served = {
  readonly host: string;
  readonly pageDir?: string;
  readonly clock?: ClockControl;
  readonly news: ClockNews | undefined;
  readonly routes?: Hono;
  readonly onFailure?: (error: unknown) => void;
};

/** The largest view, with every character of it escaped in a form, and some. */
const MOST_WORDS_BYTES = 4 * 1024 * 1024;

/** Nobody may fill the memory with one request. */
const atMost = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new SlackError('payload_too_large', {}, 413);
    },
  });

/** Everything the server answers: Slack's side, the program's own routes, and behind the guard the page. */
export function routesOf(desk: Desk, { host, pageDir, clock, news, routes: own, onFailure }: Served): Hono<Bindings> {
  const routes = new Hono<Bindings>();
  routes.onError((error, c) => {
    if (error instanceof SlackError) return refusal(c, error);
    onFailure?.(error);
    return c.json({ ok: false, error: 'internal_error' }, 500);
  });
  for (const path of ['/api/*', '/respond/*', '/local/*']) routes.use(path, atMost(MOST_WORDS_BYTES));
  routes.use('/upload/*', atMost(MOST_BYTES));
  routes.route('/api', webApi(desk));
  routes.route('/', uploadRoute(desk));
  routes.route('/', responseRoute(desk));
  if (own) routes.route('/', own);
  routes.use('*', pageHeaders);
  routes.use('*', guard(host));
  routes.route('/', pageRoutes(desk, clock, news));
  if (pageDir) routes.use('*', serveStatic({ root: pageDir }));
  return routes;
}
