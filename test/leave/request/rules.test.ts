import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate, PlainTime } from '../../../src/calendar/instant.js';
import { addDays } from '../../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import { compareHalfDays, countHalfDays, type HalfDay, halfDaysByYear, nextHalfDay, type Period } from '../../../src/leave/half-days.js';
import type { Leave, LeaveId, LeaveState } from '../../../src/leave/leave.js';
import { decideBack, usualBack } from '../../../src/leave/request/back/rules.js';
import type { YearBalance } from '../../../src/leave/request/balances.js';
import { readDraft, valuesOf } from '../../../src/leave/request/draft/draft.js';
import { type Asking, decideRequest, earliestDay, earliestEntered } from '../../../src/leave/request/rules.js';
import { topPosts } from '../../../src/leave/second-post.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import { at, zone } from '../../support/office.js';

const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);
const office = { zone: zone(), calendar, workingHours: { start: '08:30' as PlainTime, end: '17:30' as PlainTime } };
const today = '2026-11-24' as PlainDate;
const day = (on: string, half: HalfDay['half']): HalfDay => ({ on: on as PlainDate, half });
/** `2026-11-30 am`…`2026-12-02 pm`. */
const period = (from: string, until: string): Period => {
  const end = (words: string) => day(words.slice(0, 10), words.endsWith('am') ? 'morning' : 'afternoon');
  return { from: end(from), until: end(until) };
};
const WEEK = period('2026-11-30 am', '2026-12-04 pm');

const leave = (id: string, of: Period, state: LeaveState = 'approved', more: Partial<Leave> = {}): Leave => ({
  id: id as LeaveId,
  memberId: '603' as MemberId,
  requestedBy: '603' as MemberId,
  kind: 'business-trip',
  period: of,
  halfDays: countHalfDays(of, calendar),
  departmentId: 'D' as DepartmentId,
  rank: '科员',
  acting: undefined,
  state,
  requestedAt: at('2026-11-20', '09:00'),
  replaces: undefined,
  back: undefined,
  backReportedAt: undefined,
  firstAskedAt: undefined,
  confirmBy: undefined,
  ...more,
});

const asking = (more: Partial<Asking> = {}): Asking => {
  const of = more.period ?? WEEK;
  return {
    memberId: '603' as MemberId,
    kind: 'business-trip',
    period: of,
    actingId: undefined,
    now: day(today, 'morning'),
    firstAskedIn: undefined,
    earliest: earliestDay(today, 2, calendar),
    isEntered: false,
    offered: ['business-trip', 'annual-leave'],
    counted: halfDaysByYear(of, calendar),
    instead: [],
    own: [],
    balances: [],
    acting: undefined,
    actingNeeded: false,
    ...more,
  };
};
const ENTERED = { isEntered: true, earliest: earliestEntered(today) };
const balance = (more: Partial<YearBalance>): YearBalance => ({
  year: 2026,
  takes: 10,
  before: 20,
  now: 20,
  lapsesOn: undefined,
  nextIsShort: false,
  ...more,
});
const problems = (more: Partial<Asking>) => {
  const decided = decideRequest(asking(more));
  return decided.ok ? {} : decided.problems;
};

