import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, type Instant, plus } from '../../src/calendar/instant.js';
import { type OccurrenceSpec, occurrences, Recurrence, type WorkdayRule } from '../../src/calendar/recurrence.js';
import type { WorkCalendar } from '../../src/calendar/work-calendar.js';
import { type Due, findDue, nextDue, type Scheduled } from '../../src/schedule/due.js';
import { at, china, iso, plainWeek, time, withHolidays, zones } from '../calendar/build.js';

const zone = zones.shanghai;
const spec = (recurrence: unknown, clock = '08:30'): OccurrenceSpec => ({
  recurrence: Recurrence.parse(recurrence),
  time: time(clock),
  workdayRule: 'next',
});

/** Every workday at 08:30, answers until 24 hours later. */
const daily: Scheduled = {
  spec: spec({ freq: 'daily' }),
  window: { hours: 24 },
  since: at('2026-11-16T00:00:00Z'),
  handledThrough: at('2026-11-23T00:30:00Z'),
};

/** Does what the caller's transaction does: whatever was found has been handled. */
function handled(schedule: Scheduled, found: Due): Scheduled {
  const opened = [...found.due, ...found.missed.map(({ occurrence }) => occurrence)].map(({ opensAt }) => opensAt);
  return { ...schedule, handledThrough: opened.length === 0 ? schedule.handledThrough : (Math.max(...opened) as Instant) };
}

const due = (schedule: Scheduled, now: Instant) => findDue(schedule, china, zone, now);
const sent = (found: Due) => iso(found.due.map(({ opensAt }) => opensAt));
const missed = (found: Due) => found.missed.map(({ occurrence, reason }) => `${iso([occurrence.opensAt])[0]} ${reason}`);

describe('a schedule', () => {
  test.each([
    [-1, []],
    [0, ['2026-11-24T00:30:00Z']],
    [1, ['2026-11-24T00:30:00Z']],
  ])('fires exactly from its time on (%i ms)', (offset, expected) => {
    expect(sent(due(daily, plus(at('2026-11-24T00:30:00Z'), offset)))).toEqual(expected);
  });

  test.each([
    [-1, ['2026-11-24T00:30:00Z'], []],
    [0, [], ['2026-11-24T00:30:00Z window-over']],
  ])('that was missed is caught up while its window is open, and recorded as missed from its end on (%i ms)', (offset, expected, lost) => {
    const once = { ...daily, spec: spec({ cron: '30 8 24 11 *' }) };
    const found = due(once, plus(at('2026-11-25T00:30:00Z'), offset));
    expect([sent(found), missed(found)]).toEqual([expected, lost]);
  });

  test('that was down for days with long windows sends only the newest and says what the older ones became', () => {
    const found = due({ ...daily, window: { workdays: 3 } }, at('2026-11-30T01:00:00Z'));
    expect(sent(found)).toEqual(['2026-11-30T00:30:00Z']);
    expect(missed(found)).toEqual([
      '2026-11-24T00:30:00Z window-over',
      '2026-11-25T00:30:00Z window-over',
      '2026-11-26T00:30:00Z superseded',
      '2026-11-27T00:30:00Z superseded',
    ]);
  });

  test('that was created, resumed or changed just now does not send what lies before', () => {
    const created = { ...daily, since: at('2026-11-24T00:30:00Z'), handledThrough: undefined };
    expect(sent(due(created, at('2026-11-24T00:30:00Z')))).toEqual(['2026-11-24T00:30:00Z']);
    expect(due({ ...created, since: plus(created.since, 1) }, at('2026-11-24T12:00:00Z'))).toEqual({ due: [], missed: [] });
  });

  test('knows when it is due next, and never says a time that is past or done', () => {
    const next = (schedule: Scheduled, after: string) => iso([nextDue(schedule, china, zone, at(after)) ?? plus(at(after), 0)])[0];
    expect(next(daily, '2026-11-24T00:29:59Z')).toBe('2026-11-24T00:30:00Z');
    expect(next(daily, '2026-11-24T00:30:00Z')).toBe('2026-11-25T00:30:00Z');
    expect(next({ ...daily, handledThrough: at('2026-11-26T00:30:00Z') }, '2026-11-24T00:00:00Z')).toBe('2026-11-27T00:30:00Z');
    expect(next({ ...daily, since: at('2026-12-07T00:30:00Z') }, '2026-11-24T00:00:00Z')).toBe('2026-12-07T00:30:00Z');
  });
});

