import { hourMs, type Instant, minuteMs, plus, type Zone } from '../calendar/instant.js';
import { addDays, plainTime } from '../calendar/plain-date.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { onOrAfter } from '../calendar/workdays.js';
import { lastWorkingHour, nextWorkingTime, type WorkingHours } from '../calendar/working-hours.js';
import { dateOf, instantAt } from '../calendar/zone.js';
import { visible } from '../visible.js';
import type { Prompt } from './prompt-sets.js';

/** Prompt id → what was written: a text, a rating '1' to '5', an option's id, or 'yes' for an acknowledgement. */
export type Answers = Readonly<Record<string, string>>;

/** `withdrawn`: by an administrator, while it was open; nothing can be written in it any more, and it counts nowhere. */
export type RoundState = 'open' | 'closed' | 'missed' | 'withdrawn';
export type Window = { readonly opensAt: Instant; readonly closesAt: Instant; readonly state: RoundState };
export type Ask = { readonly answeredAt: Instant | undefined };

/** What a member may do with a round now (domain.md §1). An answer after the window counts, once, and is marked late. */
export type Standing = 'answer' | 'answerLate' | 'edit' | 'closed';

export function standing(round: Window, ask: Ask, now: Instant): Standing {
  if (round.state === 'withdrawn') return 'closed';
  const over = now >= round.closesAt || round.state === 'closed';
  if (ask.answeredAt === undefined) return over ? 'answerLate' : 'answer';
  return over ? 'closed' : 'edit';
}

export const MOST_CHARACTERS = { text: 500, longText: 3_000 } as const;

export type FieldRefusal = 'answer-empty' | 'answer-too-long' | 'answer-not-offered';
export type SubmitRefusal = 'not-asked' | 'window-closed' | 'round-withdrawn';
export type Submit =
  | { readonly ok: true; readonly late: boolean; readonly answers: Answers; readonly edit: boolean }
  | { readonly ok: false; readonly refusal: SubmitRefusal }
  | { readonly ok: false; readonly refusal: 'fields'; readonly fields: Readonly<Record<string, FieldRefusal>> };

export function decideSubmit(
  prompts: readonly Prompt[],
  round: Window | undefined,
  ask: Ask | undefined,
  given: Answers,
  now: Instant,
): Submit {
  if (!round || !ask || round.state === 'missed') return { ok: false, refusal: 'not-asked' };
  if (round.state === 'withdrawn') return { ok: false, refusal: 'round-withdrawn' };
  const may = standing(round, ask, now);
  if (may === 'closed') return { ok: false, refusal: 'window-closed' };
  const fields = problemsOf(prompts, given);
  if (Object.keys(fields).length > 0) return { ok: false, refusal: 'fields', fields };
  return { ok: true, late: may === 'answerLate', answers: onlyAsked(prompts, given), edit: may === 'edit' };
}

export type Draft =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly refusal: SubmitRefusal | 'draft-newer' | Exclude<FieldRefusal, 'answer-empty'> };

/** 暂存: anything may still be empty, but nothing is kept that the form could not show again. */
export function decideDraft(
  prompts: readonly Prompt[],
  round: Window | undefined,
  ask: Ask | undefined,
  given: Answers,
  now: Instant,
): Draft {
  if (!round || !ask || round.state === 'missed') return { ok: false, refusal: 'not-asked' };
  if (round.state === 'withdrawn') return { ok: false, refusal: 'round-withdrawn' };
  if (standing(round, ask, now) === 'closed') return { ok: false, refusal: 'window-closed' };
  for (const refusal of Object.values(problemsOf(prompts, given))) if (refusal !== 'answer-empty') return { ok: false, refusal };
  return { ok: true, answers: onlyAsked(prompts, given) };
}

/** Own fields only: a prompt may be called `constructor`. Characters that nobody sees, which no form shows either, are not kept. */
function answerTo({ id }: Prompt, given: Answers): string {
  const answer = Object.hasOwn(given, id) ? (given[id] ?? '') : '';
  return visible(answer);
}

function problemsOf(prompts: readonly Prompt[], given: Answers): Record<string, FieldRefusal> {
  return Object.fromEntries(prompts.flatMap((prompt) => problemOf(prompt, answerTo(prompt, given)).map((refusal) => [prompt.id, refusal])));
}

function problemOf(prompt: Prompt, answer: string): FieldRefusal[] {
  if (answer === '') return prompt.optional ? [] : ['answer-empty'];
  switch (prompt.kind) {
    case 'text':
    case 'longText':
      return answer.length > MOST_CHARACTERS[prompt.kind] ? ['answer-too-long'] : [];
    case 'rating':
      return /^[1-5]$/.test(answer) ? [] : ['answer-not-offered'];
    case 'choice':
      return prompt.options.some((option) => option.id === answer) ? [] : ['answer-not-offered'];
    case 'acknowledge':
      return answer === 'yes' ? [] : ['answer-not-offered'];
  }
}

