import { getTasks } from 'node-cron';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { Job } from '../../src/schedule/job.js';
import { runJobs } from '../../src/schedule/run-jobs.js';
import { startTick } from '../../src/schedule/tick.js';
import { createTurns } from '../../src/schedule/turns.js';
import { at } from '../calendar/build.js';
import { memoryLog, stoppedClock, until } from './build.js';

const now = at('2026-11-24T00:30:00Z');
const job = (name: string, run: (now: Instant) => Promise<void>): Job => ({ name, run, nextDueAt: async () => undefined });
const broken = job('reflection.rounds', async () => {
  throw new Error('the disk is full');
});

function tickOf(...jobs: Job[]) {
  const log = memoryLog();
  const turns = createTurns();
  const tick = startTick({ jobs, clock: stoppedClock(now), turns, log });
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
    await until(() => log.lines.length >= 2);
    expect(log.lines[1]?.job).toBe('reflection.rounds');
  });

  test('a tick that takes longer than a second is not overtaken by the next', async () => {
    let begun = 0;
    let finish: () => void = () => undefined;
    let others = 0;
    const slow = job('reflection.rounds', () => {
      begun += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    tickOf(slow);
    const second = tickOf(job('reflection.nudges', async () => void others++));
    await until(() => begun === 1);
    // The control: another tick goes on meanwhile, so seconds do pass.
    const seen = others;
    await until(() => others >= seen + 2);
    expect(begun).toBe(1);
    finish();
    await until(() => begun === 2);
    finish();
    await second.tick.stop();
  });

  test('nothing runs while somebody else has the turn', async () => {
    let ran = 0;
    const { turns } = tickOf(job('reflection.rounds', async () => void ran++));
    await until(() => ran >= 1);
    let release: () => void = () => undefined;
    const held = turns.take(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const before = ran;
    let others = 0;
    tickOf(job('reflection.nudges', async () => void others++));
    await until(() => others >= 2);
    expect(ran).toBe(before);
    release();
    await held;
    await until(() => ran > before);
  });

  test('stopping waits for the tick that is running, and none begins afterwards', async () => {
    let finish: () => void = () => undefined;
    let ended = false;
    let begun = 0;
    const slow = job('reflection.rounds', async () => {
      begun += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ended = true;
    });
    const { tick } = tickOf(slow);
    await until(() => begun === 1);
    const stopped = tick.stop().then(() => ended);
    finish();
    expect(await stopped).toBe(true);
    expect([...getTasks().values()].filter((task) => task.name === 'schedule.tick' && task.getStatus() !== 'destroyed')).toEqual([]);
    expect(begun).toBe(1);
  });
});

test('turns are taken in the order of asking, and a failure gives the turn on', async () => {
  const turns = createTurns();
  const order: number[] = [];
  const first = turns.take(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(1);
    throw new Error('first');
  });
  const second = turns.take(async () => void order.push(2));
  expect(turns.free()).toBe(false);
  await expect(first).rejects.toThrow('first');
  await second;
  expect(order).toEqual([1, 2]);
  await until(() => turns.free());
});
