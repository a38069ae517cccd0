import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { type Period, parsePeriod } from '../../../src/calendar/period.js';
import { addDays, daysBetween } from '../../../src/calendar/plain-date.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import type { Figures } from '../../../src/participation/figures/figures.js';
import { changeWords, HEADLINES, valueWords } from '../../../src/participation/figures/measures.js';
import {
  addMissing,
  addTo,
  answerRate,
  attendanceRate,
  comparedOf,
  type MissingSums,
  mostFirst,
  NOTHING,
  plus,
  rounded,
  rowsOf,
  type Sums,
  trendPeriods,
} from '../../../src/participation/figures/rules.js';

const IDS = ['d0', 'd1', 'd2', 'd3'] as DepartmentId[];
const DEPARTMENTS = IDS.map((id) => ({ id, name: id, dissolved: false }));

const some = fc.nat(3_000);
const figures: fc.Arbitrary<Figures> = fc
  .record({
    answered: some,
    late: some,
    missing: some,
    present: some,
    excused: some,
    there: some,
    absent: some,
    days: fc.array(some, { minLength: 4, maxLength: 4 }),
    people: some,
  })
  .map(({ answered, late, missing, present, excused, there, absent, days: [trip = 0, annual = 0, personal = 0, sick = 0], people }) => ({
    prompts: { asked: answered + missing, answered, late: Math.min(late, answered), missing },
    meetings: { expected: present + excused + absent, present, excused, late: Math.min(there, present), absent },
    leave: { days: { 'business-trip': trip, 'annual-leave': annual, 'personal-leave': personal, 'sick-leave': sick }, people },
  }));
const counted = fc.array(fc.tuple(fc.constantFrom(...IDS), figures), { maxLength: 20 });

test('the departments add up to the total in every figure, however the counts came in', () => {
  const summed = (rows: readonly (readonly [DepartmentId, Figures])[]) => {
    const sums: Sums = new Map();
    for (const [id, one] of rows) addTo(sums, id, one);
    return rowsOf(sums, DEPARTMENTS, 'all');
  };
  const bare = ({ prompts, meetings, leave }: Figures): Figures => ({ prompts, meetings, leave });
  fc.assert(
    fc.property(counted, (rows) => {
      expect(summed(rows).map(bare).reduce(plus, NOTHING)).toEqual(rows.map(([, one]) => one).reduce(plus, NOTHING));
      expect(summed(rows.toReversed())).toEqual(summed(rows));
    }),
  );
});

test('the figures fit together, also when they are added up', () => {
  fc.assert(
    fc.property(fc.array(figures), (all) => {
      const sum = all.reduce(plus, NOTHING);
      expect(sum.prompts.missing).toBe(sum.prompts.asked - sum.prompts.answered);
      expect(sum.prompts.late).toBeLessThanOrEqual(sum.prompts.answered);
      expect(sum.meetings.expected).toBe(sum.meetings.present + sum.meetings.excused + sum.meetings.absent);
      for (const [rate, whole] of [
        [answerRate(sum), sum.prompts.asked],
        [attendanceRate(sum), sum.meetings.expected],
      ] as const)
        if (whole === 0) expect(rate).toBeNull();
        else expect(rate === null ? -1 : rate).toSatisfy((one: number) => one >= 0 && one <= 1);
    }),
  );
});

test.each([
  [0, 0, null, '—'],
  [0, 7, 0, '0.0%'],
  [7, 7, 1, '100.0%'],
  [1, 3, 0.3333, '33.3%'],
  [2, 3, 0.6667, '66.7%'],
  [1, 8, 0.125, '12.5%'],
  [23, 80, 0.2875, '28.8%'],
  [57, 400, 0.1425, '14.3%'],
  [2_999, 3_000, 0.9997, '100.0%'],
  // Rounded twice it would be 92.4.
  [18_469, 20_000, 0.9235, '92.3%'],
])('%i of %i answered is a rate of %j, shown as %s', (answered, asked, json, shown) => {
  const rate = answerRate({ ...NOTHING, prompts: { asked, answered, late: 0, missing: asked - answered } });
  expect(rounded(rate)).toBe(json);
  expect(valueWords(rate, 'rate')).toBe(shown);
});

test('every rate of up to 400 people is rounded as by hand, for people and for programs', () => {
  const byHand = (part: number, whole: number, scale: number) => Math.floor((2 * part * scale + whole) / (2 * whole));
  const wrong: string[] = [];
  for (let whole = 1; whole <= 400; whole++)
    for (let part = 0; part <= whole; part++) {
      const [shown, json] = [valueWords(part / whole, 'rate'), rounded(part / whole)];
      if (shown !== `${(byHand(part, whole, 1_000) / 10).toFixed(1)}%` || json !== byHand(part, whole, 10_000) / 10_000)
        wrong.push(`${part}/${whole}`);
    }
  expect(wrong).toEqual([]);
});

test.each([
  [0.923, 0.911, 'rate', '+1.2 个百分点'],
  [0.5, 0.75, 'rate', '−25.0 个百分点'],
  [0.23, 0.2875, 'rate', '−5.8 个百分点'],
  [0.5, 0.5004, 'rate', '持平'],
  [null, 0.5, 'rate', undefined],
  [0.5, null, 'rate', undefined],
  [12, 9, 'count', '+3'],
  [9, 12, 'count', '−3'],
  [2.5, 3, 'days', '−0.5'],
] as const)('from %j now and %j before as a %s: %s', (now, before, unit, words) => {
  expect(changeWords(now, before, unit, 'zh-CN')).toBe(words);
});

