import type { Instant } from '../../src/calendar/instant.js';
import { createClockControl } from '../../src/schedule/clock-control.js';
import type { Job } from '../../src/schedule/job.js';
import { openOfficeClock } from '../../src/schedule/office-clock.js';
import { createTurns } from '../../src/schedule/turns.js';
import { testDatabase } from '../support/database.js';
import { memoryLog, stoppedClock } from './build.js';

/** A movable clock over real time that stands still, on a database file of its own. */
export async function openVirtual(
  start: Instant,
  jobs: readonly Job[] = [],
  settle: () => Promise<void> = async () => undefined,
  mostSteps?: number,
) {
  const { transact } = await testDatabase();
  const real = stoppedClock(start);
  const clock = await openOfficeClock(transact, real);
  const turns = createTurns();
  const log = memoryLog();
  const deps = { transact, clock, jobs, turns, settle, log, ...(mostSteps === undefined ? {} : { mostSteps }) };
  return { ...deps, real, control: createClockControl(deps) };
}
