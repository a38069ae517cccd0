import type { Instant, Zone } from '../calendar/instant.js';
import { nextTurn } from '../db/in-chunks.js';
import type { Transact, Tx } from '../db/transact.js';
import { forgetMessages, forgetSeen, forgetUnanswered } from '../delivery/forget.js';
import { expireReasons, oldestReason } from '../leave/service.js';
import type { Log } from '../log.js';
import { expireWritten, oldestWritten } from '../meeting/give-way/service.js';
import { expireCorrections, oldestCorrection } from '../meeting/service.js';
import { forgetAudit, recordAudit } from '../org/service.js';
import type { ReflectionDeps } from '../reflection/deps.js';
import { expireDrafts, expireResponses, oldestDraft, oldestResponse } from '../reflection/service.js';
import type { Job } from '../schedule/job.js';
import { KINDS, type Kind } from './kinds.js';
import type { RetentionPolicy } from './policy.js';
import { keptSince, newestRun, runThatTakes } from './rules.js';
import { addCount, endRun, noteTold, nothing, type Run, runToDo } from './store.js';
import { isTold } from './text.js';

/*
 * Every night what has been kept as long as policy says is deleted. The table decides whether a night's run has been done: at the first tick
 * after 03:30, or after the next start; the nights between are one run. It goes in short transactions, each of which also counts what it took,
 * so a run that was cut short goes on and still says all that it deleted: in the audit log, in numbers in the log, and in the morning to the
 * administrators (notice.ts).
 */

export type RetentionDeps = {
  readonly transact: Transact;
  readonly zone: Zone;
  readonly policy: RetentionPolicy;
  readonly reflection: ReflectionDeps;
  readonly log: Pick<Log, 'info'>;
};

/** Rows in one transaction: a few milliseconds. */
const ROWS_AT_ONCE = 100;
/** Transactions in one tick, so that whatever else becomes due meanwhile waits for less than a second. */
const CHUNKS_AT_ONCE = 40;

const earliest = (...all: readonly (Instant | undefined)[]): Instant | undefined => {
  const known = all.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : (Math.min(...known) as Instant);
};

export function retentionJob(deps: RetentionDeps): Job {
  const { transact, zone, policy, log } = deps;

  const takes: Record<Kind, (tx: Tx, before: Instant, now: Instant) => Promise<number>> = {
    responses: (tx, before) => expireResponses(tx, deps.reflection, before, ROWS_AT_ONCE),
    reasons: async (tx, before) =>
      (await expireReasons(tx, before, ROWS_AT_ONCE)) +
      (await expireCorrections(tx, before, ROWS_AT_ONCE)) +
      (await expireWritten(tx, before, ROWS_AT_ONCE)),
    drafts: (tx, before, now) => expireDrafts(tx, before, now, ROWS_AT_ONCE),
    words: (tx, before, now) => forgetUnanswered(tx, before, now, ROWS_AT_ONCE),
    keys: (tx, before) => forgetSeen(tx, before, ROWS_AT_ONCE),
    messages: (tx, before) => forgetMessages(tx, before, ROWS_AT_ONCE),
    entries: (tx, before) => forgetAudit(tx, before, ROWS_AT_ONCE),
  };

  /** Deletes what is over; false: there is more than fits into one tick. */
  async function deleteOver(run: Run, now: Instant): Promise<boolean> {
    let chunks = 0;
    for (const kind of KINDS) {
      const span = kind === 'entries' ? policy.audit : policy[kind];
      if (span === 'forever') continue;
      const before = keptSince(run.at, span, zone);
      for (let taken = ROWS_AT_ONCE; taken > 0; ) {
        if (chunks++ === CHUNKS_AT_ONCE) return false;
        taken = await transact(async (tx) => {
          const count = await takes[kind](tx, before, now);
          await addCount(tx, run.at, kind, count);
          return count;
        });
        await nextTurn();
      }
    }
    return true;
  }

  async function end(tx: Tx, run: Run, now: Instant): Promise<void> {
    const counts = await endRun(tx, run.at, now);
    if (!counts) return;
    // What is told waits for the morning (notice.ts).
    if (!isTold(counts)) await noteTold(tx, [run.at], now);
    if (nothing(counts)) return;
    const detail = KINDS.flatMap((kind) => (counts[kind] > 0 ? [`${kind}=${counts[kind]}`] : [])).join(' ');
    await recordAudit(tx, { at: now, actor: { operator: 'siwen' }, action: 'retention.deleted', subject: String(run.at), detail });
    log.info({ ...counts }, 'what was kept as long as policy says has been deleted');
  }

  return {
    name: 'retention.delete',
    /** Where words of people go. The rest is only tidying, for which the local workspace's clock need not stop. */
    async nextDueAt(tx, after) {
      const [response, reason, draft] = [
        await oldestResponse(tx),
        earliest(await oldestReason(tx), await oldestCorrection(tx), await oldestWritten(tx)),
        await oldestDraft(tx),
      ];
      const runs = [
        ...(response === undefined ? [] : [runThatTakes(response, policy.responses, after, zone)]),
        ...(reason === undefined ? [] : [runThatTakes(reason, policy.reasons, after, zone)]),
        ...(draft === undefined ? [] : [runThatTakes(draft, policy.drafts, after, zone)]),
      ];
      return runs.length === 0 ? undefined : (Math.min(...runs) as Instant);
    },
    async run(now) {
      const run = await transact((tx) => runToDo(tx, newestRun(now, zone)));
      if (run && (await deleteOver(run, now))) await transact((tx) => end(tx, run, now));
    },
  };
}
