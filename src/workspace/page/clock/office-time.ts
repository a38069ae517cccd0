import type { Locale } from '../language.js';

/** Formats of office time. Instants are epoch ms; the zone is the office's, never the browser's. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: number, zone: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale === 'en' ? 'en-US' : locale, { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, found);
  }
  return found.format(instant);
}

/** 2026-11-24 */
export function dateOf(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    instant,
  );
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** 15:00 */
export function timeOf(instant: number, zone: string): string {
  return format(instant, zone, 'zh-CN', { hour: '2-digit', minute: '2-digit' });
}

/** 2026年11月24日周二 / Tue, Nov 24, 2026 */
export function dateWords(instant: number, zone: string, locale: Locale): string {
  return format(instant, zone, locale, { year: 'numeric', month: locale === 'en' ? 'short' : 'long', day: 'numeric', weekday: 'short' });
}

/** 11月24日星期二 / Tuesday, November 24; with the year when `now` is in another. */
export function dayWords(instant: number, zone: string, locale: Locale, now: number): string {
  const otherYear = dateOf(instant, zone).slice(0, 4) !== dateOf(now, zone).slice(0, 4);
  return format(instant, zone, locale, { ...(otherYear ? { year: 'numeric' } : {}), month: 'long', day: 'numeric', weekday: 'long' });
}

/** 10月31日 15:00 / Oct 31, 15:00; with the year when `now` is in another. */
export function momentWords(instant: number, zone: string, locale: Locale, now: number): string {
  const otherYear = dateOf(instant, zone).slice(0, 4) !== dateOf(now, zone).slice(0, 4);
  const day = format(instant, zone, locale, { ...(otherYear ? { year: 'numeric' } : {}), month: 'short', day: 'numeric' });
  return `${day}${locale === 'en' ? ', ' : ' '}${timeOf(instant, zone)}`;
}

/** Minutes by which the zone's wall clock is ahead of UTC at that instant. */
function offsetMs(instant: number, zone: string): number {
  const wall = Date.parse(`${dateOf(instant, zone)}T${timeOf(instant, zone)}Z`);
  return wall - Math.floor(instant / 60_000) * 60_000;
}

/** The instant of a wall-clock date and time; a time that daylight saving skips becomes one just after the gap. Undefined: no such date. */
export function instantOf(date: string, time: string, zone: string): number | undefined {
  const wall = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(wall)) return undefined;
  const first = wall - offsetMs(wall, zone);
  return wall - offsetMs(first, zone);
}

/** Slack's date tokens (`{date_short} {time}`), in office time. */
export function tokenWords(template: string, instant: number, zone: string, locale: Locale, now: number): string {
  const near = {
    [dateOf(now, zone)]: locale === 'en' ? 'today' : '今天',
    [dateOf(now - 86_400_000, zone)]: locale === 'en' ? 'yesterday' : '昨天',
  };
  const tokens: Record<string, () => string> = {
    date_num: () => dateOf(instant, zone),
    date: () => format(instant, zone, locale, { year: 'numeric', month: 'long', day: 'numeric' }),
    date_short: () => format(instant, zone, locale, { year: 'numeric', month: 'short', day: 'numeric' }),
    date_long: () => format(instant, zone, locale, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }),
    day_divider_pretty: () => dayWords(instant, zone, locale, now),
    time: () => timeOf(instant, zone),
    time_secs: () => format(instant, zone, 'zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const pretty = name.endsWith('_pretty') ? near[dateOf(instant, zone)] : undefined;
    return pretty ?? (tokens[name] ?? tokens[name.replace(/_pretty$/, '')])?.() ?? whole;
  });
}
