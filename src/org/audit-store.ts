import { type Expression, type ExpressionBuilder, type Generated, type Insertable, type SqlBool, sql } from 'kysely';
import { dayMs, type Instant } from '../calendar/instant.js';
import { inChunks } from '../db/in-chunks.js';
import type { Schema } from '../db/schema.js';
import type { Tx } from '../db/transact.js';
import type {} from './store.js';
import { unpadded } from './unpadded.js';

type AuditRow = {
  /** Given by SQLite, in the order of writing. */
  id: Generated<number>;
  at: number;
  member_id: string | null;
  operator: string | null;
  action: string;
  subject: string;
  detail: string | null;
};

declare module '../db/schema.js' {
  interface Schema {
    org_audit: AuditRow;
  }
}

export const addAudit = (tx: Tx, rows: readonly Insertable<AuditRow>[]): Promise<void> =>
  inChunks(rows, (some) => tx.insertInto('org_audit').values(some).execute());

/** As the table itself has it: what is younger than this, counted from the newest entry, can't be deleted. */
const ALWAYS_KEPT_MS = 3 * 365 * dayMs;

/** The oldest entries, by policy. */
export async function deleteAudit(tx: Tx, before: Instant, limit: number): Promise<number> {
  const newest = await tx.selectFrom('org_audit').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst();
  const end = Math.min(before, (newest?.at ?? 0) - ALWAYS_KEPT_MS);
  const result = await tx
    .deleteFrom('org_audit')
    .where('id', 'in', tx.selectFrom('org_audit').select('id').where('at', '<', end).orderBy('at').limit(limit))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** What is left out is not asked for. */
export type AuditFilter = {
  readonly from?: Instant | undefined;
  /** Not included. */
  readonly until?: Instant | undefined;
  /** A member's id or name, or the login name of somebody at the command line. */
  readonly actor?: string | undefined;
  /** `reflection.look`, or a room: `reflection`. */
  readonly action?: string | undefined;
  /** An id, or a member's name; whom or what it was done to. */
  readonly subject?: string | undefined;
  /** Only entries written before the one with this id. */
  readonly before?: number | undefined;
  readonly limit: number;
};

type Where = ExpressionBuilder<Schema, 'org_audit'>;

/** Newest first, in the order of writing. */
export async function loadAudit(tx: Tx, filter: AuditFilter) {
  const conditions = (where: Where): Expression<SqlBool>[] => [
    ...(filter.from === undefined ? [] : [where('at', '>=', filter.from)]),
    ...(filter.until === undefined ? [] : [where('at', '<', filter.until)]),
    ...(filter.before === undefined ? [] : [where('id', '<', filter.before)]),
    ...(filter.actor === undefined ? [] : [where('operator', '=', filter.actor).or('member_id', 'in', members(where, filter.actor))]),
    ...(filter.action === undefined ? [] : [where('action', '=', filter.action).or('action', 'like', `${literal(filter.action)}.%`)]),
    ...(filter.subject === undefined ? [] : [concerns(where, filter.subject)]),
  ];
  return tx
    .selectFrom('org_audit')
    .selectAll()
    .where((where) => where.and(conditions(where)))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

function concerns(where: Where, word: string): Expression<SqlBool> {
  const people = members(where, word);
  return where.or([
    where('subject', '=', word),
    where('detail', '=', word),
    where('subject', 'in', people),
    where.exists(people.where(isNamedFirst)),
  ]);
}

/** Whom an entry is about stands first in its detail, or behind what it is about (`603 step 1`, `business-trip 603`). */
const isNamedFirst = sql<SqlBool>`
  (instr(detail || ' ', org_member.id || ' ') = 1 OR instr(substr(detail, instr(detail, ' ') + 1) || ' ', org_member.id || ' ') = 1)`;

/** Those who left as well: what they did stays in the log. */
function members(where: Where, word: string) {
  return where
    .selectFrom('org_member')
    .select('org_member.id')
    .where((member) => member.or([member('org_member.id', '=', word), member('org_member.name', '=', unpadded(word))]));
}

const literal = (word: string): string => word.replace(/[%_]/g, '');
