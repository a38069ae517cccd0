import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalOf, parsePeriod, previousPeriod } from '../../src/calendar/period.js';
import { addDays, dateIn } from '../../src/calendar/plain-date.js';
import { dateWords, momentWords, periodWords, shortPeriodWords, timeWords } from '../../src/calendar/words.js';
import { at, date, zones } from './build.js';

const today = date('2026-11-24');
const period = (text: string, on = today, looking?: 'back' | 'ahead') => {
  const found = parsePeriod(text, on, looking);
  return found && `${found.from}..${found.to}`;
};

describe('a period as people write it', () => {
  test.each([
    ['今天', '2026-11-24..2026-11-24'],
    ['昨天', '2026-11-23..2026-11-23'],
    ['本周', '2026-11-23..2026-11-29'],
    ['下周', '2026-11-30..2026-12-06'],
    ['明天', '2026-11-25..2026-11-25'],
    ['下周一至三', '2026-11-30..2026-12-02'],
    ['next week', '2026-11-30..2026-12-06'],
    ['这周', '2026-11-23..2026-11-29'],
    ['上周', '2026-11-16..2026-11-22'],
    ['上个星期', '2026-11-16..2026-11-22'],
    ['本月', '2026-11-01..2026-11-30'],
    ['这个月', '2026-11-01..2026-11-30'],
    ['上个月', '2026-10-01..2026-10-31'],
    ['下个月', '2026-12-01..2026-12-31'],
    ['next month', '2026-12-01..2026-12-31'],
    ['本季度', '2026-10-01..2026-12-31'],
    ['上季度', '2026-07-01..2026-09-30'],
    ['下季度', '2027-01-01..2027-03-31'],
    ['明年', '2027-01-01..2027-12-31'],
    ['明年2月', '2027-02-01..2027-02-28'],
    ['今年12月至明年1月', '2026-12-01..2027-01-31'],
    ['今年', '2026-01-01..2026-12-31'],
    ['本年度', '2026-01-01..2026-12-31'],
    ['去年', '2025-01-01..2025-12-31'],
    ['This  Week', '2026-11-23..2026-11-29'],
    ['last quarter', '2026-07-01..2026-09-30'],
    ['last year', '2025-01-01..2025-12-31'],
    ['2026-11-01..2026-11-24', '2026-11-01..2026-11-24'],
    ['2026-11-01至2026-11-24', '2026-11-01..2026-11-24'],
    ['2026-11-01 到 2026-11-24', '2026-11-01..2026-11-24'],
    ['2026年9月至2026年10月', '2026-09-01..2026-10-31'],
    ['2026-11', '2026-11-01..2026-11-30'],
    ['2026年2月', '2026-02-01..2026-02-28'],
    ['2026年11月5日', '2026-11-05..2026-11-05'],
    ['2026', '2026-01-01..2026-12-31'],
    ['12月1日到12月5日', '2026-12-01..2026-12-05'],
    ['12月1日至5日', '2026-12-01..2026-12-05'],
    ['12月1-5日', '2026-12-01..2026-12-05'],
    ['12月1日', '2026-12-01..2026-12-01'],
    ['11月2日到11月6日', '2026-11-02..2026-11-06'],
    ['1月4日至6日', '2027-01-04..2027-01-06'],
    ['12月28日到1月3日', '2026-12-28..2027-01-03'],
    ['下周一到周三', '2026-11-30..2026-12-02'],
    ['昨天到后天', '2026-11-23..2026-11-26'],
    ['11月', '2026-11-01..2026-11-30'],
    ['11月份', '2026-11-01..2026-11-30'],
    ['十一月', '2026-11-01..2026-11-30'],
    ['十一月份', '2026-11-01..2026-11-30'],
    ['九月至十月', '2026-09-01..2026-10-31'],
    ['2026年元月', '2026-01-01..2026-01-31'],
    ['12月', '2026-12-01..2026-12-31'],
    ['2月', '2026-02-01..2026-02-28'],
    ['去年12月', '2025-12-01..2025-12-31'],
    ['今年3月', '2026-03-01..2026-03-31'],
    ['9月至10月', '2026-09-01..2026-10-31'],
    ['2025年12月到今年2月', '2025-12-01..2026-02-28'],
    ['去年10月至12月', '2025-10-01..2025-12-31'],
    ['2025年1月至12月', '2025-01-01..2025-12-31'],
    ['去年一季度到二季度', '2025-01-01..2025-06-30'],
    ['1月至12月', '2026-01-01..2026-12-31'],
    ['三季度', '2026-07-01..2026-09-30'],
    ['第3季度', '2026-07-01..2026-09-30'],
    ['一季', '2026-01-01..2026-03-31'],
    ['2025年第四季度', '2025-10-01..2025-12-31'],
    ['去年四季度', '2025-10-01..2025-12-31'],
    ['上半年', '2026-01-01..2026-06-30'],
    ['2025年下半年', '2025-07-01..2025-12-31'],
    ['November', '2026-11-01..2026-11-30'],
    ['nov 2025', '2025-11-01..2025-11-30'],
    ['Q3', '2026-07-01..2026-09-30'],
    ['Q4 2025', '2025-10-01..2025-12-31'],
    ['2025 Q4', '2025-10-01..2025-12-31'],
    ['2025年 下半年', '2025-07-01..2025-12-31'],
    ['H1 2026', '2026-01-01..2026-06-30'],
  ])('%s', (text, expected) => {
    expect(period(text)).toBe(expected);
  });

  test.each([
    '',
    '后年',
    'constructor',
    'toString',
    '2026-13',
    '2026-02-30',
    '2026-11-24..2026-11-01',
    '2026-11-01..',
    '1..2..3',
    '11-24',
    '周',
    // Of which year, which week, which month?
    '5月1日到5月5日',
    '7月1日',
    '周一到周三',
    '3日到5日',
    '12月1日到11月5日',
    '12月1日或12月5日',
    '12月5日到12月1日 谁',
    '谁12月1日外出',
    '12月1日下午',
    '12月7日（周二）',
    '13月',
    '0月',
    '五季度',
    '11月到1月',
    '11月到',
    '9月到10月到11月',
    'novel',
    '9999年1月',
  ])('%j is none', (text) => {
    expect(period(text)).toBeUndefined();
  });

  test.each([
    ['12月1日到15日', '2027-01-10', '2026-12-01..2026-12-15'],
    ['12月28日到1月3日', '2027-01-10', '2026-12-28..2027-01-03'],
    ['12月1日到12月5日', '2027-01-10', '2026-12-01..2026-12-05'],
    ['10月8日', '2027-02-01', '2026-10-08..2026-10-08'],
    ['1月4日到8日', '2027-01-10', '2027-01-04..2027-01-08'],
    ['2月1日到5日', '2027-01-10', '2027-02-01..2027-02-05'],
    ['2月29日', '2028-06-01', '2028-02-29..2028-02-29'],
  ])('%s, said on %s, is near', (text, on, expected) => {
    expect(period(text, date(on))).toBe(expected);
  });

  test.each(['9999', '9999-12-31', '9999年12月31日', '2026..9999', '0100..2026', '1949', '2101-01-01', '2101年1月1日到2日'])(
    '%s is none: to count it would never end',
    (text) => {
      expect(period(text)).toBeUndefined();
    },
  );

  test('of the longest one, the eleven before it are dates as well', () => {
    let longest = parsePeriod('1950..2100', date('2026-11-24'));
    for (let before = 0; before < 11; before++) longest = longest && previousPeriod(longest);
    expect(longest?.from).toMatch(/^0\d{3}-\d\d-\d\d$/);
  });

  test.each([
    ['2025年12月1日到5日', '2025-12-01..2025-12-05'],
    ['2025年12月1日到12月5日', '2025-12-01..2025-12-05'],
    ['2025年12月28日到1月3日', '2025-12-28..2026-01-03'],
    ['2028年3月1日至3日', '2028-03-01..2028-03-03'],
    ['２０２５年１２月１日到５日', '2025-12-01..2025-12-05'],
    ['2025-12-01 到 2025年12月5日', '2025-12-01..2025-12-05'],
    ['2025年3月1日到10月31日', '2025-03-01..2025-10-31'],
  ])('%s: however far away, since the year is said', (text, expected) => {
    expect(period(text)).toBe(expected);
  });

  test.each([
    ['12月', '2027-01-10', '2026-12-01..2026-12-31'],
    ['2月', '2027-01-10', '2027-02-01..2027-02-28'],
    ['3月', '2027-01-10', '2026-03-01..2026-03-31'],
    ['四季度', '2027-01-10', '2026-10-01..2026-12-31'],
    ['下半年', '2027-01-10', '2026-07-01..2026-12-31'],
  ])('%s, said on %s, is the last that has begun, or about to', (text, on, expected) => {
    expect(period(text, date(on))).toBe(expected);
  });

  test.each([
    ['1月', '2026-12-15', '2027-01-01..2027-01-31'],
    ['12月至1月', '2026-12-15', '2026-12-01..2027-01-31'],
    ['12月', '2026-12-15', '2026-12-01..2026-12-31'],
    ['2月', '2026-12-15', '2027-02-01..2027-02-28'],
    ['1月至2月', '2026-11-30', '2027-01-01..2027-02-28'],
    ['一季度', '2026-11-30', '2027-01-01..2027-03-31'],
    ['9月', '2027-01-10', '2027-09-01..2027-09-30'],
    ['7月', '2026-12-15', '2026-07-01..2026-07-31'],
    ['6月至12月', '2026-12-15', '2026-06-01..2026-12-31'],
    ['11月至1月', '2027-01-10', '2026-11-01..2027-01-31'],
    ['今年2月', '2026-12-15', '2026-02-01..2026-02-28'],
  ])('%s, said on %s by whoever looks ahead, may be of the next year', (text, on, expected) => {
    expect(period(text, date(on), 'ahead')).toBe(expected);
  });

  test.each([
    ['1月', '2026-12-15', '2026-01-01..2026-01-31'],
    ['1月至12月', '2026-12-15', '2026-01-01..2026-12-31'],
    ['1月至12月', '2026-10-15', '2026-01-01..2026-12-31'],
    ['2026年1月至3月', '2027-05-10', '2026-01-01..2026-03-31'],
    ['10月到11月', '2027-02-10', '2026-10-01..2026-11-30'],
  ])('%s, said on %s by whoever looks back, is of one year', (text, on, expected) => {
    expect(period(text, date(on))).toBe(expected);
  });

  test.each([
    ['12月至1月', '2027-02-10', '2026-12-01..2027-01-31'],
    ['去年11月至2月', '2027-02-10', '2026-11-01..2027-02-28'],
    ['四季度至一季度', '2027-01-10', '2026-10-01..2027-03-31'],
  ])('%s, said on %s, is of the winter that was', (text, on, expected) => {
    expect(period(text, date(on))).toBe(expected);
  });

  test('as it is written on every card it is read again, whichever month, quarter, half-year or year', () => {
    for (const months of [1, 3, 6, 12])
      for (let first = 1; first <= 12; first += months) {
        const whole = { from: dateIn(2025, first, 1), to: dateIn(2025, first + months, 0) };
        for (const locale of ['zh-CN', 'en'] as const) expect(parsePeriod(periodWords(whole, locale), today)).toEqual(whole);
      }
  });

  test('half-years follow one another, and are named short where there is little room', () => {
    const last = parsePeriod('2026年上半年', today);
    const before = last && previousPeriod(last);
    expect(before && [periodWords(before, 'zh-CN'), shortPeriodWords(before, 'zh-CN'), shortPeriodWords(before, 'en')]).toEqual([
      '2025年下半年',
      '25年下半年',
      "H2 '25",
    ]);
  });

  test('the quarter and month before the first of January lie in the year before', () => {
    expect([period('上月', date('2026-01-31')), period('上季度', date('2026-02-28')), period('上周', date('2026-01-01'))]).toEqual([
      '2025-12-01..2025-12-31',
      '2025-10-01..2025-12-31',
      '2025-12-22..2025-12-28',
    ]);
  });

  test.each([
    ['2026', '2025-01-01..2025-12-31'],
    ['2026-03', '2026-02-01..2026-02-28'],
    ['本季度', '2026-07-01..2026-09-30'],
    ['本周', '2026-11-16..2026-11-22'],
    ['今天', '2026-11-23..2026-11-23'],
    ['2026-11-11..2026-11-20', '2026-11-01..2026-11-10'],
  ])('the one before %s', (text, expected) => {
    const before = previousPeriod(parsePeriod(text, today) ?? { from: today, to: today });
    expect(`${before.from}..${before.to}`).toBe(expected);
  });

  test('the one before ends on the day before, whatever the period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 400 }), (start, length) => {
        const from = addDays(date('2022-01-01'), start);
        const before = previousPeriod({ from, to: addDays(from, length) });
        expect(addDays(before.to, 1)).toBe(from);
        expect(before.from <= before.to).toBe(true);
      }),
    );
  });

  test('covers its last day to the end, also where that day has 25 hours', () => {
    const { start, end } = intervalOf({ from: date('2026-11-01'), to: date('2026-11-01') }, zones.newYork);
    expect(end - start).toBe(25 * 3_600_000);
    expect(intervalOf({ from: date('2026-11-01'), to: date('2026-11-24') }, zones.shanghai)).toEqual({
      start: at('2026-10-31T16:00:00Z'),
      end: at('2026-11-24T16:00:00Z'),
    });
  });
});

