import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, type Instant, plus } from '../../src/calendar/instant.js';
import { PlainTimeText as hoursOf } from '../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import type { Prompt } from '../../src/reflection/prompt-sets.js';
import { decideSubmit, nudgeTimes, SNOOZES, silentNudges, snoozesNow, snoozeUntil, standing } from '../../src/reflection/rules.js';
import { at, zone } from '../support/office.js';

const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);
const opensAt = at('2026-11-24', '15:00');
const closesAt = at('2026-11-27', '15:00');
const round = { opensAt, closesAt, state: 'open' as const };
const near = fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -1e9, max: 1e9 }));
const asked = { answeredAt: undefined };
const text = (id: string, optional = false): Prompt => ({ id, kind: 'text', zh: id, en: id, optional });

describe('the window', () => {
  test('an answer is late exactly from the closing instant on, and counts all the same', () => {
    fc.assert(
      fc.property(near, (offset) => {
        const now = (closesAt + offset) as Instant;
        expect(decideSubmit([text('a')], round, asked, { a: 'x' }, now)).toMatchObject({ ok: true, late: now >= closesAt, edit: false });
      }),
    );
  });

  test('what was answered can be edited until the window closes, and not from then on', () => {
    fc.assert(
      fc.property(near, (offset) => {
        const now = (closesAt + offset) as Instant;
        expect(standing(round, { answeredAt: opensAt }, now)).toBe(now < closesAt ? 'edit' : 'closed');
      }),
    );
  });

  test('a round that was closed early stays closed for edits', () => {
    expect(standing({ ...round, state: 'closed' }, { answeredAt: opensAt }, opensAt)).toBe('closed');
    expect(decideSubmit([text('a')], { ...round, state: 'closed' }, { answeredAt: opensAt }, { a: 'x' }, opensAt)).toEqual({
      ok: false,
      refusal: 'window-closed',
    });
  });
});

describe('what is written', () => {
  const prompts: Prompt[] = [
    text('a'),
    text('b', true),
    { id: 'r', kind: 'rating', zh: 'r', en: 'r', optional: true },
    {
      id: 'c',
      kind: 'choice',
      zh: 'c',
      en: 'c',
      optional: true,
      options: [
        { id: 'yes', zh: '是', en: 'yes' },
        { id: 'no', zh: '否', en: 'no' },
      ],
    },
    { id: 'k', kind: 'acknowledge', zh: 'k', en: 'k', optional: true },
  ];
  test.each([
    [{}, { a: 'answer-empty' }],
    [{ a: ' \n　' }, { a: 'answer-empty' }],
    [{ a: 'x'.repeat(501) }, { a: 'answer-too-long' }],
    [{ a: 'x', r: '6' }, { r: 'answer-not-offered' }],
    [{ a: 'x', r: '0' }, { r: 'answer-not-offered' }],
    [{ a: 'x', c: 'maybe' }, { c: 'answer-not-offered' }],
    [{ a: 'x', k: 'no' }, { k: 'answer-not-offered' }],
    [{ b: 'only the optional one' }, { a: 'answer-empty' }],
  ])('%j is refused at the field', (answers, fields) => {
    expect(decideSubmit(prompts, round, asked, answers, opensAt)).toEqual({ ok: false, refusal: 'fields', fields });
  });

  test('the longest answer allowed is taken, and what was not asked is not kept', () => {
    const longest = 'x'.repeat(500);
    const decision = decideSubmit(prompts, round, asked, { a: longest, r: '5', c: 'no', k: 'yes', forged: 'y', __proto__: 'z' }, opensAt);
    expect(decision).toMatchObject({ ok: true, answers: { a: longest, r: '5', c: 'no', k: 'yes' } });
    expect(decision.ok && Object.keys(decision.answers)).toEqual(['a', 'r', 'c', 'k']);
  });

  test('nobody answers a round that was not sent to them', () => {
    expect(decideSubmit(prompts, undefined, asked, { a: 'x' }, opensAt)).toEqual({ ok: false, refusal: 'not-asked' });
    expect(decideSubmit(prompts, round, undefined, { a: 'x' }, opensAt)).toEqual({ ok: false, refusal: 'not-asked' });
  });
});

describe('reminders', () => {
  test('稍后提醒 never comes at once, in the past, or when the time is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 * 60 }), fc.constantFrom(...SNOOZES), (minutes, snooze) => {
        const now = plus(opensAt, minutes * 60_000);
        const until = snoozeUntil(snooze, closesAt, now, zone(), calendar);
        if (until !== undefined) expect(until > now && until < closesAt).toBe(true);
      }),
    );
  });

  test('each choice means what it says', () => {
    const morning = at('2026-11-25', '10:00');
    expect(snoozesNow(at('2026-12-01', '08:30'), at('2026-11-30', '08:30'), zone(), calendar)).toEqual(['hour', 'afternoon']);
    expect(snoozesNow(at('2026-12-03', '15:00'), at('2026-11-30', '15:00'), zone(), calendar)).toEqual(['hour', 'tomorrow']);
    expect(snoozeUntil('hour', closesAt, morning, zone(), calendar)).toBe(at('2026-11-25', '11:00'));
    expect(snoozeUntil('afternoon', closesAt, morning, zone(), calendar)).toBe(at('2026-11-25', '14:30'));
    expect(snoozeUntil('afternoon', closesAt, at('2026-11-25', '14:30'), zone(), calendar)).toBeUndefined();
    expect(snoozeUntil('tomorrow', closesAt, morning, zone(), calendar)).toBe(at('2026-11-26', '09:00'));
    expect(snoozeUntil('tomorrow', at('2026-12-01', '15:00'), at('2026-11-27', '10:00'), zone(), calendar)).toBe(at('2026-11-30', '09:00'));
  });

  test('nudges fall into working hours and the window', () => {
    const hours = { start: hoursOf.parse('08:30'), end: hoursOf.parse('17:30') };
    const times = nudgeTimes(round, [24, 13, 4], hours, calendar, zone());
    expect(times).toEqual([at('2026-11-26', '15:00'), at('2026-11-27', '08:30'), at('2026-11-27', '11:00')]);
    // A round that ends as working hours begin: on the workday before, also where that is before a weekend.
    const weekly = { opensAt: at('2026-11-23', '08:30'), closesAt: at('2026-11-24', '08:30') };
    expect(nudgeTimes(weekly, [2, 4, 8], hours, calendar, zone())).toEqual([at('2026-11-23', '16:30')]);
    const overWeekend = { opensAt: at('2026-11-27', '08:30'), closesAt: at('2026-11-30', '08:30') };
    expect(nudgeTimes(overWeekend, [16], hours, calendar, zone())).toEqual([at('2026-11-27', '16:30')]);
    expect(silentNudges(weekly, [72, 24, 2], hours, calendar, zone())).toEqual([72, 24]);
    expect(nudgeTimes({ opensAt, closesAt: plus(opensAt, hourMs) }, [24, 1], hours, calendar, zone())).toEqual([]);
  });
});