test('every headline has five figures', () => {
  for (const measures of [HEADLINES.all, HEADLINES.prompts, HEADLINES.meetings]) expect(measures).toHaveLength(5);
  expect(HEADLINES.leave.map(({ label }) => label.zh)).toEqual(['请假天数', '请假人数', '出差', '年休假', '事假', '病假']);
});

test('a department in which there was nothing to count has no row; the others come in the order of the roster', () => {
  const sums: Sums = new Map();
  addTo(sums, IDS[2] as DepartmentId, { prompts: { asked: 2, answered: 1, late: 1, missing: 1 } });
  addTo(sums, IDS[0] as DepartmentId, { prompts: { asked: 2, answered: 1, late: 1, missing: 1 } });
  addTo(sums, IDS[1] as DepartmentId, { meetings: { expected: 1, present: 0, excused: 0, late: 0, absent: 1 } });
  const ids = (subject: Parameters<typeof rowsOf>[2]) => rowsOf(sums, DEPARTMENTS, subject).map(({ id }) => id);
  expect([ids('all'), ids('prompts'), ids('meetings'), ids('leave')]).toEqual([['d0', 'd1', 'd2'], ['d0', 'd2'], ['d1'], []]);
});

test('who is missing is listed once, the most often first, however many counts they were in', () => {
  const missing = fc.array(
    fc.record({
      memberId: fc.constantFrom('a', 'b', 'c').map((id) => id as MemberId),
      departmentId: fc.constantFrom(...IDS),
      missing: fc.integer({ min: 0, max: 5 }),
      absent: fc.integer({ min: 0, max: 5 }),
    }),
  );
  fc.assert(
    fc.property(missing, (counts) => {
      const sums: MissingSums = new Map();
      for (const one of counts) addMissing(sums, one);
      const listed = mostFirst(sums);
      const keys = listed.map(({ memberId, departmentId }) => `${departmentId}/${memberId}`);
      expect(new Set(keys).size).toBe(keys.length);
      const all = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
      expect(all(listed.map(({ unanswered }) => unanswered))).toBe(all(counts.map((one) => one.missing)));
      expect(all(listed.map(({ absent }) => absent))).toBe(all(counts.map((one) => one.absent)));
      const times = listed.map(({ unanswered, absent }) => unanswered + absent);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }),
  );
});

describe('what a period is held against', () => {
  const period = (words: string): Period => parsePeriod(words, '2026-11-24' as PlainDate) as Period;
  test.each([
    ['本月', '2026-11-01..2026-11-23', '2026-10-01..2026-10-23'],
    ['上月', '2026-10-01..2026-10-31', '2026-09-01..2026-09-30'],
    ['本周', '2026-11-23..2026-11-23', '2026-11-16..2026-11-16'],
    ['2026-11-20..2026-11-24', '2026-11-20..2026-11-23', '2026-11-15..2026-11-18'],
    ['本季度', '2026-10-01..2026-11-23', '2026-07-01..2026-08-23'],
    ['今年', '2026-01-01..2026-11-23', '2025-01-01..2025-11-23'],
    ['2026-11-10..2026-11-19', '2026-11-10..2026-11-19', '2026-10-31..2026-11-09'],
    ['2026-11', '2026-11-01..2026-11-23', '2026-10-01..2026-10-23'],
    ['2027-01', '2027-01-01..2027-01-31', '2026-12-01..2026-12-31'],
  ])('%s: %s against %s', (words, now, before) => {
    const compared = comparedOf(period(words), '2026-11-24' as PlainDate);
    const shown = ({ from, to }: Period) => `${from}..${to}`;
    expect(compared && [shown(compared.now), shown(compared.before)]).toEqual([now, before]);
  });

  test.each(['今天', '2026-11-24..2026-11-30'])('%s, of which no day is over, is held against nothing', (words) => {
    expect(comparedOf(period(words), '2026-11-24' as PlainDate)).toBeUndefined();
  });

  test('on the 31st a month before of 30 days is counted to its end', () => {
    expect(comparedOf(period('2026-10'), '2026-10-31' as PlainDate)?.before).toEqual({ from: '2026-09-01', to: '2026-09-30' });
    expect(comparedOf({ from: '2026-03-01', to: '2026-03-31' } as Period, '2026-03-31' as PlainDate)?.before.to).toBe('2026-02-28');
  });

  test('a trend is twelve periods without a gap that end with the one looked at', () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.constantFrom('本周', '上月', '本季度', '去年', '2026-11-03..2026-11-12'), (shift, words) => {
        const looked = parsePeriod(words, addDays('2020-01-01' as PlainDate, shift)) as Period;
        const periods = trendPeriods(looked);
        expect(periods).toHaveLength(12);
        expect(periods.at(-1)).toEqual(looked);
        for (const [index, one] of periods.entries()) {
          const next = periods[index + 1];
          if (next) expect(daysBetween(one.to, next.from)).toBe(1);
        }
      }),
    );
  });
});
