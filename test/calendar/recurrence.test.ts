import { describe, expect, test } from 'vitest';
import { intervalOf } from '../../src/calendar/period.js';
import { nextOccurrences, occurrences, Recurrence, recurrenceWords, type WorkdayRule } from '../../src/calendar/recurrence.js';
import type { WorkCalendar } from '../../src/calendar/work-calendar.js';
import { dateOf, timeOf } from '../../src/calendar/zone.js';
import { at, china, date, inventedYear, iso, plainWeek, time, withHolidays, zone, zones } from './build.js';

function dates(recurrence: unknown, from: string, to: string, rule: WorkdayRule = 'next', calendar: WorkCalendar = china): string[] {
  const spec = { recurrence: Recurrence.parse(recurrence), time: time('15:00'), workdayRule: rule };
  const found = occurrences(spec, calendar, zones.shanghai, intervalOf({ from: date(from), to: date(to) }, zones.shanghai));
  for (const instant of found) expect('cron' in spec.recurrence || timeOf(instant, zones.shanghai) === '15:00').toBe(true);
  return found.map((instant) => dateOf(instant, zones.shanghai).slice(5));
}

describe('the office’s own schedules (domain.md §1)', () => {
  test('四提醒: the first workday of every week, over 国庆节 and its make-up days', () => {
    expect(dates({ freq: 'weekly', workday: 'first' }, '2026-09-14', '2026-10-25')).toEqual([
      '09-14',
      '09-21',
      '09-28',
      '10-08',
      '10-12',
      '10-19',
    ]);
  });

  test('四提醒: a week that is a holiday from Monday to Sunday has none', () => {
    // 春节 2026: free from Sunday the 15th to Monday the 23rd of February.
    expect(dates({ freq: 'weekly', workday: 'first' }, '2026-02-09', '2026-03-01')).toEqual(['02-09', '02-24']);
  });

  test('四问: the last workday of every month', () => {
    expect(dates({ freq: 'monthly', workday: 'last' }, '2026-01-01', '2026-12-31')).toEqual([
      '01-30',
      '02-28',
      '03-31',
      '04-30',
      '05-29',
      '06-30',
      '07-31',
      '08-31',
      '09-30',
      '10-30',
      '11-30',
      '12-31',
    ]);
  });

  test('四看: the last workday of every quarter', () => {
    expect(dates({ freq: 'quarterly', workday: 'last' }, '2026-01-01', '2026-12-31')).toEqual(['03-31', '06-30', '09-30', '12-31']);
  });
});

