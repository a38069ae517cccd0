import type { Fault } from '../../src/workspace/faults.js';
import type { Workspace } from '../../src/workspace/server.js';
import type { Moments } from './moments.js';
import type { Random } from './random.js';

/** The history never lags longer than this, and no call takes effect later: a quiet period has to be longer than both. */
export const LONGEST_LAG_MS = 300;

/** How many of a thousand calls meet each fault. */
const FAULTS: readonly { readonly perThousand: number; readonly fault: Fault }[] = [
  { perThousand: 8, fault: { kind: 'cut', effect: false } },
  { perThousand: 12, fault: { kind: 'cut', effect: true } },
  { perThousand: 8, fault: { kind: 'status', status: 503, effect: false } },
  { perThousand: 12, fault: { kind: 'status', status: 500, effect: true } },
  { perThousand: 2, fault: { kind: 'ratelimited', retryAfterS: 1 } },
];
/** Of those that meet none, so many are slow. */
const SLOW_PER_THOUSAND = 250;

/** Methods without which the program only waits. What a person waits for fails as often as anything else. */
const SPARED = new Set(['apps.connections.open']);

function faultFor(random: Random, storm: number): Fault | undefined {
  let dice = random.below(1_000);
  for (const { perThousand, fault } of FAULTS) {
    dice -= perThousand * storm;
    if (dice < 0) return fault;
  }
  return random.below(1_000) < SLOW_PER_THOUSAND ? { kind: 'delay', ms: random.below(LONGEST_LAG_MS / 2) } : undefined;
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