describe('a request is refused at the field that is wrong', () => {
  test.each<[string, Partial<Asking>, object]>([
    ['nothing', {}, {}],
    ['a kind without a chain', { kind: 'sick-leave' }, { kind: 'kind-not-offered' }],
    ['the end before the start', { period: period('2026-12-01 pm', '2026-12-01 am') }, { until: 'ends-first' }],
    ['half a day', { period: period('2026-12-01 pm', '2026-12-01 pm') }, {}],
    ['two workdays back', { period: period('2026-11-20 am', '2026-11-24 pm') }, {}],
    ['three workdays back', { period: period('2026-11-19 pm', '2026-11-24 pm') }, { from: 'too-far-back' }],
    ['a year back, entered for somebody', { ...ENTERED, period: period('2025-11-23 am', '2025-11-28 pm') }, {}],
    ['a day more, entered for somebody', { ...ENTERED, period: period('2025-11-22 pm', '2025-11-28 pm') }, { from: 'over-a-year-back' }],
    ['a year from now', { period: period('2027-11-25 am', '2027-11-25 pm') }, {}],
    ['a day more', { period: period('2027-11-26 am', '2027-11-26 pm') }, { from: 'too-far-ahead' }],
    ['a year', { period: period('2026-11-30 am', '2027-11-30 pm') }, {}],
    ['a year and a day', { period: period('2026-11-30 am', '2027-12-01 am') }, { until: 'longer-than-a-year' }],
    ['a weekend of leave', { kind: 'annual-leave', period: period('2026-11-28 am', '2026-11-29 pm') }, { until: 'no-working-day' }],
    ['a trip at a weekend', { period: period('2026-11-28 am', '2026-11-29 pm') }, {}],
    ['leave on a make-up workday', { kind: 'annual-leave', period: period('2026-12-31 am', '2027-01-01 pm') }, {}],
    ['no days left', { kind: 'annual-leave', balances: [balance({ before: 9 })] }, { until: 'balance-short' }],
    ['the last day', { kind: 'annual-leave', balances: [balance({ before: 10 })] }, {}],
    ['too little already, and less of it', { kind: 'annual-leave', balances: [balance({ before: 6, now: -5 })] }, {}],
    ['too little already, and as much as before', { kind: 'annual-leave', balances: [balance({ before: 6, now: -4 })] }, {}],
    ['too little already, and more', { kind: 'annual-leave', balances: [balance({ before: 6, now: -3 })] }, { until: 'balance-short' }],
    [
      'days that the next year lives on',
      { kind: 'annual-leave', balances: [balance({ nextIsShort: true })] },
      { until: 'next-year-short' },
    ],
    ['a head without an acting person', { actingNeeded: true }, { acting: 'acting-needed' }],
    ['the same, of days that have passed', { actingNeeded: true, period: period('2026-11-20 am', '2026-11-23 pm') }, {}],
    [
      'the same, until this half day',
      { actingNeeded: true, period: period('2026-11-20 am', '2026-11-24 am') },
      { acting: 'acting-needed' },
    ],
    ['oneself', { actingId: '603' as MemberId, acting: { active: true, away: false } }, { acting: 'acting-unsuitable' }],
    ['nobody', { actingId: 'x' as MemberId }, { acting: 'acting-unsuitable' }],
    ['somebody who left', { actingId: '1' as MemberId, acting: { active: false, away: false } }, { acting: 'acting-unsuitable' }],
    ['somebody who is away', { actingId: '1' as MemberId, acting: { active: true, away: true } }, { acting: 'acting-away' }],
    ['somebody who is there', { actingId: '1' as MemberId, acting: { active: true, away: false }, actingNeeded: true }, {}],
  ])('%s', (_name, more, expected) => {
    expect(problems(more)).toEqual(expected);
  });
});

