import type { Interval } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { DamagedError } from '../../db/sealer.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId } from '../../org/member.js';
import { dissolvedDepartments, loadOrg } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { unsealed } from '../response/service.js';
import { inTimeIn, ratedRoundsIn } from '../round/figures-store.js';
import { findRound } from '../round/store.js';
import type { Given, RatedRound, RatingFigures } from './rating.js';
import { type Above, countsOf, ratingsIn, whollyIn } from './rules.js';
import * as store from './store.js';

/** Each has to be unsealed. */
const ANSWERS_AT_ONCE = 100;

/**
 * Counts the ratings of one of the rounds that have closed since: once, and as they were given in time; of one, since years of them may wait after an
 * upgrade. What is read of the answers stays in memory, and the counts are kept in one transaction with the note that they are; after a crash in between
 * all of it begins anew. An answer that is damaged is left out, which is said once, when the others are counted.
 */
export async function countRatings(deps: ReflectionDeps): Promise<void> {
  const [roundId] = await deps.transact(store.roundsToCount);
  if (roundId === undefined) return;
  const { given, damaged } = await givenIn(deps, roundId);
  const isCounted = await deps.transact(async (tx) => {
    if (!(await store.takeRound(tx, roundId))) return false;
    await store.insertCounts(tx, roundId, countsOf(given, await loadAbove(tx)));
    return true;
  });
  if (isCounted && damaged.length > 0)
    throw new AggregateError(damaged, `${damaged.length} answers of round ${roundId} are in no count of ratings`);
}

type Read = { readonly given: readonly Given[]; readonly damaged: readonly DamagedError[] };

async function givenIn(deps: ReflectionDeps, roundId: string): Promise<Read> {
  const given: Given[] = [];
  const damaged: DamagedError[] = [];
  const { round, inTime } = await deps.transact(async (tx) => ({
    round: await findRound(tx, roundId),
    inTime: await store.answeredInTime(tx, roundId),
  }));
  if (!round) return { given, damaged };
  const leftOut = (error: unknown) => {
    if (!(error instanceof DamagedError)) throw error;
    damaged.push(error);
    return undefined;
  };
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
          const answers = content && (await unsealed(tx, deps, memberId, content).catch(leftOut));
          if (answers) given.push(...ratingsIn(answers, round.set, departmentId));
        }
      }),
    ANSWERS_AT_ONCE,
  );
  return { given, damaged };
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

/** The groups that lie in these departments with everything below them. */
export const groupsWithin = async (tx: Tx, departmentIds: readonly DepartmentId[]): Promise<DepartmentId[]> =>
  whollyIn(new Set(departmentIds), await loadAbove(tx));

/** How many of these departments answered each of these rounds in time, and how many of these groups gave each rating. */
export async function ratingsOf(
  tx: Tx,
  roundIds: readonly string[],
  of: { readonly departmentIds: readonly DepartmentId[]; readonly groupIds: readonly DepartmentId[] },
): Promise<RatingFigures> {
  return { inTime: await inTimeIn(tx, roundIds, of.departmentIds), sums: await store.sumRatings(tx, roundIds, of.groupIds) };
}
