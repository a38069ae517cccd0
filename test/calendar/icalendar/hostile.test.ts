import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EventProblem } from '../../../src/calendar/icalendar/problem.js';
import { readCalendar } from '../../../src/calendar/icalendar/read.js';
import { at, zones } from '../build.js';
import { calendar, december, readAll, vevent } from './build.js';

const folder = new URL('../hostile/', import.meta.url);
const read = (file: string) => readCalendar(readFileSync(new URL(file, folder)), december, zones.shanghai);

/** What each file is read as: its problems, in order, with how many events are left. */
const files: Record<string, 'not-a-calendar' | { problems: EventProblem[]; events: number }> = {
  'bad-utf8.ics': { problems: [], events: 1 },
  'cut-off.ics': { problems: ['unfinished'], events: 1 },
  'ends-before-it-begins.ics': { problems: ['end-before-start', 'end-before-start', 'end-before-start'], events: 1 },
  'events-in-events.ics': { problems: [...Array<EventProblem>(59).fill('unfinished'), 'start-missing'], events: 1 },
  'every-second-for-ever.ics': { problems: ['rule-too-frequent', 'rule-too-frequent'], events: 1 },
  'gb18030.ics': { problems: [], events: 1 },
  'nested-alarms.ics': { problems: ['nested-too-deep'], events: 1 },
  'no-uid.ics': { problems: ['uid-missing', 'uid-missing'], events: 1 },
  'nul-bytes.ics': { problems: ['uid-missing'], events: 1 },
  'page.ics': 'not-a-calendar',
  'periods-and-nonsense.ics': { problems: ['time-invalid', 'time-invalid', 'rule-invalid', 'rule-invalid', 'rule-invalid'], events: 2 },
  'prototype-keys.ics': { problems: ['rule-invalid', 'start-invalid', 'rule-invalid', 'time-invalid'], events: 1 },
  'rules-that-never-come.ics': { problems: ['rule-invalid', 'rule-too-costly', 'rule-too-costly'], events: 2 },
  'until-of-another-type.ics': { problems: ['rule-invalid'], events: 5 },
  'wrong-zone.ics': { problems: ['zone-unknown', 'zone-unknown', 'zone-unknown'], events: 1 },
};

test('every hostile file is looked at', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files));
});

test.each(Object.entries(files))('%s: its problems are listed, and what is sound in it is read', async (file, expected) => {
  const result = await read(file);
  if (expected === 'not-a-calendar') {
    expect(result).toEqual({ ok: false, problem: 'not-a-calendar' });
    return;
  }
  if (!result.ok) throw new Error(result.problem);
  expect({ problems: result.unreadable.map(({ problem }) => problem), events: result.events.length }).toEqual(expected);
  const good = result.events.find(({ uid }) => uid === 'good');
  expect([good?.start, good?.title]).toEqual([
    at('2026-12-02T01:00:00Z'),
    expect.stringContaining(file === 'bad-utf8.ics' ? '会议' : '好的会议'),
  ]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const good = vevent('UID:good');
const list = (count: number) =>
  many(count, (n) => `2027${String((n % 12) + 1).padStart(2, '0')}${String((n % 28) + 1).padStart(2, '0')}T010000Z`).join(',');

/** Too large to be kept: made when they are read. */
const large: [string, () => string, EventProblem[], number][] = [
  ['a hundred thousand events', () => calendar(...many(100_000, (n) => vevent(`UID:${n}`))), ['too-many-events'], 10_000],
  [
    'a line of three million characters',
    () => calendar(vevent('UID:long', `SUMMARY:${'会'.repeat(3_000_000)}`), good),
    ['line-too-long'],
    1,
  ],
  [
    'a line folded a million times',
    () => calendar(vevent('UID:fold', `SUMMARY:x${'\r\n x'.repeat(1_000_000)}`), good),
    ['line-too-long'],
    1,
  ],
  [
    'a description folded into one character a line',
    () => calendar(vevent('UID:fold', `DESCRIPTION:x${'\r\n x'.repeat(90_000)}`), good),
    [],
    2,
  ],
  ['exceptions without end', () => calendar(vevent('UID:ex', 'RRULE:FREQ=DAILY', `EXDATE:${list(300_000)}`), good), ['line-too-long'], 1],
  [
    'lines of exceptions without end',
    () => calendar(vevent('UID:ex', 'RRULE:FREQ=DAILY', ...many(50_000, () => `EXDATE:${list(3)}`)), good),
    ['event-too-large'],
    1,
  ],
  [
    'more dates than anybody meets on',
    () => calendar(vevent('UID:r', ...many(9, () => `RDATE:${list(1_200)}`)), good),
    ['event-too-large'],
    1,
  ],
  ['nothing but line breaks', () => calendar('\r\n'.repeat(3_000_000), good), [], 1],
  [
    'attachments of megabytes',
    () => calendar(vevent('UID:big', `ATTACH;ENCODING=BASE64;VALUE=BINARY:${'A'.repeat(5_000_000)}`), good),
    [],
    2,
  ],
  [
    'ten thousand costly series',
    () => calendar(...many(9_000, (n) => vevent(`UID:${n}`, 'DTSTART:16010101T000000Z', 'RRULE:FREQ=DAILY;COUNT=99999')), good),
    [...Array<EventProblem>(500).fill('rule-too-costly'), 'too-many-problems'],
    1,
  ],
  [
    'ten thousand daily series',
    () => calendar(...many(9_000, (n) => vevent(`UID:${n}`, 'DTSTART:20200101T000000Z', 'RRULE:FREQ=DAILY'))),
    ['too-many-events'],
    10_013,
  ],
  [
    'ten thousand changes of one series',
    () =>
      calendar(
        vevent('UID:a', 'RRULE:FREQ=DAILY'),
        ...many(9_000, (n) =>
          vevent(
            'UID:a',
            `RECURRENCE-ID:20261202T0${Math.floor(n / 3600)}${String(Math.floor(n / 60) % 60).padStart(2, '0')}${String(n % 60).padStart(2, '0')}Z`,
          ),
        ),
      ),
    Array<EventProblem>(500).fill('too-many-occurrences').concat('too-many-problems'),
    1_130,
  ],
  [
    'ten thousand names of zones',
    () => calendar(...many(9_000, (n) => vevent(`UID:${n}`, `DTSTART;TZID=Zone${n}:20261202T090000`)), good),
    [...Array<EventProblem>(500).fill('zone-unknown'), 'too-many-problems'],
    1,
  ],
  [
    'a hundred thousand components inside one',
    () =>
      calendar(
        'BEGIN:VEVENT',
        'UID:d',
        'DTSTART:20261202T010000Z',
        'BEGIN:X\r\n'.repeat(100_000),
        'END:X\r\n'.repeat(100_000),
        'END:VEVENT',
        good,
      ),
    ['nested-too-deep'],
    1,
  ],
];

test.each(large)('%s', async (_what, make, problems, events) => {
  const text = make();
  let turns = 0;
  let done = false;
  const count = () => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  const result = await readAll(text);
  done = true;
  expect(result.unreadable.map(({ problem }) => problem)).toEqual(problems);
  expect(result.events).toHaveLength(events);
  if (events > 5_000) expect(turns).toBeGreaterThan(3);
});

test('a file of more than eight million characters is not begun', async () => {
  const text = calendar(`X-A:${'a'.repeat(8_000_000)}`, good);
  expect(await readCalendar(text, december, zones.shanghai)).toEqual({ ok: false, problem: 'too-large' });
});