describe('another request of one’s own', () => {
  const one = period('2026-12-01 am', '2026-12-02 am');
  test.each<[string, Leave, Partial<Asking>, boolean]>([
    ['on the same day', leave('a', period('2026-12-04 pm', '2026-12-07 pm')), {}, true],
    [
      'that begins in the afternoon',
      leave('a', period('2026-12-04 pm', '2026-12-07 pm')),
      { period: period('2026-11-30 am', '2026-12-04 am') },
      false,
    ],
    ['that waits', leave('a', one, 'pending'), {}, true],
    ['that it changes', leave('a', one), { instead: [leave('a', one)] }, false],
    ['that ended before', leave('a', one, 'ended', { back: day('2026-12-01', 'morning') }), {}, false],
    ['that ended in its midst', leave('a', one, 'ended', { back: day('2026-12-01', 'afternoon') }), {}, true],
    [
      'that ended late',
      leave('a', one, 'ended', { back: day('2026-12-30', 'morning') }),
      { period: period('2026-12-07 am', '2026-12-07 pm') },
      false,
    ],
  ])('%s', (_name, other, more, isInTheWay) => {
    const decided = decideRequest(asking({ own: [other], ...more }));
    expect(decided.ok).toBe(!isInTheWay);
    expect(decided.ok ? undefined : decided.overlapping?.id).toBe(isInTheWay ? 'a' : undefined);
  });

  const anyHalf = fc.record({ on: fc.integer({ min: 0, max: 6 }), half: fc.constantFrom('morning' as const, 'afternoon' as const) });
  const anyPeriod = fc
    .tuple(anyHalf, anyHalf)
    .map(([a, b]) => [a, b].map(({ on, half }): HalfDay => ({ on: addDays('2026-11-30' as PlainDate, on), half })))
    .map((ends) => ends.sort(compareHalfDays))
    .map(([from, until]) => ({ from, until }) as Period);
  const halvesOf = ({ from, until }: Period): string[] => {
    const found: string[] = [];
    for (let half = from; compareHalfDays(half, until) <= 0; half = nextHalfDay(half)) found.push(`${half.on} ${half.half}`);
    return found;
  };

  test('is in the way exactly where the two share half a day', () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => {
        const share = halvesOf(a).some((half) => halvesOf(b).includes(half));
        expect(problems({ period: a, own: [leave('a', b)] }).from === 'overlaps').toBe(share);
      }),
      { numRuns: 300 },
    );
  });

  test('nothing that has begun can be moved further back than it was, unless it may still be made good', () => {
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 2 }), fc.integer({ min: -12, max: 2 }), (from, formerFrom) => {
        const former = leave('a', { from: day(addDays(today, formerFrom), 'morning'), until: day('2026-12-04', 'afternoon') });
        const asked = { from: day(addDays(today, from), 'morning'), until: day('2026-12-07', 'afternoon') };
        const isTooFar = problems({ period: asked, instead: [former] }).from === 'too-far-back';
        const earliest = earliestDay(today, 2, calendar);
        expect(isTooFar).toBe(asked.from.on < earliest && asked.from.on < former.period.from.on);
      }),
    );
  });
});

test.each<[string, Period, Partial<Record<'now', HalfDay>>, string | undefined]>([
  ['moved to later', period('2026-12-21 am', '2026-12-21 pm'), {}, 'begun-left-out'],
  ['begun a day later', period('2026-12-01 am', '2026-12-04 pm'), {}, 'begun-left-out'],
  ['over before now', period('2026-11-30 am', '2026-12-01 pm'), {}, 'begun-left-out'],
  ['over with this half day', period('2026-11-30 am', '2026-12-02 am'), {}, undefined],
  ['extended', period('2026-11-30 am', '2026-12-08 pm'), {}, undefined],
  ['extended once it is over', period('2026-11-30 am', '2026-12-08 pm'), { now: day('2026-12-07', 'morning') }, undefined],
  ['cut short once it is over', period('2026-11-30 am', '2026-12-03 pm'), { now: day('2026-12-07', 'morning') }, 'begun-left-out'],
  ['moved before it begins', period('2026-12-21 am', '2026-12-21 pm'), { now: day('2026-11-29', 'afternoon') }, undefined],
])('leave that has begun keeps the days until now, whatever takes its place: %s', (_what, of, more, expected) => {
  const change = {
    period: of,
    instead: [leave('a', WEEK)],
    now: day('2026-12-02', 'morning'),
    earliest: '2026-11-20' as PlainDate,
    ...more,
  };
  expect(problems(change).from).toBe(expected);
});

test('what somebody entered leaves the days until now free for as long as the member has not confirmed it', () => {
  const now = day('2026-12-07', 'morning');
  for (const confirmBy of [at('2026-12-09', '17:30'), undefined]) {
    const entered = leave('a', WEEK, 'approved', { requestedBy: '104' as MemberId, confirmBy });
    for (const of of [period('2026-12-01 am', '2026-12-04 pm'), period('2026-11-30 am', '2026-12-02 pm')])
      expect(problems({ period: of, instead: [entered], now }).from).toBe(confirmBy ? undefined : 'begun-left-out');
  }
});

