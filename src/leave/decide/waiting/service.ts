import type { Tx } from '../../../db/transact.js';
import { findMember, partsOf, recordAudit } from '../../../org/service.js';
import type { LeaveDeps } from '../../deps.js';
import { viewOf } from '../../showing.js';
import { handlersIn, partOf } from '../handlers.js';
import { approvalsOf, type Open, sharedSteps } from '../store.js';
import type { Queue, Waiting } from './waiting.js';

/** A queue is read whole up to here. */
const MOST_READ = 500;

/** 待审批: approve steps whose turn it is theirs, and the superior organ's replies that they may enter. Those that wait longest first. */
export async function approvalsFor(tx: Tx, deps: LeaveDeps, memberId: string, limit: number): Promise<Queue> {
  const own = await approvalsOf(tx, memberId, MOST_READ);
  return queueOf(tx, deps, [...own, ...(await sharedFor(tx, memberId, 'approve'))], limit);
}

/** Those of them that the member decides: a reply is entered one by one, by whoever has it before them. */
export const ownApprovalsFor = async (tx: Tx, deps: LeaveDeps, memberId: string, limit: number): Promise<Queue> =>
  queueOf(tx, deps, await approvalsOf(tx, memberId, MOST_READ), limit);

/** 待办: what the member's department has to process. */
export const todosFor = async (tx: Tx, deps: LeaveDeps, memberId: string, limit: number): Promise<Queue> =>
  queueOf(tx, deps, await sharedFor(tx, memberId, 'process'), limit);

/** The same, called for: a look at the requests of others, and put on record as one. */
export function lookThrough(deps: LeaveDeps, find: typeof todosFor, memberId: string, limit: number): Promise<Queue> {
  return deps.transact(async (tx) => {
    const found = await find(tx, deps, memberId, limit);
    const viewer = await findMember(tx, memberId);
    if (!viewer) return found;
    const look = { at: deps.clock.now(), actor: { member: viewer.id }, action: 'leave.viewed' } as const;
    for (const { view } of found.waiting) await recordAudit(tx, { ...look, subject: view.leave.id, detail: view.leave.memberId });
    return found;
  });
}

async function sharedFor(tx: Tx, memberId: string, action: 'approve' | 'process'): Promise<Open[]> {
  // Asked for every Home tab: what departments have to do is read only for those who may have to do it.
  const { parts } = await partsOf(tx, memberId);
  const mayEver = parts.size > 0 || (await findMember(tx, memberId))?.roles.includes('administrator') === true;
  if (!mayEver) return [];
  const handlersOf = handlersIn(tx);
  const found: Open[] = [];
  for (const open of await sharedSteps(tx, action, MOST_READ)) {
    const { step, leave } = open;
    if (leave.memberId === memberId) continue;
    if (parts.has(partOf(step)) || (await handlersOf(step, leave)).may.some((id) => id === memberId)) found.push(open);
  }
  return found;
}

async function queueOf(tx: Tx, deps: LeaveDeps, all: readonly Open[], limit: number): Promise<Queue> {
  const sorted = all.toSorted((a, b) => (a.step.openedAt ?? 0) - (b.step.openedAt ?? 0));
  const waiting: Waiting[] = [];
  for (const { leave, step } of sorted.slice(0, limit)) waiting.push({ view: await viewOf(tx, deps, leave), step });
  const own = all.filter(({ step }) => step.assigneeId !== undefined).length;
  return { waiting, more: all.length - waiting.length, own };
}
