import type { Locale } from '../chat/text.js';
import type { PlainTime } from './instant.js';
import { type Nth, nthNumber, type Recurrence, type Weekday } from './recurrence-schema.js';

export const weekdayText = {
  monday: { zh: '周一', en: 'Monday' },
  tuesday: { zh: '周二', en: 'Tuesday' },
  wednesday: { zh: '周三', en: 'Wednesday' },
  thursday: { zh: '周四', en: 'Thursday' },
  friday: { zh: '周五', en: 'Friday' },
  saturday: { zh: '周六', en: 'Saturday' },
  sunday: { zh: '周日', en: 'Sunday' },
} as const satisfies Record<Weekday, { zh: string; en: string }>;

const CHINESE = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const ENGLISH = ['zeroth', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** 每周第一个工作日 08:30; On the first workday of every week at 08:30. A cron expression is quoted, since only its author reads it. */
export function recurrenceWords(recurrence: Recurrence, time: PlainTime, locale: Locale): string {
  if (recurrence.freq === undefined)
    return locale === 'en' ? `By the cron expression ${recurrence.cron}` : `按 cron 表达式 ${recurrence.cron}`;
  return locale === 'en' ? `${inEnglish(recurrence)} at ${time}` : `${inChinese(recurrence)} ${time}`;
}

type Named = Exclude<Recurrence, { cron: string }>;

function inChinese(recurrence: Named): string {
  switch (recurrence.freq) {
    case 'daily': {
      if (recurrence.everyDays === 1) return recurrence.days === 'all' ? '每天' : '每个工作日';
      return `自 ${recurrence.from} 起每 ${recurrence.everyDays} 天一次${recurrence.days === 'all' ? '' : '（仅工作日）'}`;
    }
    case 'weekly':
      if (recurrence.workday !== undefined) return `每周${nthZh(recurrence.workday)}个工作日`;
      return `每${(recurrence.weekdays ?? []).map((weekday) => weekdayText[weekday].zh).join('、')}`;
    case 'monthly':
      return `每月${dayZh(recurrence)}`;
    case 'quarterly':
      return `每季度${recurrence.month === undefined ? '' : `第${CHINESE[recurrence.month]}个月`}${dayZh(recurrence)}`;
  }
}

type DayChoice = Pick<Extract<Recurrence, { freq: 'monthly' }>, 'day' | 'weekday' | 'nth' | 'workday'>;

function dayZh({ day, weekday, nth, workday }: DayChoice): string {
  if (workday !== undefined) return `${nthZh(workday)}个工作日`;
  if (weekday !== undefined && nth !== undefined) return `${nthZh(nth)}个${weekdayText[weekday].zh}`;
  if (day === undefined) return '';
  return day > 0 ? `${day}日` : `${nthZh(day)}天`;
}

/** 第一, 最后一, 倒数第二: what stands before 个 or 天. */
function nthZh(nth: Nth): string {
  const n = nthNumber(nth);
  if (n === -1) return '最后一';
  const count = CHINESE[Math.abs(n)] ?? ` ${Math.abs(n)} `;
  return n > 0 ? `第${count}` : `倒数第${count}`;
}

function inEnglish(recurrence: Named): string {
  switch (recurrence.freq) {
    case 'daily': {
      if (recurrence.everyDays === 1) return recurrence.days === 'all' ? 'Every day' : 'On every workday';
      return `Every ${recurrence.everyDays} days from ${recurrence.from}${recurrence.days === 'all' ? '' : ' (workdays only)'}`;
    }
    case 'weekly':
      if (recurrence.workday !== undefined) return `On the ${nthEn(recurrence.workday)} workday of every week`;
      return `Every ${new Intl.ListFormat('en').format((recurrence.weekdays ?? []).map((weekday) => weekdayText[weekday].en))}`;
    case 'monthly':
      return `On the ${dayEn(recurrence)} of every month`;
    case 'quarterly':
      return `On the ${dayEn(recurrence)} of ${recurrence.month === undefined ? '' : `the ${ENGLISH[recurrence.month]} month of `}every quarter`;
  }
}

function dayEn({ day, weekday, nth, workday }: DayChoice): string {
  if (workday !== undefined) return `${nthEn(workday)} workday`;
  if (weekday !== undefined && nth !== undefined) return `${nthEn(nth)} ${weekdayText[weekday].en}`;
  if (day === undefined) return '';
  return day > 0 ? numeral(day) : `${nthEn(day)} day`;
}

/** first, last, second to last, 12th. */
function nthEn(nth: Nth): string {
  const n = nthNumber(nth);
  if (n === -1) return 'last';
  const count = ENGLISH[Math.abs(n)] ?? numeral(Math.abs(n));
  return n > 0 ? count : `${count} to last`;
}

function numeral(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${n}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`;
}
