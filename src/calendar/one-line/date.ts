import type { PlainDate } from '../instant.js';
import { addDays, dateIn, daysBetween, firstOfWeek, monthOf, plainDate, weekdayOf, yearOf } from '../plain-date.js';
import type { Ambiguity, Ambiguous } from './ambiguity.js';
import { AFTER_A_DAY, ALSO, LUNAR, takeBefore, takeDoubt, UP_TO } from './doubt.js';
import { GAP, type Line, type Taken, take, takeAt } from './line.js';
import { NUMBER, numeral } from './numerals.js';

export type FoundDate = { readonly date: PlainDate | undefined; readonly words: string; readonly ambiguous: readonly Ambiguity[] };
/** One piece of the line that names a day. `ofYear`: the day of any year, where the year was not said. `isInDoubt`: 每周五. */
export type Reading = {
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly date: PlainDate | Ambiguous;
  readonly weekday?: number;
  readonly ofYear?: (year: number) => PlainDate | Ambiguous;
  readonly isInDoubt?: true;
};

const WEEKDAY = '[一二三四五六日天]|[1-7](?![\\d年月])';
const YEAR_FIRST = new RegExp(`(\\d{4})(?:年\\s*(${NUMBER})月\\s*(${NUMBER})[日号]?|[-/.](\\d{1,2})[-/.](\\d{1,2}))(?!\\d)`);
const YEARS: Readonly<Record<string, number>> = { 今: 0, 明: 1, 来: 1, 后: 2, 去: -1 };
const MONTH_FIRST = new RegExp(`(?:([今明来后去])年的?\\s*)?(?<!\\d)(${NUMBER})(?:月\\s*(${NUMBER})[日号]?|/(\\d{1,2})(?![\\d/]))`);
const OF_A_MONTH = new RegExp(`(上+|下+|这|本)个?月\\s*(${NUMBER})[日号](?![楼层院门线文厅馆会室])`);
const NTH = new RegExp(
  `(?:(?:(\\d{4})年|([今明来后去])年的?)?\\s*(?<!\\d)(${NUMBER})月份?|(上+|下+|这|本)个?月)的?\\s*(?:第(${NUMBER})|(首)|最后一?)个(?:周|星期|礼拜)(${WEEKDAY})`,
);
const NEAR = /大后天|后天|今天|今日|明天|明日|昨天|昨日|前天|今(?=[早晚])|明(?=[早晚])|即日(?=起|到|至)|现在(?=起|开始|到|至)/;
const DAYS: Readonly<Record<string, number>> = { 今: 0, 即: 0, 现: 0, 明: 1, 后: 2, 大: 3, 昨: -1, 前: -2 };
/** 下周周三 as well. */
const OF_A_WEEK = new RegExp(`(上+|下+|这|本)个?(?:周|星期|礼拜)(?:的?\\s*(?:周|星期|礼拜))?(${WEEKDAY})`);
const ANY_WEEK = new RegExp(`(?:周|星期|礼拜)(${WEEKDAY})`);
/** 9日返回: a day without its month. */
export const ANOTHER_DAY = new RegExp(`(?<![\\d第])${NUMBER}[日号](?![楼层院门线文厅馆会室])`);
/** No single day. They stay in the line, as they may belong to the title: 年底总结会. */
const VAGUE: readonly (readonly [RegExp, Ambiguous])[] = [
  [new RegExp(LUNAR), 'day-missing'],
  [/(?:[上下这本]个?)?(?:周|星期|礼拜)末|[月年][底末初中](?!期)|下个?月|近期|近日|改天|过几天|节[前后]/, 'day-missing'],
  [/[下这本]+个?(?:周|星期|礼拜)/, 'day-missing'],
  [new RegExp(`(?<!\\d)${NUMBER}月份?`), 'day-missing'],
  [ANOTHER_DAY, 'month-missing'],
];

/** 12月3日-5日: to a day whose month has been said. */
const TO_A_DAY = new RegExp(`(?:[-~—–]+|到|至)\\s*${NUMBER}[日号](?![楼层院门线文厅馆会室])`);

