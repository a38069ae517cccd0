import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { OutcomeUnknown, RateLimited, Refused, type RefusedMeaning } from '../chat/errors.js';
import { DEFAULT_RETRY_AFTER_S } from './fetch.js';

/** Slack's words for "no" (docs.slack.dev: the Errors section of each method). What isn't here is `other`. */
const MEANINGS: Readonly<Record<string, RefusedMeaning>> = {
  user_disabled: 'person-gone',
  user_not_found: 'person-gone',
  users_not_found: 'person-gone',
  channel_not_found: 'person-gone',
  account_inactive: 'credentials',
  invalid_auth: 'credentials',
  not_authed: 'credentials',
  not_allowed_token_type: 'credentials',
  token_expired: 'credentials',
  token_revoked: 'credentials',
  missing_scope: 'scope',
  accesslimited: 'suspended',
  ekm_access_denied: 'suspended',
  message_limit_exceeded: 'suspended',
  org_login_required: 'suspended',
  team_access_not_granted: 'suspended',
  two_factor_setup_required: 'suspended',
  message_not_found: 'message-gone',
  cant_update_message: 'message-gone',
  edit_window_closed: 'message-gone',
  expired_trigger_id: 'too-late',
  exchanged_trigger_id: 'too-late',
  invalid_trigger_id: 'too-late',
  not_found: 'too-late',
  hash_conflict: 'too-late',
  invalid_blocks: 'content',
  invalid_blocks_format: 'content',
  invalid_arguments: 'content',
  msg_too_long: 'content',
  msg_blocks_too_long: 'content',
  no_text: 'content',
  invalid_metadata_format: 'content',
  invalid_metadata_schema: 'content',
  metadata_too_large: 'content',
  view_too_large: 'content',
};

/** Answers that say nothing about the effect (reliability.md, Slack semantics). */
const UNKNOWN = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']);
/** A body that is no JSON reaches us as its own error code: a proxy's page, or an answer cut short. It says nothing, either. */
const CODE = /^[a-z][\w:.-]{0,99}$/i;
/** Slack itself says no in JSON. A page with 4xx comes from a proxy; these say something of this one request, the others would say it of any. */
const OF_THE_REQUEST = new Set([400, 413, 414, 431]);
/** Given up by a proxy that may have passed it on. */
const LATE = new Set([408, 499]);
const LIMITED = new Set(['ratelimited', 'rate_limited']);

export function refused(code: string, cause?: unknown): Refused {
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  return new Refused(code, meaning ?? 'other', { cause });
}

/** One attempt at one method; whatever the SDK throws becomes one of the port's three failures. */
export async function attempt<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asChatFailure(method, error);
  }
}

export function asChatFailure(method: string, error: unknown): Error {
  if (error instanceof Refused || error instanceof RateLimited || error instanceof OutcomeUnknown) return error;
  if (error instanceof WebAPIRateLimitedError) return new RateLimited(method, error.retryAfter * 1_000, { cause: error });
  if (error instanceof WebAPIPlatformError) {
    const code = String(error.data.error ?? '');
    if (LIMITED.has(code)) return new RateLimited(method, retryAfterMs(error), { cause: error });
    if (!CODE.test(code)) return new OutcomeUnknown(`${method}: an answer that is none`, { cause: error });
    return UNKNOWN.has(code) ? new OutcomeUnknown(`${method}: ${code}`, { cause: error }) : refused(code, error);
  }
  if (error instanceof WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500 && !LATE.has(error.statusCode))
    return new Refused(`http_${error.statusCode}`, OF_THE_REQUEST.has(error.statusCode) ? 'other' : 'on-the-way', { cause: error });
  return new OutcomeUnknown(`${method}: no answer`, { cause: error });
}

const retryAfterMs = ({ data }: WebAPIPlatformError): number => (data.response_metadata?.retryAfter ?? DEFAULT_RETRY_AFTER_S) * 1_000;
