import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { writeFeed } from '../../../src/calendar/icalendar/write.js';
import { dayMs, type Instant, minuteMs, type Zone } from '../../../src/calendar/instant.js';
import { dateOf, timeOf } from '../../../src/calendar/zone.js';
import { at, zone, zones } from '../build.js';
import { calendar, isoOf, readAll, vevent } from './build.js';

const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, '');
const wallText = (ms: number) => basic(ms).slice(0, 15);

/** Rules of the kinds that ical.js works out as RFC 5545 says: no BYWEEKNO, BYSETPOS in monthly rules only, nothing contradictory. */
const weekdays = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 });
const nths = fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom('MO', 'WE', 'SU')).map(([n, day]) => `${n}${day}`);
const months = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.sort((a, b) => a - b).join(','));
const parts = fc.oneof(
  fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY'),
  months.map((all) => `FREQ=DAILY;BYMONTH=${all}`),
  weekdays.map((all) => `FREQ=DAILY;BYDAY=${all.join(',')}`),
  weekdays.map((all) => `FREQ=WEEKLY;BYDAY=${all.join(',')}`),
  weekdays.map((all) => `FREQ=WEEKLY;WKST=SU;BYDAY=${all.join(',')}`),
  nths.map((day) => `FREQ=MONTHLY;BYDAY=${day}`),
  weekdays.map((all) => `FREQ=MONTHLY;BYDAY=${all.join(',')}`),
  fc.integer({ min: 1, max: 28 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
  months.map((all) => `FREQ=YEARLY;BYMONTH=${all};BYMONTHDAY=15`),
  fc.tuple(months, nths).map(([all, day]) => `FREQ=YEARLY;BYMONTH=${all};BYDAY=${day}`),
  nths.map((day) => `FREQ=YEARLY;BYDAY=${day}`),
);
const rules = fc
  .tuple(parts, fc.integer({ min: 1, max: 4 }), fc.constantFrom('', ';COUNT=1', ';COUNT=7', ';UNTIL=20270615T093000Z'))
  .map(([rule, interval, end]) => `${rule};INTERVAL=${interval}${end}`);
const startDay = fc.integer({ min: at('2025-01-01T00:00:00Z') / dayMs, max: at('2026-12-31T00:00:00Z') / dayMs });

test('when an event recurs is what another program says, which goes through all from the first on', async () => {
  const window = { start: at('2026-06-01T00:00:00Z'), end: at('2027-12-01T00:00:00Z') };
  await fc.assert(
    fc.asyncProperty(rules, startDay, async (rule, day) => {
      // On the 29th and later ical.js and RFC 5545 differ about short months.
      const start = day * dayMs + 570 * minuteMs;
      fc.pre(new Date(start).getUTCDate() <= 28);
      const iterator = ICAL.Recur.fromString(rule).iterator(
        ICAL.Time.fromString(`${new Date(start).toISOString().slice(0, 19)}Z`, undefined as never),
      );
      const expected = new Set<number>();
      for (let n = 0, next = iterator.next(); next && n < 3_000; n++, next = iterator.next()) {
        const instant = next.toUnixTime() * 1000;
        if (instant >= window.end) break;
        // DTSTART counts as the first occurrence (RFC 5545 §3.3.10). ical.js counts it in some rules that don't name its day.
        if (n === 0 && instant !== start && rule.includes('COUNT')) return;
        if (instant >= start) expected.add(instant);
      }
      if (!rule.includes('UNTIL') || start <= at('2027-06-15T09:30:00Z')) expected.add(start);
      const { events, unreadable } = await readAll(calendar(vevent(`DTSTART:${basic(start)}`, `RRULE:${rule}`)), window);
      expect(unreadable).toEqual([]);
      const wanted = [...expected].filter((instant) => instant >= window.start && instant < window.end).sort((a, b) => a - b);
      expect(events.map((event) => isoOf(event.start))).toEqual(wanted.map(isoOf));
    }),
    { numRuns: 400 },
  );
});

const some: readonly Zone[] = [
  ...Object.values(zones),
  zone('Africa/Casablanca'),
  zone('Asia/Kathmandu'),
  zone('America/Sao_Paulo'),
  zone('Pacific/Apia'),
];
const anyZone = fc.constantFrom(...some);
/** Near a change of the clocks, where mistakes show. */
const changes = [
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-02-15T02:00:00Z',
].map(at);
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -200, max: 200 }))
  .map(([change, minutes]) => (change + minutes * minuteMs) as Instant);
