import type { Instant, Zone } from '../../calendar/instant.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { addWorkdays } from '../../calendar/workdays.js';
import { nextWorkingTime, type WorkingHours } from '../../calendar/working-hours.js';
import { dateOf, instantAt, timeOf } from '../../calendar/zone.js';
import { visible } from '../../visible.js';

type Hours = { readonly workingHours: WorkingHours; readonly calendar: WorkCalendar; readonly zone: Zone };

/**
 * So many workdays after it reached somebody, at the same time of day. What reaches them outside working hours counts from when these begin
 * again, so that nobody is nudged at night.
 */
export function dueAfter(reachedAt: Instant, workdays: number, { workingHours, calendar, zone }: Hours): Instant {
  const start = nextWorkingTime(reachedAt, workingHours, calendar, zone);
  return instantAt(addWorkdays(dateOf(start, zone), workdays, calendar), timeOf(start, zone), zone);
}

/** 同意, 不同意, 退回修改: what an approver may make of a step. */
export const VERDICTS = ['approved', 'refused', 'returned'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const MOST_CHARACTERS = 500;

export type WordsRefusal = 'verdict-missing' | 'words-missing' | 'too-long';
export type Decided =
  | { readonly ok: true; readonly verdict: Verdict; readonly words: string }
  | { readonly ok: false; readonly refusal: WordsRefusal };

/** Whoever refuses or returns says why; what cannot be seen is no reason. */
export function decideVerdict(verdict: string, words: string): Decided {
  const known = VERDICTS.find((one) => one === verdict);
  if (!known) return { ok: false, refusal: 'verdict-missing' };
  if (known === 'approved') return { ok: true, verdict: known, words: '' };
  const said = visible(words);
  if (said === '') return { ok: false, refusal: 'words-missing' };
  return said.length > MOST_CHARACTERS ? { ok: false, refusal: 'too-long' } : { ok: true, verdict: known, words: said };
}
