import { readerOf } from '../../calendar/reader.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { Member } from '../../org/member.js';
import { authorize } from '../../org/permissions.js';
import { activeMembers, findMember, hasRight, loadOrg } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Entry } from './balance.js';
import { changedCard } from './cards.js';
import type { LedgerRefusal } from './entry-rules.js';

/** Whether somebody keeps the ledger of annual leave (人事). */
export const keepsLedger = (tx: Tx, memberId: string): Promise<boolean> => hasRight(tx, memberId, 'leave.personnel');

/** Everybody who does. */
export async function keepers(tx: Tx): Promise<Member[]> {
  const org = await loadOrg(tx);
  return (await activeMembers(tx)).filter((member) => authorize(member, org, 'leave.personnel').ok);
}

export type Allowed =
  | { readonly ok: true; readonly keeper: Member; readonly member: Member }
  | { readonly ok: false; readonly refusal: LedgerRefusal };

/** Nobody enters anything about their own leave, whoever they are (domain.md §3). */
export async function mayEnter(tx: Tx, keeperId: string, of: string): Promise<Allowed> {
  const [keeper, member] = [await findMember(tx, keeperId), await findMember(tx, of)];
  if (!keeper || !(await keepsLedger(tx, keeperId))) return { ok: false, refusal: 'right-missing' };
  if (!member) return { ok: false, refusal: 'nobody' };
  return keeper.id === member.id ? { ok: false, refusal: 'own-balance' } : { ok: true, keeper, member };
}

/** Whoever it is about hears of it; why stands in their own ledger only. */
export async function tellChanged(
  tx: Tx,
  deps: LeaveDeps,
  entry: Entry,
  { keeper, member }: Extract<Allowed, { ok: true }>,
): Promise<void> {
  const now = deps.clock.now();
  const card = changedCard(entry, keeper.name, readerOf(deps, member));
  const key = `leave.entry:${entry.id}`;
  await enqueue(tx, now, { kind: 'post', key, to: { member: member.id }, card, urgency: 'routine' });
  await enqueue(tx, now, { kind: 'home', member: member.id });
}
