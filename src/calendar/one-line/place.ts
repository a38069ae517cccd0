import type { Ambiguity } from './ambiguity.js';
import { GAP, type Line, take } from './line.js';

export type FoundPlace = { readonly place?: string; readonly ambiguous: readonly Ambiguity[] };

const ROOM = '(?:会议室|会议厅|会议中心|报告厅|礼堂|教室|活动室|厅|室|楼(?:\\d{2,4})?|馆|中心|会场|大院|广场)';
const PART = `[^\\s,;、${GAP}]`;
const START = `(?<=^|[\\s,;、${GAP}])`;
const END = `(?=$|[\\s,;、${GAP}])`;
/** An office is who holds a meeting, more often than where. */
const A_PLACE = new RegExp(`${START}(?!${PART}*(?:办公室|教研室|科室)${END})${PART}{0,30}${ROOM}${END}`);
const SAID = new RegExp(`${START}(?:(?:会议|开会)?地[点址]|会场)\\s*[:]?\\s*(${PART}+)`);
/** 在三楼会议室召开…: up to the room, or up to the end of the word. */
const IN = [
  new RegExp(`${START}在(${PART}{0,30}?${ROOM})(?=召开|举行|举办|开会|开|$|[\\s,;、${GAP}])`),
  new RegExp(`${START}在(${PART}{2,15})${END}`),
];

/** Room 305, in the Great Hall. */
const IN_ENGLISH = [
  new RegExp(`${START}(?:(?:in|at)\\s+)?((?:the\\s+)?(?:(?:meeting|conference)\\s+)?room\\s+\\d[\\w-]*)${END}`, 'i'),
  new RegExp(`${START}(?:in|at)\\s+((?:[\\w'’-]+\\s+){0,3}(?:room|hall|auditorium|office|cent(?:er|re)))${END}`, 'i'),
];

/** The place that the line names, taken out of it: after 地点 or 在, or words that end in what a place is called. */
export function takePlace(line: Line): FoundPlace {
  for (const pattern of [SAID, ...IN, ...IN_ENGLISH]) {
    const taken = take(line, pattern);
    const said = taken?.match[1];
    if (taken && said) return { place: taken.words.slice(-said.length), ambiguous: [] };
  }
  const first = take(line, A_PLACE);
  if (!first) return { ambiguous: [] };
  const second = take(line, A_PLACE);
  if (!second) return { place: first.words, ambiguous: [] };
  // 行政楼 三楼会议室 is one place, 二楼会议室 … 三楼会议室 are two.
  const between = line.original.slice(first.end, second.match.index);
  if (between.trim() === '') return { place: `${first.words} ${second.words}`, ambiguous: [] };
  return { ambiguous: [first, second].map(({ words }) => ({ words, why: 'two-places' as const })) };
}
