import { expect, test } from 'vitest';
import { plus } from '../../src/calendar/instant.js';
import { keptSince, newestRun, runThatTakes } from '../../src/retention/rules.js';
import { at, zone } from '../support/office.js';

const shanghai = zone();

test('the night’s run is at half past three by the office’s clock', () => {
  const run = at('2026-11-24', '03:30');
  expect(newestRun(run, shanghai)).toBe(run);
  expect(newestRun(plus(run, -1), shanghai)).toBe(at('2026-11-23', '03:30'));
  expect(newestRun(at('2026-11-25', '00:10'), shanghai)).toBe(run);
});

test('what was written at any time of a day is kept through the last day, and taken in the night after', () => {
  const span = { years: 3 } as const;
  for (const time of ['00:00', '12:00', '23:59']) {
    const written = at('2023-11-24', time);
    expect(written < keptSince(at('2026-11-24', '03:30'), span, shanghai)).toBe(false);
    expect(written < keptSince(at('2026-11-25', '03:30'), span, shanghai)).toBe(true);
    expect(runThatTakes(written, span, at('2026-01-01', '00:00'), shanghai)).toBe(at('2026-11-25', '03:30'));
  }
});

test('what should have gone already goes in the next run', () => {
  const written = at('2020-01-01', '09:00');
  const span = { years: 1 } as const;
  expect(runThatTakes(written, span, at('2026-11-24', '03:29'), shanghai)).toBe(at('2026-11-24', '03:30'));
  expect(runThatTakes(written, span, at('2026-11-24', '03:30'), shanghai)).toBe(at('2026-11-25', '03:30'));
});