describe('a calendar that arrives late', () => {
  const springFestival = withHolidays(['2027-02-01', '2027-02-02'], ['2027-01-30', '2027-01-31']);
  const closed = withHolidays(['2027-01-28', '2027-01-29']);

  test.each<[string, unknown, WorkdayRule, WorkCalendar, string, WorkCalendar]>([
    ['the last workday of a month', { freq: 'monthly', workday: 'last' }, 'next', plainWeek, '2027-01-29', springFestival],
    ['the first workday of a month', { freq: 'monthly', workday: 'first' }, 'next', plainWeek, '2027-02-01', springFestival],
    ['the last workday of a week', { freq: 'weekly', workday: 'last' }, 'next', plainWeek, '2027-01-29', springFestival],
    ['the 21st workday of a quarter', { freq: 'quarterly', workday: 21 }, 'next', plainWeek, '2027-01-29', withHolidays(['2027-01-28'])],
    [
      'the first workday of a quarter’s second month',
      { freq: 'quarterly', month: 2, workday: 1 },
      'next',
      plainWeek,
      '2027-02-01',
      springFestival,
    ],
    ['a date, or the workday before', { freq: 'monthly', day: -1 }, 'previous', plainWeek, '2027-01-29', springFestival],
    ['a date, or the workday after', { freq: 'monthly', day: 1 }, 'next', plainWeek, '2027-02-01', springFestival],
    ['a date of a cron expression', { cron: '30 8 31 * *' }, 'previous', plainWeek, '2027-01-29', springFestival],
    ['a weekday, or the workday before', { freq: 'weekly', weekdays: ['sunday'] }, 'previous', plainWeek, '2027-01-29', springFestival],
  ])('moves %s and sends nothing a second time', (_what, recurrence, workdayRule, before, on, after) => {
    const start = at(`${on}T00:00:00Z`);
    const schedule = { ...daily, spec: { ...spec(recurrence), workdayRule }, since: start, handledThrough: undefined };
    const first = findDue(schedule, before, zone, plus(start, dayMs / 2));
    expect(sent(first)).toEqual([`${on}T00:30:00Z`]);
    // It would be due again by the days alone.
    const again = { start: plus(start, dayMs / 2), end: plus(start, 4 * dayMs) };
    expect(occurrences(schedule.spec, after, zone, again)).toHaveLength(1);
    const since = handled(schedule, first);
    for (let day = 1; day <= 4; day++) expect(findDue(since, after, zone, plus(start, day * dayMs))).toEqual({ due: [], missed: [] });
    const next = nextDue(since, after, zone, plus(start, dayMs));
    expect(next).toBeGreaterThan(plus(start, 4 * dayMs));
    expect(sent(findDue(since, after, zone, next ?? start))).toEqual(iso([next ?? start]));
  });

  test('keeps apart what two days of a week have come to', () => {
    const twice = { ...spec({ freq: 'weekly', weekdays: ['monday', 'tuesday'] }), workdayRule: 'next' as const };
    const schedule = { ...daily, spec: twice, since: at('2027-01-31T00:00:00Z'), handledThrough: at('2027-02-01T00:30:00Z') };
    const now = at('2027-02-02T00:30:00Z');
    expect(sent(findDue(schedule, withHolidays(['2027-02-01']), zone, now))).toEqual(['2027-02-02T00:30:00Z']);
  });

  test('keeps apart the times of a day that a cron expression names, moved or not', () => {
    const cron = { ...spec({ cron: '30 8,14 * * *' }), workdayRule: 'previous' as const };
    const schedule = { ...daily, spec: cron, since: at('2027-01-27T00:00:00Z'), handledThrough: at('2027-01-27T00:30:00Z') };
    expect(sent(findDue(schedule, plainWeek, zone, at('2027-01-27T06:30:00Z')))).toEqual(['2027-01-27T06:30:00Z']);
    const friday = { ...schedule, handledThrough: at('2027-01-29T06:30:00Z') };
    expect(sent(findDue(friday, springFestival, zone, at('2027-01-30T00:30:00Z')))).toEqual(['2027-01-30T00:30:00Z']);
  });

  test('brings what has not been sent on its new day, or once it is known to have been earlier', () => {
    const schedule = { ...daily, spec: spec({ freq: 'monthly', workday: 'last' }), handledThrough: at('2026-12-31T00:30:00Z') };
    expect(sent(findDue(schedule, springFestival, zone, at('2027-01-31T00:30:00Z')))).toEqual(['2027-01-31T00:30:00Z']);
    expect(sent(findDue({ ...schedule, window: { workdays: 3 } }, closed, zone, at('2027-01-28T10:00:00Z')))).toEqual([
      '2027-01-27T00:30:00Z',
    ]);
  });
});

