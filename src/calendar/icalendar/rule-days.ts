import type { Rule, RuleDay } from './rule.js';

/** A day as rules speak of it. `weekday` Monday 1 … Sunday 7; `month` and `date` from 1; `yearDay` from 1. */
export type Civil = {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
  readonly yearDay: number;
  readonly monthLength: number;
  readonly yearLength: number;
};

/** Without Date, which takes ten times as long, and a file may have a million days looked at. */
export function civil(day: number): Civil {
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  // Years are counted from March here, so that the leap day is the last of its year; an era is the 400 years after which all repeats.
  const fromMarch = day + 719_468;
  const era = Math.floor(fromMarch / 146_097);
  const inEra = fromMarch - era * 146_097;
  const yearInEra = Math.floor((inEra - Math.floor(inEra / 1_460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const monthFromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
  const yearLength = lengthOf(year);
  const date = inYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const yearDay = month > 2 ? inYear + yearLength - 365 + 60 : inYear - 305;
  return { year, month, date, weekday, yearDay, monthLength: month === 2 ? yearLength - 337 : (LENGTHS[month - 1] ?? 31), yearLength };
}

/** Of the months but February. */
const LENGTHS = [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the rule's parts all allow this day: RFC 5545 §3.3.10, the table of what limits and what expands. */
export function matches(rule: Rule, day: Civil): boolean {
  return (
    (rule.months.length === 0 || rule.months.includes(day.month)) &&
    counted(rule.monthDays, day.date, day.monthLength) &&
    counted(rule.yearDays, day.yearDay, day.yearLength) &&
    (rule.weeks.length === 0 || inWeeks(rule, day)) &&
    (rule.days.length === 0 || rule.days.some((wanted) => isDay(rule, wanted, day)))
  );
}

/** `place` from 1, or from the end: −1 is the last of `length`. */
function counted(places: readonly number[], place: number, length: number): boolean {
  return places.length === 0 || places.includes(place) || places.includes(place - length - 1);
}

/** "Third Monday" is of the month in a monthly rule and where months are named, of the year in any other yearly one; elsewhere every Monday. */
function isDay(rule: Rule, { weekday, nth }: RuleDay, day: Civil): boolean {
  if (weekday !== day.weekday) return false;
  if (nth === 0 || rule.freq === 'DAILY' || rule.freq === 'WEEKLY') return true;
  const inMonth = rule.freq === 'MONTHLY' || rule.months.length > 0;
  const [place, length] = inMonth ? [day.date, day.monthLength] : [day.yearDay, day.yearLength];
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}

/** Week 1 is the first with at least four days in the year; weeks begin on `weekStart`. */
function inWeeks({ weeks, weekStart }: Rule, { year, yearDay, yearLength, weekday }: Civil): boolean {
  // The fourth day of a week says to which year the week belongs.
  let fourth = yearDay - ((weekday - weekStart + 7) % 7) + 3;
  let length = yearLength;
  if (fourth < 1) {
    length = lengthOf(year - 1);
    fourth += length;
  } else if (fourth > length) {
    fourth -= length;
    length = lengthOf(year + 1);
  }
  const week = Math.ceil(fourth / 7);
  return counted(weeks, week, week + Math.floor((length - fourth) / 7));
}

function lengthOf(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;
}
