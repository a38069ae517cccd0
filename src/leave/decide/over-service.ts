import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { leaveOver } from '../away/follow-service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, LeaveId } from '../leave.js';
import { inform, showAll } from '../showing.js';
import { findLeave, type Part, toldOf } from '../store.js';
import { overCard } from './message-cards.js';
import { withdrawNudges } from './route.js';
import * as store from './store.js';

/** A request that was withdrawn, in the state that it was in before: it waits for nobody, and whoever was told that it was approved is told. */
export async function chainWithdrawn(tx: Tx, deps: LeaveDeps, { id, state }: Pick<Leave, 'id' | 'state'>): Promise<void> {
  await store.stopChain(tx, id);
  await withdrawNudges(tx, deps, { id });
  await leaveOver(tx, deps, { id });
  await tellOver(tx, deps, { id }, 'withdrawn');
  // What was never approved took the place of nothing, whatever has since.
  if (state === 'approved') await tellThoseBefore(tx, deps, { id });
  await showAll(tx, deps, { id });
}

/** Whoever has on file what it took the place of and waited for this one, which does not come to them any more. */
async function tellThoseBefore(tx: Tx, deps: LeaveDeps, { id }: Pick<Leave, 'id'>): Promise<void> {
  const told = new Set((await toldOf(tx, id)).map(({ memberId }) => memberId));
  for (let former = await replacedBy(tx, id); former?.state === 'replaced'; former = await replacedBy(tx, former.id))
    for (const { memberId, part } of await toldOf(tx, former.id)) {
      if (!hasItOnFile(part) || told.has(memberId)) continue;
      await inform(tx, deps, { id }, memberId, { key: `leave.withdrawn:${id}:${memberId}`, draw: overCard('withdrawn') });
    }
}

async function replacedBy(tx: Tx, id: LeaveId): Promise<Leave | undefined> {
  const replaces = (await findLeave(tx, id))?.replaces;
  return replaces === undefined ? undefined : findLeave(tx, replaces);
}

const hasItOnFile = (part: Part): boolean => part === 'process' || part === 'notify' || part === 'file';

/** To whoever was told that it was approved, but for those who have what takes its place before them: a changed card alone would not be noticed. */
export async function tellOver(
  tx: Tx,
  deps: LeaveDeps,
  { id }: Pick<Leave, 'id'>,
  how: 'withdrawn' | 'replaced',
  but: ReadonlySet<MemberId> = new Set(),
): Promise<void> {
  for (const { memberId, part } of await toldOf(tx, id)) {
    if (hasItOnFile(part) && !but.has(memberId))
      await inform(tx, deps, { id }, memberId, { key: `leave.${how}:${id}:${memberId}`, draw: overCard(how) });
  }
}
