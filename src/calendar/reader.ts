import type { Locale } from '../chat/text.js';
import type { Instant, Interval, Zone } from './instant.js';
import { yearOf } from './plain-date.js';
import { dateWords, dateWordsWithYear, timeWords } from './words.js';
import { dateOf } from './zone.js';

/** The reader's language, the office's zone, and the moment the card is drawn at. */
export type Reader = { readonly locale: Locale; readonly zone: Zone; readonly now: Instant };

/** Somebody who reads now. */
export const readerOf = (
  { zone, clock }: { readonly zone: Zone; readonly clock: { now(): Instant } },
  { locale }: { readonly locale: Locale },
): Reader => ({ locale, zone, now: clock.now() });

/** With its date, and with the year where it is another: a card stays in the conversation, where 今天 would soon be wrong. */
export function when(at: Instant, { zone, locale, now }: Reader): string {
  const date = dateOf(at, zone);
  const words = yearOf(date) === yearOf(dateOf(now, zone)) ? dateWords : dateWordsWithYear;
  return `${words(date, locale)} ${timeWords(at, zone, locale)}`;
}

/** The time of day, and the date where it is another than that of `day`. */
export const timeOn = (day: Instant, at: Instant, reader: Reader): string =>
  dateOf(day, reader.zone) === dateOf(at, reader.zone) ? timeWords(at, reader.zone, reader.locale) : when(at, reader);

/** 12月1日（周二） 09:00–11:00; with both dates where it ends on another day. */
export const fromTo = ({ start, end }: Interval, reader: Reader): string => `${when(start, reader)}–${timeOn(start, end, reader)}`;
