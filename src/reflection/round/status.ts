import { type Reader, when } from '../../calendar/reader.js';
import { say } from '../../chat/text.js';
import { text } from '../text.js';
import type { OwnRound } from './round.js';

/** Where a member stands with a round, in words; a late answer says so, and of a round that was withdrawn nothing else matters. */
export function statusOf({ round, ask }: OwnRound, reader: Reader): string {
  const { locale, now } = reader;
  if (round.state === 'withdrawn') return say(text.withdrawn, locale);
  if (ask.answeredAt !== undefined) return `${say(ask.late ? text.answeredLate : text.answered, locale)} ${when(ask.answeredAt, reader)}`;
  return say(now < round.closesAt && round.state === 'open' ? text.open : text.missing, locale);
}
