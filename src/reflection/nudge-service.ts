import { nextWorkingTime } from '../calendar/working-hours.js';
import { dateOf } from '../calendar/zone.js';
import { nextTurn } from '../db/in-chunks.js';
import type { Tx } from '../db/transact.js';
import { awayAt } from '../leave/away/service.js';
import type { DepartmentId, MemberId } from '../org/member.js';
import { activeMembers } from '../org/service.js';
import type { ReflectionDeps } from './deps.js';
import type { Nudged } from './nudge.js';
import { noteNudges, type Waiting, waitingAsks } from './nudge-store.js';
import { insertReminder } from './reminder-store.js';

/**
 * A leader has those reminded who can still answer: not themselves, nobody on leave, and nobody twice a day about the same round. The reminders
 * are rows like all others, so that one that waits for a meeting or an answer that comes meanwhile is treated alike.
 */
export async function nudgeWaiting(
  tx: Tx,
  deps: ReflectionDeps,
  { by, ...wanted }: Pick<Waiting, 'interval'> & { readonly departmentIds: readonly DepartmentId[]; readonly by: MemberId },
): Promise<Nudged> {
  const at = nextWorkingTime(deps.clock.now(), deps.workingHours, deps.calendar, deps.zone);
  const active = new Set((await activeMembers(tx)).map(({ id }) => id));
  const away = await awayAt(tx, deps, at);
  await nextTurn();
  const waiting = (await waitingAsks(tx, { ...wanted, now: at })).filter(({ memberId }) => active.has(memberId) && memberId !== by);
  const here = waiting.filter(({ memberId }) => !away.has(memberId));
  const noted = await noteNudges(tx, here, dateOf(at, deps.zone), by);
  for (const [index, ask] of noted.entries()) {
    if (index % 100 === 0) await nextTurn();
    await insertReminder(tx, { ...ask, dueAt: at, askedBy: by });
  }
  return { nudged: noted.length, already: here.length - noted.length, away: waiting.length - here.length, at };
}