test('what is said besides: made good, nobody to be in charge, only days of rest, a balance that nobody knows', () => {
  const notes = (more: Partial<Asking>) => {
    const decided = decideRequest(asking(more));
    return decided.ok ? decided.notes : decided.problems;
  };
  expect(notes({})).toEqual([]);
  expect(notes({ period: period('2026-11-23 am', '2026-11-25 pm') })).toEqual(['made-good']);
  // Before work and in the morning for the morning; in the afternoon for it.
  const wholeDay = period('2026-11-24 am', '2026-11-25 pm');
  expect(notes({ period: wholeDay })).toEqual([]);
  const begun = { period: wholeDay, now: day(today, 'afternoon') };
  expect(notes(begun)).toEqual(['made-good']);
  expect(notes({ ...begun, firstAskedIn: day(today, 'morning') })).toEqual([]);
  expect(
    notes({ period: period('2026-11-23 am', '2026-11-27 pm'), instead: [leave('a', period('2026-11-23 am', '2026-11-25 pm'))] }),
  ).toEqual([]);
  const passed = { period: period('2026-11-20 am', '2026-11-23 pm'), actingId: '602' as MemberId };
  expect(notes(passed)).toEqual(['made-good', 'acting-over']);
  expect(notes({ period: period('2026-11-28 am', '2026-11-29 pm') })).toEqual(['rest-days-only']);
  expect(notes({ kind: 'annual-leave', balances: [balance({ before: undefined, now: undefined })] })).toEqual(['balance-unknown']);
});

describe('what is read of a form', () => {
  const filled = { kind: 'business-trip', from: '2026-12-01', until: '2026-12-02', destination: '西安', reason: '开会' };
  const read = (more: object) => readDraft({ ...filled, ...more });

  test('whole days unless a half is said, and forged ones are no half', () => {
    for (const half of [{}, { fromHalf: 'x', untilHalf: '' }])
      expect(read(half)).toMatchObject({ details: { period: period('2026-12-01 am', '2026-12-02 pm') } });
    expect(read({ fromHalf: 'afternoon', untilHalf: 'morning' })).toMatchObject({
      details: { period: period('2026-12-01 pm', '2026-12-02 am') },
    });
  });

  test.each([
    ['13800000000', true],
    ['029-8765 4321 转 12', true],
    ['+86 (29) 87654321', true],
    ['', true],
    ['不详', false],
    ['电话 123', false],
  ])('the telephone %s', (phone, isOne) => {
    expect(read({ phone }).ok).toBe(isOne);
  });

  test.each([
    ['2027-12-01', true],
    ['2027-12-02', false],
    ['9999-12-31', false],
  ])('what goes on until %s and is longer than a year is not counted day by day first', (until, isRead) => {
    const answer = read({ until });
    expect(answer.ok).toBe(isRead);
    if (!answer.ok) expect(answer.problems).toEqual({ until: 'longer-than-a-year' });
  });

  test('everything comes back into the form as it was', () => {
    const attachments = '通知 https://oa.example.cn/1\nhttps://oa.example.cn/2';
    const first = read({ attachments, phone: '13800000000', acting: '602' });
    if (!first.ok) throw new Error('unread');
    const { kind, period: of, written } = first.details;
    const again = readDraft(valuesOf({ kind, period: of, acting: { memberId: '602' as MemberId, answer: 'asked' } }, written));
    expect(again).toEqual(first);
    expect(valuesOf({ kind, period: of, acting: { memberId: '602' as MemberId, answer: 'declined' } }, undefined).acting).toBeUndefined();
  });

  test('it never fails, whatever is sent', () => {
    const anyValue = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant(undefined));
    const anyForm = fc.dictionary(
      fc.constantFrom('kind', 'from', 'until', 'reason', 'phone', 'attachments', 'acting', '__proto__'),
      anyValue,
    );
    fc.assert(
      fc.property(anyForm, (values) => {
        expect(readDraft(values)).toHaveProperty('ok');
      }),
    );
  });
});

