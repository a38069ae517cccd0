import { intervalOf, type Period, parsePeriod } from '../../calendar/period.js';
import { readerOf } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { DepartmentFunction, Member, MemberId } from '../../org/member.js';
import { peopleToldApart } from '../../org/options.js';
import { departmentsToldApart } from '../../org/scope.js';
import { findMember, partsOf, recordAudit } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { lessReturned, type Step } from '../leave.js';
import { deciderWords } from '../steps-shown.js';
import { type Approved, type Filing, type FilingRefusal, filedWith } from './filing.js';
import * as store from './store.js';
import { filingsWorkbook } from './workbook.js';

export type Filings = {
  readonly period: Period;
  readonly page: number;
  readonly filings: readonly Filing[];
  readonly count: number;
};
type Refused = { readonly ok: false; readonly refusal: FilingRefusal };

export const FILINGS_ON_PAGE = 10;
/** A workbook of more would take too long to make; a year of a bureau of 3,000 has about 10,000. */
const MOST_IN_WORKBOOK = 20_000;

type Asked = { readonly memberId: string; readonly period: string };

/** A page of what was filed with the member's department. Each look is audited. */
export function listFilings(
  deps: LeaveDeps,
  asked: Asked & { readonly page: number },
): Promise<({ readonly ok: true } & Filings) | Refused> {
  return deps.transact(async (tx) => {
    const found = await readerIn(tx, deps, asked);
    if (!found.ok) return found;
    const { parts, period, member } = found;
    const span = intervalOf(period, deps.zone);
    const count = await store.countFilings(tx, parts, span);
    const page = Math.max(0, Math.min(asked.page, Math.ceil(count / FILINGS_ON_PAGE) - 1));
    const keys = await store.filedIn(tx, parts, span, { limit: FILINGS_ON_PAGE, offset: page * FILINGS_ON_PAGE });
    await note(tx, deps, member, period, 'viewed');
    return { ok: true, period, page, count, filings: await named(tx, keys, new Map()) };
  });
}

/** Has the workbook sent to their direct conversation. */
export function exportFilings(deps: LeaveDeps, asked: Asked): Promise<{ readonly ok: true } | Refused> {
  return deps.transact(async (tx) => {
    const found = await readerIn(tx, deps, asked);
    if (!found.ok) return found;
    const { member, period } = found;
    const now = deps.clock.now();
    const args = { from: period.from, to: period.to };
    const key = `leave.filings:${period.from}:${period.to}:${now}:${member.id}`;
    await enqueue(tx, now, { kind: 'file', key, to: { member: member.id }, source: 'leave.filings', args });
    await note(tx, deps, member, period, 'exported');
    return { ok: true };
  });
}

/** Made when it is sent, with what is theirs then. */
export async function filingsFile(
  deps: LeaveDeps,
  args: Readonly<Record<string, string>>,
  memberId: MemberId | undefined,
): Promise<Upload | undefined> {
  if (memberId === undefined) return undefined;
  const found = await deps.transact(async (tx) => {
    const reading = await readerIn(tx, deps, { memberId, period: `${args.from}..${args.to}` });
    if (!reading.ok) return undefined;
    const { parts, period, member } = reading;
    const span = intervalOf(period, deps.zone);
    const keys = await store.filedIn(tx, parts, span, { limit: MOST_IN_WORKBOOK, offset: 0 });
    return { period, keys, count: await store.countFilings(tx, parts, span), reader: readerOf(deps, member) };
  });
  if (!found) return undefined;
  const { period, keys, count, reader } = found;
  const known: Known = new Map();
  const filings: Filing[] = [];
  // A transaction for every piece: whoever asks for leave meanwhile doesn't wait for years to be read.
  await inChunks(keys, async (some) => filings.push(...(await deps.transact((tx) => named(tx, some, known)))));
  return filingsWorkbook({ period, count, filings }, reader);
}

/** Whether anything is filed with the member's department. */
export async function mayReadFilings(tx: Tx, memberId: string): Promise<boolean> {
  return filedWith(await partsOf(tx, memberId)).length > 0;
}

type Reading = { readonly ok: true; readonly member: Member; readonly period: Period; readonly parts: readonly DepartmentFunction[] };

async function readerIn(tx: Tx, { clock, zone }: LeaveDeps, { memberId, period }: Asked): Promise<Reading | Refused> {
  const member = await findMember(tx, memberId);
  const parts = filedWith(await partsOf(tx, memberId));
  if (!member || parts.length === 0) return { ok: false, refusal: 'no-right' };
  const days = parsePeriod(period, dateOf(clock.now(), zone));
  return days ? { ok: true, member, period: days, parts } : { ok: false, refusal: 'period-unclear' };
}

const note = (tx: Tx, { clock }: LeaveDeps, { id }: Member, { from, to }: Period, what: 'viewed' | 'exported') =>
  recordAudit(tx, { at: clock.now(), actor: { member: id }, action: `leave.filings-${what}`, subject: `${from}..${to}` });

/** Members, as far as they are read yet: most of them stand in many lines. */
type Known = Map<MemberId, Member | undefined>;

async function named(tx: Tx, keys: readonly store.Key[], known: Known): Promise<Filing[]> {
  const departments = await departmentsToldApart(tx);
  const filed = await store.filingsOf(tx, keys);
  for (const id of filed.flatMap(peopleIn)) if (!known.has(id)) known.set(id, await findMember(tx, id));
  const nameOf = (id: MemberId): string => known.get(id)?.name ?? '—';
  const names = await peopleToldApart(
    tx,
    filed.flatMap(({ leave }) => known.get(leave.memberId) ?? []),
  );
  return filed.map(({ leave, returned, filedAt, approval }) => ({
    leave,
    halfDays: lessReturned(leave.halfDays, returned),
    filedAt,
    name: names.get(leave.memberId) ?? '—',
    department: departments.get(leave.departmentId) ?? '',
    actingName: leave.acting && nameOf(leave.acting.memberId),
    approved: approval && approvedIn(approval, nameOf),
  }));
}

const peopleIn = ({ leave, approval }: store.Filed): MemberId[] =>
  [leave.memberId, leave.acting?.memberId, approval?.outcome?.by, approval?.standsFor].filter((id) => id !== undefined);

function approvedIn(step: Step, nameOf: (id: MemberId) => string): Approved | undefined {
  const { by, at } = step.outcome ?? {};
  return by === undefined || at === undefined ? undefined : { at, words: (reader) => deciderWords(step, by, { nameOf }, reader) };
}
