import { setTimeout as pause } from 'node:timers/promises';
import type { Moment, Moments } from './moments.js';
import type { Life } from './program.js';
import type { Random } from './random.js';

const isMessage = (moment: Moment) => moment === 'call chat.postMessage' || moment === 'call files.completeUploadExternal';

/**
 * What a death is aimed at: of so many such moments, chance takes one. Counted, not timed: on a busy machine a life takes longer, and is as full.
 */
const AIMS = {
  anything: { most: 60, fits: () => true },
  message: { most: 15, fits: isMessage },
  change: { most: 15, fits: (moment: Moment) => moment === 'call chat.update' || moment === 'call views.publish' },
  look: { most: 4, fits: (moment: Moment) => moment === 'call conversations.history' },
  person: { most: 6, fits: (moment: Moment) => moment === 'press' || moment === 'submit' || moment === 'words' },
} as const;

const ENDS = ['starting', 'anything', 'message', 'message', 'change', 'look', 'person', 'person'] as const;
export type End = (typeof ENDS)[number];

const START_MS = 1_200;
/** The moment doesn't come: there is no more to look for, or nobody there. */
const PATIENCE_MS = 6_000;
/** From the moment on: a press is on its way, handled, or acknowledged; a call is on its way, answered, or its answer is being saved. */
const AFTERMATH_MS = { anything: 12, message: 12, change: 12, look: 12, person: 25 } as const;

/** The first life ends before the office is set up; the next goes on at least until the first message leaves. From then on chance chooses. */
const BEFORE_SET_UP = 1;

/** Waits for the moment of death, and kills. */
export async function die(life: Life, kill: number, moments: Moments, random: Random): Promise<End> {
  const end = kill <= BEFORE_SET_UP ? 'starting' : random.one(ENDS);
  if (end === 'starting') {
    await pause(random.below(START_MS));
    await life.kill();
    return end;
  }
  await life.ready;
  if (kill === BEFORE_SET_UP + 1) while (!(await reached(moments, isMessage, 1)));
  // People have waited for the program and press as soon as it is there: most lives are to see more than that.
  await reached(moments, AIMS.anything.fits, random.below(AIMS.anything.most));
  const { most, fits } = AIMS[end];
  const nth = 1 + random.below(most);
  const delayMs = random.below(AFTERMATH_MS[end]);
  // Without a delay at once: before the moment has any effect.
  if (await reached(moments, fits, nth, () => (delayMs === 0 ? void life.kill() : undefined))) await pause(delayMs);
  await life.kill();
  return end;
}

/** Resolves at the `nth` moment from now that fits (0: now); with false when it doesn't come. */
function reached(moments: Moments, fits: (moment: Moment) => boolean, nth: number, hit = () => {}): Promise<boolean> {
  if (nth === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => {
      moments.forget();
      resolve(false);
    }, PATIENCE_MS);
    moments.aim(fits, nth, () => {
      clearTimeout(giveUp);
      hit();
      resolve(true);
    });
  });
}
