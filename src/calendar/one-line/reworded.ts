import { NUMBER, numeral } from './numerals.js';

/** A line whose days and times are said in the words that are read, and of each such word what stood there. */
export type Reworded = { readonly text: string; readonly said: ReadonlyMap<string, string> };

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,?\\s+(\\d{4})(?![\\d:]))?';
const TO = '\\s*(?:-|–|—|to|till|until|through)\\s*';
const WEEKDAYS: Readonly<Record<string, string>> = { mon: '一', tue: '二', wed: '三', thu: '四', fri: '五', sat: '六', sun: '日' };
const WEEKDAY = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(day)?';
const NEAR: Readonly<Record<string, string>> = { today: '今天', tomorrow: '明天', yesterday: '昨天' };
const WEEKS: Readonly<Record<string, string>> = { this: '这', next: '下', last: '上' };
const NTH: Readonly<Record<string, string>> = { first: '第一', second: '第二', third: '第三', fourth: '第四', last: '最后一' };
const HALVES: Readonly<Record<string, string>> = { morning: '上午', afternoon: '下午', evening: '晚上' };
const HALF_DAY = /([ap])\.?m\.?/.source;

const word = (pattern: string): RegExp => new RegExp(`(?<![a-z\\d:])(?:(?:on|from|at|by)\\s+)?${pattern}(?![a-z\\d])`, 'gi');
const dated = (month: string, day: string, year?: string): string =>
  `${year ? `${year}年` : ''}${MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1}月${day}日`;
const lower = (said: string | undefined): string => said?.toLowerCase() ?? '';

/** 9am → 09:00, 12am → 00:00, 1:30pm → 13:30. Undefined: no such time. */
function clock(hour = '', minutes = '00', half = ''): string | undefined {
  const number = Number(hour);
  if (number < 1 || number > 12) return undefined;
  return `${String((number % 12) + (half.toLowerCase() === 'p' ? 12 : 0)).padStart(2, '0')}:${minutes}`;
}

type Replacing = readonly [RegExp, (...parts: (string | undefined)[]) => string | undefined];

const CHINESE_WEEKDAYS = '一二三四五六日';
const CHINESE_WEEK = '(?:周|星期|礼拜)';
/** 三楼, 二处, 四点 are no days. */
const A_WEEKDAY = '[一二三四五六日天](?![楼层号点时月个名场届期次人季处科室部组队班])';
const consecutive = (days: readonly number[]): boolean => days.every((day, index) => day === (days[0] ?? 0) + index);

function weekdays(which = '', list = ''): string {
  const days = list.replaceAll('天', '日').match(/[一二三四五六日]/g) ?? [];
  const inTurn = consecutive(days.map((day) => CHINESE_WEEKDAYS.indexOf(day)));
  const said = inTurn ? [days[0], days.at(-1)] : days;
  return said.map((day) => `${which}周${day}`).join(inTurn ? '至' : '、');
}

