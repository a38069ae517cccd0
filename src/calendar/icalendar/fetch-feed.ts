import type { IncomingMessage } from 'node:http';
import { isCalendar } from './components.js';
import { calendarText } from './decode.js';
import { isPublicAddress } from './feed/address.js';
import { bodyOf, ENCODINGS } from './feed/body.js';
import { ask, type MayReach } from './feed/hop.js';
import { FeedFailure, type FeedProblem, problemOf } from './feed/problem.js';
import { feedUrl } from './feed/url.js';
import { breather } from './slices.js';

export type { FeedProblem } from './feed/problem.js';

/** `etag` and `lastModified` as the last fetch gave them. */
export type FeedAddress = { readonly url: string; readonly etag?: string | undefined; readonly lastModified?: string | undefined };
export type FeedRules = {
  /** Addresses of the office's own network, of this machine, and others that not everybody can reach. */
  readonly allowPrivate: boolean;
  readonly mostBytes: number;
  /** For everything together, redirects and body included; elapsed time. */
  readonly timeoutMs: number;
};
export type FetchedFeed =
  | { readonly ok: true; readonly text: string; readonly etag: string | undefined; readonly lastModified: string | undefined }
  | { readonly ok: true; readonly unchanged: true }
  | { readonly ok: false; readonly problem: FeedProblem };

const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
/** A validator that is longer was not meant to be kept. */
const LONGEST_VALIDATOR = 500;

/**
 * Fetches a calendar that somebody has named, and whose server may be anybody's. Never throws, never says the address (a feed's address is its password);
 * nothing is asked of an address that `rules` refuse, not even after a redirect.
 */
export async function fetchFeed(feed: FeedAddress, rules: FeedRules, isPublic: MayReach = isPublicAddress): Promise<FetchedFeed> {
  const signal = AbortSignal.timeout(rules.timeoutMs);
  try {
    const response = await follow(feed, rules.allowPrivate ? () => true : isPublic, signal);
    try {
      return await take(response, feed, rules, signal);
    } finally {
      response.destroy();
    }
  } catch (error) {
    return { ok: false, problem: signal.aborted ? 'timed-out' : problemOf(error) };
  }
}

async function follow(feed: FeedAddress, mayReach: MayReach, signal: AbortSignal): Promise<IncomingMessage> {
  let url = feedUrl(feed.url);
  const headers = {
    accept: 'text/calendar, */*;q=0.1',
    'accept-encoding': ENCODINGS,
    'user-agent': 'siwen',
    ...(feed.etag ? { 'if-none-match': feed.etag } : {}),
    ...(feed.lastModified ? { 'if-modified-since': feed.lastModified } : {}),
  };
  for (let redirects = 0; ; redirects++) {
    const response = await ask({ url, headers, mayReach, signal });
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode) || location === undefined) return response;
    response.destroy();
    if (redirects >= MOST_REDIRECTS) throw new FeedFailure('too-many-redirects');
    url = feedUrl(location, url);
  }
}

async function take(response: IncomingMessage, feed: FeedAddress, rules: FeedRules, signal: AbortSignal): Promise<FetchedFeed> {
  const { statusCode: status, headers } = response;
  if (status === 304 && (feed.etag || feed.lastModified)) return { ok: true, unchanged: true };
  if (status === 401 || status === 403) return { ok: false, problem: 'access-denied' };
  if (status === 404 || status === 410) return { ok: false, problem: 'not-found' };
  if (status !== 200) return { ok: false, problem: 'status-unexpected' };
  if (Number(headers['content-length']) > rules.mostBytes) return { ok: false, problem: 'too-large' };
  const text = await calendarText(await bodyOf(response, rules.mostBytes, signal), breather());
  // By what it is and not by its content-type: servers call calendars text/plain and error pages text/calendar.
  if (!isCalendar(text)) return { ok: false, problem: 'not-a-calendar' };
  return { ok: true, text, etag: validator(headers.etag), lastModified: validator(headers['last-modified']) };
}

function validator(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= LONGEST_VALIDATOR ? value : undefined;
}
