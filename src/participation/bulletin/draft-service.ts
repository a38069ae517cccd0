import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import { intervalOf } from '../../calendar/period.js';
import type { Tx } from '../../db/transact.js';
import { openCheckInsOf } from '../../meeting/service.js';
import type { ParticipationDeps } from '../deps.js';
import { isCounted } from '../figures/rules.js';
import { countContent } from './count-service.js';
import { type Month, periodOf } from './month.js';
import { addVersion, changeContent, draftsWithoutMeetings, draftsWithoutRounds, findBulletin, insertDraft } from './store.js';
import { showAll, tellOffice } from './telling.js';
import { viewOf } from './view.js';
import { countedText, isWritten } from './words.js';

/** A check-in may be closed at any time. */
const LOOK_AGAIN_MS = hourMs;

/**
 * Drafts the bulletin of a month, once: what is counted again by a second tick or after a restart finds the first one there. Answers with when to
 * look again, where nothing but rounds that are still open, or meetings that are not over, happened in it.
 */
export async function draftBulletin(deps: ParticipationDeps, month: Month): Promise<Instant | undefined> {
  if (await deps.transact((tx) => findBulletin(tx, month))) return undefined;
  const content = await countContent(deps, month);
  if (!isCounted(content.total, 'all')) return content.checkIns?.length ? plus(deps.clock.now(), LOOK_AGAIN_MS) : content.open?.firstCloses;
  await deps.transact(async (tx) => {
    if (!(await insertDraft(tx, { month, content, text: countedText({ month, content }), at: deps.clock.now() }))) return;
    const drafted = await findBulletin(tx, month);
    if (drafted) await tellOffice(tx, deps, await viewOf(tx, deps, drafted));
  });
  return undefined;
}

/** Drafts that left out a round or a meeting which can be counted now. */
export async function recountDrafts(deps: ParticipationDeps): Promise<void> {
  for (const month of await deps.transact((tx) => draftsToRecount(tx, deps))) await recount(deps, month);
}

async function draftsToRecount(tx: Tx, { clock, zone }: ParticipationDeps): Promise<ReadonlySet<Month>> {
  const months = new Set(await draftsWithoutRounds(tx, clock.now()));
  for (const { month, checkIns } of await draftsWithoutMeetings(tx)) {
    const open = await openCheckInsOf(tx, intervalOf(periodOf(month), zone));
    if (checkIns.some((id) => !open.includes(id))) months.add(month);
  }
  return months;
}

/** What somebody has written stays; they see that there are newer figures. Whoever has changed it meanwhile is not overwritten: the next tick counts again. */
async function recount(deps: ParticipationDeps, month: Month): Promise<void> {
  const draft = await deps.transact((tx) => findBulletin(tx, month));
  if (draft?.state !== 'draft') return;
  const content = { ...(await countContent(deps, month)), recounted: true };
  await deps.transact(async (tx) => {
    if (!(await changeContent(tx, draft, content))) return;
    if (!isWritten(draft)) await addVersion(tx, draft, countedText({ month, content }), undefined, deps.clock.now());
    const recounted = await findBulletin(tx, month);
    if (recounted) await showAll(tx, deps, await viewOf(tx, deps, recounted));
  });
}