describe('a clock that is wrong', () => {
  test('going back never produces a second one', () => {
    const now = at('2026-11-24T00:30:00Z');
    const after = handled(daily, due(daily, now));
    for (const back of [0, 1, hourMs, 48 * hourMs]) expect(due(after, plus(now, -back))).toEqual({ due: [], missed: [] });
    expect(due(after, plus(now, 12 * hourMs))).toEqual({ due: [], missed: [] });
    expect(sent(due(after, plus(now, dayMs)))).toEqual(['2026-11-25T00:30:00Z']);
  });

  test('leaping ahead 48 hours and coming back neither loses nor doubles', () => {
    const leapt = at('2026-11-26T00:30:00Z');
    const found = due(daily, leapt);
    expect(sent(found)).toEqual(['2026-11-26T00:30:00Z']);
    expect(missed(found)).toEqual(['2026-11-24T00:30:00Z window-over', '2026-11-25T00:30:00Z window-over']);
    const after = handled(daily, found);
    for (const hour of [24, 25, 47, 48, 49])
      expect(due(after, plus(at('2026-11-24T00:30:00Z'), hour * hourMs))).toEqual({ due: [], missed: [] });
    expect(sent(due(after, at('2026-11-27T00:30:00Z')))).toEqual(['2026-11-27T00:30:00Z']);
  });

  test('however it wanders, every occurrence up to the latest moment seen is handled once and no other', () => {
    const recurrence = fc.constantFrom<unknown>(
      { freq: 'daily' },
      { freq: 'weekly', workday: 'first' },
      { freq: 'monthly', workday: 'last' },
      { cron: '0 9,15 * * *' },
    );
    const window = fc.constantFrom({ hours: 1 }, { hours: 24 }, { workdays: 3 }, { days: 10 });
    const jumps = fc.array(
      fc.oneof(
        fc.constantFrom(0, 1, -1),
        fc.integer({ min: -48, max: 48 }).map((n) => n * hourMs),
        fc.integer({ min: 0, max: 40 * dayMs }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(recurrence, window, fc.constantFrom(...Object.values(zones)), jumps, (rule, length, where, steps) => {
        let schedule: Scheduled = { spec: spec(rule), window: length, since: at('2026-01-05T00:00:00Z'), handledThrough: undefined };
        let now = schedule.since;
        let latest = now;
        const seen: Instant[] = [];
        for (const step of steps) {
          now = plus(now, step);
          latest = Math.max(latest, now) as Instant;
          const found = findDue(schedule, china, where, now);
          expect(found.due.length).toBeLessThanOrEqual(1);
          for (const { opensAt, closesAt } of found.due) expect(opensAt <= now && now < closesAt).toBe(true);
          for (const { occurrence, reason } of found.missed) expect(reason).toBe(now < occurrence.closesAt ? 'superseded' : 'window-over');
          seen.push(...found.missed.map(({ occurrence }) => occurrence.opensAt), ...found.due.map(({ opensAt }) => opensAt));
          schedule = handled(schedule, found);
        }
        const expected =
          steps.length === 0 ? [] : occurrences(schedule.spec, china, where, { start: schedule.since, end: plus(latest, 1) });
        expect(seen).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
