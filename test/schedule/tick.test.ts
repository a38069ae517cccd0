import { describe, expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { Job } from '../../src/schedule/job.js';
import { runJobs } from '../../src/schedule/run-jobs.js';
import { startTick } from '../../src/schedule/tick.js';
import { createTurns } from '../../src/schedule/turns.js';
import { at } from '../calendar/build.js';
import { counter, held, memoryLog, stoppedClock } from './build.js';

const now = at('2026-11-24T00:30:00Z');
const job = (name: string, run: (now: Instant) => Promise<void>): Job => ({ name, run, nextDueAt: async () => undefined });
const broken = job('reflection.rounds', async () => {
  throw new Error('the disk is full');
});

function tickOf(...jobs: Job[]) {
  const log = memoryLog();
  const turns = createTurns();
  const tick = startTick({ jobs, clock: stoppedClock(now), turns, log, onTick: () => undefined });
  onTestFinished(() => tick.stop());
  return { tick, log, turns };
}

describe('one tick', () => {
  test('a job that fails is logged by its name and does not stop the next one', async () => {
    const log = memoryLog();
    const ran: Instant[] = [];
    await runJobs([broken, job('reflection.nudges', async (at) => void ran.push(at))], now, log);
    expect(ran).toEqual([now]);
    expect(log.lines.map((line) => line.job)).toEqual(['reflection.rounds']);
  });

  test('a job that throws before its first await is a failed job, too', async () => {
    const log = memoryLog();
    const hasty: Job = {
      ...broken,
      run: () => {
        throw new Error('at once');
      },
    };
    await runJobs([hasty], now, log);
    expect(log.lines).toHaveLength(1);
  });
});

describe('the tick', () => {
  test('a tick that fails does not stop the next', async () => {
    const { log } = tickOf(broken);
    await log.written.reached(2);
    expect(log.lines[1]?.job).toBe('reflection.rounds');
  });

  test('a tick counts as done where everything ran, and not where a job failed', async () => {
    const done = counter();
    const log = memoryLog();
    const ticking = { clock: stoppedClock(now), log, onTick: () => done.add() };
    const failing = startTick({ ...ticking, jobs: [broken, job('reflection.nudges', async () => undefined)], turns: createTurns() });
    await log.written.reached(2);
    await failing.stop();
    expect(done.count).toBe(0);
    // The control.
    const tick = startTick({ ...ticking, jobs: [job('reflection.nudges', async () => undefined)], turns: createTurns() });
    onTestFinished(() => tick.stop());
    await done.reached(1);
  });

  test('a tick that takes longer than a second is not overtaken by the next', async () => {
    const slow = held();
    const others = counter();
    tickOf(job('reflection.rounds', slow.work));
    await slow.begun.reached(1);
    // The control: another tick goes on meanwhile, so seconds do pass.
    tickOf(job('reflection.nudges', async () => others.add()));
    await others.reached(2);
    expect(slow.begun.count).toBe(1);
    slow.release();
    await slow.begun.reached(2);
    slow.release();
  });

  test('nothing runs while somebody else has the turn', async () => {
    const ran = counter();
    const others = counter();
    const move = held();
    const { turns } = tickOf(job('reflection.rounds', async () => ran.add()));
    await ran.reached(1);
    const moved = turns.take(move.work);
    await move.begun.reached(1);
    const before = ran.count;
    tickOf(job('reflection.nudges', async () => others.add()));
    await others.reached(2);
    expect(ran.count).toBe(before);
    move.release();
    await moved;
    // Seconds that went by meanwhile are not made up for one after the other.
    await turns.take(async () => expect(ran.count).toBe(before));
    await ran.reached(before + 1);
  });

  test('stopping waits for the tick that is running, and none begins afterwards', async () => {
    const slow = held();
    let ended = false;
    const { tick } = tickOf(
      job('reflection.rounds', async () => {
        await slow.work();
        ended = true;
      }),
    );
    await slow.begun.reached(1);
    const others = counter();
    let stopped = false;
    const stopping = tick.stop().then(() => {
      stopped = true;
    });
    tickOf(job('reflection.nudges', async () => others.add()));
    await others.reached(2);
    expect(stopped).toBe(false);
    slow.release();
    await stopping;
    expect(ended).toBe(true);
    expect(slow.begun.count).toBe(1);
  });
});

test('turns are taken in the order of asking, and a failure gives the turn on', async () => {
  const turns = createTurns();
  const order: number[] = [];
  const begin = held();
  const first = turns.take(async () => {
    await begin.work();
    order.push(1);
    throw new Error('first');
  });
  const second = turns.take(async () => {
    order.push(2);
    expect(turns.free()).toBe(false);
  });
  await begin.begun.reached(1);
  begin.release();
  await expect(first).rejects.toThrow('first');
  await second;
  expect(order).toEqual([1, 2]);
  await turns.take(async () => undefined);
  expect(turns.free()).toBe(true);
});
