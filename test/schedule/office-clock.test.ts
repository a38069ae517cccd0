import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, type Instant, plus } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { createClockControl } from '../../src/schedule/clock-control.js';
import { ClockRefused } from '../../src/schedule/clock-refusal.js';
import type { Job } from '../../src/schedule/job.js';
import { openOfficeClock } from '../../src/schedule/office-clock.js';
import { loadOffset, saveOffset } from '../../src/schedule/store.js';
import { at } from '../calendar/build.js';
import { testDatabase } from '../support/database.js';
import { held, jobAt, stoppedClock } from './build.js';
import { openVirtual } from './office.js';

const start = at('2026-11-24T01:00:00Z');
const hoursOn = (n: number) => plus(start, n * hourMs);

describe('the clock', () => {
  test('is real time until somebody moves it', async () => {
    const { clock, real } = await openVirtual(start);
    real.set(hoursOn(1));
    expect(clock.now()).toBe(hoursOn(1));
  });

  test('goes on at normal speed after a move, and is never moved back', async () => {
    const { clock, real } = await openVirtual(start);
    await clock.moveTo(hoursOn(5));
    real.set(hoursOn(1));
    expect(clock.now()).toBe(hoursOn(6));
    await clock.moveTo(hoursOn(2));
    expect(clock.now()).toBe(hoursOn(6));
  });

  test('a move into the past does nothing, also before the first move and beside a later one', async () => {
    const { clock, transact } = await openVirtual(start);
    await clock.moveTo(hoursOn(-1));
    expect([clock.now(), await transact(loadOffset)]).toEqual([start, 0]);
    await Promise.all([clock.moveTo(hoursOn(5)), clock.moveTo(hoursOn(2))]);
    expect([clock.now(), await transact(loadOffset)]).toEqual([hoursOn(5), 5 * hourMs]);
  });

  test('is where it was left after a restart', async () => {
    const database = await testDatabase();
    const clock = await openOfficeClock(database.transact, stoppedClock(start));
    await clock.moveTo(hoursOn(24 * 30));
    const again = openDatabase(database.path);
    const reopened = await openOfficeClock(again.transact, stoppedClock(hoursOn(1)));
    expect(reopened.now()).toBe(hoursOn(24 * 30 + 1));
    await again.close();
  });

  test('keeps the larger of two offsets, whichever is written last', async () => {
    const { transact } = await testDatabase();
    for (const offset of [dayMs, hourMs]) await transact((tx) => saveOffset(tx, offset));
    expect(await transact(loadOffset)).toBe(dayMs);
  });
});

