/**
 * The three ways a chat fails. Everything else that is thrown is a bug or broken infrastructure.
 * What the outbox does with each stands in delivery/outbox.ts.
 */

/** The server answered no; the effect did not happen. `code` is the chat's own word, e.g. `channel_not_found`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly code: string,
    readonly meaning: RefusedMeaning,
    options?: ErrorOptions,
  ) {
    super(`the chat refused: ${code}`, options);
  }
}

/** `person-gone`: account deactivated or unknown. `message-gone`: the message to change no longer exists. `too-late`: the trigger expired. `scope`: the token may not do this. `credentials`: token wrong or revoked. `suspended`: the chat takes nothing from anybody for now. `on-the-way`: something between us and the chat has answered in its place. `content`: the chat will never take this card. */
export type RefusedMeaning =
  | 'person-gone'
  | 'message-gone'
  | 'too-late'
  | 'scope'
  | 'credentials'
  | 'suspended'
  | 'on-the-way'
  | 'content'
  | 'other';

/** Nothing happened; ask again after `retryAfterMs` (elapsed time). Only the limited method is meant. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  constructor(
    readonly method: string,
    readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(`rate limited: ${method}, ${retryAfterMs} ms`, options);
  }
}

/** Time-out, reset or 5xx: the effect may or may not have happened. Never send again without looking. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}
