import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOfDayNumber, PlainDateText } from '../../src/calendar/plain-date.js';
import { later, oldestKept, Span } from '../../src/calendar/span.js';

const day = (text: string) => PlainDateText.parse(text);

test.each([
  ['2026-11-24', { days: 8 }, '2026-12-02'],
  ['2026-11-24', { years: 3 }, '2029-11-24'],
  ['2024-02-29', { years: 1 }, '2025-02-28'],
  ['2026-01-31', { months: 1 }, '2026-02-28'],
  ['2026-12-31', { months: 2 }, '2027-02-28'],
])('%s and %j later is %s', (from, span, to) => {
  expect(later(day(from), span)).toBe(to);
});

test('every day is kept through its last day and goes on the next, whatever the lengths of the months', () => {
  const span = fc.oneof(
    fc.record({ days: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ months: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ years: fc.integer({ min: 1, max: 5 }) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 19_000, max: 22_000 }), span, (number, kept) => {
      const date = dateOfDayNumber(number);
      const last = later(date, kept);
      expect(oldestKept(last, kept) <= date).toBe(true);
      expect(oldestKept(addDays(last, 1), kept) > date).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([{ days: 0 }, { days: 1, months: 1 }, { weeks: 2 }, { years: 1.5 }, '3 years'])('%j is no span', (value) => {
  expect(Span.safeParse(value).success).toBe(false);
});
