import { createHash } from 'node:crypto';
import { dateIn } from '../../calendar/plain-date.js';
import { readerOf } from '../../calendar/reader.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { startOfDay } from '../../calendar/zone.js';
import { say } from '../../chat/text.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { grouped } from '../../org/grouped.js';
import type { MemberId } from '../../org/member.js';
import { membersOf, peopleToldApart } from '../../org/options.js';
import { departmentsToldApart } from '../../org/scope.js';
import { recordAudit } from '../../org/service.js';
import { periodAway } from '../away/rules.js';
import type { Counted } from '../days-store.js';
import type { LeaveDeps } from '../deps.js';
import type { LeaveId } from '../leave.js';
import type { Entry } from './balance.js';
import { recountsCard } from './cards.js';
import type { RecountRefusal } from './entry-rules.js';
import { enter } from './entry-service.js';
import { keepers, keepsLedger, mayEnter } from './personnel.js';
import { differences, type Recount, type RecountList, sumOf } from './recount.js';
import { decidedSince, noteTold } from './recount-store.js';
import { lessGivenBack, thisYear } from './service.js';
import * as store from './store.js';
import { sentences } from './text.js';

const LEAVES_AT_ONCE = 100;

/** Leave that was decided and would count otherwise by the calendar of today; from last year on: what is older has been settled. */
async function recounts(deps: LeaveDeps): Promise<Recount[]> {
  const since = startOfDay(dateIn(thisYear(deps) - 1, 1, 1), deps.zone);
  return recountsAmong(deps, await deps.transact((tx) => decidedSince(tx, since)));
}

/** In short transactions, since it may be everybody's; whoever settles one is held against what is there then. */
async function recountsAmong(deps: LeaveDeps, all: readonly LeaveId[]): Promise<Recount[]> {
  const found: Recount[] = [];
  await inChunks(
    all,
    async (ids) => {
      const { leaves, entries } = await deps.transact(async (tx) => ({
        leaves: await store.decidedLeaves(tx, ids),
        entries: grouped(await lessGivenBack(tx, await store.recountsOf(tx, ids)), ({ recount }) => recount?.leaveId),
      }));
      for (const one of leaves) found.push(...recountOf(one, entries.get(one.leave.id) ?? [], deps.calendar));
    },
    LEAVES_AT_ONCE,
  );
  return found;
}

/** `entries`: of this leave. */
function recountOf({ leave, days }: Counted, entries: readonly Entry[], calendar: WorkCalendar): Recount[] {
  const differing = differences(days, periodAway(leave), entries, calendar);
  return differing.length === 0 ? [] : [{ leave, differences: differing }];
}

/** For personnel; looking at it is audited. At most `limit`, the earliest first; `among`: of these only, so that not everybody's is looked at again. */
export async function openRecounts(
  deps: LeaveDeps,
  input: { readonly memberId: string; readonly limit: number; readonly among?: readonly string[] },
): Promise<RecountList | { readonly ok: false; readonly refusal: 'right-missing' }> {
  const mayLook = (tx: Tx) => keepsLedger(tx, input.memberId);
  if (!(await deps.transact(mayLook))) return { ok: false, refusal: 'right-missing' };
  const all = await (input.among ? recountsAmong(deps, input.among as LeaveId[]) : recounts(deps));
  return deps.transact(async (tx) => {
    if (!(await mayLook(tx))) return { ok: false, refusal: 'right-missing' };
    const actor = { member: input.memberId as MemberId };
    await recordAudit(tx, { at: deps.clock.now(), actor, action: 'leave.recounts-looked', subject: 'recounts' });
    const first = all.slice(0, input.limit);
    const ids = first.map(({ leave }) => leave.memberId);
    const names = await peopleToldApart(tx, await membersOf(tx, ids));
    const departments = await departmentsToldApart(tx);
    const listed = first.map((one) => ({
      ...one,
      name: names.get(one.leave.memberId) ?? '—',
      department: departments.get(one.leave.departmentId) ?? '',
      isOwn: one.leave.memberId === input.memberId,
    }));
    return { ok: true, total: all.length, listed };
  });
}

/**
 * The days of one leave: counted by the calendar of today from now on, or left as they are. `sum`: what it would count, as whoever decides has seen it.
 * Each year has an entry of its own; the stored days stay.
 */
export function settleRecount(
  deps: LeaveDeps,
  input: { readonly memberId: string; readonly leaveId: string; readonly sum: number; readonly verdict: 'correct' | 'keep' },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: RecountRefusal }> {
  return deps.transact(async (tx) => {
    const [found] = await store.decidedLeaves(tx, [input.leaveId as LeaveId]);
    const allowed = await mayEnter(tx, input.memberId, found?.leave.memberId ?? '');
    if (!allowed.ok) return allowed.refusal === 'nobody' ? { ok: false, refusal: 'counts-the-same' } : allowed;
    const entries = found ? await lessGivenBack(tx, await store.recountsOf(tx, [found.leave.id])) : [];
    const [recount] = found ? recountOf(found, entries, deps.calendar) : [];
    if (!recount || sumOf(recount) !== input.sum) return { ok: false, refusal: 'counts-the-same' };
    for (const { year, counts, wouldCount } of recount.differences) {
      const isCorrected = input.verdict === 'correct';
      const reason = isCorrected ? sentences.recountReason(counts, wouldCount) : sentences.keepReason(counts, wouldCount);
      const entered = await enter(tx, deps, allowed, {
        id: deps.newId(),
        year,
        kind: 'recount',
        halfDays: isCorrected ? counts - wouldCount : 0,
        recount: { leaveId: recount.leave.id, counted: wouldCount },
        reason: say(reason, allowed.keeper.locale),
      });
      if (!entered.ok) return entered;
    }
    return { ok: true };
  });
}

/** Personnel hears once of each leave whose days have changed since it was decided; what was settled meanwhile is not counted. */
export async function tellOfRecounts(deps: LeaveDeps): Promise<void> {
  const all = await recounts(deps);
  if (all.length === 0) return;
  await deps.transact(async (tx) => {
    const now = deps.clock.now();
    const told = await keepers(tx);
    // Whoever comes to keep the ledger later hears of it then.
    if (told.length === 0) return;
    const fresh = new Map<number, string[]>();
    await inChunks(all, async (some) => {
      for (const { leave, differences: differing } of some)
        for (const { year, wouldCount } of differing) {
          const news = await noteTold(tx, leave.id, year, wouldCount);
          if (news) fresh.set(year, [...(fresh.get(year) ?? []), `${leave.id} ${news.before ?? ''} ${wouldCount}`]);
        }
    });
    for (const keeper of told)
      for (const [year, found] of fresh) {
        const leaves = all.filter((one) => one.differences.some((difference) => difference.year === year)).length;
        const card = recountsCard(year, { all: leaves, fresh: found.length }, readerOf(deps, keeper));
        // By what is new in it: a restored database finds the same again, and it has been told.
        const key = `leave.recounts:${year}:${digest(found)}:${keeper.id}`;
        await enqueue(tx, now, { kind: 'post', key, to: { member: keeper.id }, card, urgency: 'routine' });
      }
  });
}

const digest = (found: readonly string[]): string =>
  createHash('sha256')
    .update([...found].sort().join())
    .digest('base64url')
    .slice(0, 21);
