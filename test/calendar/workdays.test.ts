import { describe, expect, test } from 'vitest';
import { addWorkdays, makeWorkCalendar, nthWorkday, onOrAfter, onOrBefore } from '../../src/calendar/workdays.js';
import { china, date, inventedYear, plainWeek, withHolidays } from './build.js';

describe('the official calendar', () => {
  test.each([
    ['2026-10-01', false, '国庆节 on a Thursday'],
    ['2026-10-10', true, 'a Saturday that is worked for 国庆节'],
    ['2026-09-20', true, 'a Sunday that is worked for 国庆节'],
    ['2026-02-14', true, 'a Saturday before 春节'],
    ['2026-02-23', false, 'the last day of 春节, a Monday'],
    ['2026-02-24', true, 'the day after it'],
    ['2026-11-24', true, 'an ordinary Tuesday'],
    ['2026-11-28', false, 'an ordinary Saturday'],
    ['2025-10-08', false, '国庆节 and 中秋节 together in 2025'],
  ])('%s is a workday: %s (%s)', (day, worked) => {
    expect(china.isWorkday(date(day))).toBe(worked);
  });

  test('says honestly which years it knows', () => {
    const known = [2003, 2004, 2025, 2026, 2027, 2028].map((year) => china.covers(year));
    expect(known).toEqual([false, true, true, true, false, false]);
  });

  test('a year without data is Monday to Friday', () => {
    // 1 October 2051 is a Sunday; the first three days of it are a holiday in every year that was announced.
    expect(['2051-10-01', '2051-10-02', '2051-10-03', '2051-10-07'].map((day) => china.isWorkday(date(day)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('a file for a year', () => {
  const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, [inventedYear]);

  test('covers its year and no other', () => {
    expect([2049, 2050, 2051].map((year) => calendar.covers(year))).toEqual([false, true, false]);
  });

  test('decides its own days and those of the neighbouring year that it names', () => {
    // 31 December 2049 is a Friday, 3 January 2050 a Monday, 8 January a Saturday.
    expect(['2049-12-30', '2049-12-31', '2050-01-03', '2050-01-08', '2050-01-15'].map((day) => calendar.isWorkday(date(day)))).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test('replaces the whole year that the program knew', () => {
    const replaced = makeWorkCalendar({ workCalendar: { kind: 'china' } }, [
      { ...inventedYear, year: 2026, holidays: [{ name: '国庆节', from: date('2026-10-01'), to: date('2026-10-02') }], makeUpWorkdays: [] },
    ]);
    expect(['2026-10-01', '2026-10-05', '2026-10-10', '2026-05-01'].map((day) => replaced.isWorkday(date(day)))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(replaced.isWorkday(date('2025-10-01'))).toBe(false);
  });
});

test('an office elsewhere has its own holidays and its own worked Saturdays, and China’s change nothing for it', () => {
  const calendar = withHolidays(['2026-11-26'], ['2026-11-28']);
  expect(['2026-11-25', '2026-11-26', '2026-11-28', '2026-11-29', '2026-10-01'].map((day) => calendar.isWorkday(date(day)))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  expect(calendar.covers(2050)).toBe(true);
});

describe('counting workdays', () => {
  test.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-10-08', -1, '2026-09-30'],
    ['2026-10-03', 0, '2026-10-03'],
  ])('%s and %i workdays is %s', (from, n, expected) => {
    expect(addWorkdays(date(from), n, china)).toBe(expected);
  });

  test('the nearest workday on either side, the day itself included', () => {
    expect([onOrAfter(date('2026-10-03'), china), onOrBefore(date('2026-10-03'), china), onOrAfter(date('2026-10-10'), china)]).toEqual([
      '2026-10-08',
      '2026-09-30',
      '2026-10-10',
    ]);
  });

  test('the n-th of a short week is its nearest; of an empty one there is none', () => {
    const days = ['2026-11-23', '2026-11-24'].map(date);
    expect([1, 2, 5, -1, -2, -5].map((n) => nthWorkday(days, n))).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-24',
      '2026-11-24',
      '2026-11-23',
      '2026-11-23',
    ]);
    expect([nthWorkday([], 1), nthWorkday([], -1)]).toEqual([undefined, undefined]);
  });

  test('a calendar without any workday is an error, not an endless search', () => {
    expect(() => onOrAfter(date('2026-11-24'), { ...plainWeek, isWorkday: () => false })).toThrow('no workday within 400 days');
  });
});
