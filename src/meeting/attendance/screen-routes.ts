import { Hono } from 'hono';
import type { Log } from '../../log.js';
import type { MeetingDeps } from '../deps.js';
import { screenOf } from './check-in-service.js';
import { failedPage, missingPage, screenPage } from './screen.js';

/** The page runs no script, is kept by nobody, and its address, which is its only key, is told to no other site. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The big screen in the room: `/check-in/<token>`. Whoever knows the address sees the code, as everybody in the room does. */
export function checkInRoutes(deps: MeetingDeps, log: Pick<Log, 'error'>): Hono {
  const routes = new Hono();
  routes.get('/check-in/:token', async (c) => {
    const board = await screenOf(deps, c.req.param('token'));
    return board ? c.html(screenPage(board), 200, HEADERS) : c.html(missingPage(), 404, HEADERS);
  });
  // Without the address, which is the key to the page.
  routes.onError((error, c) => {
    log.error({ room: 'meeting', error }, 'the big screen could not be shown');
    return c.html(failedPage(), 503, HEADERS);
  });
  return routes;
}
