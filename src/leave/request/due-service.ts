import type { Instant } from '../../calendar/instant.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { findMember } from '../../org/service.js';
import { history } from '../decide/history.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, LeaveId } from '../leave.js';
import { inform } from '../showing.js';
import { findLeave } from '../store.js';
import { mayConfirm } from './may.js';
import { unconfirmedByCard, unconfirmedCard } from './message-cards.js';
import { nextConfirmBy, unconfirmed } from './store.js';

const AT_ONCE = 50;

const working = (at: Instant, { workingHours, calendar, zone }: LeaveDeps): Instant => nextWorkingTime(at, workingHours, calendar, zone);

/** When somebody is to be reminded next. What became due when nobody is at work waits until they are. */
export async function nextReminder(tx: Tx, deps: LeaveDeps, after: Instant): Promise<Instant | undefined> {
  const hold = working(after, deps);
  if (hold > after && (await unconfirmed(tx, after, [], 1)).length > 0) return hold;
  const next = await nextConfirmBy(tx, after);
  return next && working(next, deps);
}

/** In working hours whoever has not confirmed in time what was entered for them is reminded, and who entered it is told; once. */
export async function remindUnconfirmed(deps: LeaveDeps): Promise<void> {
  if (working(deps.clock.now(), deps) > deps.clock.now()) return;
  const left: LeaveId[] = [];
  const due = () => deps.transact((tx) => unconfirmed(tx, deps.clock.now(), left, AT_ONCE));
  for (let some = await due(); some.length > 0; some = await due()) {
    for (const leave of some) {
      if (!(await deps.transact((tx) => remind(tx, deps, leave)))) left.push(leave.id);
      await nextTurn();
    }
  }
}

/** False: there is nobody to confirm it. Should they come back, they are reminded then. */
async function remind(tx: Tx, deps: LeaveDeps, { id }: Leave): Promise<boolean> {
  const leave = await findLeave(tx, id);
  if (!leave || !mayConfirm(leave) || !(await findMember(tx, leave.memberId))?.active) return false;
  await history(tx, deps, leave, { what: 'nudged', subjectId: leave.memberId });
  await inform(tx, deps, leave, leave.memberId, { key: `leave.unconfirmed:${leave.id}`, draw: unconfirmedCard, urgency: 'urgent' });
  await inform(tx, deps, leave, leave.requestedBy, { key: `leave.unconfirmedBy:${leave.id}`, draw: unconfirmedByCard });
  return true;
}
