import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { history } from '../decide/history.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave } from '../leave.js';
import { inform } from '../showing.js';
import { findLeave } from '../store.js';
import { mayConfirm } from './may.js';
import { unconfirmedByCard, unconfirmedCard } from './message-cards.js';
import { unconfirmed } from './store.js';

const AT_ONCE = 50;

/** Whoever has not confirmed in time what was entered for them is reminded, and who entered it is told; once. */
export async function remindUnconfirmed(deps: LeaveDeps): Promise<void> {
  const due = () => deps.transact((tx) => unconfirmed(tx, deps.clock.now(), AT_ONCE));
  for (let some = await due(); some.length > 0; some = await due()) {
    for (const leave of some) {
      await deps.transact((tx) => remind(tx, deps, leave));
      await nextTurn();
    }
  }
}

async function remind(tx: Tx, deps: LeaveDeps, { id }: Leave): Promise<void> {
  const leave = await findLeave(tx, id);
  if (!leave || !mayConfirm(leave)) return;
  await history(tx, deps, leave, { what: 'nudged', subjectId: leave.memberId });
  await inform(tx, deps, leave, leave.memberId, { key: `leave.unconfirmed:${leave.id}`, draw: unconfirmedCard, urgency: 'urgent' });
  await inform(tx, deps, leave, leave.requestedBy, { key: `leave.unconfirmedBy:${leave.id}`, draw: unconfirmedByCard });
}
