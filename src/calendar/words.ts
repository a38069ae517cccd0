import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { enUS } from 'date-fns/locale/en-US';
import { zhCN } from 'date-fns/locale/zh-CN';
import type { Locale } from '../chat/text.js';
import { dayMs, type Instant, type PlainDate, type Zone } from './instant.js';
import type { Period } from './period.js';
import { dateIn, dayNumber, daysBetween, firstOfMonth, firstOfQuarter, lastOfMonth, monthOf, yearOf } from './plain-date.js';
import { dateOf, timeOf } from './zone.js';

/** A plain date is written in UTC, where its own midnight is; the office's zone was applied when it became a plain date. */
function write(date: PlainDate, locale: Locale, chinese: string, english: string): string {
  const pattern = locale === 'en' ? english : chinese;
  const key = `${locale} ${pattern} ${date}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  if (written.size >= MOST_WRITTEN) written.clear();
  const words = format(dayNumber(date) * dayMs, pattern, { in: tz('UTC'), locale: locale === 'en' ? enUS : zhCN });
  written.set(key, words);
  return words;
}

/** Thousands of cards and Home tabs show the same few dates. Beyond this, all are forgotten. */
const MOST_WRITTEN = 1_000;
const written = new Map<string, string>();

/** 11月27日（周五）, Fri, Nov 27. */
export function dateWords(date: PlainDate, locale: Locale): string {
  return write(date, locale, 'M月d日（EEE）', 'EEE, MMM d');
}

/** 2027年1月4日（周一）, Mon, Jan 4, 2027: for a date in another year, and wherever a page is kept for years. */
export function dateWordsWithYear(date: PlainDate, locale: Locale): string {
  return write(date, locale, 'yyyy年M月d日（EEE）', 'EEE, MMM d, yyyy');
}

/** 15:00 on the office's clock, in both languages. */
export function timeWords(instant: Instant, zone: Zone, _locale: Locale): string {
  return timeOf(instant, zone);
}

const NEAR: Record<number, { zh: string; en: string }> = {
  [-1]: { zh: '昨天', en: 'yesterday' },
  0: { zh: '今天', en: 'today' },
  1: { zh: '明天', en: 'tomorrow' },
};

/** 今天 15:00, 明天 09:00, 11月27日（周五）15:00; with the year where it differs from that of `now`. */
export function momentWords(instant: Instant, now: Instant, zone: Zone, locale: Locale): string {
  const date = dateOf(instant, zone);
  const today = dateOf(now, zone);
  const time = timeWords(instant, zone, locale);
  const near = NEAR[daysBetween(today, date)];
  if (near) return locale === 'en' ? `${near.en} ${time}` : `${near.zh} ${time}`;
  const day = yearOf(date) === yearOf(today) ? dateWords(date, locale) : dateWordsWithYear(date, locale);
  return locale === 'en' ? `${day}, ${time}` : `${day}${time}`;
}

const QUARTERS = ['一', '二', '三', '四'];

/** For the axis of a chart: 2026, 26年下半年, 26年四季度, 11月 (with the year in January), 11/23. */
export function shortPeriodWords({ from, to }: Period, locale: Locale): string {
  const [year, month] = [yearOf(from), monthOf(from)];
  const quarter = Math.ceil(month / 3);
  if (from === dateIn(year, 1, 1) && to === dateIn(year, 12, 31)) return `${year}`;
  const half = halfIn(from, to);
  if (half) return write(from, locale, `yy年'${half.zh}'`, `'${half.en}' ''yy`);
  if (from === firstOfQuarter(from) && to === dateIn(year, quarter * 3 + 1, 0))
    return write(from, locale, `yy年'${QUARTERS[quarter - 1]}季度'`, `'Q${quarter}' ''yy`);
  if (from === firstOfMonth(from) && to === lastOfMonth(from))
    return month === 1 ? write(from, locale, 'yy年M月', "MMM ''yy") : write(from, locale, 'M月', 'MMM');
  return write(from, locale, 'M/d', 'MMM d');
}

/** 2026年11月, 2026年第四季度, 2026年下半年, 2026年, 2026年11月1日至24日; November 2026, Q4 2026, H2 2026, 2026, Nov 1 – Nov 24, 2026. Always with the year. */
export function periodWords(period: Period, locale: Locale): string {
  const { from, to } = period;
  const year = yearOf(from);
  const quarter = Math.ceil(monthOf(from) / 3);
  if (from === dateIn(year, 1, 1) && to === dateIn(year, 12, 31)) return locale === 'en' ? `${year}` : `${year}年`;
  const half = halfIn(from, to);
  if (half) return locale === 'en' ? `${half.en} ${year}` : `${year}年${half.zh}`;
  if (from === firstOfQuarter(from) && to === dateIn(year, quarter * 3 + 1, 0))
    return locale === 'en' ? `Q${quarter} ${year}` : `${year}年第${QUARTERS[quarter - 1]}季度`;
  if (from === firstOfMonth(from) && to === lastOfMonth(from)) return write(from, locale, 'yyyy年M月', 'MMMM yyyy');
  if (from === to) return dateWordsWithYear(from, locale);
  const sameYear = year === yearOf(to);
  if (locale === 'en') return `${write(from, locale, '', sameYear ? 'MMM d' : 'MMM d, yyyy')} – ${write(to, locale, '', 'MMM d, yyyy')}`;
  const sameMonth = sameYear && monthOf(from) === monthOf(to);
  return `${write(from, locale, 'yyyy年M月d日', '')}至${write(to, locale, sameMonth ? 'd日' : sameYear ? 'M月d日' : 'yyyy年M月d日', '')}`;
}

function halfIn(from: PlainDate, to: PlainDate): { readonly zh: string; readonly en: string } | undefined {
  const year = yearOf(from);
  if (from === dateIn(year, 1, 1) && to === dateIn(year, 6, 30)) return { zh: '上半年', en: 'H1' };
  return from === dateIn(year, 7, 1) && to === dateIn(year, 12, 31) ? { zh: '下半年', en: 'H2' } : undefined;
}
