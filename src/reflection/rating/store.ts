import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { Rating, RatingCount, RatingSum } from './rating.js';

declare module '../../db/schema.js' {
  interface Schema {
    /** Closed rounds whose ratings are not counted yet; kept by reflection_round itself (trigger). */
    reflection_rating_due: { round_id: string };
    reflection_rating: { round_id: string; prompt_id: string; department_id: DepartmentId; rating: Rating; people: number };
  }
}

export async function roundsToCount(tx: Tx): Promise<string[]> {
  return (await tx.selectFrom('reflection_rating_due').select('round_id').orderBy('round_id').execute()).map((row) => row.round_id);
}

/** False: it is counted. */
export async function takeRound(tx: Tx, roundId: string): Promise<boolean> {
  const result = await tx.deleteFrom('reflection_rating_due').where('round_id', '=', roundId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export function insertCounts(tx: Tx, roundId: string, counts: readonly RatingCount[]): Promise<void> {
  return inChunks(counts, (some) =>
    tx
      .insertInto('reflection_rating')
      .values(
        some.map(({ promptId, departmentId, rating, people }) => ({
          round_id: roundId,
          prompt_id: promptId,
          department_id: departmentId,
          rating,
          people,
        })),
      )
      .execute(),
  );
}

type InTime = { readonly memberId: MemberId; readonly departmentId: DepartmentId };

/** Who answered before the window closed, with the department they were asked in. */
export async function answeredInTime(tx: Tx, roundId: string): Promise<InTime[]> {
  return tx
    .selectFrom('reflection_ask')
    .select(['member_id as memberId', 'department_id as departmentId'])
    .where('round_id', '=', roundId)
    .where('answered_at', 'is not', null)
    .where('late', '=', 0)
    .execute();
}

/** Of each of these the newest version, where its content is still there. */
export async function newestContents(tx: Tx, roundId: string, memberIds: readonly MemberId[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await tx
    .selectFrom('reflection_response')
    .select(['member_id', 'content'])
    .where('round_id', '=', roundId)
    .where('member_id', 'in', listed<string>(JSON.stringify(memberIds)))
    .orderBy('version')
    .execute();
  const newest = new Map(rows.map((row) => [row.member_id, row.content]));
  return new Map([...newest].flatMap(([memberId, content]) => (content ? [[memberId, content] as const] : [])));
}

/** Added up over the groups of these departments. */
export async function sumRatings(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<RatingSum[]> {
  return tx
    .selectFrom('reflection_rating')
    .select((select) => ['round_id as roundId', 'prompt_id as promptId', 'rating', select.fn.sum<number>('people').as('people')])
    .where('round_id', 'in', listed<string>(JSON.stringify(roundIds)))
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)))
    .groupBy(['round_id', 'prompt_id', 'rating'])
    .execute();
}
