import { type Reader, when } from '../../calendar/reader.js';
import type { Button, Card } from '../../chat/card.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import type { Nudged } from '../../reflection/nudge/nudge.js';
import { sentences, text } from './text.js';

/** `waiting`: how many answers can still be given. */
export const nudgeButton = (waiting: number, value: string, locale: Locale): Button => ({
  kind: 'button',
  id: 'participation.nudge',
  label: say(text.nudge, locale),
  value,
  confirm: {
    title: say(text.title, locale),
    text: say(sentences.confirm(waiting), locale),
    yes: say(text.yes, locale),
    no: say(text.no, locale),
  },
});

/** What became of the press. */
export function nudgedCard(result: Nudged, reader: Reader): Card {
  const { nudged, inMeeting, already, away, unasked, off, tooLate, at } = result;
  const { locale, now } = reader;
  const isNow = at <= now;
  const said = [
    ...(nudged > 0 ? [isNow ? sentences.sent(nudged) : sentences.later(nudged, when(at, reader))] : []),
    ...(inMeeting > 0 ? [sentences.inMeeting(inMeeting)] : []),
    ...(already > 0 ? [sentences.already(already)] : []),
    ...(away > 0 ? [sentences.away(away)] : []),
    ...(unasked > 0 ? [sentences.unasked(unasked)] : []),
    ...(off > 0 ? [sentences.off(off)] : []),
    ...(tooLate > 0 ? [sentences.tooLate(tooLate, when(at, reader))] : []),
  ];
  const words = (said.length > 0 ? said : nobodyElse(result)).map((one) => say(one, locale)).join(locale === 'en' ? ' ' : '');
  return { summary: words, blocks: [{ kind: 'text', text: [words] }] };
}

/** Why there was nobody to remind. */
function nobodyElse({ own, left }: Nudged): Text[] {
  if (own + left === 0) return [text.nobody];
  return [text.nobodyElse, ...(own > 0 ? [sentences.own(own)] : []), ...(left > 0 ? [sentences.left(left)] : [])];
}
