import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant, PlainDate } from '../../../src/calendar/instant.js';
import { addDays, dateIn } from '../../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import type { Entry, EntryId, EntryKind } from '../../../src/leave/balance/balance.js';
import type { CarryOver } from '../../../src/leave/balance/policy.js';
import {
  balanceIn,
  bandAfter,
  bandOn,
  beyond,
  inForce,
  type Known,
  leftFor,
  returnedBy,
  type Share,
  shareOf,
} from '../../../src/leave/balance/rules.js';
import type { HalfDay } from '../../../src/leave/half-days.js';
import type { MemberId } from '../../../src/org/member.js';

const d = (text: string) => text as PlainDate;
const half = (text: string): HalfDay => ({ on: d(text.slice(0, 10)), half: text.endsWith('am') ? 'morning' : 'afternoon' });
const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);

describe('职工带薪年休假条例 第三条, from the month after the years are full', () => {
  test.each([
    ['2025-07-01', '2026-07-31', 0],
    ['2025-07-01', '2026-08-01', 5],
    ['2025-07-31', '2026-08-01', 5],
    ['2025-12-15', '2026-12-31', 0],
    ['2025-12-15', '2027-01-01', 5],
    ['2016-11-02', '2026-11-30', 5],
    ['2016-11-02', '2026-12-01', 10],
    ['2006-02-28', '2026-02-28', 10],
    ['2006-02-28', '2026-03-01', 15],
    ['2016-02-29', '2026-02-28', 5],
    ['2016-02-29', '2026-03-01', 10],
    ['1990-08-01', '2026-11-24', 15],
    ['2026-11-24', '2026-11-24', 0],
    ['2027-01-01', '2026-11-24', 0],
  ])('worked since %s: on %s it is %i days', (since, on, days) => {
    expect((bandOn(d(since), d(on))?.halfDays ?? 0) / 2).toBe(days);
  });

  test.each([
    ['2026-03-02', '2026-11-24', '2027-04-01', 5],
    ['2016-11-02', '2026-11-24', '2026-12-01', 10],
    ['2016-11-02', '2026-12-01', '2036-12-01', 15],
  ])('worked since %s, seen on %s: from %s on it is %i days', (since, on, from, days) => {
    expect(bandAfter(d(since), d(on))).toMatchObject({ from, halfDays: days * 2 });
  });

  test('after twenty years nothing more comes', () => {
    expect(bandAfter(d('2006-02-28'), d('2026-03-01'))).toBeUndefined();
  });

  test('nobody ever loses days by working longer, and each band lasts from its first day to the day before the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 60 }), fc.integer({ min: 0, max: 365 * 60 }), (start, later) => {
        const since = addDays(d('1960-01-01'), start);
        const on = addDays(since, later);
        const next = bandAfter(since, on);
        expect(bandOn(since, addDays(on, 1))?.halfDays ?? 0).toBeGreaterThanOrEqual(bandOn(since, on)?.halfDays ?? 0);
        if (next)
          expect([bandOn(since, addDays(next.from, -1)), bandOn(since, next.from)]).toMatchObject([bandOn(since, on) ?? undefined, next]);
      }),
    );
  });
});

let made = 0;
const entry = (year: number, kind: EntryKind, halfDays = 0, undoes?: Entry): Entry => ({
  id: `E${++made}` as EntryId,
  memberId: '603' as MemberId,
  year,
  kind,
  halfDays,
  recount: undefined,
  undoes: undoes?.id,
  by: '302' as MemberId,
  at: 0 as Instant,
});
const share = (year: number, halfDays: number, more: Partial<Share> = {}): Share => ({
  year,
  halfDays,
  early: 0,
  risen: 0,
  isWaiting: false,
  ...more,
});
const NONE: CarryOver = { years: 0 };
const TO_MARCH: CarryOver = { years: 1, fromYear: 2025, untilMonth: 3 };
const known = (more: Partial<Known> = {}): Known => ({
  since: d('2016-11-02'),
  joinedOn: undefined,
  today: d('2026-11-24'),
  carryOver: NONE,
  shares: [],
  entries: [],
  ...more,
});

