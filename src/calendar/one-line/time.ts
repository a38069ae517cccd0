import type { PlainTime } from '../instant.js';
import type { Ambiguity, Ambiguous } from './ambiguity.js';
import { BESIDE } from './doubt.js';
import { HALF, hourOf, WHOLE_DAY } from './half.js';
import { GAP, type Line, type Taken, take, takeAt } from './line.js';
import { NUMBER, numeral } from './numerals.js';

export type FoundTimes = {
  readonly startTime?: PlainTime;
  readonly endTime?: PlainTime;
  readonly ambiguous: readonly Ambiguity[];
};

/** 9点10 has minutes, 9点三楼 has none. */
const NOT_MINUTES = '(?![零〇一二两三四五六七八九十\\d楼层号室月日人个份届次场])';
/** 三点建议 is no time. Where neither half nor digits say so, something must end after the hour. */
const NO_TIME = '(?!要求|建议|意见|体会|希望|内容|措施|工作)';
const HOUR = `(?:点钟?|时)${NO_TIME}`;
const MINUTES = `(?:半|[一三]刻|整|${NUMBER}(?:分|${NOT_MINUTES}))?`;
const DIGITS = `(?<![\\d.])\\d{1,2}(?:${HOUR}${MINUTES}|:[0-5]\\d(?::[0-5]\\d)?(?!\\d)(?:分(?=$|[\\s,;、(到至~—–-]|在|召开|举行|开))?)`;
const WORDS = `[零〇一二两三四五六七八九十]{1,3}${HOUR}${MINUTES}`;
const ENDS = '(?=\\s|$|[,;、到至~—–-]|在)';
const TO = '\\s*(?:[-~—–]+|到|至)\\s*';
/** 9-11点: the hour that comes first shares the sign of the second. */
const SHARED = `(?:(?<![\\d.])\\d{1,2}(?=${TO}\\d{1,2}${HOUR})|(?<!第)[零〇一二两三四五六七八九十]{1,3}(?=${TO}[零〇一二两三四五六七八九十]{1,3}${HOUR}))`;
const FIRST = new RegExp(`(?<half>${HALF})\\s*(?<said>${DIGITS}|${WORDS})|(?<bare>${DIGITS}|${WORDS}${ENDS}|${SHARED})`);
const THEN = new RegExp(`^(?<between>${TO})(?<half>${HALF})?\\s*(?<said>${DIGITS}|${WORDS})`);
const PARTS = new RegExp(`^(${NUMBER})(?:(?:点钟?|时)(?:(半)|([一三])刻|整|(${NUMBER}))?|:(\\d\\d))?`);
const LONE_HALF = new RegExp(HALF);
/** 9点前: from when? */
const BESIDE_A_TIME = new RegExp(`^(?!左右)${BESIDE}`);
const ABOUT = /^左右/;
/** 1小时, 一个半小时, 90分钟, by itself. */
const LASTING = new RegExp(
  `(?<=^|[\\s,;(（])(?:会期|时长|预计|约|大约)?\\s*(?:(\\d{1,3})分钟|(半)个?小时|(\\d\\.5|${NUMBER})个?(半)?(?:小时|钟头))(?=$|[\\s,;)）])`,
);

type Clock = { readonly half: string | undefined; readonly hour: number; readonly minute: number; readonly padded: boolean };

