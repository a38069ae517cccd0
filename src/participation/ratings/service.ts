import { intervalOf, type Period } from '../../calendar/period.js';
import { inChunks } from '../../db/in-chunks.js';
import type { DepartmentId } from '../../org/member.js';
import { countedIn, scopeOf } from '../../org/scope.js';
import { type Actor, recordAudit } from '../../org/service.js';
import type { RatedRound } from '../../reflection/rating/rating.js';
import { askedForRatings, groupsWithin, ratedRounds, ratingsOf } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';
import type { CountDeps } from '../figures/count-service.js';
import type { RatingsResult } from './ratings.js';
import { addRound, type Sums } from './rules.js';

type Wanted = { readonly viewer: Actor; readonly period: Period; readonly departmentId?: string | undefined };

/** Each has so many groups as there are departments, for each of its prompts. */
const ROUNDS_AT_ONCE = 10;

/** Whether any round of the period asked for ratings. */
export const asksForRatings = ({ transact, zone }: CountDeps, period: Period): Promise<boolean> =>
  transact((tx) => askedForRatings(tx, intervalOf(period, zone)));

/** How members rated themselves, within what `viewer` may see by the database at this moment; each look is audited before anything is shown. */
export async function viewRatings(deps: ParticipationDeps, { viewer, period, departmentId }: Wanted): Promise<RatingsResult> {
  const { transact, zone, clock } = deps;
  const view = await transact(async (tx) => {
    const scope = await scopeOf(tx, viewer, 'participation.view', departmentId);
    if (!scope.ok) return scope;
    await recordAudit(tx, {
      at: clock.now(),
      actor: viewer,
      action: 'participation.view',
      subject: `${period.from}..${period.to}`,
      detail: `${scope.department?.id ?? 'all'}; ratings`,
    });
    const departmentIds = (await countedIn(tx, scope)).map(({ id }) => id);
    const groupIds = await groupsWithin(tx, departmentIds);
    return { ...scope, departmentIds, groupIds, rounds: await ratedRounds(tx, intervalOf(period, zone)) };
  });
  if (!view.ok) return view;
  const { department, departments: scope, rounds } = view;
  const counted = rounds.filter((round) => round.counted);
  const distributions = await distributionsOf(deps, counted, view);
  return { ok: true, period, department, scope, rounds: rounds.length, open: rounds.length - counted.length, distributions };
}

type Of = { readonly departmentIds: readonly DepartmentId[]; readonly groupIds: readonly DepartmentId[] };

async function distributionsOf({ transact }: CountDeps, rounds: readonly RatedRound[], of: Of) {
  const sums: Sums = new Map();
  await inChunks(
    rounds,
    (some) =>
      transact(async (tx) => {
        const ids = some.map(({ id }) => id);
        const figures = await ratingsOf(tx, ids, of);
        for (const round of some) addRound(sums, round, figures.sums, figures.inTime.get(round.id) ?? 0);
      }),
    ROUNDS_AT_ONCE,
  );
  return [...sums.values()];
}
