import type { PlainDate } from '../instant.js';
import { addDays, dateIn, monthOf, weekdayOf, yearOf } from '../plain-date.js';
import type { Ambiguous } from './ambiguity.js';
import { ANOTHER_DAY, type Reading, readingsIn, soonest, vague, weekdayIn } from './date.js';
import { AFTER_AN_END, NO_FIRST_DAY, ONLY_UNTIL, takeBefore, UNSURE_DAY } from './doubt.js';
import { WHOLE_DAY } from './half.js';
import { type FoundHalf, HALF_WORD, type HalfSaid, noonAlone, takeHalf } from './half-day.js';
import { type Line, take, takeAt } from './line.js';
import { NUMBER, numeral } from './numerals.js';

type End = { readonly date: PlainDate; readonly half: HalfSaid | undefined };
export type RangeAmbiguous =
  | Extract<
      Ambiguous,
      | 'past'
      | 'which-week'
      | 'weekday-differs'
      | 'no-such-day'
      | 'day-missing'
      | 'month-missing'
      | 'two-dates'
      | 'half-missing'
      | 'end-before-start'
    > /** 三天: from which day until which? */
  | 'length-only'
  /** 到9陪护…: until the 9th, or a place? */
  | 'day-or-place';
export type RangeAmbiguity = { readonly words: string; readonly why: RangeAmbiguous };
/** `until` is missing where only one day is named and nothing says that it is more. */
export type FoundRange = { readonly from?: End; readonly until?: End; readonly ambiguous: readonly RangeAmbiguity[] };

/** 自12月7日起至…, 上午和下午. */
const BETWEEN = /^\s*(?:起\s*)?(?:[-~—–]+|到|至|[、和及](?=[上下]午))\s*/;
const STARTING = /^\s*(?:起(?![草飞程床诉])|开始)/;
const ENDING = /^\s*为?止/;
/** What may follow a number without 日 that is a day: 到四川, 到二局, 到10楼 name places. */
const ENDS_A_DAY = `(?=$|[\\s,;()（）]|为?止|${HALF_WORD}|前往|[去赴请休]|出差|公差|[事病年]假|年休假)`;
const BARE_DAY = new RegExp(`^(${NUMBER})(?:[日号]|${ENDS_A_DAY})`);
/** 下周一至三: the week has been said. */
const BARE_WEEKDAY = new RegExp(`^([一二三四五六日天1-7])${ENDS_A_DAY}`);
/** After a sign a number is a day, whatever is done until then: 15日-18开会. A place may stand there in words: —三亚. */
const AFTER_SIGN = /^(\d{1,2})(?![\d零〇一二两三四五六七八九十点时:月/天个年])/;
/** A number that was not taken for a day and begins no place either: what is done follows at once, or no 楼, 处, 县 and no 出差. */
const UNREAD = new RegExp(
  `^(?:${NUMBER}(?=[参开学培调考检督办汇洽验在看陪探回住])|\\d{1,2}月?(?![\\d点时:天周楼层门处局室厅科院馆所站队组区县村镇团号座栋中校个家]|\\p{sc=Han}{1,4}(?:出差|公差)))`,
  'u',
);
const TO_NOW = /^(?:今|目前|现在)(?![年后明次早晚])/;
/** 12月7、9年休假. */
const AND_A_DAY = new RegExp(`^\\s*[、和及&.]\\s*${NUMBER}${ENDS_A_DAY}`);
const NO_DAY = new RegExp(`^${UNSURE_DAY}`);
const HALF_A_DAY = /半天|半个工作日|(?<![\d.])0\.5个?(?:天|工作日)/;
const LENGTH = new RegExp(`(?:(?<![\\d.])\\d{1,2}\\.\\d|(?<![\\d.])${NUMBER})个?(?:天|工作日|周|星期|礼拜|月)(?:半)?(?!前|后|内|之)`);

const IN_A_WEEK = /(?:周|星期|礼拜).$/;

/** A day, with the weekday or another name of it beside it: 12月7日（周一）, 明天（12月3日）. */
type Group = { readonly readings: readonly Reading[]; readonly start: number; readonly end: number };

