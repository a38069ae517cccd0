import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { obligationOf } from '../../src/meeting/give-way/meetings-against.js';
import {
  askExemption,
  askedAnew,
  atDeadline,
  type CaseState,
  deadlineFor,
  decideExemption,
  inTheWay,
  isSettled,
  isUnsettled,
  nextReminder,
  type Obligation,
  outOfTheWay,
  type Standing,
  type Step,
  type Terms,
} from '../../src/meeting/give-way/rules.js';
import { precedence } from '../../src/meeting/precedence.js';
import { at, china, time, zones } from '../calendar/build.js';

const office = { workingHours: { start: time('08:30'), end: time('17:30') }, calendar: china, zone: zones.shanghai };

const DEADLINE = 1_000_000 as Instant;
const START = 2_000_000 as Instant;
const END = 3_000_000 as Instant;
const BEFORE = plus(DEADLINE, -1);
const terms = (obligation: Obligation): Terms => ({ obligation, startsAt: START, endsAt: END, deadlineAt: DEADLINE });
const STATES: readonly CaseState[] = ['open', 'exemption-asked', 'exempted', 'suspended', 'passed', 'moved', 'cancelled', 'released'];
type Known = Standing & { readonly terms: Terms };
const known = (state: CaseState, obligation: Obligation = 'must', more: Partial<Standing> = {}): Known => ({
  state,
  notice: 1,
  refused: false,
  overdue: false,
  terms: terms(obligation),
  ...more,
});

/** The state it comes to, with what follows; – nothing; anything else is the refusal. */
function came(result: Step | string | undefined, from: Known | undefined): string {
  if (result === undefined) return '–';
  if (typeof result === 'string') return result;
  const effects = [
    ...(result.ask ? ['ask'] : []),
    ...(result.suspend ? ['suspend'] : []),
    ...(result.offerBack ? ['offer'] : []),
    ...(result.to.overdue && !from?.overdue ? ['overdue'] : []),
    ...(result.to.refused && !from?.refused ? ['refused'] : []),
  ];
  return [result.to.state, ...effects].join('+');
}

/* Written by hand, from domain.md §2: columns are what happens, rows how the case stands. */
const EVENTS = [
  'same',
  'other terms',
  'moved',
  'cancelled',
  'released',
  'deadline',
  'start',
  'begun',
  'ask',
  'ask late',
  'grant',
  'refuse',
  'refuse late',
] as const;
const MUST: Record<CaseState, string> = {
  open: '– | open+ask | moved | cancelled | released+offer | suspended+suspend | suspended+suspend | passed | exemption-asked | too-late | not-asked | not-asked | not-asked',
  'exemption-asked':
    '– | exemption-asked | moved | cancelled | released+offer | exemption-asked+overdue | suspended+suspend | passed | asked-already | asked-already | exempted | open+refused | suspended+suspend+refused',
  exempted:
    '– | exempted | moved | cancelled | released+offer | – | – | – | decided-already | decided-already | decided-already | decided-already | decided-already',
  suspended: '– | suspended | moved | cancelled | released+offer | – | – | – | too-late | too-late | not-asked | not-asked | not-asked',
  passed: '– | open+ask | moved | cancelled | released+offer | – | – | – | too-late | too-late | not-asked | not-asked | not-asked',
  moved: 'open+ask | open+ask | – | – | – | – | – | – | settled | settled | settled | settled | settled',
  cancelled: 'open+ask | open+ask | – | – | – | – | – | – | settled | settled | settled | settled | settled',
  released: 'open+ask | open+ask | – | – | – | – | – | – | settled | settled | settled | settled | settled',
};
/** Who was only asked is never suspended. */
const asked = (row: string): string => row.replaceAll('suspended+suspend', 'passed');

function happens(event: (typeof EVENTS)[number], one: Known): Step | string | undefined {
  const { obligation } = one.terms;
  switch (event) {
    case 'same':
      return inTheWay(one, terms(obligation));
    case 'other terms':
      return inTheWay(one, { ...terms(obligation), startsAt: plus(START, 1) });
    case 'moved':
    case 'cancelled':
    case 'released':
      return outOfTheWay(one, event);
    case 'deadline':
      return atDeadline(one, DEADLINE, false);
    case 'start':
      return atDeadline(one, START, false);
    case 'begun':
      return atDeadline(one, START, true);
    case 'ask':
      return askExemption(one, BEFORE);
    case 'ask late':
      return askExemption(one, DEADLINE);
    case 'grant':
      return decideExemption(one, true, BEFORE, false);
    case 'refuse':
      return decideExemption(one, false, BEFORE, false);
    case 'refuse late':
      return decideExemption(one, false, DEADLINE, false);
  }
}