describe('reporting back', () => {
  const away = leave('a', WEEK);
  const decide = (on: string, half: HalfDay['half'], now: string, time = '10:00', of = away) =>
    decideBack(of, on as PlainDate, half, at(now, time), office);
  test.each([
    ['2026-11-30', 'morning', '2026-11-30', { ok: true, late: false }],
    ['2026-12-02', 'morning', '2026-12-02', { ok: true, late: false }],
    ['2026-12-02', 'afternoon', '2026-12-02', { ok: false, refusal: 'future' }],
    ['2026-12-05', 'morning', '2026-12-07', { ok: true, late: false }],
    ['2026-12-07', 'morning', '2026-12-07', { ok: true, late: false }],
    ['2026-12-07', 'afternoon', '2026-12-08', { ok: true, late: true }],
    ['2026-11-29', 'afternoon', '2026-12-02', { ok: false, refusal: 'before-begin' }],
    ['2026-11-29', 'afternoon', '2026-11-29', { ok: false, refusal: 'not-open' }],
  ] as const)('%s %s on %s', (on, half, now, expected) => {
    expect(decide(on, half, now)).toMatchObject(expected);
  });
  test.each<LeaveState>(['pending', 'refused', 'withdrawn', 'replaced', 'ended', 'returned'])('not from one that is %s', (state) => {
    expect(decide('2026-12-02', 'morning', '2026-12-02', '10:00', leave('a', WEEK, state))).toMatchObject({ refusal: 'not-open' });
  });
  test.each([
    [WEEK, '2026-12-02', '15:00', '2026-12-02 morning'],
    [period('2026-11-30 am', '2026-12-02 am'), '2026-12-02', '15:00', '2026-12-02 afternoon'],
    [period('2026-11-30 am', '2026-12-02 am'), '2026-12-02', '10:00', '2026-12-02 morning'],
    [period('2026-12-02 pm', '2026-12-03 am'), '2026-12-02', '15:00', '2026-12-02 afternoon'],
    // On the Saturday after, on Monday, and once Monday is over.
    [WEEK, '2026-12-05', '10:00', '2026-12-05 morning'],
    [WEEK, '2026-12-07', '15:00', '2026-12-07 morning'],
    [WEEK, '2026-12-08', '10:00', '2026-12-07 morning'],
    [period('2026-11-30 am', '2026-12-02 am'), '2026-12-04', '10:00', '2026-12-02 afternoon'],
    // When working hours are over, on the last day and before it; and where the afternoon was none of it.
    [WEEK, '2026-12-04', '17:30', '2026-12-05 morning'],
    [WEEK, '2026-12-02', '19:00', '2026-12-03 morning'],
    [period('2026-11-30 am', '2026-12-02 am'), '2026-12-02', '19:00', '2026-12-02 afternoon'],
  ])('proposes today, and what was approved once that is past: %o on %s %s', (of, now, time, expected) => {
    const { on, half } = usualBack(leave('a', of), at(now, time), office);
    expect(`${on} ${half}`).toBe(expected);
    expect(decideBack(leave('a', of), on, half, at(now, time), office).ok).toBe(true);
  });
});

test('the two who lead a department: its head, and who comes next by rank and then by the roster', () => {
  const ranks = ['正处级', '副处级', '科员'];
  const member = (id: string, rank: string, departmentId = 'D') => ({
    id: id as MemberId,
    rank,
    departmentId: departmentId as DepartmentId,
  });
  const org = { departments: [{ id: 'D' as DepartmentId, headId: 'h' as MemberId }] } as never;
  const posts = (...members: ReturnType<typeof member>[]) => topPosts('D' as DepartmentId, org, members, ranks);
  expect(posts(member('c', '科员'), member('h', '正处级'), member('b', '副处级'), member('d', '副处级'))).toEqual(['h', 'b']);
  expect(posts(member('x', '正处级', 'E'), member('h', '正处级'), member('o', '不明'), member('c', '科员'))).toEqual(['h', 'c']);
  expect(posts(member('h', '正处级'))).toBeUndefined();
});
