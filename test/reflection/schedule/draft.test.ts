import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekdays } from '../../../src/calendar/recurrence-schema.js';
import { parsed } from '../../../src/chat/parsed.js';
import { ScheduleSpec } from '../../../src/reflection/policy.js';
import { audienceChoiceOf, Plan, patternOf, specFrom } from '../../../src/reflection/schedule/draft.js';
import { detailForm, planForm } from '../../../src/reflection/schedule/forms.js';
import { initialValues } from '../../support/initial-values.js';
import { at, zone } from '../../support/office.js';

const reader = { locale: 'zh-CN', zone: zone(), now: at('2026-11-24', '10:00') } as const;
const ranks = ['正处级', '副处级', '科员'];

const nth = (most: number) =>
  fc.oneof(
    fc.constantFrom('first', 'last'),
    fc.integer({ min: -most, max: most }).filter((n) => n !== 0),
  );
const recurrence = fc.oneof(
  fc.constant({ freq: 'daily' }),
  fc.constant({ freq: 'daily', days: 'all' }),
  fc.constant({ freq: 'daily', everyDays: 3, from: '2026-11-02' }),
  fc.record({ freq: fc.constant('weekly'), weekdays: fc.subarray([...weekdays], { minLength: 1 }) }),
  fc.record({ freq: fc.constant('weekly'), workday: nth(5) }),
  fc.record({ freq: fc.constant('monthly'), day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)) }),
  fc.record({ freq: fc.constant('monthly'), weekday: fc.constantFrom(...weekdays), nth: nth(4) }),
  fc.record({ freq: fc.constantFrom('monthly', 'quarterly'), workday: nth(20) }),
  fc.record({ freq: fc.constant('quarterly'), month: fc.constantFrom(1, 2, 3), day: fc.integer({ min: 1, max: 28 }) }),
  fc.constant({ cron: '30 8 * * 1-5' }),
);
const audience = fc.oneof(
  fc.constant({ kind: 'bureau' }),
  fc.record({ kind: fc.constant('departments'), departments: fc.subarray(['D1', 'D2', 'D3'], { minLength: 1 }) }),
  fc.record({ kind: fc.constant('ranks'), atLeast: fc.constantFrom(...ranks) }),
  fc.constantFrom(
    ...[['departmentHeads'], ['bureauLeaders'], ['departmentHeads', 'bureauLeaders']].map((positions) => ({
      kind: 'positions',
      positions,
    })),
  ),
  fc.record({ kind: fc.constant('members'), members: fc.subarray(['101', '102'], { minLength: 1 }) }),
);
const spec = fc
  .record({
    promptSet: fc.constant('four-questions'),
    audience,
    recurrence,
    time: fc.constantFrom('08:30', '15:00'),
    window: fc.oneof(
      fc.record({ workdays: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ days: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ hours: fc.integer({ min: 1, max: 100 }) }),
    ),
    nudges: fc
      .uniqueArray(fc.integer({ min: 1, max: 720 }), { maxLength: 2 })
      .map((hours) => hours.sort((a, b) => b - a).map((hoursBefore) => ({ hoursBefore }))),
    workdayRule: fc.constantFrom('previous', 'next', 'skip', 'keep'),
  })
  .map((raw) => ScheduleSpec.parse(raw));

test('a schedule that is opened and saved without a change stays as it is', () => {
  fc.assert(
    fc.property(spec, (before) => {
      const plan = Plan.parse({
        id: 's',
        version: 'v',
        ...initialValues(planForm({ id: 's', version: 'v' }, before, new Map(), reader)),
        promptSet: 'four-questions',
      });
      const listed =
        before.audience.kind === 'departments'
          ? before.audience.departments
          : before.audience.kind === 'members'
            ? before.audience.members
            : [];
      const form = detailForm(plan, before, { chosen: listed.map((value) => ({ label: value, value })), ranks }, reader);
      expect(specFrom(plan, initialValues(form), before)).toEqual({ ok: true, spec: before });
    }),
    { numRuns: 300 },
  );
});

test('what a plan is filled with says which schedule it was', () => {
  fc.assert(
    fc.property(spec, (before) => {
      const values = initialValues(planForm({}, before, new Map(), reader));
      expect(values).toMatchObject({ audience: audienceChoiceOf(before.audience), pattern: patternOf(before) });
    }),
  );
});

test.each([
  ['a cron expression of six fields', { pattern: 'cron' }, { cron: '0 30 8 * * 1' }, 'cron'],
  ['a cron expression every minute', { pattern: 'cron' }, { cron: '* * * * *' }, 'cron'],
  ['no day of the week', { pattern: 'weekdays' }, { weekdays: [] }, 'weekdays'],
  ['the 32nd', { pattern: 'monthDay' }, { day: '32' }, 'day'],
  ['the zeroth workday', { pattern: 'monthWorkday' }, { nth: '0' }, 'nth'],
  ['no department', { audience: 'departments' }, { departments: [] }, 'departments'],
  ['nobody', { audience: 'members' }, {}, 'members'],
  ['no rank', { audience: 'ranks' }, {}, 'rank'],
  ['a time that is none', {}, { time: '25:00' }, 'time'],
  ['a window of no length', {}, { window: 'workdays:0' }, 'window'],
  ['a window of another kind', {}, { window: '__proto__:3' }, 'window'],
  ['keeping a recurrence that never was', { pattern: 'asItIs' }, {}, 'window'],
])('%s is said at its field', (_what, choice, values, field) => {
  const plan = Plan.parse({ id: 's', promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays', ...choice });
  const given = { time: '09:00', window: 'workdays:3', ...values };
  expect(specFrom(plan, given, undefined)).toEqual({ ok: false, field });
});

test('two nudges of the same hour are one', () => {
  const plan = Plan.parse({ id: 's', promptSet: 'four-questions', audience: 'bureau', pattern: 'workdays' });
  const detailed = specFrom(plan, { time: '09:00', window: 'workdays:3', nudge: '24', nudgeAgain: '24' }, undefined);
  expect(detailed.ok && detailed.spec.nudges).toEqual([{ hoursBefore: 24 }]);
});

test('a context that no form of ours made is no plan', () => {
  for (const context of [
    '',
    'null',
    '[]',
    '{"audience":"everybody"}',
    '{"__proto__":{"id":"x"}}',
    '{"id":"A","promptSet":"x","audience":"bureau","pattern":"workdays"}',
  ])
    expect(parsed(Plan, context)).toBeUndefined();
});
