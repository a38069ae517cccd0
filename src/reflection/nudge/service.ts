import { nextWorkingTime } from '../../calendar/working-hours.js';
import { dateOf } from '../../calendar/zone.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { awayAt } from '../../leave/away/service.js';
import { inMeetings } from '../../meeting/service.js';
import { grouped } from '../../org/grouped.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import { activeMembers, canBeAsked } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { insertReminder } from '../round/reminder-store.js';
import { notYetAsked } from '../round/service.js';
import type { Nudged } from './nudge.js';
import { noteNudges, type Waiting, type WaitingAsk, waitingAsks } from './store.js';

type Theirs = { readonly own: number; readonly left: number; readonly off: number; readonly others: readonly WaitingAsk[] };

/** Whose answers are waited for: a leader's own, those of people who have left or whose account is switched off, and those of all others. */
async function waitingFor(tx: Tx, wanted: Waiting, by: MemberId | undefined): Promise<Theirs> {
  const asks = await waitingAsks(tx, wanted);
  if (asks.length === 0) return { own: 0, left: 0, off: 0, others: [] };
  const active = new Set((await activeMembers(tx)).map(({ id }) => id));
  const reachable = new Set((await canBeAsked(tx)).map(({ id }) => id));
  const others = asks.filter(({ memberId }) => reachable.has(memberId) && memberId !== by);
  const own = asks.filter(({ memberId }) => memberId === by).length;
  const left = asks.filter(({ memberId }) => !active.has(memberId) && memberId !== by).length;
  return { own, left, off: asks.length - own - left - others.length, others };
}

/** How many answers a leader could have people reminded of. */
export const countWaiting = async (tx: Tx, wanted: Waiting, by: MemberId | undefined): Promise<number> =>
  (await waitingFor(tx, wanted, by)).others.length;

/** Those of them whom the question has reached. */
async function reached(tx: Tx, asks: readonly WaitingAsk[]): Promise<WaitingAsk[]> {
  const there: WaitingAsk[] = [];
  for (const [roundId, some] of grouped(asks, (ask) => ask.roundId)) {
    const unasked = await notYetAsked(tx, roundId);
    there.push(...some.filter(({ memberId }) => !unasked.has(memberId)));
  }
  return there;
}

/**
 * A leader has those reminded who can still answer: not themselves, nobody on leave, nobody whose account is switched off, nobody whom the question
 * has not reached yet, and nobody twice a day about the same round. The reminders are rows like all others, so that one that waits for a meeting or an answer that comes meanwhile is treated
 * alike.
 */
export async function nudgeWaiting(
  tx: Tx,
  deps: ReflectionDeps,
  { by, ...wanted }: Pick<Waiting, 'interval'> & { readonly departmentIds: readonly DepartmentId[]; readonly by: MemberId },
): Promise<Nudged> {
  const now = deps.clock.now();
  const at = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  const away = await awayAt(tx, deps, at);
  await nextTurn();
  const { own, left, off, others } = await waitingFor(tx, { ...wanted, now }, by);
  const waiting = others.filter(({ closesAt }) => closesAt > at);
  const present = waiting.filter(({ memberId }) => !away.has(memberId));
  const here = await reached(tx, present);
  const noted = await noteNudges(tx, here, dateOf(at, deps.zone), by);
  for (const [index, ask] of noted.entries()) {
    if (index % 100 === 0) await nextTurn();
    await insertReminder(tx, { ...ask, dueAt: at, askedBy: by });
  }
  const busy = await inMeetings(tx, at, new Set(noted.map(({ memberId }) => memberId)));
  const inMeeting = noted.filter(({ memberId }) => busy.has(memberId)).length;
  return {
    nudged: noted.length - inMeeting,
    inMeeting,
    already: here.length - noted.length,
    away: waiting.length - present.length,
    unasked: present.length - here.length,
    tooLate: others.length - waiting.length,
    own,
    left,
    off,
    at,
  };
}
