import { hourOf } from './half.js';
import { type Line, takeAt } from './line.js';
import { NUMBER, numeral } from './numerals.js';

/** Half of a day, as leave is asked for. */
export type HalfSaid = 'morning' | 'afternoon';
export type FoundHalf = {
  readonly half: HalfSaid | undefined;
  readonly end: number;
  /** As it was said, for a time that follows without a word of its own. */
  readonly word?: string | undefined;
  /** Of 24. */
  readonly hour?: number | undefined;
  /** 3点: in the morning or in the afternoon? */
  readonly unclear?: string;
};

export const HALF_WORD = '(?:凌晨|清晨|早晨|早上|上午|[中正]午|下午|午后|傍晚|晚上|夜里)';
/** 明早, 明晚: the date before it has looked ahead to this one sign. */
const WORD = new RegExp(`^(?:\\s*(${HALF_WORD})|([早晚])(?![会宴餐报饭]))`);
const NOON = /^[中正]午$/;
const IN_THE_MORNING = /^(?:凌晨|清晨|早晨|早上|上午|早)$/;
/** 2-5点: the hour that comes first shares the sign of the second. */
const TIME = new RegExp(
  `^\\s*(${NUMBER})(?::[0-5]\\d(?!\\d)|[点时](?:钟|半|整|[一三]刻|[0-5]?\\d分?|${NUMBER}分)?|(?=\\s*(?:[-~—–]+|到|至)\\s*${NUMBER}[点时]))`,
);

/**
 * In words, by the time of day, or both: a day that begins at half past eight is whole, and so is one that ends at half past five.
 * `since`: what was said of the same day before, whose half it is where there is no other: 下午2点到5点.
 */
export function takeHalf(line: Line, at: number, side: 'from' | 'until', since?: FoundHalf): FoundHalf {
  const said = takeAt(line, at, WORD);
  const word = said?.match[1] ?? said?.match[2];
  const start = said?.end ?? at;
  const time = takeAt(line, start, TIME);
  if (!time) return { half: halfOfWord(word, side), end: start, word };
  const { end } = time;
  const number = numeral(time.match[1] ?? '');
  const isPadded = /^\s*0\d:/.test(time.match[0]);
  const within = word ?? since?.word;
  const withWord = hourOf(number, within, isPadded);
  // 上午10点到14点: the half that was said before is not of this time.
  const isOfAnother = withWord === 'half-differs' && word === undefined;
  const hour = isOfAnother ? hourOf(number, undefined, isPadded) : withWord;
  const isBefore = typeof hour === 'number' && word === undefined && since?.hour !== undefined && hour < since.hour;
  if (hour === 'half-missing' || isBefore) return { half: undefined, end, word, unclear: line.original.slice(start, end).trim() };
  const half = halfOfWord(isOfAnother ? undefined : within, side);
  return typeof hour === 'number' ? { half: halfOfHour(hour, half, side), end, word, hour } : { half, end, word };
}

function halfOfWord(word: string | undefined, side: 'from' | 'until'): HalfSaid | undefined {
  if (word === undefined) return undefined;
  if (NOON.test(word)) return side === 'from' ? 'afternoon' : 'morning';
  return IN_THE_MORNING.test(word) ? 'morning' : 'afternoon';
}

function halfOfHour(hour: number, said: HalfSaid | undefined, side: 'from' | 'until'): HalfSaid | undefined {
  if (side === 'from') return hour >= 12 ? 'afternoon' : said && 'morning';
  return hour <= 12 ? 'morning' : said && 'afternoon';
}

/** 中午 by itself names no half of a day, only where one ends. */
export const noonAlone = ({ word, hour }: FoundHalf): string | undefined =>
  word !== undefined && NOON.test(word) && hour === undefined ? word : undefined;
