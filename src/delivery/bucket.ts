import type { ElapsedMs } from '../schedule/clock.js';

/** A token bucket: in any span of t ms at most `capacity + fullRate × t` tokens can be taken. */
export type Bucket = {
  readonly capacity: number;
  /** Tokens per millisecond when nothing is wrong. */
  readonly fullRate: number;
  /** Tokens per millisecond now; lower after the chat complained. */
  rate: number;
  tokens: number;
  filledAt: number | undefined;
};

/** Back at full speed ten minutes after a halving: slowly enough that a chat which complains once a while isn't hit at full speed each time. */
const RECOVERY_MS = 20 * 60_000;
/** Never slower than a sixteenth: a storm of 429s must not end in silence. */
const SLOWEST = 1 / 16;
/** Sums of small floating-point steps fall short of a whole token by less than this. */
const ROUNDING = 1e-9;

export function makeBucket(perMs: number, capacity: number): Bucket {
  return { capacity, fullRate: perMs, rate: perMs, tokens: capacity, filledAt: undefined };
}

export function fill(bucket: Bucket, now: ElapsedMs): void {
  const since = Math.max(0, now - (bucket.filledAt ?? now));
  bucket.tokens = Math.min(bucket.capacity, bucket.tokens + since * bucket.rate);
  bucket.rate = Math.min(bucket.fullRate, bucket.rate + (bucket.fullRate * since) / RECOVERY_MS);
  bucket.filledAt = now;
}

/** 0 when a token is there. */
export function msUntilToken(bucket: Bucket): number {
  return bucket.tokens >= 1 - ROUNDING ? 0 : Math.ceil((1 - bucket.tokens) / bucket.rate);
}

/** Half as fast, and what was saved up is gone. */
export function lower(bucket: Bucket, now: ElapsedMs): void {
  fill(bucket, now);
  bucket.rate = Math.max(bucket.fullRate * SLOWEST, bucket.rate / 2);
  bucket.tokens = Math.min(bucket.tokens, 0);
}