describe('dates in words', () => {
  const now = at('2026-11-24T01:00:00Z');
  const both = (instant: string) => [
    momentWords(at(instant), now, zones.shanghai, 'zh-CN'),
    momentWords(at(instant), now, zones.shanghai, 'en'),
  ];

  test('a date has its weekday', () => {
    expect([dateWords(date('2026-11-27'), 'zh-CN'), dateWords(date('2026-11-27'), 'en')]).toEqual(['11月27日（周五）', 'Fri, Nov 27']);
    expect(dateWords(date('2026-11-29'), 'zh-CN')).toBe('11月29日（周日）');
  });

  test.each([
    ['2026-11-24T07:00:00Z', '今天 15:00', 'today 15:00'],
    ['2026-11-24T16:00:00Z', '明天 00:00', 'tomorrow 00:00'],
    ['2026-11-23T15:59:00Z', '昨天 23:59', 'yesterday 23:59'],
    ['2026-11-27T07:00:00Z', '11月27日（周五）15:00', 'Fri, Nov 27, 15:00'],
    ['2027-01-04T01:00:00Z', '2027年1月4日（周一）09:00', 'Mon, Jan 4, 2027, 09:00'],
  ])('%s', (instant, zh, en) => {
    expect(both(instant)).toEqual([zh, en]);
  });

  test('tomorrow is tomorrow across the turn of the year', () => {
    expect(momentWords(at('2026-12-31T17:00:00Z'), at('2026-12-31T02:00:00Z'), zones.shanghai, 'zh-CN')).toBe('明天 01:00');
  });

  test('a time is that of the office', () => {
    expect([timeWords(now, zones.shanghai, 'zh-CN'), timeWords(now, zones.newYork, 'en')]).toEqual(['09:00', '20:00']);
  });

  test.each([
    ['2026-11', '2026年11月', 'November 2026'],
    ['本季度', '2026年第四季度', 'Q4 2026'],
    ['2026', '2026年', '2026'],
    ['今天', '2026年11月24日（周二）', 'Tue, Nov 24, 2026'],
    ['2026-11-01..2026-11-24', '2026年11月1日至24日', 'Nov 1 – Nov 24, 2026'],
    ['2026-10-28..2026-11-24', '2026年10月28日至11月24日', 'Oct 28 – Nov 24, 2026'],
    ['2026-12-28..2027-01-03', '2026年12月28日至2027年1月3日', 'Dec 28, 2026 – Jan 3, 2027'],
  ])('the period %s', (text, zh, en) => {
    const found = parsePeriod(text, today) ?? { from: today, to: today };
    expect([periodWords(found, 'zh-CN'), periodWords(found, 'en')]).toEqual([zh, en]);
  });
});