/** The date that the line names, taken out of it. A date is found only where the words leave one choice, and never before `today`. */
export function takeDate(line: Line, today: PlainDate): FoundDate {
  const whole = line.rest;
  const readings = readingsIn(line, today).map((reading) => ({ ...reading, date: soonest(reading, today, today) }));
  const joined = takeJoints(line, readings);
  const named = readings.filter(({ weekday }) => weekday === undefined);
  const weekdays = readings.filter(({ weekday }) => weekday !== undefined);
  const sure = weekdays.filter(({ isInDoubt }) => !isInDoubt);
  const chosen = [named, sure, weekdays].find((some) => some.length > 0) ?? [];
  const words = readings.map((reading) => reading.words).join(' ');
  if (chosen.length === 0) return { date: undefined, words, ambiguous: vague(line) };
  const unclear = (why: Ambiguous, of: readonly { readonly words: string }[] = readings): FoundDate => ({
    date: undefined,
    words,
    ambiguous: of.map((each) => ({ words: each.words, why })),
  });
  // 下周一、周二: the second is another day, and no weekday beside the first.
  if (joined.length > 0) return unclear('two-dates', joined);
  const last = take(line, TO_A_DAY);
  const more = last ? [last] : chosen.flatMap(({ end }) => takeMore(line, end));
  if (more.length > 0) return unclear('two-dates', [...chosen, ...more]);
  // 下周五后的周五.
  const counted = readings.filter(({ start, isInDoubt }) => isInDoubt && chosen.some(({ end }) => end === start));
  const doubts = [...readings.flatMap((reading) => takeBeside(line, reading, chosen[0])), ...counted];
  if (doubts.length > 0) return unclear('day-missing', doubts);
  const dates = new Set(chosen.map(({ date }) => date));
  const [date] = dates;
  if (dates.size !== 1 || date === undefined) return unclear('two-dates', chosen);
  const day = plainDate(date);
  if (!day) return unclear(date as Ambiguous, chosen);
  // 12月4日9点 每周五例会: the title.
  for (const { start, end, isInDoubt } of readings)
    if (isInDoubt) line.rest = line.rest.slice(0, start) + whole.slice(start, end) + line.rest.slice(end);
  if (named.length > 0 && sure.some(({ weekday }) => weekday !== weekdayOf(day))) return unclear('weekday-differs');
  return day < today ? unclear('past', chosen) : { date: day, words, ambiguous: [] };
}

const JOINT = /^\s*(?:起\s*)?(?:[-~—–]+|[到至、和及])\s*$/;

/** The days that stand on either side of a 至 or 、, which goes with them, and so do 自 and 止 around them. */
function takeJoints(line: Line, readings: readonly Reading[]): Reading[] {
  const inOrder = [...readings].sort((a, b) => a.start - b.start);
  const joined = inOrder.filter((reading, index) => {
    const [before, after] = [inOrder[index - 1], inOrder[index + 1]];
    const isJoined = (one: Reading | undefined, other: Reading | undefined) =>
      one !== undefined && other !== undefined && JOINT.test(line.original.slice(one.end, other.start));
    if (after && isJoined(reading, after))
      line.rest = line.rest.slice(0, reading.end) + GAP.repeat(after.start - reading.end) + line.rest.slice(after.start);
    return isJoined(before, reading) || isJoined(reading, after);
  });
  const [first, last] = [joined[0], joined.at(-1)];
  if (first) takeBefore(line, first.start, /[自从]\s*$/);
  if (last) takeAt(line, last.end, /^\s*为?止/);
  return joined;
}

/** 12月4日、11日、18日. */
function takeMore(line: Line, end: number): { readonly words: string }[] {
  const also = takeAt(line, end, ALSO);
  if (!also) return [];
  return [{ words: line.original.slice(end, also.end).replace(/^[\s、和及或,，]+/, '') }, ...takeMore(line, also.end)];
}

/** 截至12月9日, 12月9日（周三）前: the day with what leaves it in doubt. */
function takeBeside(line: Line, { start, end }: Reading, first: Reading | undefined): { readonly words: string }[] {
  const before = takeBefore(line, start, UP_TO);
  const after = takeAt(line, end, AFTER_A_DAY);
  if (before === undefined && !after) return [];
  const isBracket = /[)）]/.test(after?.match[0] ?? '') && takeBefore(line, start, /[(（]\n*$/) !== undefined;
  return [{ words: line.original.slice(before ?? (isBracket && first ? first.start : start), after?.end ?? end).trim() }];
}

/** Half a year: whether 1月4日 is the one that is over or the next is no question in December; in July it is. */
const SOON_DAYS = 183;

/** 1月4日 in December: of the next year, where this year's is too long over to be meant; 12月31日 in January, to be made good: of the last. */
export function soonest({ date, ofYear }: Reading, today: PlainDate, earliest: PlainDate): PlainDate | Ambiguous {
  const day = plainDate(date);
  if (!ofYear || !day) return date;
  const [last, next] = [plainDate(ofYear(yearOf(today) - 1)), plainDate(ofYear(yearOf(today) + 1))];
  if (day >= earliest) return last && last >= earliest && daysBetween(today, day) > SOON_DAYS ? last : day;
  return next && daysBetween(today, next) <= SOON_DAYS ? next : day;
}

