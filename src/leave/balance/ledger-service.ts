import type { PlainDate } from '../../calendar/instant.js';
import { type Period, parsePeriod } from '../../calendar/period.js';
import { dateIn, yearOf } from '../../calendar/plain-date.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import type { Member } from '../../org/member.js';
import { activeMembers, findMember, recordAudit } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { ownerOf } from '../words.js';
import { type EntryRefusal, isOpenYear, isShownYear, type LedgerRefusal, type WordsRefusal, whyNotUndone } from './entry-rules.js';
import type { Ledger, LedgerLine, Standing } from './ledger.js';
import { keepsLedger, mayEnter } from './personnel.js';
import { balanceIn, bandAfter, bandOn, isYearWithout, lookedAtOn } from './rules.js';
import { knownOf, leavesWithin, standingEntries, thisYear } from './service.js';
import * as store from './store.js';

export async function standingOf(tx: Tx, deps: LeaveDeps, memberId: string, year: number): Promise<Standing | undefined> {
  const known = await knownOf(tx, deps, memberId, year);
  if (!known) return undefined;
  const on = lookedAtOn(year, known.today);
  return {
    balance: balanceIn(year, known),
    band: bandOn(known.since, on),
    next: bandAfter(known.since, on),
    isWithout: isYearWithout(known.entries, year),
  };
}

/** One's own; or, for personnel, somebody's, which is audited. */
export function openLedger(
  deps: LeaveDeps,
  input: { readonly memberId: string; readonly of: string; readonly year: number },
): Promise<Ledger | { readonly ok: false; readonly refusal: LedgerRefusal }> {
  return deps.transact(async (tx) => {
    const [reader, member] = [await findMember(tx, input.memberId), await findMember(tx, input.of)];
    const isOwn = input.memberId === input.of;
    const isKeeper = await keepsLedger(tx, input.memberId);
    if (!reader || !(isOwn || isKeeper)) return { ok: false, refusal: 'right-missing' };
    if (!member) return { ok: false, refusal: 'nobody' };
    const now = thisYear(deps);
    if (!isShownYear(input.year, now)) return { ok: false, refusal: 'year-far' };
    if (!isOwn)
      await recordAudit(tx, {
        at: deps.clock.now(),
        actor: { member: reader.id },
        action: 'leave.balance-looked',
        subject: member.id,
        detail: `${input.year}`,
      });
    const isEntering = isKeeper && !isOwn && isOpenYear(input.year, now);
    return {
      ok: true,
      member,
      year: input.year,
      thisYear: now,
      standing: await standingOf(tx, deps, member.id, input.year),
      lines: await linesOf(tx, deps, member, input.year, isEntering),
      leaves: await leavesWithin(tx, deps, member.id, input.year),
      mayEnter: isEntering,
    };
  });
}

/** Whose year somebody means who typed this behind 年假: nothing, 去年, 邓禾, 603 or 邓禾 2025. */
export async function ledgerMeant(
  deps: LeaveDeps,
  memberId: string,
  words: string,
): Promise<{ readonly ok: true; readonly of: string; readonly year: number } | { readonly ok: false; readonly refusal: WordsRefusal }> {
  const { name, year = thisYear(deps) } = partsOf(words, dateOf(deps.clock.now(), deps.zone));
  if (name === '') return { ok: true, of: memberId, year };
  const [found, another] = (await deps.transact(activeMembers)).filter((member) => member.id === name || member.name === name);
  if (another) return { ok: false, refusal: 'people-alike' };
  return found ? { ok: true, of: found.id, year } : { ok: false, refusal: 'words-unclear' };
}

/** 年假 余额 asks for what 年假 alone does. */
const ASKING = /^(?:余额|剩余|还剩几天|还有几天|还有多少)$/;

/** The year before the name or after it. */
function partsOf(words: string, today: PlainDate): { readonly name: string; readonly year?: number } {
  const all = words.split(' ').filter((word) => !ASKING.test(word));
  // 'last year' is two words.
  for (const length of [2, 1])
    for (const at of [all.length - length, 0]) {
      const period = parsePeriod(all.slice(Math.max(at, 0), at + length).join(' '), today);
      const name = [...all.slice(0, Math.max(at, 0)), ...all.slice(at + length)].join(' ');
      if (period && isWholeYear(period)) return { name, year: yearOf(period.from) };
    }
  return { name: all.join(' ') };
}

const isWholeYear = ({ from, to }: Period): boolean => from === dateIn(yearOf(from), 1, 1) && to === dateIn(yearOf(from), 12, 31);

async function linesOf(tx: Tx, deps: LeaveDeps, member: Member, year: number, isEntering: boolean): Promise<LedgerLine[]> {
  const sealed = await store.entriesOf(tx, member.id, year, year);
  const entries = sealed.map(({ entry }) => entry);
  const counted = await standingEntries(tx, entries);
  const lines: LedgerLine[] = [];
  for (const { entry, sealed: words } of sealed)
    lines.push({
      entry,
      by: (await findMember(tx, entry.by))?.name ?? '—',
      reason: words ? await deps.vault.unseal(tx, ownerOf(member.id), words) : undefined,
      counts: counted.includes(entry),
      mayBeUndone: isEntering && whyNotUndone(entry, entries) === undefined,
    });
  return lines;
}

/** For personnel, before it is undone. */
export function openEntry(
  deps: LeaveDeps,
  input: { readonly memberId: string; readonly entryId: string },
): Promise<
  { readonly ok: true; readonly line: LedgerLine; readonly member: Member } | { readonly ok: false; readonly refusal: EntryRefusal }
> {
  return deps.transact(async (tx) => {
    const entry = await store.findEntry(tx, input.entryId);
    const allowed = await mayEnter(tx, input.memberId, entry?.memberId ?? '');
    if (!allowed.ok) return allowed.refusal === 'nobody' ? { ok: false, refusal: 'entry-unknown' } : allowed;
    const lines = entry ? await linesOf(tx, deps, allowed.member, entry.year, isOpenYear(entry.year, thisYear(deps))) : [];
    const line = lines.find((one) => one.entry.id === entry?.id);
    if (!line) return { ok: false, refusal: 'entry-unknown' };
    const wrong = whyNotUndone(
      line.entry,
      lines.map((one) => one.entry),
    );
    return wrong || !line.mayBeUndone ? { ok: false, refusal: wrong ?? 'year-far' } : { ok: true, line, member: allowed.member };
  });
}