describe('the balance of a year', () => {
  test('is what one is entitled to, with corrections, less what is taken and what is waiting', () => {
    const shares = [share(2026, 3), share(2026, 2, { isWaiting: true }), share(2025, 7), share(2027, 9)];
    expect(balanceIn(2026, known({ shares, entries: [entry(2026, 'correction', 4), entry(2025, 'correction', 6)] }))).toEqual({
      entitled: 10,
      ahead: 0,
      carriedOver: 0,
      corrected: 4,
      taken: 3,
      waiting: 2,
      left: 9,
    });
  });

  test('goes below nothing where more was taken: it is shown, not hidden', () => {
    expect(balanceIn(2026, known({ shares: [share(2026, 14)] })).left).toBe(-4);
  });

  test('of this year is as of today, of a year that is over as of its end, of one to come as of its beginning', () => {
    const entitled = (year: number, today: string) => balanceIn(year, known({ today: d(today) })).entitled;
    expect([entitled(2026, '2026-11-30'), entitled(2026, '2026-12-01'), entitled(2026, '2027-01-01')]).toEqual([10, 20, 20]);
    expect([entitled(2027, '2026-11-24'), entitled(2036, '2027-01-01'), entitled(2036, '2036-12-01')]).toEqual([20, 20, 30]);
  });

  test('a year without leave (第四条) takes the entitlement and nothing else, until it is undone', () => {
    const without = entry(2026, 'year-without');
    const entries = [entry(2026, 'correction', 2), without];
    expect(balanceIn(2026, known({ entries }))).toMatchObject({ entitled: 0, corrected: 2, left: 2 });
    expect(balanceIn(2025, known({ entries })).entitled).toBe(10);
    expect(balanceIn(2026, known({ entries: [...entries, entry(2026, 'year-without', 0, without)] })).entitled).toBe(10);
    expect(
      balanceIn(2026, known({ entries: [...entries, entry(2026, 'year-without', 0, without), entry(2026, 'year-without')] })).entitled,
    ).toBe(0);
  });

  test('an entry that was undone, and the one that undoes it, are in force no more', () => {
    const [wrong, right] = [entry(2026, 'correction', 5), entry(2026, 'correction', 4)];
    expect(inForce([wrong, right, entry(2026, 'correction', -5, wrong)])).toEqual([right]);
  });
});

describe('in a year in which the days rise', () => {
  // Ten from May on, in half days twenty.
  const seen = (shares: Share[] = [], more: Partial<Known> = {}) =>
    known({ since: d('2016-04-15'), today: d('2026-03-10'), shares, ...more });
  const sooner = (halfDays: number) => ({ halfDays, early: 0, risen: 0 });
  const later = (halfDays: number) => ({ halfDays, early: 0, risen: halfDays });

  test('a request finds what there is when it begins, whenever it is made', () => {
    expect([leftFor(2026, seen(), sooner(4)), leftFor(2026, seen(), later(4))]).toEqual([10, 20]);
    expect(leftFor(2026, seen([], { today: d('2026-05-01') }), later(4))).toBe(20);
    expect(leftFor(2026, seen([], { today: d('2025-11-24') }), later(4))).toBe(20);
    expect(leftFor(2026, seen([], { entries: [entry(2026, 'year-without')] }), later(4))).toBe(0);
  });

  test('what they rise by is no use to what lies before', () => {
    expect(leftFor(2026, seen(), { halfDays: 14, early: 0, risen: 2 })).toBe(12);
    const planned = share(2026, 16, { risen: 16 });
    expect([leftFor(2026, seen([planned]), sooner(4)), leftFor(2026, seen([planned]), later(4))]).toEqual([4, 4]);
    expect([leftFor(2026, seen([share(2026, 8)]), sooner(4)), leftFor(2026, seen([share(2026, 8)]), later(4))]).toEqual([2, 12]);
    expect(balanceIn(2026, seen([planned]))).toMatchObject({ entitled: 10, ahead: 10, taken: 16, left: 4 });
  });

  test.each([
    ['2026-04-28 am', '2026-04-30 pm', 6, 0],
    ['2026-04-30 am', '2026-05-06 am', 3, 1],
    ['2026-05-06 pm', '2026-05-07 pm', 3, 3],
  ])('%s to %s, counted as %i, has %i after that', (from, until, stored, risen) => {
    const away = { from: half(from), until: half(until) };
    const more = { carryOver: NONE, since: d('2016-04-15'), calendar };
    expect(shareOf({ year: 2026, stored, returned: 0 }, away, false, more)).toMatchObject({ halfDays: stored, risen });
  });
});

