import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentOfName, nameOf } from '../../src/backup/names.js';
import { BackupPolicy } from '../../src/backup/policy.js';
import { dueAt, tooOld } from '../../src/backup/rules.js';
import { dayMs, type PlainTime, plus } from '../../src/calendar/instant.js';
import { at, zone } from '../support/office.js';

const { keep, time } = BackupPolicy.parse({});
const daily = (days: number, from = at('2026-11-25', '02:30')) =>
  Array.from({ length: days }, (_, index) => nameOf(plus(from, -index * dayMs), zone()));

describe('which copies are kept', () => {
  test('after two years of nights: seven days, four weeks, twelve months, the newest of each', () => {
    const names = daily(730);
    const gone = tooOld(names, keep);
    const days = names.filter((name) => !gone.includes(name)).map((name) => name.slice(6, 14));
    expect(days).toEqual([
      ...['20261125', '20261124', '20261123', '20261122', '20261121', '20261120', '20261119'],
      ...['20261115', '20261108', '20261031', '20260930', '20260831', '20260731', '20260630', '20260531', '20260430', '20260331'],
      ...['20260228', '20260131', '20251231'],
    ]);
  });

  test('night after night, a copy that was kept once as the newest of a month is still there until its year is over', () => {
    let there: string[] = [];
    for (const name of daily(400).reverse()) {
      there = [...there, name];
      const gone = tooOld(there, keep);
      there = there.filter((one) => !gone.includes(one));
      expect(there).toContain(name);
    }
    expect(there.length).toBeLessThanOrEqual(7 + 4 + 12);
    expect(there.filter((name) => name.slice(6, 12) < '202611').length).toBeGreaterThanOrEqual(11);
  });

  test('the newest stays whatever the policy says, and what is not named like a copy is left alone', () => {
    const none = { days: 0, weeks: 0, months: 0 };
    const others = [
      'keys.db',
      'workspace.db',
      'siwen.db',
      'siwen-20261399-000000.db',
      '../siwen-20261101-000000.db',
      'siwen-20261101-000000.db.partial',
    ];
    expect(tooOld([...daily(3), ...others], none)).toEqual(daily(3).slice(1));
    expect(tooOld(others, none)).toEqual([]);
    expect(tooOld([], keep)).toEqual([]);
  });

  test('of several copies in one day the newest is kept', () => {
    const names = [nameOf(at('2026-11-25', '02:30'), zone()), nameOf(at('2026-11-25', '17:00'), zone())];
    expect(tooOld(names, keep)).toEqual([names[0]]);
  });

  test('in whatever order a folder lists them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(daily(200), { minLength: 1 }), (names) => {
        const gone = new Set(tooOld(names, keep));
        const sorted = [...names].sort();
        expect([...gone].sort()).toEqual(tooOld(sorted, keep).sort());
        expect(gone.has(sorted.at(-1) ?? '')).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

test('a name says when the copy was taken, to the second', () => {
  const moment = plus(at('2026-11-25', '02:30'), 7_000);
  expect(momentOfName(nameOf(moment, zone()), zone())).toBe(moment);
  for (const other of ['keys.db', 'siwen-20261399-000000.db', 'siwen-20261125-250000.db', 'siwen-20261125-020099.db', 'siwen.db'])
    expect(momentOfName(other, zone())).toBeUndefined();
});

test.each([
  ['2026-11-25', '02:29', '2026-11-24'],
  ['2026-11-25', '02:30', '2026-11-25'],
  ['2026-11-25', '23:59', '2026-11-25'],
  ['2027-01-01', '00:00', '2026-12-31'],
])('at %s %s the copy of %s is due', (date, now, due) => {
  expect(dueAt(at(date, now), time, zone())).toBe(at(due, '02:30'));
});

test('an hour that daylight saving time skips is made up after the gap, one that it repeats comes once', () => {
  const newYork = zone('America/New_York');
  const half = '02:30' as PlainTime;
  const before = Date.UTC(2026, 2, 8, 6, 59) as never; // 01:59, a minute before the gap
  expect(dueAt(before, half, newYork)).toBe(Date.UTC(2026, 2, 7, 7, 30));
  expect(dueAt((before + 60_000) as never, half, newYork)).toBe(Date.UTC(2026, 2, 8, 7, 0));
  const once = '01:30' as PlainTime;
  const repeated = [Date.UTC(2026, 10, 1, 5, 30), Date.UTC(2026, 10, 1, 6, 30)];
  expect(repeated.map((now) => dueAt(now as never, once, newYork))).toEqual([repeated[0], repeated[0]]);
});