describe('every other way to say when', () => {
  test.each<[unknown, string, string, string[]]>([
    [{ freq: 'daily' }, '2026-09-30', '2026-10-12', ['09-30', '10-08', '10-09', '10-10', '10-12']],
    [{ freq: 'daily', days: 'all' }, '2026-10-01', '2026-10-03', ['10-01', '10-02', '10-03']],
    [
      { freq: 'daily', days: 'all', everyDays: 3, from: '2026-11-24' },
      '2026-11-17',
      '2026-12-01',
      ['11-18', '11-21', '11-24', '11-27', '11-30'],
    ],
    [{ freq: 'daily', everyDays: 2, from: '2026-11-24' }, '2026-11-24', '2026-12-01', ['11-24', '11-26', '11-30']],
    [{ freq: 'weekly', weekdays: ['monday', 'thursday'] }, '2026-11-23', '2026-12-06', ['11-23', '11-26', '11-30', '12-03']],
    [{ freq: 'weekly', workday: 2 }, '2026-11-23', '2026-12-06', ['11-24', '12-01']],
    [{ freq: 'weekly', workday: 'last' }, '2026-09-28', '2026-10-18', ['09-30', '10-10', '10-16']],
    [{ freq: 'monthly', day: 15 }, '2026-01-01', '2026-03-31', ['01-15', '02-24', '03-16']],
    [{ freq: 'monthly', day: -1 }, '2026-03-01', '2026-04-30', ['03-31', '04-30']],
    // 31 May 2026 is a Sunday: its occurrence moves to 1 June.
    [{ freq: 'monthly', day: 31 }, '2026-06-01', '2026-07-31', ['06-01', '06-30', '07-31']],
    [{ freq: 'monthly', weekday: 'monday', nth: 1 }, '2026-11-01', '2026-12-31', ['11-02', '12-07']],
    [{ freq: 'monthly', weekday: 'friday', nth: 'last' }, '2026-11-01', '2026-12-31', ['11-27', '12-25']],
    [{ freq: 'monthly', weekday: 'friday', nth: -2 }, '2026-11-01', '2026-11-30', ['11-20']],
    [{ freq: 'monthly', workday: -2 }, '2026-11-01', '2026-11-30', ['11-27']],
    [{ freq: 'quarterly', workday: 'first' }, '2026-07-01', '2026-12-31', ['07-01', '10-08']],
    [{ freq: 'quarterly', month: 2, day: 10 }, '2026-01-01', '2026-12-31', ['02-10', '05-11', '08-10', '11-10']],
    [{ freq: 'quarterly', month: 3, weekday: 'tuesday', nth: 2 }, '2026-07-01', '2026-12-31', ['09-08', '12-08']],
    [{ freq: 'quarterly', month: 1, workday: 'last' }, '2026-07-01', '2026-12-31', ['07-31', '10-30']],
    [{ cron: '30 8 * * 1' }, '2026-11-16', '2026-11-30', ['11-16', '11-23', '11-30']],
    [{ cron: '0 9 L * *' }, '2026-11-01', '2026-12-31', ['11-02', '11-30', '12-31']],
  ])('%j from %s to %s', (recurrence, from, to, expected) => {
    expect(dates(recurrence, from, to)).toEqual(expected);
  });
});

describe('a day that is no workday', () => {
  // 15 November 2026 is a Sunday.
  test.each<[WorkdayRule, string[]]>([
    ['previous', ['11-13']],
    ['next', ['11-16']],
    ['skip', []],
    ['keep', ['11-15']],
  ])('%s', (rule, expected) => {
    expect(dates({ freq: 'monthly', day: 15 }, '2026-11-01', '2026-11-30', rule)).toEqual(expected);
  });

  test('is found where it lands, also across the edge of the interval', () => {
    const closed = withHolidays(['2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']);
    const lastDay = { freq: 'monthly', day: -1 };
    expect(dates(lastDay, '2026-11-26', '2026-11-26', 'previous', closed)).toEqual(['11-26']);
    expect(dates(lastDay, '2026-11-27', '2026-11-30', 'previous', closed)).toEqual([]);
    expect(dates(lastDay, '2026-12-07', '2026-12-07', 'next', closed)).toEqual(['12-07']);
    expect(dates({ freq: 'monthly', day: 1 }, '2026-11-26', '2026-11-26', 'previous', closed)).toEqual(['11-26']);
    expect(dates({ freq: 'monthly', day: 1 }, '2026-12-01', '2026-12-31', 'previous', closed)).toEqual([]);
  });

  test('the last day of a month that is a holiday moves into the next month and is not counted twice there', () => {
    const closed = withHolidays(['2026-11-30']);
    expect(dates({ freq: 'monthly', day: -1 }, '2026-11-03', '2026-12-31', 'next', closed)).toEqual(['12-01', '12-31']);
  });

  test('a time on a day that an island left out is the first instant of the next day, and is found there', () => {
    const spec = { recurrence: Recurrence.parse({ cron: '0 12 30 12 *' }), time: time('12:00'), workdayRule: 'keep' } as const;
    const apia = zone('Pacific/Apia');
    expect(iso(occurrences(spec, plainWeek, apia, intervalOf({ from: date('2011-12-31'), to: date('2011-12-31') }, apia)))).toEqual([
      '2011-12-30T10:00:00Z',
    ]);
  });

  test('two that are moved onto the same day are one', () => {
    expect(dates({ freq: 'weekly', weekdays: ['friday', 'saturday', 'sunday'] }, '2026-11-23', '2026-11-29', 'previous')).toEqual([
      '11-27',
    ]);
    expect(dates({ freq: 'weekly', weekdays: ['thursday', 'friday'] }, '2026-10-01', '2026-10-09', 'next')).toEqual(['10-08', '10-09']);
  });

  test('a schedule for all days is not moved by any rule', () => {
    for (const rule of ['previous', 'next', 'skip', 'keep'] as const)
      expect(dates({ freq: 'daily', days: 'all' }, '2026-11-28', '2026-11-30', rule)).toEqual(['11-28', '11-29', '11-30']);
  });

  test('New Year’s holiday that the next year’s notice lays into December moves the last workday of the old year', () => {
    expect(inventedYear.holidays[0]?.from).toBe('2049-12-31');
    const years = withHolidays(['2049-12-31']);
    expect(dates({ freq: 'monthly', workday: 'last' }, '2049-12-01', '2049-12-31', 'next', years)).toEqual(['12-30']);
    expect(dates({ freq: 'monthly', workday: 'last' }, '2049-12-01', '2049-12-31', 'next', plainWeek)).toEqual(['12-31']);
  });
});

