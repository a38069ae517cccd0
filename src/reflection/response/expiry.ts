import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { ReflectionDeps } from '../deps.js';
import { expiredCard } from '../round/cards.js';
import { showEnded } from './share-service.js';
import * as responses from './store.js';

/** What members wrote, kept as long as policy says. Rows stay, so that participation goes on counting; only the words go. */
export async function expireResponses(tx: Tx, deps: ReflectionDeps, before: Instant, limit: number): Promise<number> {
  const over = await responses.answersBefore(tx, before, limit);
  for (const key of over) for (const share of await responses.expireContent(tx, key)) await showEnded(tx, deps, share, expiredCard);
  return over.length;
}