describe('moving it', () => {
  test('a jump over a month goes through every due instant in order, and each is delivered before the next', async () => {
    const done: string[] = [];
    const rounds = jobAt('reflection.rounds', [hoursOn(24), hoursOn(24 * 8), hoursOn(24 * 40)], done);
    const nudges = jobAt('reflection.nudges', [hoursOn(20), hoursOn(24), hoursOn(25)], done);
    const office = await openVirtual(
      start,
      [rounds, nudges],
      async () => void done.push(`delivered ${(office.clock.now() - start) / hourMs}`),
    );
    await office.control.advanceTo(hoursOn(24 * 31));
    const readable = done.map((line) => line.replace(/\d{13}/g, (instant) => `${(Number(instant) - start) / hourMs}`));
    expect(readable).toEqual([
      'delivered 0',
      'reflection.nudges 20 at 20',
      'delivered 20',
      'reflection.rounds 24 at 24',
      'reflection.nudges 24 at 24',
      'delivered 24',
      'reflection.nudges 25 at 25',
      'delivered 25',
      'reflection.rounds 192 at 192',
      'delivered 192',
    ]);
    expect(office.clock.now()).toBe(hoursOn(24 * 31));
  });

  test.each([
    [-1, 1],
    [0, 2],
    [1, 2],
  ])('what is due at the very end is done, what comes after is not (%i ms)', async (offset, expected) => {
    const job = jobAt('reflection.rounds', [hoursOn(1), hoursOn(2), plus(hoursOn(2), 2)]);
    const { control } = await openVirtual(start, [job]);
    await control.advanceTo(plus(hoursOn(2), offset));
    expect(job.done).toHaveLength(expected);
  });

  test('what a job makes due on the way is done on the way', async () => {
    const done: number[] = [];
    let nudgeAt: Instant | undefined;
    const rounds = jobAt('reflection.rounds', [hoursOn(1)]);
    const opening: Job = {
      ...rounds,
      run: async (now) => {
        await rounds.run(now);
        if (now === hoursOn(1)) nudgeAt = hoursOn(3);
      },
    };
    const nudges: Job = {
      name: 'reflection.nudges',
      nextDueAt: async (_tx, after) => (nudgeAt !== undefined && nudgeAt > after ? nudgeAt : undefined),
      run: async (now) => void (nudgeAt === now && done.push(now)),
    };
    const { control } = await openVirtual(start, [nudges, opening]);
    await control.advanceTo(hoursOn(10));
    expect(done).toEqual([hoursOn(3)]);
  });

  test('the next thing that is due has a name', async () => {
    const { control } = await openVirtual(start, [
      jobAt('reflection.rounds', [hoursOn(9)]),
      jobAt('reflection.nudges', [hoursOn(4)]),
      jobAt('reflection.none', []),
    ]);
    expect(await control.next()).toEqual({ at: hoursOn(4), job: 'reflection.nudges' });
    await control.advanceTo(hoursOn(20));
    expect(await control.next()).toBeUndefined();
  });

  test.each([-1, 0])('the past and the present are refused (%i ms)', async (offset) => {
    const { control, clock } = await openVirtual(start);
    await expect(control.advanceTo(plus(start, offset))).rejects.toThrow(new ClockRefused('not-forward'));
    expect(clock.now()).toBe(start);
  });

  test('a second move while one is under way is refused, and the first is not disturbed', async () => {
    const delivery = held();
    const { control, clock } = await openVirtual(start, [], delivery.work);
    const first = control.advanceTo(hoursOn(1));
    expect(control.moving()).toBe(true);
    await expect(control.advanceTo(hoursOn(2))).rejects.toMatchObject({ refusal: 'already-moving' });
    await delivery.begun.reached(1);
    delivery.release();
    await first;
    expect([clock.now(), control.moving()]).toEqual([hoursOn(1), false]);
  });

  test('no tick runs between two steps', async () => {
    const { control, turns, clock } = await openVirtual(start, [jobAt('reflection.rounds', [hoursOn(1), hoursOn(2)])]);
    const moving = control.advanceTo(hoursOn(3));
    expect(turns.free()).toBe(false);
    const seen = turns.take(async () => clock.now());
    await moving;
    expect(await seen).toBe(hoursOn(3));
  });

  test('a job that fails on the way is logged and the way goes on', async () => {
    const failing: Job = {
      ...jobAt('reflection.rounds', [hoursOn(1)]),
      run: async () => {
        throw new Error('the disk is full');
      },
    };
    const nudges = jobAt('reflection.nudges', [hoursOn(2)]);
    const { control, log } = await openVirtual(start, [failing, nudges]);
    await control.advanceTo(hoursOn(3));
    expect(nudges.done).toHaveLength(1);
    expect(new Set(log.lines.map((line) => line.job))).toEqual(new Set(['reflection.rounds']));
  });

  test('a job that is always due is named instead of hanging the clock', async () => {
    const always = (at: (after: Instant) => Instant): Job => ({
      name: 'reflection.always',
      nextDueAt: async (_tx, after) => at(after),
      run: async () => undefined,
    });
    const stuck = await openVirtual(start, [always((after) => after)]);
    await expect(stuck.control.advanceTo(hoursOn(1))).rejects.toThrow('job reflection.always says that it is due at');
    const creeping = await openVirtual(start, [always((after) => plus(after, 1))], async () => undefined, 50);
    await expect(creeping.control.advanceTo(hoursOn(1))).rejects.toThrow('job reflection.always is due again and again');
    // The clock stays where everything was done, and can be moved again.
    expect(creeping.clock.now()).toBe(plus(start, 50));
    expect(creeping.control.moving()).toBe(false);
  });

  test('a move that is halted ends where it is, quietly, and the next one goes on from there', async () => {
    const job = jobAt('reflection.rounds', [hoursOn(1), hoursOn(2), hoursOn(3)]);
    let impatient = true;
    const office = await openVirtual(start, [job], async () => {
      if (impatient && office.clock.now() === hoursOn(2)) office.control.halt();
    });
    await office.control.advanceTo(hoursOn(10));
    expect([office.clock.now(), job.done.length, office.control.moving()]).toEqual([hoursOn(2), 2, false]);
    impatient = false;
    await office.control.advanceTo(hoursOn(11));
    expect([office.clock.now(), job.done.length]).toEqual([hoursOn(11), 3]);
  });

  test('stopping ends a move after its present step, and a restart goes on from there', async () => {
    const job = jobAt('reflection.rounds', [hoursOn(1), hoursOn(2), hoursOn(3)]);
    const office = await openVirtual(start, [job], async () => {
      if (office.clock.now() === hoursOn(2)) void office.control.stop();
    });
    await expect(office.control.advanceTo(hoursOn(10))).rejects.toMatchObject({ refusal: 'stopping' });
    await office.control.stop();
    expect(job.done).toHaveLength(2);
    const clock = await openOfficeClock(office.transact, stoppedClock(start));
    expect(clock.now()).toBe(hoursOn(2));
    const again = createClockControl({ ...office, clock });
    await again.advanceTo(hoursOn(10));
    expect(job.done).toHaveLength(3);
  });
});
