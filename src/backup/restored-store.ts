import { sql } from 'kysely';
import { type Instant, isoOf } from '../calendar/instant.js';
import { DATABASE } from '../db/file.js';
import type { Gone } from '../db/gone.js';
import { openDatabase } from '../db/open.js';
import type { Transact, Tx } from '../db/transact.js';
import { outboxDepth } from '../delivery/depth.js';
import { markRestored } from '../delivery/restored.js';
import { endGoneFeeds } from '../meeting/service.js';
import { recordAudit } from '../org/service.js';
import { endGoneShares } from '../reflection/service.js';
import { eraseGoneAgain } from '../retention/leaver.js';
import type { Clock } from '../schedule/clock.js';
import { openOfficeClock } from '../schedule/office-clock.js';
import type { OfficeFile } from './office-files.js';

declare module '../db/schema.js' {
  interface Schema {
    db_copy: { taken_at: number };
    db_copy_file: OfficeFile;
  }
}

/** `erasedSince`: leavers who were erased since, and are so here again; undefined: the key store can't tell. */
export type Marked = { readonly takenAt: Instant; readonly waiting: number; readonly erasedSince: readonly string[] | undefined };

/**
 * Makes a copy ready to take the database's place: brought forward to this version, marked as restored, so that whatever somebody may have sent since is
 * looked for before it is sent, without what has been taken back since (`gone`), and with an entry in the audit log.
 */
export async function markCopy(
  draft: string,
  machine: Clock,
  operator: string,
  name: string,
  gone: Gone | undefined,
): Promise<{ readonly marked: Marked; readonly rules: readonly OfficeFile[] }> {
  const database = openDatabase(draft);
  try {
    const now = (await openOfficeClock(database.transact, machine)).now();
    const marked = await database.transact(async (tx) => {
      const takenAt = (await notedIn(tx)) ?? (await newestIn(tx));
      const rules = await tx.selectFrom('db_copy_file').selectAll().execute();
      const erased = await mark(tx, takenAt, now, operator, name, gone ?? new Map());
      const { pending, sending } = await outboxDepth(tx);
      return { marked: { takenAt, waiting: pending + sending, erasedSince: gone && erased }, rules };
    });
    database.checkpoint();
    return marked;
  } finally {
    await database.close();
  }
}

/** At the bot's start: a copy that was put in the database's place by hand, without `siwen restore`, is marked all the same. */
export function markPutByHand({ transact, clock }: { readonly transact: Transact; readonly clock: Clock }, gone: Gone): Promise<void> {
  return transact(async (tx) => {
    const takenAt = await notedIn(tx);
    if (takenAt !== undefined) await mark(tx, takenAt, clock.now(), 'siwen', DATABASE, gone);
  });
}

async function mark(tx: Tx, takenAt: Instant, now: Instant, operator: string, name: string, gone: Gone): Promise<readonly string[]> {
  await tx.deleteFrom('db_copy').execute();
  await tx.deleteFrom('db_copy_file').execute();
  await endGoneShares(tx, gone);
  await endGoneFeeds(tx, gone);
  const erased = await eraseGoneAgain(tx, gone, takenAt, now, { operator });
  await markRestored(tx, takenAt, now);
  await recordAudit(tx, { at: now, actor: { operator }, action: 'backup.restored', subject: name, detail: `taken=${isoOf(takenAt)}` });
  return erased;
}

/** Undefined: it is no copy, or one that siwen did not make. */
async function notedIn(tx: Tx): Promise<Instant | undefined> {
  const noted = await tx.selectFrom('db_copy').select('taken_at').executeTakeFirst();
  return noted && (noted.taken_at as Instant);
}

/** A copy that somebody made by hand doesn't say when. It is not older than the last thing in it, and to look back too far does no harm. */
async function newestIn(tx: Tx): Promise<Instant> {
  const { rows } = await sql<{ at: number }>`
    SELECT max((SELECT ifnull(max(at), 0) FROM org_audit), (SELECT ifnull(max(max(enqueued_at, ifnull(settled_at, 0))), 0) FROM delivery_outbox)) AS at
  `.execute(tx);
  return (rows[0]?.at ?? 0) as Instant;
}