/** The times that the line names, taken out of it. */
export function takeTimes(line: Line): FoundTimes {
  const first = take(line, FIRST);
  if (!first) return withoutHour(line);
  const { half, said, bare } = first.match.groups ?? {};
  // 9点到下午5点: the half beside the end is of the end.
  const end = takeEnd(line, first);
  const clock = clockOf(said ?? bare ?? '', half ?? take(line, LONE_HALF)?.match[0]);
  takeAt(line, first.end, ABOUT);
  const beside = takeAt(line, first.end, BESIDE_A_TIME);
  const second = take(line, FIRST);
  if (second) return { ambiguous: [first, second].map(({ words }) => ({ words, why: 'two-times' as const })) };
  const startTime = timeOf(clock);
  if (!isTime(startTime)) return { ambiguous: [{ words: first.words, why: startTime }] };
  if (beside) return { ambiguous: [{ words: line.original.slice(first.match.index, beside.end).trim(), why: 'hour-missing' }] };
  if (!end) return { startTime, ...lasting(line, startTime), ambiguous: [] };
  const endTime = endOf(startTime, end.clock, clock);
  return isTime(endTime) ? { startTime, endTime, ambiguous: [] } : { startTime, ambiguous: [{ words: end.words, why: endTime }] };
}

function clockOf(said: string, half: string | undefined): Clock {
  const [, hour = '', halfHour, quarter, minutes, colon] = PARTS.exec(said) ?? [];
  const minute = halfHour ? 30 : quarter ? numeral(quarter) * 15 : numeral(colon ?? minutes ?? '0');
  return { half, hour: numeral(hour), minute, padded: colon !== undefined && hour.startsWith('0') };
}

function takeEnd(line: Line, first: Taken): { clock: Clock; words: string } | undefined {
  const match = THEN.exec(line.rest.slice(first.end));
  if (!match) return undefined;
  const { between = '', half, said = '' } = match.groups ?? {};
  const end = first.end + match[0].length;
  line.rest = line.rest.slice(0, first.end) + GAP.repeat(match[0].length) + line.rest.slice(end);
  return { words: line.original.slice(first.end + between.length, end).trim(), clock: clockOf(said, half) };
}

const isTime = (time: PlainTime | Ambiguous): time is PlainTime => time.includes(':');

function timeOf({ half, hour, minute, padded }: Clock): PlainTime | Ambiguous {
  const found = hourOf(hour, half, padded);
  if (typeof found === 'string') return found;
  if (!(minute <= 59)) return 'no-such-time';
  return `${String(found).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as PlainTime;
}

/** 下午两点半到四点: the end is in the half of the start, unless it would come before it; then nobody knows. */
function endOf(startTime: PlainTime, end: Clock, start: Clock): PlainTime | Ambiguous {
  const said = end.half === undefined && start.half !== undefined ? timeOf({ ...end, half: start.half }) : timeOf(end);
  // 上午十点到十二点, 晚上… : noon ends a morning.
  const time = said === 'half-differs' && end.half === undefined ? timeOf(end) : said;
  if (!isTime(time) || time > startTime) return time;
  if (said === 'half-differs' && !end.padded) return laterOf(startTime, end);
  return end.half === undefined && end.hour < 8 && !end.padded ? 'half-missing' : 'end-before-start';
}

/** 下午六点半至八点: in the evening. 晚上十一点到十二点 ends on the next day. */
function laterOf(startTime: PlainTime, end: Clock): PlainTime | Ambiguous {
  const later = timeOf({ ...end, hour: end.hour + 12 });
  return end.hour < 12 && isTime(later) && later > startTime ? later : 'half-missing';
}

function lasting(line: Line, startTime: PlainTime): { readonly endTime?: PlainTime } {
  const taken = take(line, LASTING);
  if (!taken) return {};
  const [, minutes, half, hours = '0', andHalf] = taken.match;
  const length = minutes ? Number(minutes) : half ? 30 : (hours.includes('.') ? Number(hours) : numeral(hours)) * 60 + (andHalf ? 30 : 0);
  const [hour = 0, minute = 0] = startTime.split(':').map(Number);
  const end = hour * 60 + minute + length;
  if (!(length > 0 && end < 24 * 60)) return {};
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return { endTime: `${two(end / 60)}:${two(end % 60)}` as PlainTime };
}

function withoutHour(line: Line): FoundTimes {
  const half = take(line, LONE_HALF) ?? take(line, WHOLE_DAY);
  return { ambiguous: half ? [{ words: half.words, why: 'hour-missing' }] : [] };
}
