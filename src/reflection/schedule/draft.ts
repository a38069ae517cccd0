import { z } from 'zod';
import { weekdays } from '../../calendar/recurrence-schema.js';
import { type FormValues, one, several } from '../../chat/form.js';
import type { Audience } from '../../org/audience.js';
import { ScheduleId, ScheduleSpec } from '../policy.js';

/*
 * A schedule made in chat is three forms: what, for whom and how often (`Plan`); the details these ask for; and a preview with 保存.
 * What was chosen so far travels in the form's context, ids and settings only, and is parsed anew each time: a context can be forged.
 */

/** The kinds of recurrence the form offers. `asItIs` keeps one that only the command line or data/policy.yaml can express. */
export const PATTERNS = [
  'workdays',
  'weekdays',
  'weekWorkday',
  'monthDay',
  'monthWeekday',
  'monthWorkday',
  'quarterWorkday',
  'cron',
] as const;
export const Pattern = z.enum([...PATTERNS, 'asItIs']);
export type Pattern = z.output<typeof Pattern>;

export const AUDIENCES = ['bureau', 'departments', 'ranks', 'departmentHeads', 'bureauLeaders', 'headsAndLeaders', 'members'] as const;
export const AudienceChoice = z.enum(AUDIENCES);
export type AudienceChoice = z.output<typeof AudienceChoice>;

/** `version`: of the schedule as it was when the form was opened; a change in between is noticed by it. Absent for a new one. */
const Subject = { id: ScheduleId.optional(), version: z.string().optional() };
export const Opened = z.strictObject(Subject);
export type Opened = z.output<typeof Opened>;
/**
 * A preview from which a round is sent: to whom it has named, or to nobody. `request`: once from each, also where the answer to the first press
 * was lost. `newest`: when the newest round of the same questions was opened that it has named, 0 where it named none.
 */
export const Previewed = z.strictObject({
  id: ScheduleId,
  version: z.string(),
  request: z.string().min(1).max(40),
  newest: z.number().default(0),
});
export type Previewed = z.output<typeof Previewed>;
export const Plan = z.strictObject({ ...Subject, promptSet: z.string(), audience: AudienceChoice, pattern: Pattern });
export type Plan = z.output<typeof Plan>;
export const Draft = z.strictObject({ ...Subject, id: ScheduleId, spec: ScheduleSpec });
export type Draft = z.output<typeof Draft>;

export function patternOf({ recurrence }: Pick<ScheduleSpec, 'recurrence'>): Pattern {
  switch (recurrence.freq) {
    case undefined:
      return 'cron';
    case 'daily':
      return recurrence.days === 'workdays' && recurrence.everyDays === 1 ? 'workdays' : 'asItIs';
    case 'weekly':
      return recurrence.workday === undefined ? 'weekdays' : 'weekWorkday';
    case 'monthly':
      return recurrence.workday !== undefined ? 'monthWorkday' : recurrence.weekday !== undefined ? 'monthWeekday' : 'monthDay';
    case 'quarterly':
      return recurrence.workday !== undefined && recurrence.month === undefined ? 'quarterWorkday' : 'asItIs';
  }
}

export function audienceChoiceOf(audience: Audience): AudienceChoice {
  if (audience.kind !== 'positions') return audience.kind;
  const [only, another] = audience.positions;
  return only === undefined || another !== undefined ? 'headsAndLeaders' : only;
}

/** `first`, `last` or a number, as the pickers give it. */
const nth = (value: string | undefined) => (value === 'first' || value === 'last' ? value : Number(value));

function recurrenceFrom(pattern: Pattern, values: FormValues, before: ScheduleSpec | undefined): unknown {
  switch (pattern) {
    case 'workdays':
      return { freq: 'daily' };
    case 'weekdays':
      return { freq: 'weekly', weekdays: weekdays.filter((day) => several(values, 'weekdays').includes(day)) };
    case 'weekWorkday':
      return { freq: 'weekly', workday: nth(one(values, 'nth')) };
    case 'monthDay':
      return { freq: 'monthly', day: Number(one(values, 'day')) };
    case 'monthWeekday':
      return { freq: 'monthly', weekday: one(values, 'weekday'), nth: nth(one(values, 'nth')) };
    case 'monthWorkday':
      return { freq: 'monthly', workday: nth(one(values, 'nth')) };
    case 'quarterWorkday':
      return { freq: 'quarterly', workday: nth(one(values, 'nth')) };
    case 'cron':
      return { cron: one(values, 'cron')?.trim() };
    case 'asItIs':
      return before?.recurrence;
  }
}

function audienceFrom(choice: AudienceChoice, values: FormValues): unknown {
  switch (choice) {
    case 'bureau':
      return { kind: 'bureau' };
    case 'departments':
      return { kind: 'departments', departments: several(values, 'departments') };
    case 'ranks':
      return { kind: 'ranks', atLeast: one(values, 'rank') };
    case 'members':
      return { kind: 'members', members: several(values, 'members') };
    case 'headsAndLeaders':
      return { kind: 'positions', positions: ['departmentHeads', 'bureauLeaders'] };
    case 'departmentHeads':
    case 'bureauLeaders':
      return { kind: 'positions', positions: [choice] };
  }
}

/** `workdays:3` and the like, as the picker gives it. */
function windowFrom(value: string | undefined): unknown {
  const [unit = '', count] = value?.split(':') ?? [];
  return { [unit]: Number(count) };
}

export type Detailed = { readonly ok: true; readonly spec: ScheduleSpec } | { readonly ok: false; readonly field: string };

/** What the details come to; or the field that is wrong. What the form doesn't show stays as it is in `before`. */
export function specFrom(plan: Plan, values: FormValues, before: ScheduleSpec | undefined): Detailed {
  const hours = [one(values, 'nudge'), one(values, 'nudgeAgain')].flatMap((value) => (value && value !== 'none' ? [Number(value)] : []));
  const result = ScheduleSpec.safeParse({
    promptSet: plan.promptSet,
    audience: audienceFrom(plan.audience, values),
    recurrence: recurrenceFrom(plan.pattern, values, before),
    time: one(values, 'time') ?? before?.time ?? '09:00',
    window: windowFrom(one(values, 'window')),
    nudges: [...new Set(hours)].sort((a, b) => b - a).map((hoursBefore) => ({ hoursBefore })),
    workdayRule: one(values, 'rule') ?? before?.workdayRule ?? 'next',
  });
  if (result.success) return { ok: true, spec: result.data };
  const [part] = result.error.issues[0]?.path ?? [];
  if (part === 'recurrence') return { ok: false, field: recurrenceFieldOf[plan.pattern] };
  if (part === 'audience') return { ok: false, field: audienceFieldOf[plan.audience] };
  return { ok: false, field: part === 'time' ? 'time' : 'window' };
}

/** Where a mistake is shown: the field that says which day, or whom. */
export const recurrenceFieldOf: Readonly<Record<Pattern, string>> = {
  workdays: 'window',
  weekdays: 'weekdays',
  weekWorkday: 'nth',
  monthDay: 'day',
  monthWeekday: 'nth',
  monthWorkday: 'nth',
  quarterWorkday: 'nth',
  cron: 'cron',
  asItIs: 'window',
};
export const audienceFieldOf: Readonly<Record<AudienceChoice, string>> = {
  bureau: 'window',
  departments: 'departments',
  ranks: 'rank',
  departmentHeads: 'window',
  bureauLeaders: 'window',
  headsAndLeaders: 'window',
  members: 'members',
};
