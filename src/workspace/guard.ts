import type { MiddlewareHandler } from 'hono';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Another web site open in the same browser must not act here: the Host must be a name of this machine (or the one that was set),
 * so that a foreign name pointed at 127.0.0.1 fails, and a request from a page must come from our own.
 */
export function isOurs(host: string | undefined, origin: string | undefined, allowedHost: string): boolean {
  if (!host) return false;
  const name = host.replace(/:\d+$/, '');
  // Somebody who asked for a server that listens everywhere reaches it by names this server can't know.
  const anyName = allowedHost === '0.0.0.0' || allowedHost === '::';
  if (!LOOPBACK.has(name) && name !== allowedHost && !anyName) return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

export function guard(allowedHost: string): MiddlewareHandler {
  return async (c, next) => {
    const ours = isOurs(c.req.header('host'), c.req.header('origin'), allowedHost);
    // A header of our own can't be sent by another site's form or image, and its script would need our leave to send it.
    const acts = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (!ours || (acts && c.req.header('x-siwen-page') !== '1')) return c.json({ ok: false, error: 'forbidden' }, 403);
    await next();
    return undefined;
  };
}

/** For the page itself and everything it loads. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header(
    'content-security-policy',
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('x-frame-options', 'DENY');
  c.header('cross-origin-opener-policy', 'same-origin');
};
