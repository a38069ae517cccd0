import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Timer } from '../schedule/clock.js';
import { type DrawsCharts, drawsCharts } from './draws-charts.js';
import { fetchAndTell, type OnLimited } from './fetch.js';
import { type Homes, makeHomes } from './homes.js';
import { quietLogger } from './log.js';
import { type AskOwn, askOwn } from './own.js';
import { makeRespond, type Respond } from './response-url.js';

/** Slack answers within seconds; beyond this the outcome counts as unknown. */
const TIMEOUT_MS = 10_000;
/** A form has to open within the three seconds of its trigger. */
const INTERACTIVE_TIMEOUT_MS = 2_800;

/**
 * One 429 pauses a whole WebClient (reliability.md, fact 2), so what a person waits for never shares one with messages or look-ups.
 * Retries are the outbox's: the SDK's own would send twice (fact 1).
 */
export type Clients = {
  readonly bulk: WebClient;
  readonly interactive: WebClient;
  readonly read: WebClient;
  readonly respond: Respond;
  readonly own: AskOwn;
  readonly homes: Homes;
  readonly charts: DrawsCharts;
};

export function makeClients(botToken: string, apiUrl: string | undefined, timer: Timer, onLimited?: OnLimited): Clients {
  const client = (timeout: number) => new WebClient(botToken, clientOptions(apiUrl, timeout, onLimited));
  const read = client(TIMEOUT_MS);
  const interactive = client(INTERACTIVE_TIMEOUT_MS);
  return {
    bulk: client(TIMEOUT_MS),
    interactive,
    read,
    respond: makeRespond(apiUrl),
    own: askOwn(read),
    homes: makeHomes(interactive),
    charts: drawsCharts(read, timer),
  };
}

export function clientOptions(apiUrl: string | undefined, timeout = TIMEOUT_MS, onLimited?: OnLimited): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
    fetch: fetchAndTell(onLimited),
    logger: quietLogger,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  };
}