/** A form can be forged: what was not asked is not kept. */
export function onlyAsked(prompts: readonly Prompt[], given: Answers): Answers {
  return Object.fromEntries(
    prompts.flatMap((prompt) => {
      const answer = answerTo(prompt, given);
      return answer === '' ? [] : [[prompt.id, answer]];
    }),
  );
}

/** `keyless`: in an older copy of the database it still stands, but its key went when its writer erased something since. */
export type Gone = 'erased' | 'expired' | 'keyless';

/** Why there is nothing to read of a version of an answer. */
export function goneOf(
  { expired, sealed }: { readonly expired: boolean; readonly sealed: Uint8Array | null },
  answers: Answers | undefined,
): Gone | undefined {
  if (answers) return undefined;
  if (expired) return 'expired';
  return sealed ? 'keyless' : 'erased';
}

/** 稍后提醒: in an hour, this afternoon, tomorrow morning; never past the window. */
export const SNOOZES = ['hour', 'afternoon', 'tomorrow'] as const;
export type Snooze = (typeof SNOOZES)[number];

const AFTERNOON = plainTime('14:30');
const MORNING = plainTime('09:00');

function snoozeAt(snooze: Snooze, now: Instant, zone: Zone, calendar: WorkCalendar): Instant | undefined {
  const today = dateOf(now, zone);
  return {
    hour: () => plus(now, hourMs),
    afternoon: () => AFTERNOON && instantAt(today, AFTERNOON, zone),
    tomorrow: () => MORNING && instantAt(onOrAfter(addDays(today, 1), calendar), MORNING, zone),
  }[snooze]();
}

/** Whether that moment has been already: 今天下午 of what came at three. */
export const isPast = (snooze: Snooze, now: Instant, zone: Zone, calendar: WorkCalendar): boolean =>
  (snoozeAt(snooze, now, zone, calendar) ?? now) <= now;

/** When the reminder would come; undefined where that moment is past already or no longer within the window. */
export function snoozeUntil(snooze: Snooze, closesAt: Instant, now: Instant, zone: Zone, calendar: WorkCalendar): Instant | undefined {
  const at = snoozeAt(snooze, now, zone, calendar);
  return at !== undefined && at > now && at < closesAt ? at : undefined;
}

/** What can be chosen now: of a week's 四提醒 that closes next morning not that morning, of what comes at three not this afternoon. */
export const snoozesNow = (closesAt: Instant, now: Instant, zone: Zone, calendar: WorkCalendar): Snooze[] =>
  SNOOZES.filter((snooze) => snoozeUntil(snooze, closesAt, now, zone, calendar) !== undefined);

/** About as many messages as a chat takes in a minute (delivery/pacing.ts). */
const PEOPLE_A_MINUTE = 300;

/** How long a round must be open at least: with less, it would ask people whom the question reaches after its end, or not at all. */
export const leastOpenMs = (people: number): number => minuteMs + Math.ceil((people * minuteMs) / PEOPLE_A_MINUTE);

/** Later than this, what was due has been missed, or was held back. */
const LATE_MS = hourMs;

/** Until then what was held back on a workday goes out: a meeting that lasts until closing time costs nobody their question of that day. */
const EVENING = plainTime('20:00');

/** `now`, where people may still be disturbed by what was held back, or the next morning of a workday. */
export function undisturbing(now: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): Instant {
  const end = EVENING && EVENING > hours.end ? EVENING : hours.end;
  return nextWorkingTime(now, { ...hours, end }, calendar, zone);
}

/** When what was due at `dueAt` goes out: at once, but not at night or on a day off where it comes late. What is due at night comes at night. */
export function goesOutAt(dueAt: Instant, now: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): Instant {
  return now < plus(dueAt, LATE_MS) ? now : undisturbing(now, hours, calendar, zone);
}

type Open = { readonly opensAt: Instant; readonly closesAt: Instant };

/** When nudges go out: so long before the end, in working hours, the last ones before the end where they would come after it, never two at once. */
export function nudgeTimes(
  round: Open,
  hoursBefore: readonly number[],
  hours: WorkingHours,
  calendar: WorkCalendar,
  zone: Zone,
): Instant[] {
  const times = hoursBefore.map((h) => {
    const at = nextWorkingTime(plus(round.closesAt, -h * hourMs), hours, calendar, zone);
    return at < round.closesAt ? at : lastWorkingHour(round.closesAt, hours, calendar, zone);
  });
  return [...new Set(times)].filter((at) => at > round.opensAt && at < round.closesAt).sort((a, b) => a - b);
}

/** Nudges, by their hours before the end, that can't go out: the round is open for less. */
export const silentNudges = (
  round: Open,
  hoursBefore: readonly number[],
  hours: WorkingHours,
  calendar: WorkCalendar,
  zone: Zone,
): number[] => hoursBefore.filter((one) => nudgeTimes(round, [one], hours, calendar, zone).length === 0);
