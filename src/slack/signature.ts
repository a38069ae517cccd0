import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../schedule/clock.js';

const SKEW_MS = 5 * 60_000;

export type Signed = {
  /** `repeated`: the very same request was taken before. Whoever kept a copy of one makes nothing happen with it; Slack signs what it sends again anew. */
  check(headers: IncomingHttpHeaders, raw: string): 'new' | 'repeated' | 'wrong';
  /** What comes of one that is new. False: it could not be handled and may come again. */
  handle(headers: IncomingHttpHeaders, work: () => Promise<boolean>): Promise<boolean>;
  /** What came, or will have come, of the first of those that are repeated. */
  outcome(headers: IncomingHttpHeaders): Promise<boolean>;
};

/** docs.slack.dev: Verifying requests from Slack: v0, HMAC-SHA256 over time stamp and body; five minutes either way. */
export function signedRequests(secret: string, clock: Clock): Signed {
  if (secret === '') throw new Error('SLACK_SIGNING_SECRET is empty');
  /** Signature → until when its time stamp is good. */
  const taken = new Map<string, number>();
  /** Signature → what will have come of it. */
  const underWay = new Map<string, Promise<boolean>>();

  return {
    check(headers, raw) {
      const now = clock.now();
      for (const [signature, until] of taken) {
        if (until >= now) break; // the rest came later
        taken.delete(signature);
      }
      const stamp = headers['x-slack-request-timestamp'];
      if (typeof stamp !== 'string' || !/^\d{1,12}$/.test(stamp)) return 'wrong';
      const sentAt = Number(stamp) * 1_000;
      const expected = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${raw}`).digest('hex')}`;
      if (Math.abs(now - sentAt) > SKEW_MS || !isEqual(signatureOf(headers), expected)) return 'wrong';
      if (taken.has(expected)) return 'repeated';
      taken.set(expected, sentAt + SKEW_MS);
      return 'new';
    },
    async handle(headers, work) {
      const signature = signatureOf(headers);
      const outcome = work();
      underWay.set(signature, outcome);
      const handled = await outcome;
      underWay.delete(signature);
      if (!handled) taken.delete(signature);
      return handled;
    },
    outcome: async (headers) => (await underWay.get(signatureOf(headers))) ?? true,
  };
}

const signatureOf = (headers: IncomingHttpHeaders): string => String(headers['x-slack-signature'] ?? '');

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
