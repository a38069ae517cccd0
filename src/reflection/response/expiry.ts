import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { findMember } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { expiredCard } from '../round/cards.js';
import { reader } from '../round/service.js';
import { findRound } from '../round/store.js';
import { cardKey } from './share-service.js';
import type { Share } from './share-store.js';
import * as responses from './store.js';

/** What members wrote, kept as long as policy says. Rows stay, so that participation goes on counting; only the words go. */
export async function expireResponses(tx: Tx, deps: ReflectionDeps, before: Instant, limit: number): Promise<number> {
  const over = await responses.answersBefore(tx, before, limit);
  for (const key of over) for (const share of await responses.expireContent(tx, key)) await showExpired(tx, deps, share);
  return over.length;
}

/** The card of the leader whom it was shown to leads nowhere any more. */
async function showExpired(tx: Tx, deps: ReflectionDeps, share: Share): Promise<void> {
  const now = deps.clock.now();
  const leader = await findMember(tx, share.leaderId);
  const member = await findMember(tx, share.memberId);
  const round = await findRound(tx, share.roundId);
  if (!leader || !member || !round) return;
  const card = expiredCard(member, round, reader(deps, leader, now));
  await enqueue(tx, now, { kind: 'update', of: cardKey(share), card });
}