describe('what is carried over (第五条)', () => {
  test('nothing, unless policy says so; nothing from years before it says', () => {
    expect(balanceIn(2026, known()).carriedOver).toBe(0);
    expect(balanceIn(2025, known({ carryOver: TO_MARCH })).carriedOver).toBe(0);
    expect(balanceIn(2026, known({ carryOver: { ...TO_MARCH, fromYear: 2026 }, today: d('2026-02-01') })).carriedOver).toBe(0);
  });

  test('what was left of last year, until the end of the month that policy names', () => {
    const carried = (today: string, shares: Share[]) =>
      balanceIn(2026, known({ carryOver: TO_MARCH, today: d(today), shares })).carriedOver;
    const lastYear = share(2025, 4);
    expect([carried('2026-01-01', [lastYear]), carried('2026-03-31', [lastYear])]).toEqual([6, 6]);
    expect(carried('2026-04-01', [lastYear])).toBe(0);
    // What was taken in time stays taken out of it.
    expect(carried('2026-04-01', [lastYear, share(2026, 5, { early: 4 })])).toBe(4);
    expect(carried('2026-04-01', [lastYear, share(2026, 12, { early: 12 })])).toBe(6);
    expect(carried('2026-02-01', [share(2025, 14)])).toBe(0);
  });

  test('nothing of years before they came to this office', () => {
    const carried = (joinedOn: string) =>
      balanceIn(2026, known({ carryOver: TO_MARCH, today: d('2026-02-01'), joinedOn: d(joinedOn) })).carriedOver;
    expect([carried('2024-12-31'), carried('2025-11-01'), carried('2026-01-01')]).toEqual([10, 10, 0]);
  });

  test.each([
    // Ten of 2026, and ten of 2025 until the end of March.
    ['all of it in time', { halfDays: 4, early: 4 }, [], 20],
    ['all of it later', { halfDays: 15, early: 0 }, [], 10],
    ['half of it in time', { halfDays: 8, early: 4 }, [], 14],
    ['later, and some of it is taken in time anyway', { halfDays: 8, early: 0 }, [share(2026, 6, { early: 6 })], 10],
  ])('for a request, what lapses before it is no use: %s', (_which, wanted, shares, expected) => {
    expect(leftFor(2026, known({ carryOver: TO_MARCH, today: d('2026-02-01'), shares }), { ...wanted, risen: 0 })).toBe(expected);
  });

  test('of a request, what was carried over counts no more once it has lapsed, but for what was taken in time', () => {
    const left = (early: number) => leftFor(2026, known({ carryOver: TO_MARCH, today: d('2026-05-01') }), { halfDays: 4, early, risen: 0 });
    expect([left(0), left(4)]).toEqual([10, 14]);
  });

  test('goes no further than one year: it is used up first, and is not carried over again', () => {
    const over = (shares: Share[], entries: Entry[] = []) =>
      balanceIn(2027, known({ since: d('2010-01-05'), carryOver: TO_MARCH, today: d('2027-01-04'), shares, entries })).carriedOver;
    // 20 of 2025 went over, and nothing of 2026 was taken: only the 20 of 2026 go on.
    expect(over([])).toBe(20);
    // 12 were taken in time, out of those of 2025; afterwards 5 of 2026.
    expect(over([share(2026, 12, { early: 12 }), share(2026, 5)])).toBe(15);
    expect(over([], [entry(2026, 'year-without')])).toBe(0);
    expect(over([], [entry(2026, 'correction', -3)])).toBe(17);
  });
});

const POLICY: fc.Arbitrary<CarryOver> = fc.oneof(
  fc.constant(NONE),
  fc.record({
    years: fc.constant(1 as const),
    fromYear: fc.integer({ min: 2022, max: 2028 }),
    untilMonth: fc.integer({ min: 1, max: 12 }),
  }),
);

