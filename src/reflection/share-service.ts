import type { Tx } from '../db/transact.js';
import { enqueue } from '../delivery/outbox.js';
import type { Member } from '../org/member.js';
import { standingsOf } from '../org/permissions.js';
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

type Refused = { readonly ok: false; readonly refusal: OwnRefusal };

async function isLeader(tx: Tx, member: Member): Promise<boolean> {
  const standings = standingsOf(member, await loadOrg(tx));
  return standings.includes('departmentHead') || standings.includes('supervisingLeader');
}

/** Leaders an answer may be shared with, for the search field; never oneself. */
export function findLeaders(deps: ReflectionDeps, memberId: string, query: string): Promise<Member[]> {
  return deps.transact(async (tx) => {
    const found = await searchMembers(tx, query, 200);
    const leaders = await Promise.all(
      found.map(async (member) => ((await isLeader(tx, member)) && member.id !== memberId ? [member] : [])),
    );
    return leaders.flat().slice(0, 20);
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
    if (!leader?.active || leader.id === input.memberId || !(await isLeader(tx, leader))) return { ok: false, refusal: 'not-a-leader' };
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
