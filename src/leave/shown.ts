import { yearOf } from '../calendar/plain-date.js';
import type { Reader } from '../calendar/reader.js';
import { dateWords, dateWordsWithYear } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import { say } from '../chat/text.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { membersOf, peopleToldApart } from '../org/options.js';
import { departmentsToldApart } from '../org/scope.js';
import { returnedOf } from './days-store.js';
import { compareHalfDays, type HalfDay, type Period } from './half-days.js';
import type { HistoryLine, Leave, Step } from './leave.js';
import { openOf } from './request/store.js';
import { stepsOf } from './step-store.js';
import { findLeave, historyOf } from './store.js';
import { halfText } from './text.js';

/** A request with its chain, what has happened to it, and the names of everybody in it. Never what was written. */
export type Shown = {
  readonly leave: Leave;
  /** The request that it takes the place of, as it is now. */
  readonly former: Leave | undefined;
  /** That one was approved, not returned. */
  readonly isChange: boolean;
  readonly steps: readonly Step[];
  readonly history: readonly HistoryLine[];
  /** The department of the time of request. */
  readonly department: string;
  /** 职务, as the roster has it now. */
  readonly position: string | undefined;
  /** It stands no longer; whoever was to be in charge is all the same, by another request. */
  readonly actsStill: boolean;
  /** The half days that whoever was back early gave back. */
  readonly returned: number;
  /** Two of one name in one department are told apart; — where somebody is unknown. */
  readonly nameOf: (id: MemberId) => string;
};

export async function shownOf(tx: Tx, leave: Leave): Promise<Shown> {
  const steps = await stepsOf(tx, leave.id);
  const history = await historyOf(tx, leave.id);
  const ids = new Set<MemberId | undefined>([
    leave.memberId,
    leave.requestedBy,
    leave.acting?.memberId,
    ...steps.flatMap(({ assigneeId, standsFor, outcome }) => [assigneeId, standsFor, outcome?.by]),
    ...history.flatMap(({ actorId, subjectId }) => [actorId, subjectId]),
  ]);
  const members = await membersOf(
    tx,
    [...ids].filter((id) => id !== undefined),
  );
  const names = await peopleToldApart(tx, members);
  const position = members.find(({ id }) => id === leave.memberId)?.position;
  const former = leave.replaces && (await findLeave(tx, leave.replaces));
  return {
    leave,
    former,
    isChange:
      former !== undefined &&
      (await stepsOf(tx, former.id)).every(({ action, outcome }) => action !== 'approve' || outcome?.is === 'approved'),
    steps,
    history,
    department: (await departmentsToldApart(tx)).get(leave.departmentId) ?? '',
    position,
    actsStill: await actsStill(tx, leave),
    returned: leave.back ? [...(await returnedOf(tx, leave.id)).values()].reduce((sum, halfDays) => sum + halfDays, 0) : 0,
    nameOf: (id) => names.get(id) ?? '—',
  };
}

/** By what it was to change, by what took its place, or by what was asked for the same days. */
async function actsStill(tx: Tx, { id, memberId, acting, state, replaces, period }: Leave): Promise<boolean> {
  if (!acting || !(state === 'refused' || state === 'withdrawn' || state === 'replaced')) return false;
  return (await openOf(tx, memberId)).some((other) => {
    const touches = compareHalfDays(other.period.from, period.until) <= 0 && compareHalfDays(other.period.until, period.from) >= 0;
    const isKin = other.replaces === id || other.id === replaces || touches;
    return isKin && other.state !== 'returned' && other.acting?.memberId === acting.memberId && other.acting.answer !== 'declined';
  });
}

/** 12月1日（周二）下午; with the year where it is another. */
export function halfDayWords({ on, half }: HalfDay, { locale, zone, now }: Reader, withHalf: boolean): string {
  const date = (yearOf(on) === yearOf(dateOf(now, zone)) ? dateWords : dateWordsWithYear)(on, locale);
  if (!withHalf) return date;
  return locale === 'en' ? `${date}, ${say(halfText[half], locale)}` : `${date}${say(halfText[half], locale)}`;
}

/** Halves are said only where the first or the last day is half a day. */
export function periodWords({ from, until }: Period, reader: Reader): string {
  const isWhole = from.half === 'morning' && until.half === 'afternoon';
  if (from.on === until.on) return halfDayWords(from, reader, !isWhole);
  return `${halfDayWords(from, reader, !isWhole)}–${halfDayWords(until, reader, !isWhole)}`;
}