describe('the decision table', () => {
  const rows = (['must', 'asked'] as const).flatMap((obligation) =>
    STATES.flatMap((state) => {
      const row = obligation === 'must' ? MUST[state] : state === 'suspended' ? MUST.suspended : asked(MUST[state]);
      return row.split(' | ').map((expected, index) => [obligation, state, EVENTS[index] ?? 'same', expected] as const);
    }),
  );

  test('has a cell for every obligation, state and event', () => {
    expect(rows).toHaveLength(2 * STATES.length * EVENTS.length);
  });

  test.each(rows)('%s, %s: %s → %s', (obligation, state, event, expected) => {
    const one = known(state, obligation);
    expect(came(happens(event, one), one)).toBe(expected);
  });

  test('nothing happens at the deadline before it has come', () => {
    for (const state of STATES) expect(atDeadline(known(state), BEFORE, false)).toBeUndefined();
  });

  test('an exemption that is overdue waits for the start, and is then as if nobody had asked', () => {
    const overdue = known('exemption-asked', 'must', { overdue: true });
    expect(atDeadline(overdue, plus(START, -1), false)).toBeUndefined();
    expect(came(atDeadline(overdue, START, false), overdue)).toBe('suspended+suspend');
    expect(came(decideExemption(overdue, true, plus(START, -1), false), overdue)).toBe('exempted');
    expect(came(decideExemption(overdue, false, plus(START, -1), false), overdue)).toBe('suspended+suspend+refused');
  });

  test('a refused exemption is neither asked for nor decided again, also when the owner is asked anew', () => {
    const refused = known('open', 'must', { refused: true });
    expect(askExemption(refused, BEFORE)).toBe('decided-already');
    expect(decideExemption(refused, true, BEFORE, false)).toBe('decided-already');
    expect(inTheWay(refused, { ...terms('must'), endsAt: plus(END, 1) })).toMatchObject({ ask: true, to: { refused: true, notice: 2 } });
    expect(askedAnew(known('suspended', 'must', { refused: true }), terms('must'))).toMatchObject({
      ask: true,
      to: { state: 'open', refused: true, notice: 2 },
    });
    expect(inTheWay(known('moved', 'must', { refused: true }), terms('must'))).toMatchObject({ ask: true, to: { refused: false } });
  });
});

describe('every combination of what precedence looks at', () => {
  const HOUR = hourMs;
  const meetingAt = { start: (10 * HOUR) as Instant, end: (12 * HOUR) as Instant };
  /** Activity times around it, and whether they overlap. */
  const TIMES: readonly (readonly [string, number, number, boolean])[] = [
    ['before', 8, 9, false],
    ['up to its start', 8, 10, false],
    ['into it', 9, 11, true],
    ['the same', 10, 12, true],
    ['within it', 10.5, 11, true],
    ['around it', 9, 13, true],
    ['out of it', 11, 13, true],
    ['from its end', 12, 13, false],
    ['after', 13, 14, false],
  ];
  const combinations = (['bureau', 'departments'] as const).flatMap((scope) =>
    [true, false].flatMap((inAdvance) =>
      TIMES.flatMap(([where, from, to, overlap]) =>
        [0, 1, 30].flatMap((together) =>
          ([undefined, ...STATES] as const).map((state) => ({ scope, inAdvance, where, from, to, overlap, together, state })),
        ),
      ),
    ),
  );

  test('a case is unsettled or decided exactly where they stand in each other’s way', () => {
    expect(combinations).toHaveLength(2 * 2 * 9 * 3 * 9);
    for (const { scope, inAdvance, from, to, overlap, together, state } of combinations) {
      const interval = { start: (from * HOUR) as Instant, end: (to * HOUR) as Instant };
      const meeting = { scope, inAdvance, startsAt: meetingAt.start, endsAt: meetingAt.end };
      const obligation = obligationOf(precedence(meeting, { kind: 'activity', interval, together }));
      const conflict = scope === 'bureau' && overlap && together > 0;
      expect(obligation).toBe(conflict ? (inAdvance ? 'must' : 'asked') : undefined);
      const one = state && known(state);
      const step = obligation ? inTheWay(one, terms(obligation)) : one && outOfTheWay(one, 'released');
      const after: Pick<Standing, 'state'> | undefined = step?.to ?? one;
      expect(after !== undefined && !isSettled(after)).toBe(conflict);
    }
  });
});

