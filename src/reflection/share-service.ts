import type { Tx } from '../db/transact.js';
import { enqueue } from '../delivery/outbox.js';
import type { Member, MemberId } from '../org/member.js';
import { findMember, loadOrg, recordAudit, searchMembers } from '../org/service.js';
import { sharedCard } from './cards.js';
import type { ReflectionDeps } from './deps.js';
import { type Key, unsealed } from './response-service.js';
import * as responses from './response-store.js';
import type { Round } from './round.js';
import { reader } from './round-service.js';
import { findRound } from './round-store.js';
import type { Answers } from './rules.js';
import type { OwnRefusal } from './text.js';

const MOST_FOUND = 20;

type Refused = { readonly ok: false; readonly refusal: OwnRefusal };

/** Those who head or supervise a department. */
async function leaderIds(tx: Tx): Promise<ReadonlySet<MemberId>> {
  const { departments } = await loadOrg(tx);
  return new Set(departments.flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]).filter((id) => id !== undefined));
}

/** Leaders an answer may be shared with, for the search field; never oneself. */
export function findLeaders(deps: ReflectionDeps, memberId: string, query: string): Promise<Member[]> {
  return deps.transact(async (tx) => {
    const others = [...(await leaderIds(tx))].filter((id) => id !== memberId);
    return others.length === 0 ? [] : searchMembers(tx, query, MOST_FOUND, others);
  });
}

/** Lets one leader see one response, until it is taken back. They are told once. */
export function share(
  deps: ReflectionDeps,
  input: Key & { readonly leaderId: string },
): Promise<{ readonly ok: true; readonly leader: string } | Refused> {
  return deps.transact(async (tx) => {
    const [newest] = await responses.versionsOf(tx, input);
    const round = await findRound(tx, input.roundId);
    if (!newest?.sealed || !round) return { ok: false, refusal: 'nothing-to-show' };
    const leader = await findMember(tx, input.leaderId);
    if (!leader?.active || leader.id === input.memberId || !(await leaderIds(tx)).has(leader.id))
      return { ok: false, refusal: 'not-a-leader' };
    const now = deps.clock.now();
    const member = await findMember(tx, input.memberId);
    if (member && (await responses.addShare(tx, input, leader.id, now))) {
      await recordAudit(tx, {
        at: now,
        actor: { member: member.id },
        action: 'reflection.share',
        subject: input.roundId,
        detail: leader.id,
      });
      const card = sharedCard(member.name, `${input.memberId}:${input.roundId}`, round, reader(deps, leader, now));
      const key = `reflection.shared:${input.roundId}:${input.memberId}:${leader.id}:${now}`;
      await enqueue(tx, now, { kind: 'post', key, to: { member: leader.id }, card, urgency: 'routine' });
    }
    return { ok: true, leader: leader.name };
  });
}

export function unshare(deps: ReflectionDeps, input: Key & { readonly leaderId: string }): Promise<void> {
  return deps.transact(async (tx) => {
    const member = await findMember(tx, input.memberId);
    if (!member || !(await responses.removeShare(tx, input, input.leaderId))) return;
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: member.id },
      action: 'reflection.unshare',
      subject: input.roundId,
      detail: input.leaderId,
    });
  });
}

/** A leader looks at what was shared with them; refused as soon as it is taken back. Each look is audited. */
export function look(
  deps: ReflectionDeps,
  input: Key & { readonly leaderId: string },
): Promise<{ readonly ok: true; readonly round: Round; readonly member: string; readonly answers: Answers } | Refused> {
  return deps.transact(async (tx) => {
    const shares = await responses.sharedWith(tx, input);
    const leader = await findMember(tx, input.leaderId);
    const [newest] = await responses.versionsOf(tx, input);
    const round = await findRound(tx, input.roundId);
    const member = await findMember(tx, input.memberId);
    const answers = newest?.sealed ? await unsealed(tx, deps, input.memberId, newest.sealed) : undefined;
    if (!leader?.active || !round || !member || !answers || !shares.some((share) => share.leaderId === leader.id))
      return { ok: false, refusal: 'not-shared' };
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: leader.id },
      action: 'reflection.look',
      subject: input.roundId,
      detail: input.memberId,
    });
    return { ok: true, round, member: member.name, answers };
  });
}
