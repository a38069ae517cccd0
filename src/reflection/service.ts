import type { Instant, Interval } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId } from '../org/member.js';
import type { PromptSets } from './prompt-sets.js';
import { namesOfUnknown } from './round/audience-service.js';
import { countAsks, countMissing, roundsOpenedIn } from './round/figures-store.js';
import { countLeftOut } from './round/left-out-store.js';
import type { AskFigures, MissingFigure } from './round/round.js';
import { loadSchedules } from './schedule/store.js';

export { countWaiting, nudgeWaiting } from './nudge/service.js';
export { erase } from './own/service.js';
export { groupsWithin, ratedRounds, ratingsOf } from './rating/service.js';
export { expireResponses } from './response/expiry.js';
export { exportOwn } from './response/export.js';
export { endGoneShares } from './response/share-store.js';
export { expireDrafts, oldestDraft, oldestResponse, writtenBy } from './response/store.js';
export { askedNow, roundCounts } from './round/count-store.js';
export { askedForRatings, openSince, openUntil, ownAsks } from './round/figures-store.js';
export { seedSchedules, sendFirstRound } from './schedule/service.js';

/** Schedules that send nothing, since what they ask is no longer in the folder prompts. */
export const schedulesWithoutPrompts = async (tx: Tx, promptSets: PromptSets): Promise<string[]> =>
  (await loadSchedules(tx)).filter(({ paused, spec }) => !paused && !promptSets.has(spec.promptSet)).map(({ id }) => id);

/** Schedules that name departments, people or a rank that the office does not have, with what they name. */
export async function schedulesOfUnknown(tx: Tx, ranks: readonly string[]): Promise<{ readonly id: string; readonly names: string[] }[]> {
  const schedules = (await loadSchedules(tx)).filter(({ paused }) => !paused);
  const named = await Promise.all(schedules.map(async ({ id, spec }) => ({ id, names: await namesOfUnknown(tx, ranks, spec.audience) })));
  return named.filter(({ names }) => names.length > 0);
}

/** Rounds that opened within `interval`, oldest first; only those that had closed by `closedBy`. Trials and missed occurrences count nowhere. */
export const countedRounds = (tx: Tx, interval: Interval, closedBy?: Instant): Promise<string[]> => roundsOpenedIn(tx, interval, closedBy);

/**
 * What was asked in these rounds, by the department each member was in when asked. `answered` includes `late`; `missing` is
 * asked − answered, also while a round is still open.
 */
export async function askFigures(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<AskFigures[]> {
  return departmentIds.length === 0 ? [] : countAsks(tx, roundIds, departmentIds);
}

/** Who has not answered, in no particular order. */
export async function missingMembers(
  tx: Tx,
  roundIds: readonly string[],
  departmentIds: readonly DepartmentId[],
): Promise<MissingFigure[]> {
  return departmentIds.length === 0 ? [] : countMissing(tx, roundIds, departmentIds);
}

/** How often somebody was left out of these rounds since they were on leave: they were not asked, so no other figure counts them. */
export async function leftOut(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<number> {
  return departmentIds.length === 0 ? 0 : countLeftOut(tx, roundIds, departmentIds);
}
