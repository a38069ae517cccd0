import { HALF_WORD } from './half-day.js';
import { type Line, takeAt } from './line.js';
import { NUMBER } from './numerals.js';

/** 正月初八, 腊月二十三, 大年初六: days of the lunar calendar. */
export const LUNAR = '(?:农历|阴历)?(?:(?:[正腊冬]月|大年)初?[一二三四五六七八九十廿]{1,3}|[正腊冬]月(?=[里间休请年病事去出,\\s]|$))';
const FESTIVAL = '(?:元旦|春节|除夕|清明|五一|劳动节|端午|中秋|国庆|十一(?=[节假长前后])|放假|过年)(?:节|长?假期?)?(?:之?[前后])?';
/** A time that is no single day: 到月底, 到下下周, 到元旦. 到五一路 names a place. */
export const UNSURE_DAY = `(?:${LUNAR}|(?:[上下这本]+个?)?(?:周|星期|礼拜)末|(?:${NUMBER}月份?|[上下这本]+个?月|[今明去]?年)[底末初中](?!期)|${NUMBER}月份|[月年节][底末前后]|[上下这本]+个?(?:周|星期|礼拜|月)|近期|近日|改天|${FESTIVAL})(?![路街村镇县大广])`;

const A_MONTH = `(?:${NUMBER}月份?|[上下这本每]个?月|[年月季][底末初中]|节|[前后])的?`;
/** Words right before a weekday that make another day of it, or several: 第二个周五, 每周五, 节后周五, 月底周五. */
const BEFORE_A_WEEKDAY = new RegExp(
  `(?:${A_MONTH}|(?:${A_MONTH})?(?:第${NUMBER}[个周]?|最后一?个?|首个?|末个?|[每隔逢]个?|(?<!\\p{sc=Han})[单双]|除了?)` +
    '|(?<![a-z])(?:first|second|third|fourth|fifth|every|each|other|except|after|before|since|\\d(?:st|nd|rd|th))\\s+)$',
  'iu',
);
const BEFORE_A_DAY = /(?:除了?|农历|阴历|(?<![a-z])(?:except|after|before|since)\s+)$/iu;
const UNTIL = '(?:截[至止]到?|(?<![报甚])[到至]|(?<![a-z])(?:until|till|through)\\s+)\\s*$';
/** 改到, 提前至: the day itself, and not until then. */
export const UP_TO = new RegExp(`(?<![前迟期改调整延推挪移换排定更])${UNTIL}`, 'i');
/** 从元旦到1月8日: what it begins with goes along. */
export const ONLY_UNTIL = new RegExp(`(?:(?:[从自]\\s*)?${UNSURE_DAY}起?\\s*)?${UNTIL}`, 'i');

/** 前往, 后勤 and 后续 are words of their own. */
export const BESIDE =
  '(?:(?:之|以)[前后内]|前后|前(?![往台沿期进瞻门方线锋任半排海列景哨程提辈])|后(?![勤备续期台方卫半排进辈悔补盾援天面])|左右)';
export const AFTER_A_DAY = new RegExp(`^[\\n)）]*(?:${BESIDE}|起(?![草飞程床诉重点立身义源]))`);
export const AFTER_AN_END = new RegExp(`^[\\n)）]*${BESIDE}`);
/** 9日返回: when somebody is back, and not how long they are away. */
export const NO_FIRST_DAY = new RegExp(`^[\\n)）]*\\s*(?:${BESIDE}|返[回程岗]|回(?=$|[\\s,;来]|单位)|到岗|上班(?=$|[\\s,;])|销假)`);
/** 12月4日、11日: one more day of the same month. */
export const ALSO = new RegExp(`^\\s*[、和及或,]\\s*${NUMBER}(?:[日号](?![楼层院门线文厅馆会室])|(?=\\s*${HALF_WORD}))`);

/** As long as any words that are looked for before a day. */
const LOOKED_BACK = 16;

/** Takes what stands right before `at`: `pattern` ends with $. Where it begins, or undefined. */
export function takeBefore(line: Line, at: number, pattern: RegExp): number | undefined {
  const from = Math.max(0, at - LOOKED_BACK);
  const match = pattern.exec(line.rest.slice(from, at));
  if (!match) return undefined;
  const start = from + match.index;
  takeAt(line, start, new RegExp(`^.{${at - start}}`, 's'));
  return start;
}

export const takeDoubt = (line: Line, at: number, isWeekday: boolean): number | undefined =>
  takeBefore(line, at, isWeekday ? BEFORE_A_WEEKDAY : BEFORE_A_DAY);
