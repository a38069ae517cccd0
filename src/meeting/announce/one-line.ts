import { hourMs, type Instant, plus, type Zone } from '../../calendar/instant.js';
import { readOneLine } from '../../calendar/one-line.js';
import { dateOf, instantAt, timeOf } from '../../calendar/zone.js';
import type { FormValues } from '../../chat/form.js';
import { type Locale, say } from '../../chat/text.js';
import { LONGEST } from './draft.js';
import { unclearText } from './text.js';

/** Where a line doesn't say how long, the form proposes this; the organizer sees it and can change it. */
const USUAL_MS = 2 * hourMs;

export type Filled = { readonly values: FormValues; readonly unclear: readonly string[] };

/** 「下周三上午9点 三楼会议室 机关干部大会」 → what the form shows, and what the organizer is asked to look at. */
export function fillFromLine(line: string, now: Instant, zone: Zone, locale: Locale): Filled {
  const { date, startTime, endTime, place, title, ambiguous } = readOneLine(line, now, zone);
  const start = date && startTime ? instantAt(date, startTime, zone) : undefined;
  const usualEnd = start === undefined ? undefined : plus(start, USUAL_MS);
  const end = endTime ?? (usualEnd !== undefined && dateOf(usualEnd, zone) === date ? timeOf(usualEnd, zone) : undefined);
  return {
    values: {
      ...(title ? { title: title.slice(0, LONGEST.title) } : {}),
      ...(place ? { place: place.slice(0, LONGEST.place) } : {}),
      ...(date ? { date } : {}),
      ...(startTime ? { start: startTime } : {}),
      ...(end ? { end } : {}),
    },
    unclear: ambiguous.map(({ words, why }) =>
      locale === 'en' ? `“${words}”: ${say(unclearText[why], locale)}` : `“${words}”：${say(unclearText[why], locale)}`,
    ),
  };
}