const year = { start: at('2026-01-01T00:00:00Z'), end: at('2027-01-01T00:00:00Z') };

test('a time on a wall clock is read as an instant at which that clock shows it, or none does', async () => {
  await fc.assert(
    fc.asyncProperty(nearChange, anyZone, anyZone, async (wall, where, office) => {
      const { events } = await readAll(calendar(vevent(`DTSTART;TZID=${where}:${wallText(wall)}`)), year, office);
      const [event] = events;
      const shown = event && `${dateOf(event.start, where)}T${timeOf(event.start, where)}`;
      const wanted = new Date(wall).toISOString().slice(0, 16);
      // Skipped by the clock: then it is counted on from before the gap, so the clock shows as much more as was skipped.
      const jump = [30, 60, 120, -60].map((minutes) => new Date(wall + minutes * minuteMs).toISOString().slice(0, 16));
      expect([wanted, ...jump]).toContain(shown);
      if (shown !== wanted) {
        const floating = await readAll(calendar(vevent(`DTSTART:${wallText(wall)}`)), year, where);
        expect(floating.events[0]?.start).toBe(event?.start);
      }
    }),
    { numRuns: 300 },
  );
});

test('a daily series shows the same time on its own clock every day, and is a day apart in instants but for changes of the clock', async () => {
  await fc.assert(
    fc.asyncProperty(nearChange, anyZone, async (wall, where) => {
      const noon = Math.floor(wall / dayMs) * dayMs - 3 * dayMs + 720 * minuteMs;
      const { events } = await readAll(
        calendar(vevent(`DTSTART;TZID=${where}:${wallText(noon)}`, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=7')),
        year,
      );
      expect(events.map(({ start }) => timeOf(start, where))).toEqual(Array(events.length).fill('12:00'));
      expect(new Set(events.map(({ start }) => dateOf(start, where))).size).toBe(7);
      expect(events.every(({ start, end }) => end - start === 60 * minuteMs)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('what we write we read', async () => {
  const text = fc
    .string({ unit: fc.constantFrom('会', '😀', ';', ',', '\\', ' x', '：', '"'), minLength: 1, maxLength: 60 })
    .map((title) => title.trim().replace(/\s+/g, ' '));
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      nearChange,
      fc.integer({ min: 0, max: 90_000 }),
      fc.nat(99),
      async (title, place, start, seconds, sequence) => {
        const end = (start + seconds * 1000) as Instant;
        const stampedAt = at('2026-01-01T00:00:00Z');
        const event = {
          uid: 'm-1@siwen',
          sequence,
          stampedAt,
          start,
          end,
          title,
          place,
          organizer: { name: '办公室' },
          status: 'confirmed',
        } as const;
        const { events, unreadable } = await readAll(writeFeed({ name: '会议', events: [event], refreshMinutes: 60 }), year);
        expect(unreadable).toEqual([]);
        expect(events).toEqual([
          {
            uid: 'm-1@siwen',
            recurrenceId: undefined,
            sequence,
            title,
            place,
            start,
            end,
            allDay: false,
            status: 'confirmed',
            transparent: false,
          },
        ]);
      },
    ),
  );
});

test('whatever a file holds between its first and last line, it is read to its end', async () => {
  const pieces = [
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VALARM',
    'END:VALARM',
    'UID:x',
    'DTSTART:20261202T010000Z',
    'DTSTART;TZID=:x',
    'RRULE:FREQ=DAILY',
    'RRULE:',
    'RRULE:FREQ',
    'RDATE;VALUE=PERIOD:1/2',
  ];
  const others = [
    'EXDATE;VALUE=__proto__:x',
    '__proto__:x',
    'DTSTART;__proto__=x:20261202',
    'SUMMARY;X="',
    'END:VCALENDAR',
    'BEGIN:VCALENDAR',
    'METHOD:CANCEL',
    ' folded',
    'DURATION:P',
    'RECURRENCE-ID:20261202',
    'BEGIN:VTIMEZONE',
    'TZID:x',
    'BEGIN:STANDARD',
    'TZOFFSETTO:+0100',
  ];
  const line = fc.oneof(fc.constantFrom(...pieces, ...others), fc.string({ unit: 'binary', maxLength: 30 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
      const { events, unreadable } = await readAll(calendar(...lines), year);
      for (const { start, end } of events) expect(end).toBeGreaterThanOrEqual(start);
      expect(events.length + unreadable.length).toBeLessThan(2_000);
    }),
    { numRuns: 200 },
  );
});
