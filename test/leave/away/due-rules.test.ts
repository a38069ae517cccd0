import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, minuteMs, type PlainDate, type PlainTime, plus, type Zone } from '../../../src/calendar/instant.js';
import { addDays } from '../../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import { isWorkingTime } from '../../../src/calendar/working-hours.js';
import { dateOf, timeOf } from '../../../src/calendar/zone.js';
import { dueBack, duesOf, nextDue, overdueFrom, toDo } from '../../../src/leave/away/due/rules.js';
import { compareHalfDays, type HalfDay, type Period, spanOf } from '../../../src/leave/half-days.js';
import { at, zone } from '../../support/office.js';
import { days } from './world.js';

const workingHours = { start: '08:30' as PlainTime, end: '17:30' as PlainTime };
const hours = { workingHours, calendar: makeWorkCalendar({ workCalendar: { kind: 'china' } }, []), zone: zone() };
const policy = {
  reminders: { dayBefore: '15:00' as PlainTime },
  reportBack: { nudges: [{ workdaysAfter: 1 }, { workdaysAfter: 2 }], tellApproverAfterWorkdays: 3 },
};
const LONG_AGO = at('2026-09-01', '10:00');
const words = (instant: Instant) => `${dateOf(instant, zone())} ${timeOf(instant, zone())}`;
const listed = (period: Period, approvedAt = LONG_AGO) =>
  duesOf({ period }, approvedAt, policy, hours).map((due) => `${due.what} ${words(due.at)}`);

test.each<[string, Period, string[]]>([
  [
    'from Tuesday to Thursday',
    days('2026-12-01 am', '2026-12-03 pm'),
    [
      'before 2026-11-30 15:00',
      'begin 2026-12-01 08:30',
      'return 2026-12-04 08:30',
      'nudge 2026-12-07 08:30',
      'nudge 2026-12-08 08:30',
      'approver 2026-12-09 08:30',
    ],
  ],
  [
    'a Monday: the workday before is Friday',
    days('2026-12-07 am', '2026-12-07 am'),
    [
      'before 2026-12-04 15:00',
      'begin 2026-12-07 08:30',
      'return 2026-12-07 12:00',
      'nudge 2026-12-08 08:30',
      'nudge 2026-12-09 08:30',
      'approver 2026-12-10 08:30',
    ],
  ],
  [
    'to the eve of National Day: back on the first workday after it',
    days('2026-09-29 pm', '2026-09-30 pm'),
    [
      'before 2026-09-28 15:00',
      'begin 2026-09-29 12:00',
      'return 2026-10-08 08:30',
      'nudge 2026-10-09 08:30',
      'nudge 2026-10-10 08:30',
      'approver 2026-10-12 08:30',
    ],
  ],
  [
    'over a weekend: whoever is in charge is not told in the night to Saturday, nor at all, since it is over on Monday',
    days('2026-12-05 am', '2026-12-06 pm'),
    ['before 2026-12-04 15:00', 'return 2026-12-07 08:30', 'nudge 2026-12-08 08:30', 'nudge 2026-12-09 08:30', 'approver 2026-12-10 08:30'],
  ],
])('%s', (_what, period, expected) => {
  expect(listed(period)).toEqual(expected);
});

test('of a leave that is approved on its second day, what is past is left out, and whoever is in charge is told at once', () => {
  expect(listed(days('2026-12-01 am', '2026-12-03 pm'), at('2026-12-02', '14:00')).slice(0, 2)).toEqual([
    'begin 2026-12-02 14:00',
    'return 2026-12-04 08:30',
  ]);
});

test('of one that is approved when it is over, reporting back counts from the approval', () => {
  expect(listed(days('2026-12-01 am', '2026-12-03 pm'), at('2026-12-10', '14:00'))).toEqual([
    'return 2026-12-10 14:00',
    'nudge 2026-12-11 08:30',
    'nudge 2026-12-14 08:30',
    'approver 2026-12-15 08:30',
  ]);
});

