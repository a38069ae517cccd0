import type { Fault } from '../../src/workspace/faults.js';
import type { Workspace } from '../../src/workspace/server.js';
import type { Moments } from './moments.js';
import type { Random } from './random.js';

/** The history never lags longer than this, and no call takes effect later: a quiet period has to be longer than both. */
export const LONGEST_LAG_MS = 300;

/** How often a call meets each fault, of a thousand. What is left over goes well, some of it slowly. */
const PER_THOUSAND = { cutBefore: 8, cutAfter: 12, brokenBefore: 8, brokenAfter: 12, rateLimited: 2, slow: 250 } as const;

/** Methods without which the program only waits. What a person waits for fails as often as anything else. */
const SPARED = new Set(['apps.connections.open']);

function faultFor(random: Random, storm: number): Fault | undefined {
  let dice = random.below(1_000);
  const falls = (share: number) => {
    dice -= share * storm;
    return dice < 0;
  };
  if (falls(PER_THOUSAND.cutBefore)) return { kind: 'cut', effect: false };
  if (falls(PER_THOUSAND.cutAfter)) return { kind: 'cut', effect: true };
  if (falls(PER_THOUSAND.brokenBefore)) return { kind: 'status', status: 503, effect: false };
  if (falls(PER_THOUSAND.brokenAfter)) return { kind: 'status', status: 500, effect: true };
  if (falls(PER_THOUSAND.rateLimited)) return { kind: 'ratelimited', retryAfterS: 1 };
  if (falls(PER_THOUSAND.slow / storm)) return { kind: 'delay', ms: random.below(LONGEST_LAG_MS / 2) };
  return undefined;
}

/** Switches the workspace's faults on, `storm` times as many as usual. */
export function startWeather({ faults }: Workspace, moments: Moments, random: Random, storm: number): void {
  faults.choose = (method) => {
    moments.note(`call ${method}`);
    return SPARED.has(method) ? undefined : faultFor(random, storm);
  };
}

/** Another wind in each life: whether the history lags, envelopes come twice, acknowledgements get lost, or the line is cut. */
export function changeWeather({ faults, link }: Workspace, random: Random): void {
  faults.historyLagMs = random.one([0, LONGEST_LAG_MS / 3, LONGEST_LAG_MS]);
  faults.deliveries = random.one([1, 1, 2, 3]);
  faults.lostAcks = random.chance(0.3) ? 1 + random.below(3) : 0;
  if (random.chance(0.1)) link.cut();
}
