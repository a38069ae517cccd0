import type { Tx } from '../../db/transact.js';
import type { ParticipationDeps } from '../deps.js';
import type { Month } from './month.js';
import { asItIs } from './post.js';
import { findBulletin, notePost, unsettledPosts } from './store.js';
import { showAll, tellNotPosted } from './telling.js';
import { viewOf } from './view.js';

/** What became of the posts: the office sees on its cards what the chat has refused or may not have got, also when somebody sends it after all. */
export const followPosts = (deps: ParticipationDeps): Promise<void> =>
  deps.transact(async (tx) => {
    for (const month of await unsettledPosts(tx)) await followPost(tx, deps, month);
  });

async function followPost(tx: Tx, deps: ParticipationDeps, month: Month): Promise<void> {
  const bulletin = await findBulletin(tx, month);
  if (!bulletin?.published) return;
  const [before, { post: now }] = [bulletin.published.post, await asItIs(tx, month, bulletin.published)];
  if (now === before) return;
  await notePost(tx, month, now);
  const view = await viewOf(tx, deps, bulletin);
  // That it has arrived is what the cards have said all the time.
  const isShown = before === 'waiting' && now === 'arrived';
  if (!isShown) await showAll(tx, deps, view);
  if (now === 'refused') await tellNotPosted(tx, deps, view);
}
