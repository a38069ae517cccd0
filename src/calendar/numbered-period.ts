import type { PlainDate } from './instant.js';
import { NUMBER, numeral } from './one-line/numerals.js';
import { dateIn, daysBetween, yearOf } from './plain-date.js';

type Dates = { readonly from: PlainDate; readonly to: PlainDate };
/** Of any year. */
type OfYear = (year: number) => Dates;

/** So many months from the first of one on. */
export const monthsFrom = (year: number, first: number, count: number): Dates => ({
  from: dateIn(year, first, 1),
  to: dateIn(year, first + count, 0),
});

const MONTH = new RegExp(`^(元|${NUMBER})月份?$`);
const QUARTERS = '一二三四';
const NAMES = 'january february march april may june july august september october november december'.split(' ');

/** Whether somebody asks of what has been, or of what is to come. */
export type Looking = 'back' | 'ahead';
type Near = {
  readonly today: PlainDate;
  readonly looking: Looking;
  /** The first of two: 去年10月至12月 is of one year. */
  readonly after: PlainDate | undefined;
};

/**
 * A month, a quarter or half a year by its number: 11月, 三季度, 第3季度, 上半年, 2025年下半年, 去年12月; november, q3, h1 2025. Without a year the last one
 * that has begun, or the one that is about to; for whoever looks ahead this year's, or the next's where that is nearer.
 */
export function numberedPeriod(words: string, { today, looking, after }: Near): Dates | undefined {
  const [, before, said = '', behind] = /^(?:(今年|去年|明年|\d{4}年?) ?)?(.+?)(?: (\d{4}))?$/.exec(words) ?? [];
  const unit = unitOf(said);
  if (!unit) return undefined;
  const thisYear = yearOf(today);
  const year = yearSaid(before ?? behind, thisYear);
  if (year !== undefined) return unit(year);
  if (after === undefined) {
    const [usual, later] = looking === 'ahead' ? [thisYear, thisYear + 1] : [thisYear - 1, thisYear];
    return daysBetween(today, unit(later).from) <= SOON_DAYS[looking] ? unit(later) : unit(usual);
  }
  const [same, next] = [unit(yearOf(after)), unit(yearOf(after) + 1)];
  return same.from < after && (looking === 'ahead' || next.from <= today) ? next : same;
}

function yearSaid(words: string | undefined, thisYear: number): number | undefined {
  if (words === '今年') return thisYear;
  if (words === '去年') return thisYear - 1;
  if (words === '明年') return thisYear + 1;
  return words === undefined ? undefined : Number(words.slice(0, 4));
}

/** Who looks back and says 12月 in November means the next, who says 2月 the last; who looks ahead in December means next June, but last July. */
const SOON_DAYS = { back: 31, ahead: 183 } as const satisfies Record<Looking, number>;

/** 12月, 十二月份, 元月; december. NaN, or 0: none. */
function monthSaid(words: string): number {
  const number = MONTH.exec(words)?.[1];
  if (number !== undefined) return number === '元' ? 1 : numeral(number);
  return NAMES.findIndex((name) => name === words || name.slice(0, 3) === words) + 1;
}

function unitOf(words: string): OfYear | undefined {
  const month = monthSaid(words);
  if (month >= 1 && month <= 12) return (year) => monthsFrom(year, month, 1);
  const quarter = /^(?:第?([一二三四1-4])季度?|q([1-4]))$/.exec(words);
  const number = quarter?.[2] ?? quarter?.[1];
  if (number !== undefined) return (year) => monthsFrom(year, (QUARTERS.indexOf(number) + 1 || Number(number)) * 3 - 2, 3);
  const half = /^(?:([上下])半年|h([12]))$/.exec(words);
  return half ? (year) => monthsFrom(year, half[1] === '上' || half[2] === '1' ? 1 : 7, 6) : undefined;
}
