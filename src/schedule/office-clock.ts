import { type Instant, plus } from '../calendar/instant.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Clock } from './clock.js';
import { findOffset, loadOffset, saveOffset } from './store.js';

/** Office time that can be moved ahead of real time. Only the local workspace has one; against a real chat time is real. */
export type OfficeClock = Clock & {
  /** Makes it `to` now, on disk before in memory; nothing happens where it is later already. From there it goes on at normal speed. */
  moveTo(to: Instant): Promise<void>;
};

/** From here on it is an office of the local workspace, also where its clock is never moved. */
export const noteOfficeClock = (tx: Tx): Promise<void> => saveOffset(tx, 0);

export const hasOfficeClock = async (tx: Tx): Promise<boolean> => (await findOffset(tx)) !== undefined;

/** The clock as it was left: the offset outlives a restart, so that what was sent "next month" stays in the past. */
export async function openOfficeClock(transact: Transact, real: Clock): Promise<OfficeClock> {
  let offsetMs = await transact(loadOffset);
  return {
    now: () => plus(real.now(), offsetMs),
    async moveTo(to) {
      const wanted = to - real.now();
      if (wanted <= offsetMs) return;
      await transact((tx) => saveOffset(tx, wanted));
      offsetMs = Math.max(offsetMs, wanted);
    },
  };
}
