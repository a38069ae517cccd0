import { Hono } from 'hono';
import type { MeetingDeps } from '../deps.js';
import { screenOf } from './check-in-service.js';
import { missingPage, screenPage } from './screen.js';

/** The page runs no script, is kept by nobody, and its address, which is its only key, is told to no other site. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The big screen in the room: `/check-in/<token>`. Whoever knows the address sees the code, as everybody in the room does. */
export function checkInRoutes(deps: MeetingDeps): Hono {
  const routes = new Hono();
  routes.get('/check-in/:token', async (c) => {
    const board = await screenOf(deps, c.req.param('token'));
    return board ? c.html(screenPage(board), 200, HEADERS) : c.html(missingPage(), 404, HEADERS);
  });
  return routes;
}
