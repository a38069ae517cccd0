import type { Instant, Interval, PlainDate } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';

declare module '../../db/schema.js' {
  interface Schema {
    reflection_nudge: { round_id: string; member_id: MemberId; nudged_on: PlainDate; asked_by: MemberId };
  }
}

export type Waiting = { readonly interval: Interval; readonly now: Instant; readonly departmentIds: readonly DepartmentId[] };

/** Asks of rounds that opened within `interval`, are still open and not answered. */
const waiting = (tx: Tx, { interval, now, departmentIds }: Waiting) =>
  tx
    .selectFrom('reflection_round')
    .innerJoin('reflection_ask', 'reflection_ask.round_id', 'reflection_round.id')
    .where('state', '=', 'open')
    .where('trial', '=', 0)
    .where('closes_at', '>', now)
    .where('opens_at', '>=', interval.start)
    .where('opens_at', '<', interval.end)
    .where('answered_at', 'is', null)
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)));

export type WaitingAsk = { readonly roundId: string; readonly memberId: MemberId; readonly closesAt: Instant };

export const waitingAsks = (tx: Tx, wanted: Waiting): Promise<WaitingAsk[]> =>
  waiting(tx, wanted)
    .select(['round_id as roundId', 'member_id as memberId', 'closes_at as closesAt'])
    .orderBy('opens_at')
    .orderBy('member_id')
    .execute();

/** Those of them who have not been nudged on that day. */
export async function noteNudges(
  tx: Tx,
  asks: readonly { readonly roundId: string; readonly memberId: MemberId }[],
  on: PlainDate,
  by: MemberId,
): Promise<{ roundId: string; memberId: MemberId }[]> {
  const noted: { roundId: string; memberId: MemberId }[] = [];
  await inChunks(asks, async (some) => {
    const rows = await tx
      .insertInto('reflection_nudge')
      .values(some.map(({ roundId, memberId }) => ({ round_id: roundId, member_id: memberId, nudged_on: on, asked_by: by })))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['round_id as roundId', 'member_id as memberId'])
      .execute();
    noted.push(...rows);
  });
  return noted;
}