describe('a cron expression', () => {
  const next = (cron: string, after: string, count: number, where = zones.shanghai) =>
    iso(
      nextOccurrences({ recurrence: Recurrence.parse({ cron }), time: time('00:00'), workdayRule: 'keep' }, china, where, at(after), count),
    );

  test('is read on the office’s clock, not on the computer’s', () => {
    expect(next('30 8 * * *', '2026-11-24T00:30:00Z', 2)).toEqual(['2026-11-25T00:30:00Z', '2026-11-26T00:30:00Z']);
    expect(next('0 0 1 * *', '2026-11-24T00:00:00Z', 1)).toEqual(['2026-11-30T16:00:00Z']);
  });

  test('fires once on the day an hour is skipped and once on the day it is repeated', () => {
    expect(next('30 2 * * *', '2026-03-07T12:00:00Z', 2, zones.newYork)).toEqual(['2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z']);
    expect(next('30 1 * * *', '2026-10-31T12:00:00Z', 2, zones.newYork)).toEqual(['2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z']);
  });

  test('several times a day, in order', () => {
    expect(next('0,30 9,15 * * *', '2026-11-24T00:00:00Z', 4)).toEqual([
      '2026-11-24T01:00:00Z',
      '2026-11-24T01:30:00Z',
      '2026-11-24T07:00:00Z',
      '2026-11-24T07:30:00Z',
    ]);
  });

  test('a leap day is found years ahead', () => {
    expect(next('0 9 29 2 *', '2026-11-24T00:00:00Z', 2)).toEqual(['2028-02-29T01:00:00Z', '2032-02-29T01:00:00Z']);
  });

  test.each([
    ['0 9 30 2 *', 'impossible day'],
    ['61 9 * * *', 'invalid expression for minute'],
    ['0 9 * *', '五段'],
    ['0 0 9 * * *', '五段'],
    ['@daily', '五段'],
    ['* * * * *', '每天不应超过 24 次'],
    ['内容', '五段'],
  ])('%s is refused: %s', (cron, problem) => {
    expect(
      Recurrence.safeParse({ cron })
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toContain(problem.includes('invalid') ? 'cron 表达式有误' : problem);
  });
});

describe('what is written wrongly says what is expected', () => {
  test.each<[unknown, string, string]>([
    [{ freq: 'yearly' }, 'freq', '应为 daily、weekly、monthly、quarterly 之一'],
    [{ freq: 'weekly' }, '', '应写且只写一项：weekdays、workday'],
    [{ freq: 'weekly', weekdays: ['monday'], workday: 'first' }, '', '应写且只写一项'],
    [{ freq: 'weekly', weekdays: ['周一'] }, 'weekdays.0', '应为 monday 至 sunday'],
    [{ freq: 'weekly', weekdays: [] }, 'weekdays', '至少应有一天'],
    [{ freq: 'weekly', workday: 0 }, 'workday', '除 0 以外的整数'],
    [{ freq: 'monthly', day: 32 }, 'day', '应为 −28 至 31 的整数'],
    [{ freq: 'monthly', weekday: 'monday' }, 'nth', 'weekday 与 nth 应同时写'],
    [{ freq: 'monthly', day: 1, nth: 1 }, 'nth', 'weekday 与 nth 应同时写'],
    [{ freq: 'monthly', weekday: 'monday', nth: 5 }, 'nth', '应为 first、last'],
    [{ freq: 'quarterly', day: 1 }, 'month', '应写明季度的第几个月'],
    [{ freq: 'daily', everyDays: 2 }, 'from', '应写明从哪天算起'],
    [{ freq: 'daily', time: '08:30' }, '', 'time'],
  ])('%j', (recurrence, path, message) => {
    const issues = Recurrence.safeParse(recurrence).error?.issues ?? [];
    expect(issues.find((issue) => issue.path.join('.') === path)?.message).toContain(message);
  });

  test('what was stored as JSON is read as it was', () => {
    for (const written of [
      { freq: 'daily', days: 'workdays', everyDays: 1 },
      { freq: 'monthly', weekday: 'monday', nth: 1 },
      { cron: '30 8 * * 1' },
      { freq: 'quarterly', workday: 'last' },
    ])
      expect(JSON.parse(JSON.stringify(Recurrence.parse(written)))).toEqual(written);
  });
});

describe('in words', () => {
  test.each<[unknown, string, string]>([
    [{ freq: 'weekly', workday: 'first' }, '每周第一个工作日 08:30', 'On the first workday of every week at 08:30'],
    [{ freq: 'weekly', weekdays: ['monday', 'thursday'] }, '每周一、周四 08:30', 'Every Monday and Thursday at 08:30'],
    [{ freq: 'daily' }, '每个工作日 08:30', 'On every workday at 08:30'],
    [{ freq: 'daily', days: 'all' }, '每天 08:30', 'Every day at 08:30'],
    [
      { freq: 'daily', everyDays: 3, from: '2026-11-24' },
      '自 2026-11-24 起每 3 天一次（仅工作日） 08:30',
      'Every 3 days from 2026-11-24 (workdays only) at 08:30',
    ],
    [{ freq: 'monthly', workday: 'last' }, '每月最后一个工作日 08:30', 'On the last workday of every month at 08:30'],
    [{ freq: 'monthly', workday: -2 }, '每月倒数第二个工作日 08:30', 'On the second to last workday of every month at 08:30'],
    [{ freq: 'monthly', workday: 12 }, '每月第 12 个工作日 08:30', 'On the 12th workday of every month at 08:30'],
    [{ freq: 'monthly', day: 1 }, '每月1日 08:30', 'On the 1st of every month at 08:30'],
    [{ freq: 'monthly', day: -1 }, '每月最后一天 08:30', 'On the last day of every month at 08:30'],
    [{ freq: 'monthly', weekday: 'monday', nth: 1 }, '每月第一个周一 08:30', 'On the first Monday of every month at 08:30'],
    [{ freq: 'quarterly', workday: 'last' }, '每季度最后一个工作日 08:30', 'On the last workday of every quarter at 08:30'],
    [{ freq: 'quarterly', month: 2, day: 22 }, '每季度第二个月22日 08:30', 'On the 22nd of the second month of every quarter at 08:30'],
    [{ cron: '30 8 * * 1' }, '按 cron 表达式 30 8 * * 1', 'By the cron expression 30 8 * * 1'],
  ])('%j', (recurrence, zh, en) => {
    const parsed = Recurrence.parse(recurrence);
    expect([recurrenceWords(parsed, time('08:30'), 'zh-CN'), recurrenceWords(parsed, time('08:30'), 'en')]).toEqual([zh, en]);
  });
});
