import type { Entry } from './balance.js';

export type LedgerRefusal = 'right-missing' | 'own-balance' | 'nobody' | 'year-far';
/** Of what was typed behind 年假. */
export type WordsRefusal = 'words-unclear' | 'people-alike' | LedgerRefusal;
export type EntryRefusal =
  | LedgerRefusal
  | 'days-wrong'
  | 'reason-missing'
  | 'too-long'
  | 'entered-already'
  | 'without-already'
  | 'entry-unknown'
  | 'undone-already'
  | 'undoes-another';

export type RecountRefusal = EntryRefusal | 'counts-the-same';

export const MOST_CHARACTERS = 500;
const MOST_HALF_DAYS = 60;

/** `1.5`, `2 天`, `０．５`: half days, from half a day to thirty days; undefined for anything else. */
export function halfDaysIn(written: string): number | undefined {
  const digits = /^(\d{1,2}(?:\.[05])?)(?:天|days?)?$/u.exec(written.normalize('NFKC').replace(/\s/gu, '').toLowerCase())?.[1];
  const halfDays = Number(digits) * 2;
  return halfDays > 0 && halfDays <= MOST_HALF_DAYS ? halfDays : undefined;
}

/** `reason`: as its writer sees it, without blanks around it. */
export function wrongReason(reason: string): 'reason-missing' | 'too-long' | undefined {
  if (reason === '') return 'reason-missing';
  return reason.length > MOST_CHARACTERS ? 'too-long' : undefined;
}

/** The ledger of last year, of this and of the next is written; what is older has been settled. */
export const isOpenYear = (year: number, thisYear: number): boolean => Number.isInteger(year) && Math.abs(year - thisYear) <= 1;
const EARLIEST_SHOWN = 2000;
export const isShownYear = (year: number, thisYear: number): boolean =>
  Number.isInteger(year) && year >= EARLIEST_SHOWN && year <= thisYear + 1;

/** Why an entry can't be undone: it has been, or it is there to undo another, which is entered anew instead. */
export function whyNotUndone(entry: Entry, entries: readonly Entry[]): 'undone-already' | 'undoes-another' | undefined {
  if (entry.undoes !== undefined) return 'undoes-another';
  return entries.some(({ undoes }) => undoes === entry.id) ? 'undone-already' : undefined;
}
