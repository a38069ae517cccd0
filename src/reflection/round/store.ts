import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { PromptSet } from '../prompt-sets.js';
import type { RoundState } from '../rules.js';
import type { OwnRound, Round, StoredAsk } from './round.js';

type RoundRow = {
  id: string;
  schedule_id: string | null;
  occurrence_at: Instant;
  asked: string;
  opens_at: Instant;
  closes_at: Instant;
  /** A withdrawn one is closed. */
  state: Exclude<RoundState, 'withdrawn'>;
  missed_reason: string | null;
  trial: number;
  withdrawn_at: Instant | null;
};
type AskRow = { round_id: string; member_id: MemberId; department_id: DepartmentId; answered_at: Instant | null; late: number };

declare module '../../db/schema.js' {
  interface Schema {
    reflection_round: RoundRow;
    reflection_ask: AskRow;
    /** Kept by reflection_ask itself (triggers): nobody else writes it. */
    reflection_figures: { round_id: string; department_id: DepartmentId; asked: number; answered: number; late: number };
  }
}

/** Every round keeps a copy of what it asked, and most ask the same: each copy is read and checked once. */
const known = new Map<string, PromptSet>();
const MOST_KNOWN = 100;

function setOf(asked: string): PromptSet {
  const before = known.get(asked);
  if (before) return before;
  const set = PromptSet.parse(JSON.parse(asked));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(asked, set);
  return set;
}

export const roundOf = (row: RoundRow): Round => ({
  id: row.id,
  scheduleId: row.schedule_id ?? undefined,
  occurrenceAt: row.occurrence_at,
  set: setOf(row.asked),
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  state: row.withdrawn_at === null ? row.state : 'withdrawn',
  trial: row.trial === 1,
});

