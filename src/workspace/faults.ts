import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What can be made to go wrong, for tests and for looking at it: nothing by default. */
export type Fault =
  | { readonly kind: 'ratelimited'; readonly retryAfterS: number }
  /** Answers with an HTTP status of 5xx, before or after the call took effect. */
  | { readonly kind: 'status'; readonly status: ContentfulStatusCode; readonly effect: boolean }
  /** The connection is reset, before or after the call took effect. */
  | { readonly kind: 'cut'; readonly effect: boolean }
  /** The call takes effect this much later, milliseconds of elapsed time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Slack answers with this error code. */
  | { readonly kind: 'error'; readonly error: string };

export type Faults = {
  /** The next `times` calls of `method` meet `fault`; `*` means any. Beside Slack's methods: `upload` (the second step), `respond` (a response_url). */
  next(method: string, fault: Fault, times?: number): void;
  /** What the next call of `method` meets: what was planned, else what `choose` says. */
  take(method: string): Fault | undefined;
  /** Asked about each call for which nothing is planned. */
  choose: (method: string) => Fault | undefined;
  /** Back to a workspace where nothing goes wrong. */
  clear(): void;
  /** Messages younger than this are not in conversations.history yet, milliseconds of elapsed time. */
  historyLagMs: number;
  /** Every envelope is delivered this many times. */
  deliveries: number;
  /** Every envelope is sent this much later, milliseconds of elapsed time. */
  envelopeDelayMs: number;
  /** So many acknowledgements are lost on their way to the workspace. */
  lostAcks: number;
  /** Slack's own limits: one message a second in a channel, and each method's tier. */
  enforceRates: boolean;
};

const NONE = { choose: () => undefined, historyLagMs: 0, deliveries: 1, envelopeDelayMs: 0, lostAcks: 0, enforceRates: false } as const;

export function createFaults(): Faults {
  const planned: { method: string; fault: Fault; left: number }[] = [];
  return {
    ...NONE,
    next(method, fault, times = 1) {
      planned.push({ method, fault, left: times });
    },
    take(method) {
      const plan = planned.find((one) => one.left > 0 && (one.method === method || one.method === '*'));
      if (plan) plan.left -= 1;
      return plan ? plan.fault : this.choose(method);
    },
    clear() {
      planned.length = 0;
      Object.assign(this, NONE);
    },
  };
}
