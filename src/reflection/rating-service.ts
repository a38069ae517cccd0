import type { Interval } from '../calendar/instant.js';
import { inChunks, nextTurn } from '../db/in-chunks.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId } from '../org/member.js';
import { dissolvedDepartments, loadOrg } from '../org/service.js';
import type { ReflectionDeps } from './deps.js';
import { ratedRoundsIn } from './figures-store.js';
import type { Given, RatedRound, RatingSum } from './rating.js';
import { type Above, countsOf, ratingsIn, whollyIn } from './rating-rules.js';
import * as store from './rating-store.js';
import { unsealed } from './response-service.js';
import { findRound } from './round-store.js';

/** Each has to be unsealed. */
const ANSWERS_AT_ONCE = 100;

/**
 * Counts the ratings of every round that has closed since: once, and as they were given in time. What is read of the answers stays in memory, and
 * the counts are kept in one transaction with the note that they are; after a crash in between all of it begins anew. A round with an answer that can't
 * be read holds back no other; it is tried again, and the failure is in the log.
 */
export async function countRatings(deps: ReflectionDeps): Promise<void> {
  const failures: unknown[] = [];
  for (const roundId of await deps.transact(store.roundsToCount)) {
    await countRound(deps, roundId).catch((error: unknown) => failures.push(error));
    await nextTurn();
  }
  if (failures.length > 0) throw failures[0];
}

async function countRound(deps: ReflectionDeps, roundId: string): Promise<void> {
  const given = await givenIn(deps, roundId);
  await deps.transact(async (tx) => {
    if (await store.takeRound(tx, roundId)) await store.insertCounts(tx, roundId, countsOf(given, await loadAbove(tx)));
  });
}

async function givenIn(deps: ReflectionDeps, roundId: string): Promise<Given[]> {
  const given: Given[] = [];
  const { round, inTime } = await deps.transact(async (tx) => ({
    round: await findRound(tx, roundId),
    inTime: await store.answeredInTime(tx, roundId),
  }));
  if (!round) return given;
  await inChunks(
    inTime,
    (some) =>
      deps.transact(async (tx) => {
        const contents = await store.newestContents(
          tx,
          roundId,
          some.map(({ memberId }) => memberId),
        );
        for (const { memberId, departmentId } of some) {
          const content = contents.get(memberId);
          const answers = content && (await unsealed(tx, deps, memberId, content));
          if (answers) given.push(...ratingsIn(answers, round.set, departmentId));
        }
      }),
    ANSWERS_AT_ONCE,
  );
  return given;
}

async function loadAbove(tx: Tx): Promise<Above> {
  const standing = (await loadOrg(tx)).departments.map(({ id, parentId }) => [id, parentId] as const);
  const dissolved = (await dissolvedDepartments(tx)).map(({ id, under }) => [id, under] as const);
  return new Map([...standing, ...dissolved]);
}

/** Rounds that opened within `interval` and asked for ratings, oldest first. Trials and missed occurrences count nowhere. */
export async function ratedRounds(tx: Tx, interval: Interval): Promise<RatedRound[]> {
  const due = new Set(await store.roundsToCount(tx));
  return (await ratedRoundsIn(tx, interval)).map(({ id, set, state }) => ({ id, set, counted: state === 'closed' && !due.has(id) }));
}

/** How many gave each rating, in the groups that lie in these departments with everything below them. */
export async function ratingsOf(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<RatingSum[]> {
  return store.sumRatings(tx, roundIds, whollyIn(new Set(departmentIds), await loadAbove(tx)));
}