const someKnown: fc.Arbitrary<Known> = fc.record({
  state: fc.constantFrom(...STATES),
  notice: fc.integer({ min: 1, max: 5 }),
  refused: fc.boolean(),
  overdue: fc.boolean(),
  terms: fc.record({
    obligation: fc.constantFrom('must' as const, 'asked' as const),
    startsAt: fc.constantFrom(START, plus(START, 1)),
    endsAt: fc.constant(END),
    deadlineAt: fc.constantFrom(DEADLINE, plus(DEADLINE, 1)),
  }),
});

describe('whatever happened before', () => {
  test('computing anew from the same facts changes nothing the second time', () => {
    fc.assert(
      fc.property(someKnown, someKnown, fc.boolean(), (one, other, conflict) => {
        const step = conflict ? inTheWay(one, other.terms) : outOfTheWay(one, 'released');
        const after = step ? { ...step.to, terms: step.terms } : one;
        expect(conflict ? inTheWay(after, other.terms) : outOfTheWay(after, 'released')).toBeUndefined();
      }),
    );
  });

  test('no unsettled case outlives the start of its meeting', () => {
    fc.assert(
      fc.property(someKnown, fc.boolean(), (one, late) => {
        const step = atDeadline(one, plus(START, 1), late);
        expect(isUnsettled(step?.to ?? one)).toBe(false);
      }),
    );
  });

  test('the owner is asked with a new number each time, and never without one', () => {
    fc.assert(
      fc.property(someKnown, someKnown, (one, other) => {
        const step = inTheWay(one, other.terms);
        expect((step?.to.notice ?? one.notice) - one.notice).toBe(step?.ask ? 1 : 0);
      }),
    );
  });
});

describe('the deadline', () => {
  const instants = fc.integer({ min: 0, max: 100 * 24 * 60 }).map((minutes) => (minutes * minuteMs) as Instant);
  test('is never after a start to come, and leaves an hour wherever there is one, and of a meeting under way', () => {
    fc.assert(
      fc.property(instants, instants, instants, (startsAt, by, since) => {
        const deadline = deadlineFor(startsAt, Math.min(by, startsAt) as Instant, since);
        if (since < startsAt) expect(deadline).toBeLessThanOrEqual(startsAt);
        if (startsAt - since >= hourMs || since >= startsAt) expect(deadline - since).toBeGreaterThanOrEqual(hourMs);
      }),
    );
  });

  test('is what policy says where that is to come', () => {
    expect(deadlineFor(START, DEADLINE, plus(DEADLINE, -hourMs))).toBe(DEADLINE);
  });

  test('is preceded by reminders, none of them right after the ask', () => {
    const deadlineAt = (100 * hourMs) as Instant;
    const asked = 0 as Instant;
    const next = (since: Instant, now: Instant) => nextReminder({ deadlineAt, obligation: 'asked' }, since, now, office);
    expect(next(asked, asked)).toBe(76 * hourMs);
    expect(next(asked, (76 * hourMs) as Instant)).toBe(98 * hourMs);
    expect(next(asked, (98 * hourMs) as Instant)).toBeUndefined();
    expect(next(plus(deadlineAt, -2 * hourMs), plus(deadlineAt, -2 * hourMs))).toBeUndefined();
  });

  test('what has to be settled in advance is reminded of in working hours: before a weekend rather than in it', () => {
    const next = (deadlineAt: Instant, now: Instant, obligation: Obligation = 'must') =>
      nextReminder({ deadlineAt, obligation }, at('2026-11-30T00:00:00Z'), now, office);
    // Monday, 17:30 in the office.
    const monday = at('2026-12-07T09:30:00Z');
    expect(next(monday, at('2026-12-03T02:00:00Z'))).toBe(at('2026-12-04T08:30:00Z'));
    expect(next(monday, at('2026-12-05T02:00:00Z'))).toBe(at('2026-12-07T07:30:00Z'));
    expect(next(monday, at('2026-12-03T02:00:00Z'), 'asked')).toBe(at('2026-12-06T09:30:00Z'));
    // Tuesday, 17:30: a day before is the very end of Monday's working hours.
    expect(next(at('2026-12-08T09:30:00Z'), at('2026-12-03T02:00:00Z'))).toBe(monday);
  });
});
