import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { recordAudit } from '../../org/service.js';
import { tellActingOff } from '../acting-off.js';
import { history } from '../decide/history.js';
import { chainWithdrawn } from '../decide/over-service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave } from '../leave.js';
import { moveLeave } from '../store.js';
import { changesLeft } from './store.js';

/**
 * False: it is not in the state any more in which it was found. `actorId`: undefined where siwen does it, by the rules. `still`: who is to be in charge
 * all the same, by the request that follows.
 */
export async function takeBack(tx: Tx, deps: LeaveDeps, leave: Leave, actorId: MemberId | undefined, still?: MemberId): Promise<boolean> {
  if (!(await moveLeave(tx, leave.id, [leave.state], 'withdrawn'))) return false;
  await history(tx, deps, leave, { what: 'withdrawn', actorId });
  const actor = actorId === undefined ? { operator: 'siwen' } : { member: actorId };
  await recordAudit(tx, { at: deps.clock.now(), actor, action: 'leave.withdrawn', subject: leave.id });
  await chainWithdrawn(tx, deps, leave);
  await tellActingOff(tx, deps, leave, still);
  return true;
}

/** A change of what is over has nothing to change, nor has one that was returned. `actorId` and `still`: as `takeBack` has them. */
export async function takeBackChange(
  tx: Tx,
  deps: LeaveDeps,
  leave: Leave,
  actorId: MemberId | undefined,
  still?: MemberId,
): Promise<void> {
  for (const change of await changesLeft(tx, leave.id)) await takeBack(tx, deps, change, actorId, still);
}
