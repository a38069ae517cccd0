import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../src/calendar/instant.js';
import { readDays, readOneLine } from '../../src/calendar/one-line.js';
import { at, zones } from './build.js';

/** Wednesday, 2 December 2026, 10:00 in the office. */
const now = at('2026-12-02T02:00:00Z');

describe('days and times in English are read as in Chinese', () => {
  const none = undefined;
  test.each<[string, (string | undefined)[]]>([
    ['next Wednesday 9am All-staff meeting', ['2026-12-09', '09:00', none, none, 'All-staff meeting']],
    ['tomorrow 2:30pm to 4pm All-staff meeting', ['2026-12-03', '14:30', '16:00', none, 'All-staff meeting']],
    ['Dec 9 9-11am Budget review', ['2026-12-09', '09:00', '11:00', none, 'Budget review']],
    ['9th of December, 11-1 p.m., Budget review', ['2026-12-09', '11:00', '13:00', none, 'Budget review']],
    ['on December 9th, 2026 at 14:00 Budget review', ['2026-12-09', '14:00', none, none, 'Budget review']],
    ['3 December 9:00 staff meeting', ['2026-12-03', '09:00', none, none, 'staff meeting']],
    ['4 Dec 10:00-11:30 planning', ['2026-12-04', '10:00', '11:30', none, 'planning']],
    ['Thursday 3 Dec 10 am staff meeting', ['2026-12-03', '10:00', none, none, 'staff meeting']],
    ['tomorrow 9:30 December plan', ['2026-12-03', '09:30', none, none, 'December plan']],
    ['Friday noon Lunch talk', ['2026-12-04', '12:00', none, none, 'Lunch talk']],
    ['second Friday of December 9am Staff meeting', ['2026-12-11', '09:00', none, none, 'Staff meeting']],
    ['Fri 10:00 Lunch talk', ['2026-12-04', '10:00', none, none, 'Lunch talk']],
    ['the day after tomorrow at 8pm Winter party', ['2026-12-04', '20:00', none, none, 'Winter party']],
    ['tomorrow 9:00 Mayor and sun screens in March', ['2026-12-03', '09:00', none, none, 'Mayor and sun screens in March']],
    ['2026-12-09 09:00 to 11:00 Afternoon tea', ['2026-12-09', '09:00', '11:00', none, 'Afternoon tea']],
    ['tomorrow 9am Room 305 All-staff meeting', ['2026-12-03', '09:00', none, 'Room 305', 'All-staff meeting']],
    ['tomorrow 9am All-staff meeting in the Great Hall', ['2026-12-03', '09:00', none, 'the Great Hall', 'All-staff meeting']],
  ])('%s', (line, expected) => {
    const { date, startTime, endTime, place, title, ambiguous } = readOneLine(line, now, zones.shanghai);
    expect([date, startTime, endTime, place, title]).toEqual(expected);
    expect(ambiguous).toEqual([]);
  });

  test.each<[string, string, string, string | undefined]>([
    ["next Monday to Wednesday Xi'an", '2026-12-07', '2026-12-09', "Xi'an"],
    ['Dec 7 to Dec 11 family visit', '2026-12-07', '2026-12-11', 'family visit'],
    ['Dec 7 - 11', '2026-12-07', '2026-12-11', none],
    ['from 7 to 11 December 2026', '2026-12-07', '2026-12-11', none],
    ['2026-12-07 to 2026-12-11', '2026-12-07', '2026-12-11', none],
    ['December 28th to January 4th', '2026-12-28', '2027-01-04', none],
    ['tomorrow', '2026-12-03', '2026-12-03', none],
    ['tomorrow and the day after', '2026-12-03', '2026-12-04', none],
    ['Dec 7, 8 and 9 family visit', '2026-12-07', '2026-12-09', 'family visit'],
  ])('%s', (line, from, until, title) => {
    const found = readDays(line, now, zones.shanghai, '2026-11-27' as PlainDate);
    expect([found.from?.date, found.until?.date, found.title, found.ambiguous]).toEqual([from, until, title, []]);
  });

  test('halves of days', () => {
    const { from, until } = readDays('tomorrow afternoon to Friday morning', now, zones.shanghai, '2026-11-27' as PlainDate);
    expect([from, until]).toEqual([
      { date: '2026-12-03', half: 'afternoon' },
      { date: '2026-12-04', half: 'morning' },
    ]);
  });
});

test('what is unclear is named in the words of whoever wrote it', () => {
  expect(readOneLine('Tuesday 9am Budget review', now, zones.shanghai).ambiguous).toEqual([{ words: 'Tuesday', why: 'which-week' }]);
  expect(readOneLine('every Friday 9am Review', now, zones.shanghai).ambiguous).toEqual([{ words: 'every Friday', why: 'day-missing' }]);
  expect(readOneLine('Dec 1 9am Budget review', now, zones.shanghai).ambiguous).toEqual([{ words: 'Dec 1', why: 'past' }]);
  const { from, ambiguous } = readDays('7 Dec 3 days family visit', now, zones.shanghai, '2026-11-27' as PlainDate);
  expect([from?.date, ambiguous]).toEqual(['2026-12-07', [{ words: '3 days', why: 'length-only' }]]);
  expect(readDays('Feb 30 family visit', now, zones.shanghai, now as never).ambiguous).toEqual([{ words: 'Feb 30', why: 'no-such-day' }]);
});

test.each([
  ['明天9点 学习3、4号令要点', '学习3、4号令要点'],
  ['tomorrow 9am 5pm Review of the noon shift', 'Review of the noon shift'],
])('what is left of a line stands as it was written: %s', (line, title) => {
  expect(readOneLine(line, now, zones.shanghai).title).toBe(title);
});
