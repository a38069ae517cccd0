import type { PlainDate } from '../../calendar/instant.js';
import { type Period, parsePeriod } from '../../calendar/period.js';
import { SUBJECTS, type Subject } from '../figures/figures.js';

/** What of participation is looked at. `department`: an id from a menu; `named`: as somebody typed it. */
export type View = {
  readonly period: Period;
  readonly subject: Subject | undefined;
  readonly departmentId?: string | undefined;
  readonly named?: string | undefined;
};

const USUAL = '本月';
const WORDS: Readonly<Record<string, Subject>> = {
  全部: 'all',
  作答: 'prompts',
  推送: 'prompts',
  会议: 'meetings',
  到会: 'meetings',
  请假: 'leave',
  all: 'all',
  everything: 'all',
  answers: 'prompts',
  prompts: 'prompts',
  meetings: 'meetings',
  attendance: 'meetings',
  leave: 'leave',
};
const subjectOf = (word: string): Subject | undefined => (Object.hasOwn(WORDS, word) ? WORDS[word] : undefined);

/** Period, subject and department in any order, each left out or not. Undefined: words that are none of these, or two of a kind. */
export function viewOf(words: string, today: PlainDate): View | undefined {
  const all = words.trim().split(/\s+/).filter(Boolean);
  const found = periodAmong(all, today);
  const rest = found ? all.toSpliced(found.at, found.words) : all;
  const subjects = rest.flatMap((word) => subjectOf(word.toLowerCase()) ?? []);
  const names = rest.filter((word) => subjectOf(word.toLowerCase()) === undefined);
  const period = found?.period ?? parsePeriod(USUAL, today);
  if (!period || subjects.length > 1 || names.length > 1) return undefined;
  return { period, subject: subjects[0], named: names[0] };
}

/** The longest run of words that is a period: "last month" is two. */
function periodAmong(all: readonly string[], today: PlainDate) {
  for (let words = all.length; words > 0; words--)
    for (let at = 0; at + words <= all.length; at++) {
      const period = parsePeriod(all.slice(at, at + words).join(' '), today);
      if (period) return { period, at, words };
    }
  return undefined;
}

/** What buttons and menus carry: period | subject | department id or nothing. */
export const viewValue = (period: Period | string, subject: Subject, departmentId: string | undefined): string =>
  `${typeof period === 'string' ? period : `${period.from}..${period.to}`}|${subject}|${departmentId ?? ''}`;

/** Undefined: not one of ours. */
export function readView(value: string, today: PlainDate): (View & { readonly subject: Subject | undefined }) | undefined {
  const [words = '', subject = '', departmentId = ''] = value.split('|');
  const period = parsePeriod(words || USUAL, today);
  return period && { period, subject: SUBJECTS.find((one) => one === subject), departmentId: departmentId || undefined };
}
