import { SlackError } from '../desk.js';

const CHANNEL_EVERY_MS = 1_000;
const MINUTE_MS = 60_000;

/** Slack's limits: each method so many calls a minute, and one message a second in a channel (docs.slack.dev: Rate limits). */
export function createRates(elapsed: () => number) {
  const calls = new Map<string, number[]>();
  const lastIn = new Map<string, number>();
  const refuse = (waitMs: number) => {
    throw new SlackError('ratelimited', {}, 429, { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) });
  };
  return {
    /** Counts a call, or refuses it with Retry-After. A refused call counts nowhere. */
    take(method: string, perMinute: number, channel: string | undefined): void {
      const now = elapsed();
      const recent = (calls.get(method) ?? []).filter((at) => now - at < MINUTE_MS);
      const [first] = recent;
      if (recent.length >= perMinute && first !== undefined) refuse(MINUTE_MS - (now - first));
      if (method === 'chat.postMessage' && channel !== undefined) {
        const since = now - (lastIn.get(channel) ?? Number.NEGATIVE_INFINITY);
        if (since < CHANNEL_EVERY_MS) refuse(CHANNEL_EVERY_MS - since);
        lastIn.set(channel, now);
      }
      calls.set(method, [...recent, now]);
    },
  };
}
