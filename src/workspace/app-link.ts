import { setMaxListeners } from 'node:events';
import type { Stopwatch } from './stopwatch.js';

/** How the app answered a payload: its response, or why there is none. */
export type Answer =
  | { readonly kind: 'acknowledged'; readonly payload: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'no-app' };

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands';

/** What is sent to the app: over Socket Mode (socket-link.ts) or to its request URL (http-link.ts). */
export type AppLink = {
  connected(): boolean;
  /** A press, a submission or a command: delivered once, not repeated. */
  ask(type: 'interactive' | 'slash_commands', payload: Record<string, unknown>): Promise<Answer>;
  /** An event: repeated until acknowledged, four times at most. */
  tell(payload: Record<string, unknown>): void;
  close(): void;
};

/** Slack's limit for an acknowledgement (docs.slack.dev: Handling user interaction, "Acknowledgment response"). */
export const ACK_WITHIN_MS = 3_000;
/** Unacknowledged events come again nearly at once, after a minute, after five (docs.slack.dev: The Events API, "Retries"). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

export type Retry = { readonly attempt: number; readonly reason: 'timeout' | 'http_timeout' | 'http_error' | 'connection_failed' };
/** What became of an event in the end: the app acknowledged it, or all repeats were in vain. */
export type OnSettled = (payload: Record<string, unknown>, acknowledged: boolean) => void;
type Deliver = (payload: Record<string, unknown>, retry: Retry | undefined) => Promise<{ delivered: boolean; reason: Retry['reason'] }>;

/** Sends an event again until it is acknowledged. `close` forgets what is still waiting, as a shut-down workspace would. */
export function createRedelivery(
  stopwatch: Stopwatch,
  deliver: Deliver,
  onSettled: OnSettled = () => {},
): { tell(payload: Record<string, unknown>): void; close(): void } {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal); // as many as events wait: no leak
  const attempt = async (payload: Record<string, unknown>, retry: Retry | undefined): Promise<void> => {
    const { delivered, reason } = await deliver(payload, retry);
    const tried = retry?.attempt ?? 0;
    const wait = RETRY_AFTER_MS[tried];
    if (delivered || wait === undefined) return onSettled(payload, delivered);
    await stopwatch.wait(wait, closing.signal);
    if (!closing.signal.aborted) await attempt(payload, { attempt: tried + 1, reason });
  };
  return {
    tell: (payload) => void attempt(payload, undefined),
    close: () => closing.abort(),
  };
}
