/** Why a feed could not be fetched. */
export type FeedProblem =
  | 'url-invalid'
  /** Neither https nor http nor webcal; or led from https to http. */
  | 'scheme-refused'
  /** Leads into the office's own network, and the policy doesn't allow that. */
  | 'address-refused'
  | 'host-unknown'
  | 'unreachable'
  | 'certificate-invalid'
  | 'timed-out'
  | 'too-many-redirects'
  /** 401, 403. */
  | 'access-denied'
  /** 404, 410. */
  | 'not-found'
  /** Any other answer that is no calendar. */
  | 'status-unexpected'
  | 'encoding-unknown'
  | 'too-large'
  | 'not-a-calendar';

/** Thrown inside this folder only; `fetchFeed` makes a value of it. */
export class FeedFailure extends Error {
  override name = 'FeedFailure';
  constructor(readonly problem: FeedProblem) {
    super(problem);
  }
}

/** Never the message of a foreign error: it may hold the address, and the address a password. */
export function problemOf(error: unknown): FeedProblem {
  // Of an address with several names each gets its own error.
  const cause = error instanceof AggregateError ? (error.errors.find((one) => one instanceof FeedFailure) ?? error.errors[0]) : error;
  if (cause instanceof FeedFailure) return cause.problem;
  if (!(cause instanceof Error)) return 'unreachable';
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-unknown';
  if (/^Z_|^ERR_.*(?:ZLIB|BROTLI)/.test(code)) return 'encoding-unknown';
  return /CERT|SIGNATURE|ERR_TLS/.test(code) ? 'certificate-invalid' : 'unreachable';
}
