import { createHash } from 'node:crypto';
import { dateIn, datesFrom } from '../../calendar/plain-date.js';
import { readerOf } from '../../calendar/reader.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { startOfDay } from '../../calendar/zone.js';
import { say } from '../../chat/text.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { findMember, recordAudit } from '../../org/service.js';
import { periodAway } from '../away/rules.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave } from '../leave.js';
import { recountsCard } from './cards.js';
import type { RecountRefusal } from './entry-rules.js';
import { enter } from './entry-service.js';
import { keepers, keepsLedger, mayEnter } from './personnel.js';
import { differences, type Recount, type RecountList, sumOf } from './recount.js';
import { thisYear } from './service.js';
import * as store from './store.js';
import { sentences } from './text.js';

/** Leave that was decided and would count otherwise by the calendar of today; from last year on: what is older has been settled. */
async function recounts(tx: Tx, deps: LeaveDeps): Promise<Recount[]> {
  const found: Recount[] = [];
  const since = startOfDay(dateIn(thisYear(deps) - 1, 1, 1), deps.zone);
  await inChunks(await store.decidedSince(tx, since), async (ids) => {
    const entries = await store.recountsOf(tx, ids);
    for (const one of await store.decidedLeaves(tx, ids)) found.push(...recountOf(one, entries, deps.calendar));
  });
  return found;
}

function recountOf(
  { leave, days }: store.Counted,
  entries: Awaited<ReturnType<typeof store.recountsOf>>,
  calendar: WorkCalendar,
): Recount[] {
  const own = entries.filter(({ recount }) => recount?.leaveId === leave.id);
  const differing = differences(days, periodAway(leave), own, calendar);
  return differing.length === 0 ? [] : [{ leave, differences: differing }];
}

/** For personnel; looking at it is audited. At most `limit`, the earliest first. */
export function openRecounts(
  deps: LeaveDeps,
  input: { readonly memberId: string; readonly limit: number },
): Promise<RecountList | { readonly ok: false; readonly refusal: 'right-missing' }> {
  return deps.transact(async (tx) => {
    const reader = await findMember(tx, input.memberId);
    if (!reader || !(await keepsLedger(tx, reader.id))) return { ok: false, refusal: 'right-missing' };
    const all = await recounts(tx, deps);
    await recordAudit(tx, { at: deps.clock.now(), actor: { member: reader.id }, action: 'leave.recounts-looked', subject: 'recounts' });
    const listed: RecountList['listed'][number][] = [];
    for (const one of all.slice(0, input.limit)) {
      const name = (await findMember(tx, one.leave.memberId))?.name ?? '—';
      listed.push({ ...one, name, isOwn: one.leave.memberId === reader.id });
    }
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
    const [found] = await store.decidedLeaves(tx, [input.leaveId as Leave['id']]);
    const allowed = await mayEnter(tx, input.memberId, found?.leave.memberId ?? '');
    if (!allowed.ok) return allowed.refusal === 'nobody' ? { ok: false, refusal: 'counts-the-same' } : allowed;
    const [recount] = found ? recountOf(found, await store.recountsOf(tx, [found.leave.id]), deps.calendar) : [];
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

/** Personnel hears once of each year whose days have changed under leave that was decided. */
export function tellOfRecounts(deps: LeaveDeps): Promise<void> {
  return deps.transact(async (tx) => {
    const changed = new Map<number, number>();
    for (const one of await recounts(tx, deps)) for (const { year } of one.differences) changed.set(year, (changed.get(year) ?? 0) + 1);
    if (changed.size === 0) return;
    const now = deps.clock.now();
    for (const keeper of await keepers(tx))
      for (const [year, leaves] of changed) {
        const key = `leave.recounts:${year}:${daysOf(year, deps.calendar)}:${keeper.id}`;
        const card = recountsCard(year, leaves, readerOf(deps, keeper));
        await enqueue(tx, now, { kind: 'post', key, to: { member: keeper.id }, card, urgency: 'routine' });
      }
  });
}

/** Which days of the year are worked, in a few letters: another notice gives others. */
function daysOf(year: number, calendar: WorkCalendar): string {
  const days = datesFrom(dateIn(year, 1, 1), dateIn(year, 12, 31)).map((date) => (calendar.isWorkday(date) ? '1' : '0'));
  return createHash('sha256').update(days.join('')).digest('hex').slice(0, 12);
}
