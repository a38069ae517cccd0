import type { CalendarEvent } from '../../calendar/icalendar/calendar-event.js';
import { isOwnUid } from '../../calendar/icalendar/own-uid.js';
import type { Unreadable } from '../../calendar/icalendar/problem.js';
import type { Instant, Interval } from '../../calendar/instant.js';
import { type Activity, hasOwnTime, type InCalendar, type Origin } from './activity.js';
import { LONGEST } from './draft.js';

/*
 * A calendar is read again and again, and what it says now is compared with what it said last (`origin.said`), not with how the activity stands:
 * what has been moved, cancelled or suspended here stays so until its calendar says something new.
 *
 *   new there                    registered, unless it has begun
 *   a meeting or leave of siwen's own, put there from the file it sent, is no activity: a meeting would have to give way to itself
 *   at another time than last    moved, and takes place, whatever it was
 *   elsewhere than last          held there, unless it has been moved here
 *   there again                  the same
 *   gone from a feed             cancelled; but not what could not be read, nor anything where some of the file could not be read at all; nor
 *                                what was moved here, whose old entry is only tidied away
 *   gone from a file             stays: a file need not hold everything
 *   marked as cancelled          cancelled
 */

export type Incoming = {
  readonly uid: string;
  readonly recurrenceId: string;
  readonly title: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};
export type Calendar = { readonly events: readonly CalendarEvent[]; readonly unreadable: readonly Unreadable[] };

type FromCalendar = Activity & { readonly origin: Extract<Origin, InCalendar> };
export type Plan = {
  readonly register: readonly Incoming[];
  readonly change: readonly { readonly before: Activity; readonly after: Activity }[];
};

type Keyed = { readonly uid: string; readonly recurrenceId: string };
const keyOf = ({ uid, recurrenceId }: Keyed): string => JSON.stringify([uid, recurrenceId]);

export function planImport(
  known: readonly Activity[],
  calendar: Calendar,
  {
    window,
    now,
    whole,
  }: { readonly window: Interval; readonly now: Instant /** Whether it holds everything there is. */; readonly whole: boolean },
): Plan {
  const events = calendar.events.filter((event) => !event.transparent && event.end > event.start && !isOwnUid(event.uid));
  const there = new Map(events.filter(({ status }) => status !== 'cancelled').map((event) => [keyOf(incoming(event)), incoming(event)]));
  const cancelled = new Set(events.filter(({ status }) => status === 'cancelled').map((event) => keyOf(incoming(event))));
  const stored = new Map(known.filter(isFromCalendar).map((activity) => [keyOf(activity.origin), activity]));
  const unread = new Set(calendar.unreadable.flatMap(({ uid }) => (uid === undefined ? [] : [uid])));
  const allRead = calendar.unreadable.every(({ uid }) => uid !== undefined);

  const gone = (activity: FromCalendar): boolean =>
    cancelled.has(keyOf(activity.origin)) ||
    (whole &&
      allRead &&
      !unread.has(activity.origin.uid) &&
      isWithin(activity, window) &&
      !hasOwnTime(activity) &&
      activity.startsAt > now);
  const change = [...stored].flatMap(([key, before]) => {
    const event = there.get(key);
    const after = event ? changed(before, event) : gone(before) ? vanished(before) : undefined;
    return after ? [{ before, after }] : [];
  });
  const register = [...there].flatMap(([key, event]) => (stored.has(key) || event.startsAt <= now ? [] : [event]));
  return { register, change };
}

const isFromCalendar = (activity: Activity): activity is FromCalendar => 'uid' in activity.origin;

/** By the time its calendar gave it: of what lies outside the window nothing is known. */
const isWithin = ({ origin: { said } }: FromCalendar, window: Interval): boolean =>
  said !== undefined && said.startsAt < window.end && said.endsAt > window.start;

function incoming({ uid, recurrenceId, title, place, start, end }: CalendarEvent): Incoming {
  return {
    uid,
    recurrenceId: String(recurrenceId ?? ''),
    title: shortened(title, LONGEST.title),
    place: shortened(place, LONGEST.place),
    startsAt: start,
    endsAt: end,
  };
}

/** As much as a form takes; an ellipsis says that there is more in its calendar. */
const shortened = (words: string, most: number): string => {
  const characters = Array.from(words);
  return words.length <= most ? words : `${characters.slice(0, Math.floor(most / 2) - 1).join('')}…`;
};

function changed(before: FromCalendar, { title, place, startsAt, endsAt }: Incoming): Activity | undefined {
  const { said } = before.origin;
  const origin = { ...before.origin, said: { startsAt, endsAt, place } };
  if (said?.startsAt !== startsAt || said.endsAt !== endsAt) return { ...before, title, place, startsAt, endsAt, origin, state: 'planned' };
  // A new name is taken over at any time, a new place while it is held when its calendar says.
  const elsewhere = said.place !== place && !hasOwnTime(before);
  if (elsewhere) return { ...before, title, place, origin };
  return title === before.title ? undefined : { ...before, title };
}

function vanished(before: FromCalendar): Activity | undefined {
  if (before.origin.said === undefined) return undefined;
  return { ...before, origin: { ...before.origin, said: undefined }, state: 'cancelled' };
}
