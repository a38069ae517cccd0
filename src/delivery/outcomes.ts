import { OutcomeUnknown, RateLimited, Refused, type RefusedMeaning } from '../chat/errors.js';

/**
 * What a failed call means for the outbox. The right to send again is won only where it is certain that nothing happened.
 *
 *   failure                    post, file                          looking for one               update, Home tab
 *   RateLimited                again after retryAfter; no attempt  the same                      the same
 *   OutcomeUnknown             in doubt: look before sending again look again later              again later: twice does no harm
 *   Refused person-gone        refused                             again a few times, then held  dropped
 *   Refused message-gone       refused                             the same                      dropped
 *   Refused too-late           refused                             the same                      dropped
 *   Refused content            refused; a bug of ours              the same                      dropped; a bug of ours
 *   Refused scope              this method waits; no attempt       this one waits, then held     this method waits
 *   Refused credentials        everything waits; no attempt        everything waits              everything waits
 *   Refused suspended          the same                           the same                      the same
 *   Refused on-the-way         the same, and this one longest      the same                      the same
 *   Refused other              again a few times, then refused     again a few times, then held  again a few times, then dropped
 *   any other error (a bug)    in doubt, as nobody can say         again later                   again a few times, then dropped
 */
export type Verdict =
  | { readonly do: 'wait-for-method'; readonly ms: number }
  | { readonly do: 'wait-for-scope'; readonly code: string }
  | { readonly do: 'wait-for-chat'; readonly code: string }
  | { readonly do: 'in-doubt'; readonly bug: boolean }
  | { readonly do: 'try-again'; readonly code: string }
  | { readonly do: 'give-up'; readonly code: string; readonly bug: boolean };

const REFUSED = {
  'person-gone': (code) => ({ do: 'give-up', code, bug: false }),
  'message-gone': (code) => ({ do: 'give-up', code, bug: false }),
  'too-late': (code) => ({ do: 'give-up', code, bug: false }),
  content: (code) => ({ do: 'give-up', code, bug: true }),
  scope: (code) => ({ do: 'wait-for-scope', code }),
  credentials: (code) => ({ do: 'wait-for-chat', code }),
  suspended: (code) => ({ do: 'wait-for-chat', code }),
  'on-the-way': (code) => ({ do: 'wait-for-chat', code }),
  other: (code) => ({ do: 'try-again', code }),
} as const satisfies Record<RefusedMeaning, (code: string) => Verdict>;

export function verdictOn(error: unknown): Verdict {
  if (error instanceof RateLimited) return { do: 'wait-for-method', ms: error.retryAfterMs };
  if (error instanceof Refused) return REFUSED[error.meaning](error.code);
  return { do: 'in-doubt', bug: !(error instanceof OutcomeUnknown) };
}

/** How often something the chat refuses for an unknown reason is tried before it counts as refused: some ten seconds in all. Lost replies don't count. */
export const MOST_REFUSALS = 5;

/** How often a message is sent whose reply is lost each time. More than this says that something is wrong with the chat, not with the line. */
export const MOST_ATTEMPTS = 3;
