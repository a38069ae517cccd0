import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { MiddlewareHandler } from 'hono';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const EVERYWHERE = new Set(['0.0.0.0', '::']);

type Asked = Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site' | 'sec-fetch-mode'>;

/**
 * Another web site open in the same browser must not act here. Three things give it away: the Host, when it had its own name point at
 * this machine (DNS rebinding); the Origin, when its script or form sends; Sec-Fetch-Site, when it embeds. Following a link is no act.
 * `listensOn`: as in SIWEN_HOST.
 */
export function isOurs(asked: Asked, listensOn: string): boolean {
  const { host = '', origin } = asked;
  if (!isOurName(host.replace(/:\d+$/, '').toLowerCase(), listensOn.toLowerCase())) return false;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return false;
  return asked['sec-fetch-mode'] === 'navigate' || !['cross-site', 'same-site'].includes(String(asked['sec-fetch-site']));
}

function isOurName(name: string, listensOn: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  if (LOOPBACK.has(name) || bare === listensOn) return true;
  // A server that listens everywhere is reached by addresses it can't know. An address can't be made to point elsewhere; a name can.
  return EVERYWHERE.has(listensOn) && (isIP(bare) > 0 || bare === hostname().toLowerCase());
}

const REFUSED =
  '请用本机地址（如 http://127.0.0.1）打开；要用别的名称访问，请把 SIWEN_HOST 设为该名称。\n' +
  'Please open this by the address of the machine; to use another name, set SIWEN_HOST to it.\n';

export function guard(listensOn: string): MiddlewareHandler {
  return async (c, next) => {
    if (!isOurs(c.req.header(), listensOn)) return c.text(REFUSED, 403);
    // A header of our own can't be sent by another site's form, and its script would need our leave to send it.
    const acts = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (acts && c.req.header('x-siwen-page') !== '1') return c.json({ ok: false, error: 'forbidden' }, 403);
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
  c.header('cross-origin-resource-policy', 'same-origin');
};
