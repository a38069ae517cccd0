import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { PlainTimeText } from '../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { dateOf } from '../../src/calendar/zone.js';
import { announcedAfter, isInAdvance, type Other, type Outcome, overlaps, precedence, settleBy } from '../../src/meeting/precedence.js';
import { at, zone } from '../support/office.js';

const start = at('2026-12-02', '09:00');
const hours = (from: number, to: number) => ({ start: plus(start, from * hourMs), end: plus(start, to * hourMs) });

/** Where the other lies, seen from a meeting of two hours. Half-open: what touches does not overlap. */
const places: readonly { where: string; interval: ReturnType<typeof hours>; meets: boolean }[] = [
  { where: 'long before', interval: hours(-5, -4), meets: false },
  { where: 'ending as it begins', interval: hours(-1, 0), meets: false },
  { where: 'over its beginning', interval: hours(-1, 1), meets: true },
  { where: 'a minute into it', interval: { start: plus(start, -hourMs), end: plus(start, minuteMs) }, meets: true },
  { where: 'within it', interval: hours(0.5, 1), meets: true },
  { where: 'at the same time', interval: hours(0, 2), meets: true },
  { where: 'around it', interval: hours(-1, 3), meets: true },
  { where: 'over its end', interval: hours(1, 3), meets: true },
  { where: 'beginning as it ends', interval: hours(2, 3), meets: false },
];
/** domain.md §2 by hand: what a bureau-wide meeting does to another of this kind, announced in advance or late. */
const OUTCOMES: Record<Other, { inAdvance: Outcome; late: Outcome }> = {
  activity: { inAdvance: 'must-give-way', late: 'asked-to-give-way' },
  'bureau-meeting': { inAdvance: 'refused', late: 'refused' },
  round: { inAdvance: 'waits', late: 'waits' },
  leave: { inAdvance: 'leave-decides', late: 'leave-decides' },
};
const combinations = places.flatMap(({ where, interval, meets }) =>
  (Object.keys(OUTCOMES) as Other[]).flatMap((kind) =>
    (['bureau', 'departments'] as const).flatMap((scope) =>
      [true, false].flatMap((inAdvance) =>
        [0, 1, 40].map((together) => ({
          name: `${scope} ${inAdvance ? 'in advance' : 'late'}, ${kind} ${where}, ${together} people together`,
          meeting: { scope, inAdvance, startsAt: start, endsAt: plus(start, 2 * hourMs) },
          other: { kind, interval, together },
          outcome: scope === 'bureau' && meets && together > 0 ? OUTCOMES[kind][inAdvance ? 'inAdvance' : 'late'] : 'no-conflict',
        })),
      ),
    ),
  ),
);

describe('every combination of time, people, scope, notice and kind has its outcome', () => {
  test('there are as many as the table has', () => expect(combinations).toHaveLength(9 * 4 * 2 * 2 * 3));
  test.each(combinations)('$name', ({ meeting, other, outcome }) => expect(precedence(meeting, other)).toBe(outcome));
});

test('two overlap if, and only if, some minute belongs to both', () => {
  const minute = fc.integer({ min: 0, max: 60 });
  const interval = fc
    .tuple(minute, fc.integer({ min: 1, max: 60 }))
    .map(([from, long]) => ({ start: from as Instant, end: (from + long) as Instant }));
  const minutesOf = ({ start: from, end }: { start: Instant; end: Instant }) =>
    Array.from({ length: end - from }, (_, index) => from + index);
  fc.assert(
    fc.property(interval, interval, (one, other) => {
      const shared = minutesOf(one).some((each) => minutesOf(other).includes(each));
      expect(overlaps(one, other)).toBe(shared);
    }),
  );
});

const office = {
  calendar: makeWorkCalendar({ workCalendar: { kind: 'china' } }, []),
  workingHours: { start: PlainTimeText.parse('08:30'), end: PlainTimeText.parse('17:30') },
  zone: zone(),
};
const one = { inAdvance: { workdays: 1 } };

