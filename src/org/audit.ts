import { type Instant, isoOf } from '../calendar/instant.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Clock } from '../schedule/clock.js';
import type { AuditAction } from './audit-actions.js';
import { type AuditFilter, addAudit, deleteAudit, loadAudit } from './audit-store.js';
import type { MemberId } from './member.js';
import { findMember } from './store.js';

export type { AuditFilter } from './audit-store.js';

/** Who did it: a member in the chat, or somebody at the command line (their login name). */
export type Actor = { readonly member: MemberId } | { readonly operator: string };

export type AuditEntry = {
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** What or whom it was done to: ids only, never what somebody wrote. */
  readonly subject: string;
  readonly detail?: string;
};

/** Every decision and every look at somebody else's data (domain.md §5). The table itself refuses changes, and keeps every entry for three years. */
export const recordAudit = (tx: Tx, entry: AuditEntry): Promise<void> => recordAll(tx, [entry]);

/** Of what changes for many at once. */
export const recordAll = (tx: Tx, entries: readonly AuditEntry[]): Promise<void> =>
  addAudit(
    tx,
    entries.map(({ at, actor, action, subject, detail }) => ({
      at,
      member_id: 'member' in actor ? actor.member : null,
      operator: 'operator' in actor ? actor.operator : null,
      action,
      subject,
      detail: detail ?? null,
    })),
  );

/** At the end of its retention, where policy gives it one; at most `limit` entries. */
export const forgetAudit = (tx: Tx, before: Instant, limit: number): Promise<number> => deleteAudit(tx, before, limit);

/** An entry for a reader: members' names beside their ids, wherever an id is a member's. */
export type AuditLine = Omit<AuditEntry, 'action'> & {
  readonly action: string;
  readonly id: number;
  readonly names: { readonly actor?: string; readonly subject?: string; readonly detail?: string };
};

/** The newest entries that fit, newest first. Reading the log is itself an entry, which this reading does not show yet. */
export function readAudit(
  deps: { readonly transact: Transact; readonly clock: Clock },
  reader: { readonly operator: string },
  filter: AuditFilter,
): Promise<AuditLine[]> {
  return deps.transact(async (tx) => {
    const entries = await auditEntries(tx, filter);
    const { limit: _limit, before: _before, from, until, ...others } = filter;
    const asked = { from: from && isoOf(from), until: until && isoOf(until), ...others };
    const detail = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
    await recordAudit(tx, { at: deps.clock.now(), actor: reader, action: 'org.audit-read', subject: 'audit', detail: detail.join(' ') });
    return entries;
  });
}

export async function auditEntries(tx: Tx, filter: AuditFilter): Promise<AuditLine[]> {
  const names = new Map<string, string | undefined>();
  const nameOf = async (id: string | null) => {
    if (id === null) return undefined;
    if (!names.has(id)) names.set(id, (await findMember(tx, id))?.name);
    return names.get(id);
  };
  const lines: AuditLine[] = [];
  for (const row of await loadAudit(tx, filter)) {
    const [actor, subject, detail] = [await nameOf(row.member_id), await nameOf(row.subject), await nameOf(row.detail)];
    lines.push({
      id: row.id,
      at: row.at as Instant,
      actor: row.member_id === null ? { operator: row.operator ?? '' } : { member: row.member_id as MemberId },
      action: row.action,
      subject: row.subject,
      ...(row.detail === null ? {} : { detail: row.detail }),
      names: { ...(actor ? { actor } : {}), ...(subject ? { subject } : {}), ...(detail ? { detail } : {}) },
    });
  }
  return lines;
}
