import type { ElapsedMs } from '../schedule/clock.js';
import { type Bucket, fill, lower, makeBucket, msUntilToken } from './bucket.js';

/** The calls of the port that are limited, each for itself. */
export type Method = 'post' | 'upload' | 'update' | 'home' | 'find';

export type Pace = {
  /** Messages and files into one conversation: a steady rate and how many may go at once after a rest. */
  readonly perChannel: { readonly perSecond: number; readonly burst: number };
  /** Calls in the whole workspace. */
  readonly perMinute: Readonly<Record<Method, number>>;
};

/**
 * Slack's rate limits ("Rate limits" and each method's page): chat.postMessage one a second and channel, several hundred a minute and workspace;
 * chat.update and conversations.history tier 3 (50+), views.publish and files.completeUploadExternal tier 4 (100+).
 */
export const slackPace: Pace = {
  perChannel: { perSecond: 1, burst: 3 },
  perMinute: { post: 300, upload: 100, update: 50, home: 100, find: 50 },
};

/** The same proportions, `factor` times as fast. */
export const timesFaster = ({ perChannel, perMinute }: Pace, factor: number): Pace => ({
  perChannel: { perSecond: perChannel.perSecond * factor, burst: Math.max(1, Math.round(perChannel.burst * factor)) },
  perMinute: {
    post: perMinute.post * factor,
    upload: perMinute.upload * factor,
    update: perMinute.update * factor,
    home: perMinute.home * factor,
    find: perMinute.find * factor,
  },
});

/** The local workspace has no limits of its own, unless they are switched on; then its 429s slow this down. */
export const localPace: Pace = {
  perChannel: { perSecond: 50, burst: 50 },
  perMinute: { post: 12_000, upload: 12_000, update: 12_000, home: 12_000, find: 12_000 },
};

export type Pacing = {
  /** 0: go, and it is counted. Otherwise nothing is counted; ask again in so many milliseconds. `channel`: where a message is going. */
  take(method: Method, now: ElapsedMs, channel?: string): number;
  /** How long the method as a whole has to wait, whichever the conversation; counts nothing. */
  waitMs(method: Method, now: ElapsedMs): number;
  /** The chat has said that it takes nothing of this method now. */
  isClosed(method: Method, now: ElapsedMs): boolean;
  /** Nothing of this method for so long. */
  close(method: Method, now: ElapsedMs, ms: number): void;
  /** The chat said 429: nothing of this method for `retryAfterMs`, and half as fast afterwards. */
  limited(method: Method, now: ElapsedMs, retryAfterMs: number): void;
};

/** A little less than allowed, since calls may bunch on their way: of a minute's calls one in a hundred may go at once after a rest, the others come evenly. */
const workspaceBucket = (perMinute: number): Bucket => makeBucket((perMinute * 0.98) / 60_000, Math.max(1, Math.floor(perMinute / 100)));

/** Full buckets of conversations nobody writes to are forgotten from this number on. */
const MOST_CHANNELS = 2_000;

export function createPacing(pace: Pace): Pacing {
  const channels = new Map<string, Bucket>();
  const workspace = new Map<Method, Bucket>();
  const closedUntil = new Map<Method, number>();

  const bucketOf = (method: Method): Bucket => found(workspace, method, () => workspaceBucket(pace.perMinute[method]));
  const channelOf = (channel: string): Bucket =>
    found(channels, channel, () => makeBucket(pace.perChannel.perSecond / 1000, pace.perChannel.burst));

  function close(method: Method, now: ElapsedMs, ms: number): void {
    closedUntil.set(method, Math.max(closedUntil.get(method) ?? 0, now + ms));
  }

  return {
    take(method, now, channel) {
      const own = channel === undefined ? undefined : channelOf(channel);
      if (own) fill(own, now);
      const wait = Math.max(this.waitMs(method, now), own ? msUntilToken(own) : 0);
      if (wait > 0) return wait;
      bucketOf(method).tokens -= 1;
      if (own) own.tokens -= 1;
      if (channels.size > MOST_CHANNELS) forgetFull(channels, now);
      return 0;
    },
    waitMs(method, now) {
      const bucket = bucketOf(method);
      fill(bucket, now);
      return Math.max((closedUntil.get(method) ?? 0) - now, msUntilToken(bucket));
    },
    isClosed: (method, now) => (closedUntil.get(method) ?? 0) > now,
    close,
    limited(method, now, retryAfterMs) {
      close(method, now, retryAfterMs);
      lower(bucketOf(method), now);
    },
  };
}

function found<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function forgetFull(channels: Map<string, Bucket>, now: ElapsedMs): void {
  for (const [channel, bucket] of channels) {
    fill(bucket, now);
    if (bucket.tokens >= bucket.capacity) channels.delete(channel);
  }
}
