import type { Tx } from '../../db/transact.js';
import { recordAudit } from '../../org/service.js';
import { visible } from '../../visible.js';
import { showBalances } from '../decide/facing-service.js';
import type { LeaveDeps } from '../deps.js';
import { ownerOf } from '../words.js';
import type { Entry, EntryId } from './balance.js';
import { type EntryRefusal, isOpenYear, whyNotUndone, wrongReason } from './entry-rules.js';
import { type Allowed, mayEnter, tellChanged } from './personnel.js';
import { isYearWithout } from './rules.js';
import { thisYear } from './service.js';
import * as store from './store.js';

/** `id`: of the entry to be made, given when its form was opened, so that a form that arrives twice is one entry. */
type Entering = { readonly id: string; readonly memberId: string; readonly reason: string };
export type Entered = { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly refusal: EntryRefusal };
const refused = (refusal: EntryRefusal) => ({ ok: false, refusal }) as const;

/** Of two who correct at once both corrections stand, one after the other. */
export function correctBalance(
  deps: LeaveDeps,
  input: Entering & { readonly of: string; readonly year: number; readonly halfDays: number | undefined },
): Promise<Entered> {
  return deps.transact(async (tx) => {
    const allowed = await mayEnter(tx, input.memberId, input.of);
    if (!allowed.ok) return allowed;
    if (!isOpenYear(input.year, thisYear(deps))) return refused('year-far');
    if (!input.halfDays || !Number.isInteger(input.halfDays)) return refused('days-wrong');
    return enter(tx, deps, allowed, { ...input, kind: 'correction', halfDays: input.halfDays });
  });
}

/** 职工带薪年休假条例 第四条. */
export function setYearWithout(deps: LeaveDeps, input: Entering & { readonly of: string; readonly year: number }): Promise<Entered> {
  return deps.transact(async (tx) => {
    const allowed = await mayEnter(tx, input.memberId, input.of);
    if (!allowed.ok) return allowed;
    if (!isOpenYear(input.year, thisYear(deps))) return refused('year-far');
    const entries = (await store.entriesOf(tx, allowed.member.id, input.year, input.year)).map(({ entry }) => entry);
    if (entries.some(({ id }) => id === input.id)) return refused('entered-already');
    if (isYearWithout(entries, input.year)) return refused('without-already');
    return enter(tx, deps, allowed, { ...input, kind: 'year-without', halfDays: 0 });
  });
}

/** By an entry that says the opposite; what was wrong stays to be seen. */
export function undoEntry(deps: LeaveDeps, input: Entering & { readonly undoes: string }): Promise<Entered> {
  return deps.transact(async (tx) => {
    const former = await store.findEntry(tx, input.undoes);
    const allowed = await mayEnter(tx, input.memberId, former?.memberId ?? '');
    if (!allowed.ok) return allowed.refusal === 'nobody' ? refused('entry-unknown') : allowed;
    if (!former) return refused('entry-unknown');
    if (!isOpenYear(former.year, thisYear(deps))) return refused('year-far');
    const { year, kind, recount } = former;
    const entries = (await store.entriesOf(tx, allowed.member.id, year, year)).map(({ entry }) => entry);
    const wrong = whyNotUndone(former, entries);
    if (wrong) return refused(wrong);
    return enter(tx, deps, allowed, { ...input, year, kind, halfDays: -former.halfDays, recount, undoes: former.id });
  });
}

type New = Pick<Entry, 'year' | 'kind' | 'halfDays'> &
  Partial<Pick<Entry, 'recount' | 'undoes'>> & { readonly id: string; readonly reason: string };

/** Writes it, with its reason sealed for whoever it is about, into the ledger and without it into the audit log. */
export async function enter(tx: Tx, deps: LeaveDeps, allowed: Extract<Allowed, { ok: true }>, made: New): Promise<Entered> {
  const { keeper, member } = allowed;
  const reason = visible(made.reason);
  const wrong = wrongReason(reason);
  if (wrong) return refused(wrong);
  const at = deps.clock.now();
  const { year, kind, recount, undoes } = made;
  // −0 is no number of a ledger.
  const halfDays = made.halfDays || 0;
  const entry: Entry = { id: made.id as EntryId, memberId: member.id, year, kind, halfDays, recount, undoes, by: keeper.id, at };
  const sealed = await deps.vault.seal(tx, ownerOf(member.id), reason);
  if (!(await store.insertEntry(tx, entry, sealed))) return refused('entered-already');
  await recordAudit(tx, {
    at,
    actor: { member: keeper.id },
    action: `leave.${undoes ? 'entry-undone' : kind}`,
    subject: member.id,
    detail: `${year} ${kind} ${halfDays}`,
  });
  await tellChanged(tx, deps, entry, allowed);
  await showBalances(tx, deps, entry);
  return { ok: true, entry };
}