/** The first and the last day that a line names, with their halves, taken out of it: 下周一到周三, 12月7日上午至11日. Nothing before `earliest` is found. */
export function takeRange(line: Line, today: PlainDate, earliest: PlainDate): FoundRange {
  const [first, second, ...more] = groupsOf(line, readingsIn(line, today));
  if (!first) return { ambiguous: vague(line).flatMap(({ words, why }) => (isOfRange(why) ? [{ words, why }] : [])) };
  const unclear = (words: string, why: RangeAmbiguous): FoundRange => ({ ambiguous: [{ words, why }] });
  const left = dayIn(first, (reading) => soonest(reading, today, earliest));
  const upTo = takeBefore(line, first.start, ONLY_UNTIL);
  const leftHalf = takeHalf(line, first.end, upTo === undefined ? 'from' : 'until');
  const joint = BETWEEN.exec(line.rest.slice(leftHalf.end))?.[0];
  const right = joint === undefined ? undefined : takeRight(line, { joint, since: leftHalf, first, today }, second, plain(left));
  // 到 before a place stays with it.
  if (right) takeAt(line, leftHalf.end, new RegExp(`^.{${joint?.length}}`, 's'));
  if (right?.half) takeAt(line, right.half.end, ENDING);
  const starting = right ? undefined : takeAt(line, leftHalf.end, STARTING);
  if (more.length > 0 || (second && right?.group !== second)) return twoDates(line, [first, second, ...more]);
  if (!plain(left)) return unclear(wordsOf(line, first), left as RangeAmbiguous);
  const from: End = { date: left as PlainDate, half: leftHalf.half };
  if (from.date < earliest) return unclear(wordsOf(line, first), 'past');
  const noFirst = right ? undefined : takeAt(line, leftHalf.end, NO_FIRST_DAY);
  if (noFirst) return unclear(wordsOf(line, { start: upTo ?? first.start, end: noFirst.end }), 'length-only');
  if (upTo !== undefined && !right)
    return { until: from, ambiguous: [{ words: wordsOf(line, { start: upTo, end: leftHalf.end }), why: 'length-only' }] };
  const noHalf = leftHalf.unclear ?? (right ? right.half?.unclear : noonAlone(leftHalf));
  if (noHalf !== undefined)
    return { from: noHalf === leftHalf.word ? { ...from, half: undefined } : from, ambiguous: [{ words: noHalf, why: 'half-missing' }] };
  const also = right ? undefined : takeAt(line, leftHalf.end, AND_A_DAY);
  if (also) return { from, ambiguous: [{ words: wordsOf(line, { start: first.start, end: also.end }), why: 'two-dates' }] };
  if (!right) return single(line, from, starting && wordsOf(line, { start: first.start, end: starting.end }));
  if (!plain(right.day)) return { from, ambiguous: [{ words: right.words, why: right.day as RangeAmbiguous }] };
  const beside = right.half && takeAt(line, right.half.end, AFTER_AN_END);
  if (beside) return { from, ambiguous: [{ words: wordsOf(line, { start: leftHalf.end, end: beside.end }), why: 'day-missing' }] };
  const until: End = { date: right.day as PlainDate, half: right.half?.half };
  if (until.date < from.date) return { from, ambiguous: [{ words: right.words, why: 'end-before-start' }] };
  take(line, LENGTH);
  take(line, WHOLE_DAY);
  return { from, until, ambiguous: [] };
}

/** One day, unless the line speaks of more; 半天 alone says neither which half, and 明天起 (`openEnd`) not until when. */
function single(line: Line, from: End, openEnd?: string): FoundRange {
  const half = from.half === undefined ? HALF_A_DAY.exec(line.rest) : undefined;
  if (half) return { from, ambiguous: [{ words: half[0], why: 'half-missing' }] };
  take(line, HALF_A_DAY);
  take(line, WHOLE_DAY);
  const another = ANOTHER_DAY.exec(line.rest);
  if (another) return { from, ambiguous: [{ words: another[0], why: 'two-dates' }] };
  const length = LENGTH.exec(line.rest);
  if (!length && openEnd !== undefined) return { from, ambiguous: [{ words: openEnd, why: 'length-only' }] };
  if (!length || /^[1一](?:天|个?工作日)$/.test(length[0])) {
    if (length) take(line, LENGTH);
    return { from, until: from, ambiguous: [] };
  }
  return { from, ambiguous: [{ words: length[0], why: 'length-only' }] };
}

const isOfRange = (why: Ambiguous): why is 'day-missing' | 'month-missing' => why === 'day-missing' || why === 'month-missing';
const plain = (day: PlainDate | Ambiguous | 'day-or-place'): PlainDate | undefined =>
  /^\d{4}-/.test(day) ? (day as PlainDate) : undefined;
const wordsOf = (line: Line, { start, end }: Pick<Group, 'start' | 'end'>): string => line.original.slice(start, end).trim();

function twoDates(line: Line, groups: readonly (Group | undefined)[]): FoundRange {
  return { ambiguous: groups.flatMap((group) => (group ? [{ words: wordsOf(line, group), why: 'two-dates' as const }] : [])) };
}

