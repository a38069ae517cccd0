import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { leaveOver } from '../away/follow-service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, LeaveId } from '../leave.js';
import { inform, showAll } from '../showing.js';
import { stepsOf } from '../step-store.js';
import { findLeave } from '../store.js';
import { holdersOf } from './handlers.js';
import { enteredCard, overCard } from './message-cards.js';
import { withdrawNudges } from './route.js';
import * as store from './store.js';

/** A request that was withdrawn, in the state that it was in before: it waits for nobody, and whoever was told that it was approved is told. */
export async function chainWithdrawn(tx: Tx, deps: LeaveDeps, { id, state }: Pick<Leave, 'id' | 'state'>): Promise<void> {
  await store.stopChain(tx, id);
  await withdrawNudges(tx, deps, { id });
  await leaveOver(tx, deps, { id });
  // What was never approved took the place of nothing, whatever has since.
  if (state === 'approved') await tellOver(tx, deps, { id }, 'withdrawn');
  await showAll(tx, deps, { id });
}

/**
 * Approved leave that is off, to whoever has it on file, or what it took the place of, where it has not come to them itself; not to those who have
 * what takes its place before them. A changed card alone would not be noticed.
 */
export async function tellOver(
  tx: Tx,
  deps: LeaveDeps,
  { id }: Pick<Leave, 'id'>,
  how: 'withdrawn' | 'replaced',
  but: ReadonlySet<MemberId> = new Set(),
): Promise<void> {
  const told = new Set(but);
  for (const onFile of await withReplaced(tx, id))
    for (const to of await filedWith(tx, onFile)) {
      if (told.has(to)) continue;
      told.add(to);
      // Of what was changed they read about what they have, once, however often it is changed again.
      const about = how === 'replaced' ? onFile : { id };
      await inform(tx, deps, about, to, { key: `leave.${how}:${about.id}:${to}`, draw: overCard(how) });
    }
}

/** To whoever entered it for the member, and has no card of it: what they put on record is not. */
export async function tellEnterer(
  tx: Tx,
  deps: LeaveDeps,
  { id, memberId, requestedBy }: Pick<Leave, 'id' | 'memberId' | 'requestedBy'>,
  how: 'refused' | 'returned' | 'withdrawn',
): Promise<void> {
  if (requestedBy === memberId) return;
  const draw = how === 'withdrawn' ? overCard(how) : enteredCard(how);
  await inform(tx, deps, { id }, requestedBy, { key: `leave.${how}:${id}:${requestedBy}`, draw });
}

/** Whoever it was processed by, told to or filed with. */
async function filedWith(tx: Tx, leave: Leave): Promise<ReadonlySet<MemberId>> {
  const found = new Set<MemberId>();
  for (const step of await stepsOf(tx, leave.id))
    if (step.action !== 'approve') for (const id of await holdersOf(tx, step, leave)) found.add(id);
  return found;
}

/** It, and what it took the place of, the last first. */
async function withReplaced(tx: Tx, id: LeaveId): Promise<Leave[]> {
  const all: Leave[] = [];
  for (let one = await findLeave(tx, id); one; one = await replacedBy(tx, one)) all.push(one);
  return all;
}

async function replacedBy(tx: Tx, { replaces }: Leave): Promise<Leave | undefined> {
  const former = replaces === undefined ? undefined : await findLeave(tx, replaces);
  return former?.state === 'replaced' ? former : undefined;
}
