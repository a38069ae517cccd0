import type { Reader } from '../../calendar/reader.js';
import { WorkdayRule, weekdays } from '../../calendar/recurrence-schema.js';
import { weekdayText } from '../../calendar/recurrence-words.js';
import type { Window } from '../../calendar/window.js';
import type { Option } from '../../chat/card.js';
import type { Field, Input } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { ScheduleSpec } from '../policy.js';
import { type Plan, patternOf } from './draft.js';
import { formText, nthLabel, nudgeText, ruleText, windowText } from './form-text.js';

export type DetailChoices = {
  /** The departments or people chosen so far. */
  readonly chosen: readonly Option[];
  readonly ranks: readonly string[];
};

/** The fields that a plan asks for, filled from `before` where that still fits. */
export function detailFields(plan: Plan, before: ScheduleSpec | undefined, choices: DetailChoices, reader: Reader): Field[] {
  return [
    ...audienceFields(plan, before, choices, reader),
    ...recurrenceFields(plan, before, reader),
    picker('window', formText.window, windowOptions(before?.window, reader), before ? windowValue(before.window) : 'workdays:3', reader),
    ...nudgeFields(before, reader),
    ...(RULED.has(plan.pattern) ? [picker('rule', formText.rule, ruleOptions(reader), before?.workdayRule ?? 'next', reader)] : []),
  ];
}

/** Patterns that may name a day off; the others only name workdays. */
export const RULED: ReadonlySet<Plan['pattern']> = new Set<Plan['pattern']>(['weekdays', 'monthDay', 'monthWeekday', 'cron', 'asItIs']);
const ruleOptions = ({ locale }: Reader): Option[] =>
  WorkdayRule.options.map((rule) => ({ label: say(ruleText[rule], locale), value: rule }));

const field = (name: string, label: Text, input: Input, { locale }: Reader, hint?: Text): Field => ({
  kind: 'field',
  name,
  label: say(label, locale),
  ...(hint ? { hint: say(hint, locale) } : {}),
  input,
});
const picker = (name: string, label: Text, options: readonly Option[], initial: string | undefined, reader: Reader, hint?: Text): Field => {
  const offered = options.some(({ value }) => value === initial);
  return field(name, label, { kind: 'choice', look: 'select', options, ...(offered && initial ? { initial } : {}) }, reader, hint);
};

function audienceFields({ audience }: Plan, before: ScheduleSpec | undefined, { chosen, ranks }: DetailChoices, reader: Reader): Field[] {
  const search = (name: 'departments' | 'members', source: `${string}.${string}`): Field => {
    const initial = before?.audience.kind === name ? { initial: chosen } : {};
    return field(
      name,
      formText[name],
      {
        kind: 'searchSeveral',
        source,
        placeholder: say(name === 'members' ? formText.searchMembers : formText.searchDepartments, reader.locale),
        ...initial,
      },
      reader,
    );
  };
  switch (audience) {
    case 'departments':
      return [search('departments', 'reflection.departments')];
    case 'members':
      return [search('members', 'reflection.members')];
    case 'ranks': {
      const initial = before?.audience.kind === 'ranks' ? before.audience.atLeast : undefined;
      return [
        picker(
          'rank',
          formText.rank,
          ranks.map((rank) => ({ label: rank, value: rank })),
          initial,
          reader,
        ),
      ];
    }
    default:
      return [];
  }
}

function recurrenceFields({ pattern }: Plan, before: ScheduleSpec | undefined, reader: Reader): Field[] {
  const { locale } = reader;
  const known = before && patternOf(before) === pattern ? before.recurrence : undefined;
  const has = <K extends string>(key: K) => (known && key in known ? String((known as Record<string, unknown>)[key] ?? '') : undefined);
  const nths = (keys: readonly string[], current: string | undefined): Option[] =>
    [...new Set(current ? [...keys, current] : keys)].map((value) => ({ label: say(nthLabel(value), locale), value }));
  const days = weekdays.map((value) => ({ label: say(weekdayText[value], locale), value }));
  const ofMonth = [
    ...Array.from({ length: 31 }, (_, n) => ({ label: locale === 'en' ? `${n + 1}` : `${n + 1}日`, value: `${n + 1}` })),
    { label: say(formText.lastDay, locale), value: '-1' },
  ];
  const time = field('time', formText.time, { kind: 'time', initial: before?.time ?? '09:00' }, reader);
  switch (pattern) {
    case 'workdays':
    case 'asItIs':
      return [time];
    case 'weekdays': {
      const initial = known?.freq === 'weekly' && known.weekdays ? { initial: known.weekdays } : {};
      return [field('weekdays', formText.weekdays, { kind: 'choices', look: 'checkbox', options: days, ...initial }, reader), time];
    }
    case 'monthDay':
      return [picker('day', formText.day, ofMonth, has('day'), reader), time];
    case 'monthWeekday':
      return [
        picker('nth', formText.nth, nths(['first', '2', '3', '4', 'last'], has('nth')), has('nth'), reader),
        picker('weekday', formText.weekday, days, has('weekday'), reader),
        time,
      ];
    case 'weekWorkday':
      return [picker('nth', formText.nth, nths(['first', '2', '3', '4', '5', 'last'], has('workday')), has('workday'), reader), time];
    case 'monthWorkday':
    case 'quarterWorkday':
      return [
        picker('nth', formText.nth, nths(['first', '2', '3', '4', '5', '-3', '-2', 'last'], has('workday')), has('workday'), reader),
        time,
      ];
    case 'cron':
      return [
        field(
          'cron',
          formText.cron,
          { kind: 'text', maxLength: 100, ...(known && 'cron' in known ? { initial: known.cron } : {}) },
          reader,
          formText.cronHint,
        ),
      ];
  }
}

const windowValue = (window: Window): string => Object.entries(window).map(([unit, n]) => `${unit}:${n}`)[0] ?? '';
const WINDOWS: readonly Window[] = [
  ...[2, 4, 8].map((hours) => ({ hours })),
  ...[1, 2, 3, 5, 10, 15, 20].map((workdays) => ({ workdays })),
  ...[1, 3, 7, 14, 30].map((days) => ({ days })),
];

function windowOptions(now: Window | undefined, { locale }: Reader): Option[] {
  const all = now && !WINDOWS.some((one) => windowValue(one) === windowValue(now)) ? [now, ...WINDOWS] : WINDOWS;
  return all.map((window) => ({ label: say(windowText(window), locale), value: windowValue(window) }));
}

const NUDGES = [2, 4, 8, 16, 24, 48, 72];

function nudgeFields(before: ScheduleSpec | undefined, reader: Reader): Field[] {
  const own = before?.nudges.map(({ hoursBefore }) => hoursBefore) ?? [];
  const hours = [...new Set([...NUDGES, ...own])].sort((a, b) => a - b);
  const options = [
    { label: say(formText.noNudge, reader.locale), value: 'none' },
    ...hours.map((n) => ({ label: say(nudgeText(n), reader.locale), value: `${n}` })),
  ];
  const initial = (n: number | undefined) => (n === undefined ? 'none' : `${n}`);
  return [
    picker('nudge', formText.nudge, options, initial(own[0]), reader, formText.nudgeHint),
    picker('nudgeAgain', formText.nudgeAgain, options, initial(own[1]), reader),
  ];
}