/** False: this occurrence has its round already. */
export async function insertRound(
  tx: Tx,
  round: Round & { readonly state: 'open' | 'missed' },
  missedReason: string | null,
): Promise<boolean> {
  const result = await tx
    .insertInto('reflection_round')
    .values({
      id: round.id,
      schedule_id: round.scheduleId ?? null,
      occurrence_at: round.occurrenceAt,
      asked: JSON.stringify(round.set),
      opens_at: round.opensAt,
      closes_at: round.closesAt,
      state: round.state,
      missed_reason: missedReason,
      trial: round.trial ? 1 : 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const roundById = prepared((tx, { id }: { id: string }) => tx.selectFrom('reflection_round').selectAll().where('id', '=', id));

export async function findRound(tx: Tx, id: string): Promise<Round | undefined> {
  const [row] = (await roundById(tx, { id })).rows;
  return row && roundOf(row);
}

export async function hasRounds(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('reflection_round').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export function insertAsks(tx: Tx, roundId: string, members: readonly Member[]): Promise<void> {
  return inChunks(members, (some) =>
    tx
      .insertInto('reflection_ask')
      .values(
        some.map(({ id, departmentId }) => ({ round_id: roundId, member_id: id, department_id: departmentId, answered_at: null, late: 0 })),
      )
      .execute(),
  );
}

const askOf = (row: AskRow): StoredAsk => ({ memberId: row.member_id, answeredAt: row.answered_at ?? undefined, late: row.late === 1 });

const askById = prepared((tx, { roundId, memberId }: { roundId: string; memberId: MemberId }) =>
  tx.selectFrom('reflection_ask').selectAll().where('round_id', '=', roundId).where('member_id', '=', memberId),
);

export async function findAsk(tx: Tx, roundId: string, memberId: string): Promise<StoredAsk | undefined> {
  const [row] = (await askById(tx, { roundId, memberId: memberId as MemberId })).rows;
  return row && askOf(row);
}

export async function asksOf(tx: Tx, roundId: string): Promise<StoredAsk[]> {
  const rows = await tx.selectFrom('reflection_ask').selectAll().where('round_id', '=', roundId).orderBy('member_id').execute();
  return rows.map(askOf);
}

export async function unansweredIn(tx: Tx, roundId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('reflection_ask')
    .select('member_id')
    .where('round_id', '=', roundId)
    .where('answered_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

const answerAsk = prepared((tx, { roundId, memberId, at, late }: { roundId: string; memberId: MemberId; at: Instant; late: number }) =>
  tx
    .updateTable('reflection_ask')
    .set({ answered_at: at, late })
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId)
    .where('answered_at', 'is', null),
);

/** The first answer decides whether it was late; later versions change nothing here. */
export async function markAnswered(tx: Tx, roundId: string, memberId: string, at: Instant, late: boolean): Promise<void> {
  await answerAsk(tx, { roundId, memberId: memberId as MemberId, at, late: late ? 1 : 0 });
}

const newestFirst = (tx: Tx, memberId: string) =>
  tx
    .selectFrom('reflection_ask')
    .innerJoin('reflection_round', 'reflection_round.id', 'reflection_ask.round_id')
    .where('member_id', '=', memberId as MemberId)
    .orderBy('opens_at', 'desc')
    .orderBy('id');

/** Of `ids` only, so that what years of rounds asked isn't read and sorted for the sake of a few. */
async function ownRounds(tx: Tx, memberId: string, ids: readonly string[]): Promise<OwnRound[]> {
  if (ids.length === 0) return [];
  const rows = await newestFirst(tx, memberId).selectAll().where('round_id', 'in', ids).execute();
  return rows.map((row) => ({ round: roundOf(row), ask: askOf(row) }));
}

/** A member's rounds, newest first. */
export async function roundsOf(tx: Tx, memberId: string, page: { readonly offset: number; readonly limit: number }): Promise<OwnRound[]> {
  const found = await newestFirst(tx, memberId).select('round_id').limit(page.limit).offset(page.offset).execute();
  const ids = found.map((row) => row.round_id);
  return ownRounds(tx, memberId, ids);
}

/** Those of them that wait for nothing any more: answered, or over. */
export async function pastRoundsOf(tx: Tx, memberId: string, now: Instant, limit: number): Promise<OwnRound[]> {
  const ids = (await past(tx, { memberId, now, limit })).rows.map((row) => row.round_id);
  return ownRounds(tx, memberId, ids);
}

type Past = { readonly memberId: string; readonly now: Instant; readonly limit: number };
const pastOnes = (tx: Tx, { memberId, now, limit }: Past) =>
  newestFirst(tx, memberId)
    .select('round_id')
    .where((where) => where.or([where('answered_at', 'is not', null), where('state', '<>', 'open'), where('closes_at', '<=', now)]))
    .limit(limit);
const past = prepared((tx, values: Past) => pastOnes(tx, values));

/** The same of one prompt set, however many of others came since. */
export async function pastRoundsIn(tx: Tx, setId: string, values: Past): Promise<OwnRound[]> {
  const isOfSet = sql<boolean>`json_extract(asked, '$.id') = ${setId}`;
  const rows = await pastOnes(tx, values).where(isOfSet).execute();
  return ownRounds(
    tx,
    values.memberId,
    rows.map((row) => row.round_id),
  );
}

/** A member's rounds that are open and not answered, those that close first in front. */
export async function openRoundsOf(tx: Tx, memberId: string, now: Instant): Promise<OwnRound[]> {
  const { rows } = await openOf(tx, { memberId: memberId as MemberId, now });
  return rows.map((row) => ({ round: roundOf(row), ask: askOf(row) }));
}

const openOf = prepared((tx, { memberId, now }: { memberId: MemberId; now: Instant }) =>
  tx
    .selectFrom('reflection_round')
    .innerJoin('reflection_ask', 'reflection_ask.round_id', 'reflection_round.id')
    .selectAll()
    .where('state', '=', 'open')
    .where('closes_at', '>', now)
    .where('member_id', '=', memberId)
    .where('answered_at', 'is', null)
    .orderBy('closes_at')
    .orderBy('id'),
);

/** Rounds whose window has ended but which are still open here. */
export async function roundsToClose(tx: Tx, now: Instant): Promise<Round[]> {
  const rows = await tx
    .selectFrom('reflection_round')
    .selectAll()
    .where('state', '=', 'open')
    .where('closes_at', '<=', now)
    .orderBy('closes_at')
    .execute();
  return rows.map(roundOf);
}

export async function nextClosing(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('reflection_round')
    .select((select) => select.fn.min('closes_at').as('at'))
    .where('state', '=', 'open')
    .where('closes_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** False: somebody else has closed it. */
export async function closeRound(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('reflection_round')
    .set({ state: 'closed' })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False: it is over. */
export async function withdrawRound(tx: Tx, id: string, at: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('reflection_round')
    .set({ state: 'closed', withdrawn_at: at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('closes_at', '>', at)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
