import { WebAPIPlatformError } from '@slack/web-api';

/** Waits between attempts to connect: at once, then doubling, never longer than ten seconds, so that Slack's return is noticed soon. */
export function backOffMs(failures: number): number {
  return Math.min(10_000, 500 * 2 ** Math.min(failures - 1, 6));
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
