import type { Instant } from '../../../calendar/instant.js';
import type { Tx } from '../../../db/transact.js';
import { grouped } from '../../../org/grouped.js';
import type { Member, MemberId } from '../../../org/member.js';
import { findMember } from '../../../org/service.js';
import type { Leave, LeaveId, LeaveState } from '../../leave.js';
import { requestsOf } from './store.js';

/** A leave and whatever replaced it: a member is told once for all of them. */
export type Chain = {
  readonly firstId: LeaveId;
  /** When the first of them was asked for. */
  readonly askedAt: Instant;
  /** But for those that were never to be had: approved, over, or no longer standing; in the order in which they were asked for. */
  readonly leaves: readonly Leave[];
};
export type Person = { readonly member: Member; readonly chain: Chain };

const STOOD: readonly LeaveState[] = ['approved', 'ended', 'withdrawn', 'replaced'];

export async function chainsOf(tx: Tx, memberId: MemberId): Promise<Chain[]> {
  const all = await requestsOf(tx, memberId);
  const byId = new Map(all.map((one) => [one.id, one]));
  const firstOf = (leave: Leave): Leave => {
    const before = leave.replaces === undefined ? undefined : byId.get(leave.replaces);
    return before ? firstOf(before) : leave;
  };
  return [...grouped(all, firstOf)].map(([{ id, requestedAt }, of]) => ({
    firstId: id,
    askedAt: requestedAt,
    leaves: of.filter(({ state }) => STOOD.includes(state)),
  }));
}

/** Undefined: it is nobody's any more, or nothing of it ever stood. */
export async function personOf(tx: Tx, { id, memberId }: Pick<Leave, 'id' | 'memberId'>): Promise<Person | undefined> {
  const member = await findMember(tx, memberId);
  if (!member?.active) return undefined;
  const chain = (await chainsOf(tx, memberId)).find(({ leaves }) => leaves.some((one) => one.id === id));
  return chain && { member, chain };
}
