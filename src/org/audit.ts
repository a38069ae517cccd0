import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from './member.js';
import { addAudit, loadAudit } from './store.js';

/** Who did it: a member in the chat, or somebody at the command line (their login name). */
export type Actor = { readonly member: MemberId } | { readonly operator: string };

export type AuditEntry = {
  readonly at: Instant;
  readonly actor: Actor;
  /** `<room>.<what>`, e.g. org.roster-imported. */
  readonly action: string;
  /** What or whom it was done to: ids only, never what somebody wrote. */
  readonly subject: string;
  readonly detail?: string;
};

/** Every decision and every look at somebody else's data (domain.md §5). Append-only: the table itself refuses changes. */
export function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  return addAudit(tx, {
    at: entry.at,
    member_id: 'member' in entry.actor ? entry.actor.member : null,
    operator: 'operator' in entry.actor ? entry.actor.operator : null,
    action: entry.action,
    subject: entry.subject,
    detail: entry.detail ?? null,
  });
}

/** The newest entries before `before`, newest first. */
export async function auditBefore(tx: Tx, before: Instant, limit: number): Promise<AuditEntry[]> {
  const rows = await loadAudit(tx, before, limit);
  return rows.map((row) => ({
    at: row.at as Instant,
    actor: row.member_id === null ? { operator: row.operator ?? '' } : { member: row.member_id as MemberId },
    action: row.action,
    subject: row.subject,
    ...(row.detail === null ? {} : { detail: row.detail }),
  }));
}
