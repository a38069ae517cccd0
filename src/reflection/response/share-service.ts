import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import { fateOf } from '../../delivery/fate.js';
import { enqueue, unsent, withdraw } from '../../delivery/outbox.js';
import type { Member } from '../../org/member.js';
import { fullNames, optionsOf } from '../../org/options.js';
import { findMember, recordAudit, searchMembers } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { leaderIds } from '../leaders.js';
import { sharedCard, takenBackCard } from '../round/cards.js';
import type { Round } from '../round/round.js';
import { reader } from '../round/service.js';
import { findRound } from '../round/store.js';
import { type Answers, goneOf } from '../rules.js';
import type { OwnRefusal } from '../text.js';
import { type Key, unsealed } from './service.js';
import * as shares from './share-store.js';
import * as responses from './store.js';

const MOST_FOUND = 20;

type Refused = { readonly ok: false; readonly refusal: OwnRefusal };

export type Leader = Member & { readonly description: string | undefined };

/** Leaders an answer may be shared with, for the search field, with what tells those of one name apart; never oneself. */
export function findLeaders(deps: ReflectionDeps, memberId: string, query: string): Promise<Leader[]> {
  return deps.transact(async (tx) => {
    const others = [...(await leaderIds(tx))].filter((id) => id !== memberId);
    const found = others.length === 0 ? [] : await searchMembers(tx, query, MOST_FOUND, others);
    const options = await optionsOf(
      tx,
      found.map(({ id }) => id),
    );
    return found.map((leader) => ({ ...leader, description: options.find(({ value }) => value === leader.id)?.description }));
  });
}

/** A limit, so that the list of those who may see an answer always fits under it. */
export const MOST_SHARES = 10;

/** Lets one leader see one response, in its newest version, until it is taken back. They are told once. */
export function share(
  deps: ReflectionDeps,
  input: Key & { readonly leaderId: string },
): Promise<{ readonly ok: true; readonly leader: string } | Refused> {
  return deps.transact(async (tx) => {
    const [newest] = await responses.versionsOf(tx, input);
    const round = await findRound(tx, input.roundId);
    const member = await findMember(tx, input.memberId);
    if (!newest?.sealed || !round || !member) return { ok: false, refusal: 'nothing-to-show' };
    const leader = await findMember(tx, input.leaderId);
    if (!leader?.active || leader.id === member.id || !(await leaderIds(tx)).has(leader.id)) return { ok: false, refusal: 'not-a-leader' };
    const shared = await shares.sharedWith(tx, input);
    const names = await fullNames(tx, [leader.id, member.id]);
    const called = names.get(leader.id) ?? leader.name;
    if (shared.some(({ leaderId }) => leaderId === leader.id)) return { ok: true, leader: called };
    if (shared.length >= MOST_SHARES) return { ok: false, refusal: 'shared-with-many' };
    const now = deps.clock.now();
    await shares.addShare(tx, input, leader.id, now);
    await recordAudit(tx, { at: now, actor: { member: member.id }, action: 'reflection.share', subject: input.roundId, detail: leader.id });
    const card = sharedCard({ id: member.id, name: names.get(member.id) ?? member.name }, round, reader(deps, leader, now));
    const key = cardKey({ ...input, sharedAt: now });
    await enqueue(tx, now, { kind: 'post', key, to: { member: leader.id }, card, urgency: 'routine' });
    return { ok: true, leader: called };
  });
}

export const cardKey = ({ roundId, memberId, leaderId, sharedAt }: shares.Share): string =>
  `reflection.shared:${roundId}:${memberId}:${leaderId}:${sharedAt}`;

export async function unshare(deps: ReflectionDeps, input: Key & { readonly leaderId: string }): Promise<void> {
  await deps.transact(async (tx) => {
    const member = await findMember(tx, input.memberId);
    const taken = member && (await shares.removeShare(tx, input, input.leaderId));
    if (!taken) return;
    await takenBack(tx, deps, taken);
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: member.id },
      action: 'reflection.unshare',
      subject: input.roundId,
      detail: input.leaderId,
    });
  });
  await deps.vault.destroyReplaced();
}

/** For good: the leader's card leads nowhere any more, and a backup that is restored later does not give the sight back either. */
export async function takenBack(tx: Tx, deps: ReflectionDeps, taken: shares.Share): Promise<void> {
  await deps.vault.noteGone(tx, shares.goneName(taken), taken.sharedAt);
  await showEnded(tx, deps, taken, takenBackCard);
}

/** The leader's card says why there is nothing to see any more. Whoever has not been shown it is told nothing. */
export async function showEnded(tx: Tx, deps: ReflectionDeps, share: shares.Share, ended: typeof takenBackCard): Promise<void> {
  const now = deps.clock.now();
  const key = cardKey(share);
  if ((await unsent(tx, key)).has(key) || (await fateOf(tx, key)) === 'refused') return withdraw(tx, now, key);
  const leader = await findMember(tx, share.leaderId);
  const name = (await fullNames(tx, [share.memberId])).get(share.memberId);
  const round = await findRound(tx, share.roundId);
  if (!leader || !name || !round) return;
  await enqueue(tx, now, { kind: 'update', of: key, card: ended({ id: share.memberId, name }, round, reader(deps, leader, now)) });
}

/** An answer as the leader sees it with whom it is shared. */
export type Shown = {
  readonly round: Round;
  readonly memberId: string;
  readonly member: string;
  readonly submittedAt: Instant;
  readonly late: boolean;
  readonly answers: Answers;
};

/** A leader looks at what was shared with them; refused as soon as it is taken back, or they lead nobody any more. Each look is audited. */
export function look(
  deps: ReflectionDeps,
  input: Key & { readonly leaderId: string },
): Promise<{ readonly ok: true; readonly shown: Shown } | Refused> {
  return deps.transact(async (tx) => {
    const shared = await shares.sharedWith(tx, input);
    const leader = await findMember(tx, input.leaderId);
    const [newest] = await responses.versionsOf(tx, input);
    const leads = leader?.active && (await leaderIds(tx)).has(leader.id);
    if (!leader?.active || !shared.some((share) => share.leaderId === leader.id))
      return { ok: false, refusal: leads && newest?.expired ? 'content-expired' : 'not-shared' };
    if (!leads) return { ok: false, refusal: 'leads-no-more' };
    const round = await findRound(tx, input.roundId);
    const member = await findMember(tx, input.memberId);
    const answers = newest?.sealed ? await unsealed(tx, deps, input.memberId, newest.sealed) : undefined;
    if (newest && goneOf(newest, answers) === 'keyless') return { ok: false, refusal: 'content-keyless' };
    if (!newest || !round || !member || !answers) return { ok: false, refusal: 'not-shared' };
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: leader.id },
      action: 'reflection.look',
      subject: input.roundId,
      detail: input.memberId,
    });
    const { submittedAt, late } = newest;
    const name = (await fullNames(tx, [member.id])).get(member.id) ?? member.name;
    return { ok: true, shown: { round, memberId: member.id, member: name, submittedAt, late, answers } };
  });
}