describe('announced in advance: a full workday lies between', () => {
  test.each([
    ['a Monday morning, for Wednesday morning', at('2026-11-30', '10:00'), at('2026-12-02', '09:00'), true],
    ['a Monday before work, for Tuesday morning: all of Monday lies between', at('2026-11-30', '08:30'), at('2026-12-01', '09:00'), true],
    ['a Monday a minute into work, for Tuesday', at('2026-11-30', '08:31'), at('2026-12-01', '09:00'), false],
    ['a Monday before work, for Monday evening', at('2026-11-30', '07:00'), at('2026-11-30', '18:00'), true],
    ['a Monday before work, for Monday afternoon', at('2026-11-30', '07:00'), at('2026-11-30', '15:00'), false],
    ['Friday noon, for Monday morning: a weekend is no workday', at('2026-11-27', '12:00'), at('2026-11-30', '09:00'), false],
    ['Friday noon, for Tuesday morning', at('2026-11-27', '12:00'), at('2026-12-01', '09:00'), true],
    ['before the National Day holiday, for its last day', at('2026-09-30', '12:00'), at('2026-10-07', '09:00'), false],
    ['after its start', at('2026-12-02', '09:00'), at('2026-12-02', '09:00'), false],
  ])('%s', (_, announcedAt, startsAt, expected) => expect(isInAdvance(announcedAt, startsAt, one, office)).toBe(expected));

  test('a later start never makes it late, an earlier announcement neither', () => {
    const instant = fc.integer({ min: at('2026-09-25', '00:00'), max: at('2026-10-15', '00:00') }).map((ms) => ms as Instant);
    const step = fc.integer({ min: 0, max: 5 * dayMs });
    fc.assert(
      fc.property(instant, step, step, step, fc.integer({ min: 0, max: 3 }), (announcedAt, wait, earlier, later, workdays) => {
        const policy = { inAdvance: { workdays } };
        const startsAt = plus(announcedAt, wait);
        fc.pre(isInAdvance(announcedAt, startsAt, policy, office));
        expect(isInAdvance(plus(announcedAt, -earlier), plus(startsAt, later), policy, office)).toBe(true);
      }),
    );
  });
});

test('what has to give way is settled by the evening of the workday before, and never after the start', () => {
  const policy = { settleBy: { workdaysBefore: 1, time: PlainTimeText.parse('17:30') } };
  expect(settleBy(at('2026-12-02', '09:00'), policy, office)).toBe(at('2026-12-01', '17:30'));
  expect(settleBy(at('2026-11-30', '09:00'), policy, office)).toBe(at('2026-11-27', '17:30'));
  const sameDay = { settleBy: { workdaysBefore: 0, time: PlainTimeText.parse('17:30') } };
  expect(settleBy(at('2026-12-02', '09:00'), sameDay, office)).toBe(at('2026-12-02', '09:00'));
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01', '00:00'), max: at('2026-12-31', '00:00') }),
      fc.integer({ min: 0, max: 10 }),
      (ms, workdaysBefore) => {
        const startsAt = ms as Instant;
        const deadline = settleBy(startsAt, { settleBy: { workdaysBefore, time: PlainTimeText.parse('17:30') } }, office);
        expect(deadline).toBeLessThanOrEqual(startsAt);
        expect(workdaysBefore === 0 || office.calendar.isWorkday(dateOf(deadline, office.zone))).toBe(true);
      },
    ),
  );
});

describe('a change counts as announced anew where it takes what it did not have', () => {
  const before = { scope: 'bureau' as const, startsAt: start, endsAt: plus(start, 2 * hourMs), announcedAt: at('2026-11-27', '10:00') };
  const now = at('2026-12-01', '10:00');
  test.each([
    ['moved', { ...before, startsAt: plus(start, hourMs), endsAt: plus(start, 3 * hourMs) }, now],
    ['longer', { ...before, endsAt: plus(start, 3 * hourMs) }, now],
    ['earlier', { ...before, startsAt: plus(start, -1) }, now],
    ['shortened', { ...before, endsAt: plus(start, hourMs) }, before.announcedAt],
    ['in another room only', before, before.announcedAt],
    ['no longer bureau-wide', { ...before, scope: 'departments' as const }, before.announcedAt],
  ])('%s', (_, after, expected) => expect(announcedAfter(before, after, now)).toBe(expected));
  test('bureau-wide from now on', () => expect(announcedAfter({ ...before, scope: 'departments' }, before, now)).toBe(now));
});