test('whatever is in the ledger, the sums agree, and nothing that was taken or is waiting is counted twice or lost', () => {
  const shares = fc.array(
    fc.record({
      year: fc.integer({ min: 2022, max: 2028 }),
      halfDays: fc.nat(20),
      early: fc.nat(20),
      risen: fc.nat(20),
      isWaiting: fc.boolean(),
    }),
  );
  const entries = fc.array(fc.tuple(fc.integer({ min: 2022, max: 2028 }), fc.integer({ min: -10, max: 10 }), fc.boolean()));
  fc.assert(
    fc.property(POLICY, shares, entries, fc.integer({ min: 2022, max: 2028 }), (carryOver, all, ledger, year) => {
      const facts = known({
        carryOver,
        shares: all.map((one) => ({ ...one, early: Math.min(one.early, one.halfDays), risen: Math.min(one.risen, one.halfDays) })),
        entries: ledger.map(([of, halfDays, isWithout]) => (isWithout ? entry(of, 'year-without') : entry(of, 'correction', halfDays))),
      });
      const balance = balanceIn(year, facts);
      const own = all.filter((one) => one.year === year).reduce((sum, { halfDays }) => sum + halfDays, 0);
      const { entitled, ahead, carriedOver, corrected, taken, waiting, left } = balance;
      expect(taken + waiting).toBe(own);
      expect(left).toBe(entitled + ahead + carriedOver + corrected - taken - waiting);
      expect([0, 10, 20, 30]).toContain(entitled);
      expect(carriedOver).toBeGreaterThanOrEqual(0);
      expect(ahead).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('what a leave takes of a year', () => {
  const period = (from: string, until: string) => ({ from: half(from), until: half(until) });

  test('as it was counted, less what was given back', () => {
    expect(
      shareOf({ year: 2026, stored: 6, returned: 2 }, period('2026-11-23 am', '2026-11-25 am'), false, {
        carryOver: NONE,
        since: undefined,
        calendar,
      }),
    ).toMatchObject({
      halfDays: 4,
      isWaiting: false,
    });
  });

  test.each([
    ['2026-03-30 am', '2026-03-31 pm', 4, 4],
    ['2026-03-31 am', '2026-04-01 pm', 4, 2],
    ['2026-04-01 am', '2026-04-02 pm', 4, 0],
    // 31 March to 7 April: the Tuesday, then Qingming.
    ['2026-03-31 pm', '2026-04-07 am', 6, 1],
  ])('%s to %s, counted as %i, uses up to %i of what was carried over', (from, until, stored, early) => {
    const share = shareOf({ year: 2026, stored, returned: 0 }, period(from, until), false, {
      carryOver: TO_MARCH,
      since: undefined,
      calendar,
    });
    expect(share).toMatchObject({ halfDays: stored, early });
  });

  test('a request that changes another takes only what it adds while both stand', () => {
    const former = share(2026, 6, { early: 4 });
    expect(beyond(share(2026, 10, { early: 4, isWaiting: true }), former)).toMatchObject({ halfDays: 4, early: 0, isWaiting: true });
    expect(beyond(share(2026, 2, { isWaiting: true }), former)).toMatchObject({ halfDays: 0, early: 0 });
    expect(beyond(share(2026, 2), undefined)).toMatchObject({ halfDays: 2 });
  });

  test('a request that only moves another leaves neither what was carried over nor what the days rise by to others until it is decided', () => {
    expect(beyond(share(2026, 10), share(2026, 10, { early: 10 }))).toMatchObject({ halfDays: 0, early: -10, risen: 0 });
    expect(beyond(share(2026, 10), share(2026, 10, { risen: 10 }))).toMatchObject({ halfDays: 0, early: 0, risen: -10 });
    expect(beyond(share(2026, 10, { early: 10 }), share(2026, 10))).toMatchObject({ halfDays: 0, early: 0 });
    expect(beyond(share(2026, 14, { risen: 14 }), share(2026, 10))).toMatchObject({ halfDays: 4, risen: 4 });
  });

  test.each([
    ['at the end', '2026-11-25 pm', []],
    ['a day earlier', '2026-11-24 pm', [[2026, 2]]],
    ['half a day earlier', '2026-11-25 am', [[2026, 1]]],
  ])('back %s gives back what is left of it', (_when, until, expected) => {
    const takes = new Map([[2026, 6]]);
    expect([...returnedBy(period('2026-11-23 am', '2026-11-25 pm'), period('2026-11-23 am', until), takes, calendar)]).toEqual(expected);
  });

  test('back before it began gives everything back, in each year', () => {
    const stored = new Map([
      [2025, 3],
      [2026, 3],
    ]);
    expect(returnedBy(period('2025-12-30 pm', '2026-01-05 am'), undefined, stored, calendar)).toEqual(stored);
  });

  test('of a year of which nothing was spent all is given back, also what the calendar has come to count as a holiday', () => {
    const stored = new Map([
      [2026, 8],
      [2027, 6],
    ]);
    const newYear = {
      year: 2027,
      source: '',
      holidays: [{ name: '元旦', from: d('2027-01-01'), to: d('2027-01-03') }],
      makeUpWorkdays: [],
    };
    const now = makeWorkCalendar({ workCalendar: { kind: 'china' } }, [newYear]);
    const planned = period('2026-12-28 am', '2027-01-05 pm');
    expect(returnedBy(planned, period('2026-12-28 am', '2026-12-29 pm'), stored, now)).toEqual(
      new Map([
        [2026, 4],
        [2027, 6],
      ]),
    );
  });

  test('never gives back more than was counted, whatever the calendar says meanwhile', () => {
    const whole = period('2026-11-23 am', '2026-11-27 pm');
    fc.assert(
      fc.property(fc.nat(10), fc.nat(4), (stored, days) => {
        const away = { from: whole.from, until: { on: addDays(dateIn(2026, 11, 23), days), half: 'afternoon' as const } };
        const back = returnedBy(whole, away, new Map([[2026, stored]]), calendar).get(2026) ?? 0;
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(stored);
      }),
    );
  });
});