/** In the order of the line. What stands beside a day, or in brackets after it, names the same: 下周一（12月7日，周一）, Monday, Dec 7. */
function groupsOf(line: Line, readings: readonly Reading[]): Group[] {
  const groups: Group[] = [];
  for (const reading of [...readings].sort((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    const bracket = /^\s*[)）]/.exec(line.original.slice(reading.end))?.[0].length ?? 0;
    if (last && isBeside(line, last, reading))
      groups[groups.length - 1] = { readings: [...last.readings, reading], start: last.start, end: reading.end + bracket };
    else groups.push({ readings: [reading], start: reading.start, end: reading.end });
  }
  return groups;
}

function isBeside({ original }: Line, { readings, start, end }: Group, next: Reading): boolean {
  const isInBrackets = /[(（][^)）]*$/.test(original.slice(start, end));
  const isWeekday = readings.every(({ weekday }) => weekday !== undefined) && next.weekday === undefined;
  return (isInBrackets || isWeekday ? /^[\s,，(（]*$/ : /^[\s(（]*$/).test(original.slice(end, next.start));
}

function dayIn({ readings }: Group, dayOfReading: (reading: Reading) => PlainDate | Ambiguous): PlainDate | Ambiguous {
  const named = readings.filter(({ weekday }) => weekday === undefined);
  const days = new Set((named.length > 0 ? named : readings).map(dayOfReading));
  const [day = 'day-missing'] = days;
  if (days.size > 1) return [...days].find((one) => !plain(one)) ?? 'two-dates';
  const differs = readings.some(({ weekday }) => weekday !== undefined && plain(day) && weekdayOf(day as PlainDate) !== weekday);
  return differs ? 'weekday-differs' : day;
}

/** `after`, from which the last day of a range is counted, is its first. 至周三: the next one from there; 至1月2日: of the next year, if it must be. */
function dayAfter(reading: Reading, after: PlainDate): PlainDate | Ambiguous {
  if (reading.weekday !== undefined && !reading.isInDoubt) return weekdayAfter(reading.weekday, after);
  if (!reading.ofYear) return reading.date;
  const same = reading.ofYear(yearOf(after));
  return plain(same) && same < after ? reading.ofYear(yearOf(after) + 1) : same;
}

const weekdayAfter = (weekday: number, after: PlainDate): PlainDate => addDays(after, (weekday - weekdayOf(after) + 7) % 7);

type Right = {
  readonly day: PlainDate | Ambiguous | 'day-or-place';
  readonly half?: FoundHalf;
  readonly words: string;
  readonly group?: Group;
};

/** What stands after `joint`, 至 or a sign: a day, a bare weekday, a bare number of the same or the next month, or only the other half of the same day. */
function takeRight(
  line: Line,
  { joint, since, first, today }: { readonly joint: string; readonly since: FoundHalf; readonly first: Group; readonly today: PlainDate },
  next: Group | undefined,
  after: PlainDate | undefined,
): Right | undefined {
  const at = since.end + joint.length;
  if (next && /^\s*$/.test(line.original.slice(at, next.start))) {
    return {
      day: dayIn(next, (reading) => (after === undefined ? reading.date : dayAfter(reading, after))),
      words: wordsOf(line, next),
      group: next,
      half: takeHalf(line, next.end, 'until'),
    };
  }
  const now = takeAt(line, at, TO_NOW);
  const none = now ? undefined : takeAt(line, at, NO_DAY);
  const end = now?.end ?? none?.end;
  if (end !== undefined) {
    return { day: now ? today : 'day-missing', half: { half: undefined, end }, words: line.original.slice(at, end).trim() };
  }
  const inWeek = IN_A_WEEK.exec(wordsOf(line, first));
  const weekday = inWeek ? takeAt(line, at, BARE_WEEKDAY) : undefined;
  if (weekday) {
    const [, said = ''] = weekday.match;
    // 下周一至3: of the week or of the month?
    const isClear = /\d/.test(said) === /\d$/.test(inWeek?.[0] ?? '');
    const day = after === undefined ? 'which-week' : isClear ? weekdayAfter(weekdayIn(said), after) : 'day-or-place';
    return { day, half: takeHalf(line, weekday.end, 'until'), words: line.original.slice(since.end, weekday.end).trim() };
  }
  const bare = takeAt(line, at, BARE_DAY) ?? (/[到至]/.test(joint) ? undefined : takeAt(line, at, AFTER_SIGN));
  if (bare) return { day: bareDay(bare.match[1] ?? '', after), half: takeHalf(line, bare.end, 'until'), words: bare.match[0] };
  const unread = takeAt(line, at, UNREAD);
  if (unread) return { day: 'day-or-place', words: line.original.slice(since.end, unread.end).trim() };
  const half = takeHalf(line, at, 'until', since);
  return half.end > at && after !== undefined ? { day: after, half, words: line.original.slice(at, half.end) } : undefined;
}

function bareDay(said: string, after: PlainDate | undefined): PlainDate | Ambiguous {
  if (after === undefined) return 'month-missing';
  const day = numeral(said);
  if (!(day >= 1 && day <= 31)) return 'no-such-day';
  const same = dateIn(yearOf(after), monthOf(after), day);
  if (monthOf(same) === monthOf(after) && same >= after) return same;
  const next = dateIn(yearOf(after), monthOf(after) + 1, day);
  return Number(next.slice(8)) === day ? next : 'no-such-day';
}