/** 12 月 3 日 上午 9 点: as Word and many input methods set it. */
const SPACED: readonly Replacing[] = [
  [/(?:\d{4}\s*年\s*)?(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*[日号]/g, closed],
  [/(?<![\d.:])\d{1,2}\s+[点时](?:\s*(?:\d{1,2}\s*分|半))?/g, closed],
];
function closed(match = ''): string | undefined {
  return /\s/.test(match) ? match.replace(/\s+/g, '') : undefined;
}

/** 明后天, 12月2日、3日, 下周一、二: one after another, and so from the first to the last; those that are not are two dates. */
const LISTED: readonly Replacing[] = [
  [
    new RegExp(
      `((?:下+|这|本)个?)?${CHINESE_WEEK}([一二三四五六日天](?:\\s*[、和及]\\s*(?:\\1${CHINESE_WEEK})?${A_WEEKDAY}|\\1${CHINESE_WEEK}${A_WEEKDAY})+)`,
      'g',
    ),
    (_, which, list) => weekdays(which, list),
  ],
  // 下周三四年休假, not 下周三四楼.
  [
    new RegExp(
      `((?:下+|这|本)个?)?${CHINESE_WEEK}(一二|二三|三四|四五|五六|六[日天])(?=\\s|$|[，,。]|两天|[年请休去赴]|出差|公差|[事病]假|[上下]午)`,
      'g',
    ),
    (_, which, list) => weekdays(which, list),
  ],
  [/([今明])([明后])[两二]?[天日]/g, (_, first, last) => `${first}天至${last}天`],
  [
    /(?<=月\s*)\d{1,2}[日号]?(?:\s*[、和及]\s*\d{1,2}[日号]?)+(?<=[日号])(?![楼层院门线文厅馆会室])/g,
    (list = '') => {
      const days = (list.match(/\d+/g) ?? []).map(Number);
      return consecutive(days) ? `${days[0]}日至${days.at(-1)}日` : undefined;
    },
  ],
];

/** 差一刻9点, 差10分9点: 8点45分, 8点50分. */
const LESS: readonly Replacing[] = [
  [
    new RegExp(`差(?:([一三])刻|(${NUMBER})分)钟?(${NUMBER})[点點]钟?(?![\\d半一二三四五六七八九十])`, 'g'),
    (_, quarter, minutes = '', hour = '') => {
      const less = quarter ? numeral(quarter) * 15 : numeral(minutes);
      return less >= 1 && less <= 59 && numeral(hour) >= 1 ? `${numeral(hour) - 1}点${60 - less}分` : undefined;
    },
  ],
];

/** In this order: what is longer before what is part of it. */
const ENGLISH: readonly Replacing[] = [
  [
    word(`(?:the\\s+)?(first|second|third|fourth|last)\\s+${WEEKDAY}\\s+(?:of|in)\\s+${MONTH}${YEAR}`),
    (_, nth, day, _day, month = '', y) =>
      `${y ? `${y}年` : ''}${MONTHS.indexOf(lower(month).slice(0, 3)) + 1}月${NTH[lower(nth)]}个周${WEEKDAYS[lower(day).slice(0, 3)]}`,
  ],
  [
    word(`${MONTH}\\s+(\\d{1,2}(?:\\s*,\\s*\\d{1,2})*\\s*,?\\s*(?:and|&)\\s*\\d{1,2})(?!:\\d|\\s*${HALF_DAY})`),
    (_, m = '', list = '') => {
      const days = (list.match(/\d+/g) ?? []).map(Number);
      return consecutive(days) ? `${dated(m, `${days[0]}`)}至${days.at(-1)}日` : days.map((day) => dated(m, `${day}`)).join('、');
    },
  ],
  [word(`${MONTH}\\s+${DAY}${TO}${DAY}(?!:\\d)${YEAR}`), (_, m = '', first = '', last = '', y) => `${dated(m, first, y)}至${last}日`],
  [word(`${DAY}${TO}${DAY}\\s+(?:of\\s+)?${MONTH}${YEAR}`), (_, first = '', last = '', m = '', y) => `${dated(m, first, y)}至${last}日`],
  // 3 Dec 9:00 is no 9th of December, nor is Room 12 Dec 7 a 12th.
  [
    word(`${DAY}\\s+(?:of\\s+)?${MONTH}(?!\\s+\\d{1,2}(?:st|nd|rd|th)?(?![\\d:]|\\s*${HALF_DAY}|\\s+(?:day|week|hour)s?\\b))${YEAR}`),
    (_, d = '', m = '', y) => dated(m, d, y),
  ],
  [
    word(`${MONTH}\\s+${DAY}\\s*${HALF_DAY}`),
    (_, m = '', d = '', half) => `${dated(m, d)}${half?.toLowerCase() === 'p' ? '下午' : '上午'}`,
  ],
  [word(`${MONTH}\\s+${DAY}(?!:\\d)${YEAR}`), (_, m = '', d = '', y) => dated(m, d, y)],
  [word('tomorrow\\s+and\\s+(?:the\\s+)?day\\s+after(?:\\s+tomorrow)?'), () => '明天至后天'],
  [word('today\\s+and\\s+tomorrow'), () => '今天至明天'],
  [word('(?:the\\s+)?day\\s+after\\s+tomorrow'), () => '后天'],
  [word('(today|tomorrow|yesterday)'), (_, near) => NEAR[lower(near)]],
  [word(`(this|next|last)\\s+${WEEKDAY}`), (_, which, day) => `${WEEKS[lower(which)]}周${WEEKDAYS[lower(day).slice(0, 3)]}`],
  // Alone, sun and sat are words as well.
  [word(`${WEEKDAY}(?<=day|(?:Mon|Tue|Wed|Thu|Fri))`), (_, day) => `周${WEEKDAYS[lower(day).slice(0, 3)]}`],
  [
    word(`(\\d{1,2})(?::([0-5]\\d))?${TO}(\\d{1,2})(?::([0-5]\\d))?\\s*${HALF_DAY}`),
    (_, h1, m1, h2, m2, half) => {
      const [start, end] = [clock(h1, m1, half), clock(h2, m2, half)];
      // 11-1pm begins in the morning.
      return start && end && `${start < end ? start : clock(h1, m1, 'a')}至${end}`;
    },
  ],
  [word(`(\\d{1,2})(?::([0-5]\\d))?\\s*${HALF_DAY}`), (_, hour, minutes, half) => clock(hour, minutes, half)],
  [word('(\\d{1,2}(?:\\.\\d)?)\\s+days?'), (_, days) => `${days}天`],
  [word('(\\d{1,2})\\s+weeks?'), (_, weeks) => `${weeks}个星期`],
  [word('noon'), () => '12:00'],
  [/(?<=(?:[日天]|周[一二三四五六])\s*)(?:in\s+the\s+)?(?<![a-z])(morning|afternoon|evening)(?![a-z])/gi, (_, half) => HALVES[lower(half)]],
  [/(?<![a-z\d])(?:on|from|at|by)\s+(?=\d{4}-\d|\d{1,2}:\d)/gi, () => ''],
  [/(?<=\d|[日天一二三四五六午上])\s+(?:to|till|until|through)\s+(?=\d{1,4}[-年月:]|[今明后昨下这周上])/gi, () => '至'],
];

/**
 * English words of days and times as the Chinese ones that are read (`next Monday` is 下周一, `Dec 7 to 11` 12月7日至11日, `9-11am` 09:00至11:00), and days that
 * are listed as the first and the last of them. Everything else stays as it stands.
 */
export function reworded(text: string): Reworded {
  const said = new Map<string, string>();
  const into = (line: string, [pattern, replacement]: Replacing): string =>
    line.replace(pattern, (match: string, ...parts: (string | undefined)[]) => {
      const words = replacement(match, ...parts);
      if (words === undefined) return match;
      said.set(words, match);
      return words;
    });
  return { text: [...SPACED, ...LISTED, ...LESS, ...ENGLISH].reduce(into, text), said };
}
