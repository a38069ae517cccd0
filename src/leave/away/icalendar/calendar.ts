import { ownUid } from '../../../calendar/icalendar/own-uid.js';
import type { WrittenEvent } from '../../../calendar/icalendar/write.js';
import type { Instant, PlainTime, Zone } from '../../../calendar/instant.js';
import type { WorkingHours } from '../../../calendar/working-hours.js';
import { instantAt } from '../../../calendar/zone.js';
import { type Locale, say } from '../../../chat/text.js';
import type { Member } from '../../../org/member.js';
import { type HalfDay, NOON, type Period } from '../../half-days.js';
import type { Leave } from '../../leave.js';
import { kindText } from '../../text.js';
import type { Origin } from '../origin.js';
import { periodAway } from '../rules.js';
import { text } from './text.js';

/** A leave as a calendar program keeps it: the same entry for the whole chain of replacements. */
export type Kept = Origin & {
  readonly leave: Leave;
  /** When it came to be as it is. */
  readonly since: Instant;
  readonly acting: string | undefined;
};

/** Whatever takes the place of a leave is above its end, and that is above what it was, whoever was to be in charge. */
export const sequenceOf = ({ leave, depth, actingChanges }: Pick<Kept, 'leave' | 'depth' | 'actingChanges'>): number =>
  2 * depth + actingChanges + (leave.state === 'approved' ? 0 : 1);

/** Undefined: nothing of it stands, and the entry goes. */
export function entryOf(
  kept: Kept,
  { name, email, locale }: Pick<Member, 'name' | 'email' | 'locale'>,
  office: { readonly workingHours: WorkingHours; readonly zone: Zone },
): WrittenEvent & { readonly stands: boolean } {
  const { leave, firstId, since, acting } = kept;
  const stands = periodAway(leave);
  const period = stands ?? leave.period;
  return {
    uid: ownUid(firstId),
    sequence: sequenceOf(kept),
    stampedAt: since,
    ...timesOf(period, office),
    title: say(kindText[leave.kind], locale),
    description: acting === undefined ? undefined : actingWords(acting, locale),
    organizer: { name, email },
    status: stands ? 'confirmed' : 'cancelled',
    stands: stands !== undefined,
  };
}

/** Whole days, or from and until the hours at which the office's half days begin and end. */
function timesOf({ from, until }: Period, { workingHours, zone }: { readonly workingHours: WorkingHours; readonly zone: Zone }) {
  const at = ({ on }: HalfDay, time: PlainTime) => instantAt(on, time, zone);
  const times = {
    start: at(from, from.half === 'morning' ? workingHours.start : NOON),
    end: at(until, until.half === 'morning' ? NOON : workingHours.end),
  };
  return from.half === 'morning' && until.half === 'afternoon' ? { ...times, days: { from: from.on, until: until.on } } : times;
}

const actingWords = (name: string, locale: Locale): string => `${say(text.acting, locale)}${locale === 'en' ? ': ' : '：'}${name}`;