test('of one that is approved at night, or on a day of rest, nobody is told or asked before the next working hour', () => {
  expect(listed(days('2026-12-01 am', '2026-12-03 pm'), at('2026-12-01', '22:30'))[0]).toBe('begin 2026-12-02 08:30');
  expect(listed(days('2026-12-01 am', '2026-12-01 pm'), at('2026-12-01', '22:30'))[0]).toBe('return 2026-12-02 08:30');
  expect(listed(days('2026-12-01 am', '2026-12-03 pm'), at('2026-12-05', '22:30'))).toEqual([
    'return 2026-12-07 08:30',
    'nudge 2026-12-08 08:30',
    'nudge 2026-12-09 08:30',
    'approver 2026-12-10 08:30',
  ]);
  const held = duesOf({ period: days('2026-12-01 am', '2026-12-03 pm') }, LONG_AGO, policy, hours, at('2026-12-04', '22:30'));
  expect(held.filter(({ what }) => what === 'return').map(({ at: when }) => words(when))).toEqual(['2026-12-07 08:30']);
});

test('approved at the very time of the reminder, there is nothing to remind of', () => {
  const period = days('2026-12-01 am', '2026-12-03 pm');
  expect(listed(period, at('2026-11-30', '15:00'))[0]).toContain('begin');
  expect(listed(period, plus(at('2026-11-30', '15:00'), -1))[0]).toContain('before');
});

test.each([
  ['on the day of return itself nobody is overdue', days('2026-12-01 am', '2026-12-03 pm'), '2026-12-05 00:00'],
  ['back at noon', days('2026-12-01 am', '2026-12-03 am'), '2026-12-04 00:00'],
  ['to a Friday: the day of return is Monday', days('2026-12-01 am', '2026-12-04 pm'), '2026-12-08 00:00'],
])('%s', (_what, period, expected) => {
  expect(words(overdueFrom({ period }, hours))).toBe(expected);
});

const zones = fc.constantFrom('Asia/Shanghai', 'America/Sao_Paulo', 'Europe/Berlin', 'Pacific/Apia').map((name) => name as Zone);
const anyHalfDay = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom('morning' as const, 'afternoon' as const))
  .map(([n, half]): HalfDay => ({ on: addDays('2025-06-01' as PlainDate, n), half }));
const periods = fc.tuple(anyHalfDay, anyHalfDay).map((pair): Period => {
  const [from, until] = [...pair].sort(compareHalfDays) as [HalfDay, HalfDay];
  return { from, until };
});

test('in any zone, each comes in working hours or at the time of the reminder, and none after the leave before it is over', () => {
  fc.assert(
    fc.property(periods, zones, (period, where) => {
      const office = { ...hours, zone: where };
      const { start, end } = spanOf(period, where);
      for (const { what, at: when } of duesOf({ period }, 0 as Instant, policy, office)) {
        if (what === 'before') expect([when < start, timeOf(when, where)]).toEqual([true, '15:00']);
        else expect(isWorkingTime(when, workingHours, office.calendar, where)).toBe(true);
        if (what === 'begin') expect(when >= start && when < end).toBe(true);
        if (what === 'return' || what === 'nudge' || what === 'approver') expect(when >= end).toBe(true);
      }
      expect(dueBack({ period }, office)).toBeGreaterThanOrEqual(end);
      expect(timeOf(overdueFrom({ period }, office), where) < '02:00').toBe(true);
    }),
  );
});

test('however long nobody looked, each is done at most once, and the member is asked to report back at most once for every look', () => {
  fc.assert(
    fc.property(periods, fc.array(fc.integer({ min: 1, max: 14 * 24 * 60 }), { maxLength: 30 }), (period, gaps) => {
      const leave = { period };
      const dues = duesOf(leave, plus(spanOf(period, zone()).start, -30 * 24 * 60 * minuteMs), policy, hours);
      const done: string[] = [];
      let since = nextDue(dues, 0 as Instant);
      let now = plus(dues[0]?.at ?? (0 as Instant), -minuteMs);
      for (const gap of [...gaps, 1000 * 24 * 60]) {
        now = plus(now, gap * minuteMs);
        if (since === undefined || since > now) continue;
        const some = toDo(dues, since, now, leave, zone());
        expect(some.filter(({ what }) => what === 'return' || what === 'nudge').length).toBeLessThanOrEqual(1);
        done.push(...some.map((due) => `${due.what} ${due.at}`));
        since = nextDue(dues, now);
      }
      expect(new Set(done).size).toBe(done.length);
      expect(since).toBeUndefined();
      // Whatever happened, the last nudge or a later one has come, and whoever approved knows.
      expect(done.filter((one) => one.startsWith('approver'))).toHaveLength(1);
      expect(done).toContain(`nudge ${dues.findLast(({ what }) => what === 'nudge')?.at}`);
    }),
  );
});
