import type { Instant, PlainDate, PlainTime, Zone } from './instant.js';
import type { Ambiguity } from './one-line/ambiguity.js';
import { takeDate } from './one-line/date.js';
import { GAP, lineOf, unbroken } from './one-line/line.js';
import { takePlace } from './one-line/place.js';
import { type FoundRange, takeRange } from './one-line/range.js';
import { reworded } from './one-line/reworded.js';
import { takeTimes } from './one-line/time.js';
import { dateOf, instantAt } from './zone.js';

export type { Ambiguity, Ambiguous } from './one-line/ambiguity.js';

/** What one line says. What it doesn't say, or not clearly, is missing; the unclear words are in `ambiguous`. */
export type OneLine = {
  readonly date?: PlainDate;
  readonly startTime?: PlainTime;
  readonly endTime?: PlainTime;
  readonly place?: string;
  readonly title?: string;
  readonly ambiguous: readonly Ambiguity[];
};

/**
 * 「下周三上午9点 三楼会议室 机关干部大会」 by the office's clock: 下周三 is in the next week from Monday. What could mean two things is shown, never guessed;
 * a date that is found is not over, nor is its time.
 */
export function readOneLine(text: string, now: Instant, zone: Zone): OneLine {
  const { line, asSaid, inItsWords } = lineIn(text);
  const { date, words, ambiguous: dates } = takeDate(line, dateOf(now, zone));
  const { startTime, endTime, ambiguous: times } = takeTimes(line);
  const { place, ambiguous: places } = takePlace(line);
  const title = inItsWords(titleIn(line.original, line.rest));
  const isOver = date !== undefined && startTime !== undefined && instantAt(date, startTime, zone) <= now;
  return {
    ...(date && !isOver ? { date } : {}),
    ...(startTime ? { startTime } : {}),
    ...(endTime ? { endTime } : {}),
    ...(place ? { place } : {}),
    ...(title ? { title } : {}),
    ambiguous: once([...dates, ...(isOver ? [{ words, why: 'past' as const }] : []), ...times, ...places].map(asSaid)),
  };
}

export type { HalfSaid } from './one-line/half-day.js';
export type { RangeAmbiguity, RangeAmbiguous } from './one-line/range.js';

/** The days that a line names, from the first to the last, and what else it says. */
export type LineOfDays = FoundRange & { readonly title?: string };

/** 「下周一到周三去西安出差」: what names no day before `earliest`. What could mean two things is shown here as well. */
export function readDays(text: string, now: Instant, zone: Zone, earliest: PlainDate): LineOfDays {
  const { line, asSaid, inItsWords } = lineIn(text);
  const found = takeRange(line, dateOf(now, zone), earliest);
  const title = inItsWords(titleIn(line.original, line.rest));
  return { ...found, ambiguous: found.ambiguous.map(asSaid), ...(title ? { title } : {}) };
}

/** The line as it is read, and what was found in it, or left, in the words of whoever wrote it. */
function lineIn(typed: string) {
  const text = unbroken(typed);
  const { text: words, said } = reworded(text);
  // What stood in the line as it is read was written so by whoever wrote it.
  const own = [...said].filter(([read]) => read !== '' && !text.includes(read));
  const wholly = (part: string): string | undefined =>
    (own.find(([read]) => read === part) ?? own.find(([read]) => read.includes(part)))?.[1];
  const inItsWords = (part: string): string => own.reduce((all, [read, written]) => all.replaceAll(read, written), part);
  return {
    line: lineOf(words),
    asSaid: <A extends { readonly words: string }>(one: A): A => ({ ...one, words: wholly(one.words) ?? inItsWords(one.words) }),
    inItsWords,
  };
}

/** 明后天 is two dates, and named once. */
const once = (all: readonly Ambiguity[]): Ambiguity[] =>
  all.filter(({ words, why }, index) => all.findIndex((other) => other.words === words && other.why === why) === index);

/** Whatever was not taken, without the signs that stood between. */
function titleIn(original: string, rest: string): string {
  const left = Array.from({ length: original.length }, (_, index) => (rest[index] === GAP ? ' ' : original[index])).join('');
  return left
    .replace(/[(（][\s,，]*[)）]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?:^|\s)(?:会议|开会)?(?:时间|日期)\s*[:：]\s*(?=\s|$)/g, ' ')
    .replace(/^[\s,，;；、。:：.\-~—–]+|[\s,，;；、。:：.\-~—–]+$/g, '')
    .replace(/^(?:(?:会议|活动)?(?:名称|主题)[:：]\s*|(?:兹|拟)?定于\s+|拟于\s+)/, '')
    .replace(/^(?:召开|举行|举办|开会)[:：\s]*(?=.)/, '');
}
