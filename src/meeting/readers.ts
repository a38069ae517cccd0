import type { Interval } from '../calendar/instant.js';
import { type Reader, when } from '../calendar/reader.js';
import { timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import type { Card } from '../chat/card.js';
import type { Locale } from '../chat/text.js';
import type { MeetingDeps } from './deps.js';

export const readerOf = (deps: Pick<MeetingDeps, 'zone' | 'clock'>, { locale }: { readonly locale: Locale }): Reader => ({
  locale,
  zone: deps.zone,
  now: deps.clock.now(),
});

/** 12月1日（周二） 09:00–11:00; with both dates where it ends on another day. */
export function fromTo({ start, end }: Interval, reader: Reader): string {
  const sameDay = dateOf(start, reader.zone) === dateOf(end, reader.zone);
  return `${when(start, reader)}–${sameDay ? timeWords(end, reader.zone, reader.locale) : when(end, reader)}`;
}

/** The same card for everybody who takes part: made once for each language. */
export function inEachLanguage(make: (locale: Locale) => Card): (member: { readonly locale: Locale }) => Card {
  const made = new Map<Locale, Card>();
  return ({ locale }) => {
    const card = made.get(locale) ?? make(locale);
    made.set(locale, card);
    return card;
  };
}
