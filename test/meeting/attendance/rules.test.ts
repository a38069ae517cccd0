import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs, plus } from '../../../src/calendar/instant.js';
import { type Mark, STATUSES } from '../../../src/meeting/attendance/attendance.js';
import { CODE_MS, codeAt, codeIn, isCode, secondsLeft } from '../../../src/meeting/attendance/code.js';
import {
  attendees,
  CORRECTIONS,
  decideCorrection,
  figuresOf,
  isThere,
  mustWait,
  statusAt,
  whyNotOpen,
  wrongNow,
} from '../../../src/meeting/attendance/rules.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import { at } from '../../support/office.js';

const startsAt = at('2026-11-26', '09:00');
const endsAt = at('2026-11-26', '11:00');
const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as MemberId[];
const some = fc.subarray(ids);
const mark = (memberId: MemberId, status: Mark['status'], by = memberId): Mark => ({
  memberId,
  version: 1,
  status,
  leftEarly: false,
  checkedInAt: startsAt,
  checkedInBy: by,
  via: 'code',
  by,
  at: startsAt,
});

test('the figures always add up: expected are present, excused or absent, and whoever is late is present', () => {
  fc.assert(
    fc.property(
      some,
      fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...STATUSES))),
      some,
      some,
      (expected, given, excused, swaps) => {
        const invitees = expected.map((memberId) => ({ memberId, departmentId: 'd' as DepartmentId }));
        const marks = new Map(given.map(([id, status]) => [id, mark(id, status)]));
        const substitutes = new Map(swaps.map((id) => [`${id}x` as MemberId, id]));
        const all = attendees(invitees, marks, new Set(excused), substitutes);
        const figures = figuresOf(all);
        expect(figures.expected).toBe(expected.length);
        expect(figures.present + figures.excused + figures.absent).toBe(figures.expected);
        expect(figures.late).toBeLessThanOrEqual(figures.present);
        expect(new Set(all.map(({ memberId }) => memberId)).size).toBe(all.length);
        const others = [...marks.values()].filter(({ memberId, status }) => !expected.includes(memberId) && isThere(status));
        expect(all).toHaveLength(expected.length + others.length);
      },
    ),
  );
});

test('what is recorded stands above what was approved, and a substitute counts for whom they replace', () => {
  const invitees = (['a', 'b', 'c'] as MemberId[]).map((memberId) => ({ memberId, departmentId: 'd' as DepartmentId }));
  const marks = new Map([
    ['a' as MemberId, mark('a' as MemberId, 'late')],
    ['b' as MemberId, mark('b' as MemberId, 'present', 's' as MemberId)],
    ['y' as MemberId, mark('y' as MemberId, 'absent')],
    ['z' as MemberId, mark('z' as MemberId, 'present')],
  ]);
  const all = attendees(invitees, marks, new Set(['a', 'b', 'c'] as MemberId[]), new Map([['s', 'b']] as [MemberId, MemberId][]));
  expect(all.map(({ memberId, status, substituteId, expected }) => [memberId, status, substituteId, expected])).toEqual([
    ['a', 'late', undefined, true],
    ['b', 'present', 's', true],
    ['c', 'excused', undefined, true],
    ['z', 'present', undefined, false],
  ]);
  expect(figuresOf(all)).toEqual({ expected: 3, present: 2, excused: 1, late: 1, absent: 0 });
});

test('late is more than so many minutes after the start', () => {
  const around = (minutes: number) => [-1, 0, 1].map((ms) => statusAt({ startsAt }, minutes, plus(startsAt, minutes * minuteMs + ms)));
  expect(around(10)).toEqual(['present', 'present', 'late']);
  expect(around(0)).toEqual(['present', 'present', 'late']);
});

test('it opens from twelve hours before until thirty days after the end', () => {
  const meeting = { state: 'announced' as const, startsAt, endsAt };
  const at_ = (now: Instant) => whyNotOpen(meeting, undefined, now);
  expect([-1, 0].map((ms) => at_(plus(startsAt, -12 * hourMs + ms)))).toEqual(['too-early', undefined]);
  expect([-1, 0].map((ms) => at_(plus(endsAt, 30 * 24 * hourMs + ms)))).toEqual([undefined, 'too-late']);
  expect(whyNotOpen({ ...meeting, state: 'cancelled' }, undefined, startsAt)).toBe('meeting-cancelled');
});

test('a code holds for its thirty seconds and a moment longer, and never again', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 60_000_000 }), (secret, step) => {
      const begin = (step * CODE_MS) as Instant;
      const code = codeAt(secret, begin);
      expect(code).toMatch(/^\d{6}$/);
      const accepted = (ms: number) => isCode(secret, code, plus(begin, ms));
      expect([0, CODE_MS - 1, CODE_MS, CODE_MS + 9_999].map(accepted)).toEqual([true, true, true, true]);
      // By one chance in a million a later code is the same.
      fc.pre(codeAt(secret, plus(begin, CODE_MS)) !== code && codeAt(secret, plus(begin, -CODE_MS)) !== code);
      expect([-1, CODE_MS + 10_000].map(accepted)).toEqual([false, false]);
    }),
  );
  expect(codeIn(' １２３ ４56 ')).toBe('123456');
  expect([0, 1, CODE_MS - 1].map((ms) => secondsLeft(ms as Instant))).toEqual([30, 30, 1]);
});

test('after five wrong codes in a row one waits a minute, whatever the clock does', () => {
  const now = startsAt;
  const tries = (wrong: number, ago: number) => ({ wrong, at: plus(now, -ago) });
  expect([mustWait(undefined, now), mustWait(tries(4, 0), now), mustWait(tries(5, 0), now)]).toEqual([false, false, true]);
  expect([mustWait(tries(5, minuteMs - 1), now), mustWait(tries(5, minuteMs), now), mustWait(tries(5, -1), now)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([wrongNow(undefined, now), wrongNow(tries(3, 5), now), wrongNow(tries(5, minuteMs), now), wrongNow(tries(5, -1), now)]).toEqual([
    1, 4, 1, 1,
  ]);
});

test('a correction is made to what was seen, with a reason, and to something else', () => {
  const seen = mark('a' as MemberId, 'late');
  const decide = (version: number, to: string, reason: string, early = true) => decideCorrection(seen, { version, to, reason }, early);
  expect(decide(0, 'absent', '更正')).toEqual({ ok: false, refusal: 'changed-meanwhile' });
  expect(decide(1, 'absent', '')).toEqual({ ok: false, refusal: 'reason-missing' });
  expect(decide(1, 'late', '更正')).toEqual({ ok: false, refusal: 'nothing-new' });
  expect(decide(1, 'constructor', '更正')).toEqual({ ok: false, refusal: 'status-missing' });
  expect(decide(1, 'left-early', '更正', false)).toEqual({ ok: false, refusal: 'status-missing' });
  expect(decide(1, 'left-early', '更正')).toEqual({ ok: true, status: 'late', leftEarly: true });
  for (const to of CORRECTIONS.filter((one) => one !== 'late' && one !== 'left-early'))
    expect(decide(1, to, '更正')).toEqual({ ok: true, status: to, leftEarly: false });
});
