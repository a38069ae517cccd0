import { intervalOf, type Period } from '../../calendar/period.js';
import { inChunks } from '../../db/in-chunks.js';
import type { DepartmentId } from '../../org/member.js';
import { countedIn, scopeOf } from '../../org/scope.js';
import { type Actor, recordAudit } from '../../org/service.js';
import type { RatedRound } from '../../reflection/rating.js';
import { askFigures, ratedRounds, ratingsOf } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';
import type { CountDeps } from '../figures/count-service.js';
import type { RatingsResult } from './ratings.js';
import { addRound, type Sums } from './rules.js';

type Wanted = { readonly viewer: Actor; readonly period: Period; readonly departmentId?: string | undefined };

/** Each has so many groups as there are departments, for each of its prompts. */
const ROUNDS_AT_ONCE = 10;

/** Whether any round of the period asked for ratings. */
export const asksForRatings = ({ transact, zone }: CountDeps, period: Period): Promise<boolean> =>
  transact(async (tx) => (await ratedRounds(tx, intervalOf(period, zone))).length > 0);

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
    return { ...scope, counted: await countedIn(tx, scope), rounds: await ratedRounds(tx, intervalOf(period, zone)) };
  });
  if (!view.ok) return view;
  const { department, departments: scope, rounds } = view;
  const counted = rounds.filter((round) => round.counted);
  const ids = view.counted.map(({ id }) => id);
  const distributions = await distributionsOf(deps, counted, ids);
  return { ok: true, period, department, scope, rounds: rounds.length, open: rounds.length - counted.length, distributions };
}

async function distributionsOf({ transact }: CountDeps, rounds: readonly RatedRound[], departmentIds: readonly DepartmentId[]) {
  const sums: Sums = new Map();
  await inChunks(
    rounds,
    (some) =>
      transact(async (tx) => {
        const ids = some.map(({ id }) => id);
        const counts = await ratingsOf(tx, ids, departmentIds);
        for (const round of some) {
          const inTime = (await askFigures(tx, [round.id], departmentIds)).reduce((sum, { answered, late }) => sum + answered - late, 0);
          addRound(sums, round, counts, inTime);
        }
      }),
    ROUNDS_AT_ONCE,
  );
  return [...sums.values()];
}
