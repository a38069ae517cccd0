import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Log } from '../../../log.js';
import type { MeetingDeps } from '../../deps.js';
import { readFeed } from './feed-service.js';

/**
 * `/calendar/<token>.ics`, for calendar programs. The token is the whole right to read, so it is written nowhere: no log line, no error, and
 * no Referer of anything that is opened from there.
 */
export function calendarFeedRoutes(deps: MeetingDeps, log: Pick<Log, 'error'>): Hono {
  const routes = new Hono();
  routes.get('/calendar/:file', async (c) => {
    c.header('cache-control', 'private, max-age=300');
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('x-robots-tag', 'noindex');
    const calendar = await readFeed(deps, c.req.param('file').replace(/\.ics$/, ''));
    if (calendar === undefined) return c.text('没有这个日历 / no such calendar\n', 404);
    const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
    c.header('etag', etag);
    if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304);
    return c.body(calendar, 200, { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'inline; filename="siwen.ics"' });
  });
  routes.onError((error, c) => {
    log.error({ room: 'meeting', error }, 'a calendar could not be given');
    return c.text('暂时不能提供日历 / the calendar is not available now\n', 503);
  });
  return routes;
}

/** RFC 9110 §13.1.2; compared weakly. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
