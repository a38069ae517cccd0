import { WebAPIPlatformError } from '@slack/web-api';
import { RateLimited } from '../chat/errors.js';
import { asChatFailure } from './errors.js';

const LONGEST_PAUSE_MS = 5_000;

/**
 * Waits between attempts to connect: half a second, then doubling, never longer than five. Together with an attempt that hangs (line.ts)
 * Slack's return is noticed within 15 s. A server that names a time is left alone for that long.
 */
export function backOffMs(failures: number, error?: unknown): number {
  const failure = asChatFailure('apps.connections.open', error);
  const asked = failure instanceof RateLimited ? failure.retryAfterMs : 0;
  return Math.max(asked, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(failures - 1, 4)));
}

const SENTENCES: Readonly<Record<string, string>> = {
  invalid_auth: 'the chat does not accept SLACK_APP_TOKEN: copy it anew from the app’s Basic Information page (App-Level Tokens)',
  not_authed: 'the chat does not accept SLACK_APP_TOKEN: copy it anew from the app’s Basic Information page (App-Level Tokens)',
  not_allowed_token_type: 'SLACK_APP_TOKEN holds a token of another kind: it has to begin with xapp-',
  account_inactive: 'the app was removed from the workspace: install it again',
  token_revoked: 'SLACK_APP_TOKEN was revoked: generate a new one',
  missing_scope: 'SLACK_APP_TOKEN lacks the scope connections:write: generate one that has it',
};

/** Why the line could not be had, for the log: in plain words, without the error’s own text, which may hold a token. */
export function describe(error: unknown): { readonly code: string; readonly sentence: string } {
  const code = error instanceof WebAPIPlatformError ? error.data.error : error instanceof Error ? error.name : 'unknown';
  const known = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
  return { code, sentence: known ?? 'the chat cannot be reached; siwen goes on trying. Check the network, and SLACK_API_URL if it is set' };
}