/** Every piece that names a day, taken out of the line, by the way in which it does. */
export const readingsIn = (line: Line, today: PlainDate): Reading[] =>
  [...takeAll(line, today)].map((reading) => {
    const start = takeDoubt(line, reading.start, reading.weekday !== undefined);
    if (start === undefined) return reading;
    const { end, weekday } = reading;
    const words = line.original.slice(start, end).trim();
    return { words, start, end, date: 'day-missing', isInDoubt: true, ...(weekday === undefined ? {} : { weekday }) };
  });

const placeOf = ({ match, words, end }: Taken) => ({ words, start: match.index, end });

function* takeAll(line: Line, today: PlainDate): Generator<Reading> {
  const year = yearOf(today);
  for (let taken = take(line, NTH); taken; taken = take(line, NTH)) {
    const [, y, which, month, ofMonth = '', nth, first, weekday = ''] = taken.match;
    const number = nth ? numeral(nth) : first ? 1 : -1;
    const day = (of: number) =>
      nthWeekday(of, month === undefined ? monthOf(today) + distance(ofMonth) : numeral(month), number, weekdayIn(weekday));
    const isOfAnyYear = y === undefined && which === undefined && month !== undefined;
    const date = day(y === undefined ? year + (YEARS[which ?? ''] ?? 0) : Number(y));
    yield { ...placeOf(taken), date, ...(isOfAnyYear ? { ofYear: day } : {}) };
  }
  for (let taken = take(line, YEAR_FIRST); taken; taken = take(line, YEAR_FIRST)) {
    const [, y = '', month, day, monthDigits, dayDigits] = taken.match;
    yield { ...placeOf(taken), date: dayOf(Number(y), month ?? monthDigits, day ?? dayDigits) };
  }
  for (let taken = take(line, MONTH_FIRST); taken; taken = take(line, MONTH_FIRST)) {
    const [, which, month, day, dayDigits] = taken.match;
    const ofYear = (of: number) => dayOf(of, month, day ?? dayDigits);
    yield { ...placeOf(taken), date: ofYear(year + (YEARS[which ?? ''] ?? 0)), ...(which === undefined ? { ofYear } : {}) };
  }
  for (let taken = take(line, OF_A_MONTH); taken; taken = take(line, OF_A_MONTH)) {
    const [, which = '', day] = taken.match;
    const month = dateIn(year, monthOf(today) + distance(which), 1);
    yield { ...placeOf(taken), date: dayOf(yearOf(month), String(monthOf(month)), day) };
  }
  for (let taken = take(line, NEAR); taken; taken = take(line, NEAR)) {
    yield { ...placeOf(taken), date: addDays(today, DAYS[taken.match[0].charAt(0)] ?? 0) };
  }
  for (let taken = take(line, OF_A_WEEK); taken; taken = take(line, OF_A_WEEK)) {
    const [, which = '', weekday = ''] = taken.match;
    yield { ...placeOf(taken), date: addDays(firstOfWeek(today), 7 * distance(which) + weekdayIn(weekday) - 1) };
  }
  for (let taken = take(line, ANY_WEEK); taken; taken = take(line, ANY_WEEK)) {
    const weekday = weekdayIn(taken.match[1] ?? '');
    const date = addDays(firstOfWeek(today), weekday - 1);
    yield { ...placeOf(taken), weekday, date: date > today ? date : 'which-week' };
  }
}

/** 下下 is two ahead, 上 one behind. */
const distance = (which: string): number => (which.startsWith('下') ? which.length : which.startsWith('上') ? -which.length : 0);

export function dayOf(year: number, month = '', day = ''): PlainDate | Ambiguous {
  const [m, d] = [numeral(month), numeral(day)];
  // plain-date rolls 30 February over into March.
  if (!(year >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= 31)) return 'no-such-day';
  const date = dateIn(year, m, d);
  return Number(date.slice(5, 7)) === m ? date : 'no-such-day';
}

/** The second Friday of a month; -1 is the last. A month beyond December is of the next year. */
function nthWeekday(year: number, month: number, nth: number, weekday: number): PlainDate | Ambiguous {
  const first = dateIn(year, month, 1);
  const days = Array.from({ length: 31 }, (_, index) => addDays(first, index)).filter(
    (day) => monthOf(day) === monthOf(first) && weekdayOf(day) === weekday,
  );
  const isNumber = nth === -1 || (nth >= 1 && month >= 1);
  return (isNumber ? days.at(nth > 0 ? nth - 1 : nth) : undefined) ?? 'no-such-day';
}

export function weekdayIn(word: string): number {
  return /[日天]/.test(word) ? 7 : numeral(word);
}

/** Words that speak of a time without naming a day. */
export function vague({ rest, original }: Line): Ambiguity[] {
  return VAGUE.flatMap(([pattern, why]) => {
    const match = pattern.exec(rest);
    return match ? [{ words: original.slice(match.index, match.index + match[0].length), why }] : [];
  }).slice(0, 1);
}
