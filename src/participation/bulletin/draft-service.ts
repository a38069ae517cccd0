import type { ParticipationDeps } from '../deps.js';
import { countContent } from './count-service.js';
import type { Month } from './month.js';
import { findBulletin, insertDraft } from './store.js';
import { tellOffice } from './telling.js';
import { viewOf } from './view.js';

/** Drafts the bulletin of a month, once: what is counted again by a second tick or after a restart finds the first one there. */
export async function draftBulletin(deps: ParticipationDeps, month: Month): Promise<void> {
  if (await deps.transact((tx) => findBulletin(tx, month))) return;
  const counted = await countContent(deps, month);
  if (!counted) return;
  await deps.transact(async (tx) => {
    if (!(await insertDraft(tx, { month, ...counted, at: deps.clock.now() }))) return;
    const drafted = await findBulletin(tx, month);
    if (drafted) await tellOffice(tx, deps, await viewOf(tx, deps, drafted));
  });
}
