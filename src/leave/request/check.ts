import type { Instant } from '../../calendar/instant.js';
import { addWorkdays } from '../../calendar/workdays.js';
import { dateOf, instantAt } from '../../calendar/zone.js';
import type { FormValues } from '../../chat/form.js';
import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { authorize } from '../../org/permissions.js';
import { findMember, loadOrg } from '../../org/service.js';
import { isAwayDuring } from '../away/service.js';
import { chainFor, kindsOf } from '../chain/chain.js';
import type { ChainStep } from '../chain/policy.js';
import type { LeaveDeps } from '../deps.js';
import { countHalfDays, halfDayOf, halfDaysByYear, remainderOf, spanOf, yearsUnknown } from '../half-days.js';
import type { Leave, LeaveId } from '../leave.js';
import { stepsOf } from '../step-store.js';
import { findLeave, leavesOverlapping } from '../store.js';
import type { Written } from '../words.js';
import type { YearBalance } from './balances.js';
import { type Details, readDraft } from './draft/draft.js';
import { mayChange, mayConfirm } from './may.js';
import type { Problems, Refusal } from './problem/problem.js';
import { decideRequest, earliestDay, earliestEntered, firstAskedAt, isOver, leads, type Note } from './rules.js';
import { changeOf } from './store.js';
import { yearBalances } from './year-balances.js';

/** A form as it was last left. */
export type Draft = {
  readonly id: string;
  readonly authorId: MemberId;
  readonly of: LeaveId | undefined;
  readonly onBehalf: boolean;
  readonly values: FormValues;
  readonly revision: number;
};

/** What a draft would come to if it were submitted now. */
export type Checked = {
  readonly ok: true;
  readonly leave: Leave;
  readonly member: Member;
  readonly written: Written;
  readonly counted: ReadonlyMap<number, number>;
  readonly steps: readonly ChainStep[];
  /** The request it is a change of, or that was returned. */
  readonly former: Leave | undefined;
  readonly balances: readonly YearBalance[];
  readonly notes: readonly Note[];
};
export type Unfit =
  | { readonly ok: false; readonly refusal: Refusal }
  | {
      readonly ok: false;
      readonly refusal: 'fields';
      readonly problems: Problems;
      readonly overlapping?: Leave | undefined;
      readonly balances?: readonly YearBalance[];
      /** Of which the days are a guess. */
      readonly yearsUnknown?: readonly number[];
      /** Whose requests and leave it was held against. */
      readonly about?: MemberId;
    };

const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;
const wrong = (problems: Problems) => ({ ok: false, refusal: 'fields', problems }) as const;

/** Read, with every right, every other request and everybody's absence as the database has them now. */
export async function check(tx: Tx, deps: LeaveDeps, draft: Draft): Promise<Checked | Unfit> {
  const former = await formerOf(tx, draft);
  if (!former.ok) return former;
  const read = readDraft(draft.values);
  const found = await memberFor(tx, draft, read.ok ? read.details : undefined);
  if (!found.ok) return read.ok || found.refusal !== 'fields' ? found : wrong({ ...read.problems, ...found.problems });
  if (!read.ok) return wrong(read.problems);
  return asked(tx, deps, draft, { ...read.details, member: found.member, former: former.leave });
}

/** For whom it is: the author, or somebody whom they may enter it for. */
async function memberFor(tx: Tx, draft: Draft, details: Details | undefined): Promise<{ ok: true; member: Member } | Unfit> {
  const author = await findMember(tx, draft.authorId);
  if (!author?.active) return refused('right-missing');
  if (!draft.onBehalf) return { ok: true, member: author };
  const granted = authorize(author, await loadOrg(tx), 'leave.onBehalf');
  if (!granted.ok) return refused('right-missing');
  if (details && details.memberId === undefined) return wrong({ member: 'required' });
  const member = details?.memberId === undefined ? author : await findMember(tx, details.memberId);
  if (!member?.active || !granted.departmentIds.has(member.departmentId)) return wrong({ member: 'member-unsuitable' });
  return { ok: true, member };
}

async function formerOf(tx: Tx, { of, authorId }: Draft): Promise<{ ok: true; leave: Leave | undefined } | Unfit> {
  if (of === undefined) return { ok: true, leave: undefined };
  const leave = await findLeave(tx, of);
  const refusal = await whyNotChanged(tx, leave, authorId);
  return refusal ? refused(refusal) : { ok: true, leave };
}

/** Undefined: it may be changed. */
export async function whyNotChanged(tx: Tx, leave: Leave | undefined, memberId: string): Promise<Refusal | undefined> {
  if (leave?.memberId !== memberId) return 'request-unknown';
  if (!mayChange(leave)) return 'closed';
  // Of the request itself, or of the one that it was to change.
  for (const id of [leave.id, leave.replaces]) {
    const change = id && (await changeOf(tx, id));
    if (change && change.id !== leave.id) return 'being-changed';
  }
  return (await hasLostOriginal(tx, leave)) ? 'original-over' : undefined;
}

/** What it was to change stands no longer. What was returned itself never did: it is submitted anew as often as that takes. */
async function hasLostOriginal(tx: Tx, { state, replaces }: Leave): Promise<boolean> {
  if (state === 'approved' || replaces === undefined) return false;
  const original = await findLeave(tx, replaces);
  if (!original || original.state === 'approved') return false;
  return !(await stepsOf(tx, original.id)).some(({ outcome }) => outcome?.is === 'returned');
}

type Subject = Details & { readonly member: Member; readonly former: Leave | undefined };

async function asked(tx: Tx, deps: LeaveDeps, draft: Draft, subject: Subject): Promise<Checked | Unfit> {
  const { kind, period, actingId, written, member, former } = subject;
  if (!deps.ranks.includes(member.rank)) return wrong({ kind: 'rank-unknown' });
  const { departments } = await loadOrg(tx);
  const now = halfDayOf(deps.clock.now(), deps.zone);
  const isEntered = member.id !== draft.authorId || (await wasEntered(tx, former));
  const counted = halfDaysByYear(period, deps.calendar);
  const [leave, span] = [leaveOf(deps, draft, subject), spanOf(period, deps.zone)];
  const stepsFor = (one: Leave['kind']) => chainFor(deps.policy.chains, { ranks: deps.ranks, departments }, { ...leave, kind: one });
  const instead = await insteadOf(tx, former);
  const balances = kind === 'annual-leave' ? await yearBalances(tx, deps, member.id, period, counted, instead) : [];
  const decided = decideRequest({
    memberId: member.id,
    kind,
    period,
    actingId,
    now,
    firstAskedIn: leave.firstAskedAt && halfDayOf(leave.firstAskedAt, deps.zone),
    earliest: isEntered ? earliestEntered(now.on) : earliestDay(now.on, deps.policy.onBehalf.confirmWithinWorkdays, deps.calendar),
    isEntered,
    offered: kindsOf(deps.policy.chains).filter((one) => stepsFor(one)),
    counted,
    instead,
    own: await leavesOverlapping(tx, member.id, span),
    balances,
    acting: actingId === undefined ? undefined : await actingNow(tx, deps, actingId, former ? remainderOf(span, deps.clock.now()) : span),
    actingNeeded: leads(member.id, { departments }),
  });
  if (!decided.ok) {
    const found = { overlapping: decided.overlapping, balances, yearsUnknown: yearsUnknown(period, deps.calendar), about: member.id };
    return { ...wrong(decided.problems), ...found };
  }
  const steps = stepsFor(kind) ?? [];
  return { ok: true, leave: replacing(leave, former, instead), member, written, counted, steps, former, balances, notes: decided.notes };
}

async function actingNow(tx: Tx, deps: LeaveDeps, id: MemberId, span: ReturnType<typeof spanOf>) {
  const member = await findMember(tx, id);
  return member && { active: member.active, away: await isAwayDuring(tx, deps, id, span) };
}

/** The request itself, and the approved one that it was to change. */
async function insteadOf(tx: Tx, former: Leave | undefined): Promise<Leave[]> {
  if (!former) return [];
  const before = former.replaces === undefined ? undefined : await findLeave(tx, former.replaces);
  return before?.state === 'approved' ? [former, before] : [former];
}

/** What somebody else entered and the member has not confirmed, or what took its place when it was returned, until that is approved. */
async function wasEntered(tx: Tx, former: Leave | undefined): Promise<boolean> {
  for (let one = former; one; one = one.replaces === undefined ? undefined : await findLeave(tx, one.replaces)) {
    if (one.state === 'approved') return mayConfirm(one);
    if (one.requestedBy !== one.memberId) return true;
  }
  return false;
}

/** What stands until the new one is approved is what it replaces: the approved one, however often its change was changed. */
function replacing(leave: Leave, former: Leave | undefined, instead: readonly Leave[]): Leave {
  const approved = instead.find(({ state }) => state === 'approved');
  if (!former) return leave;
  // One that waits is withdrawn, and stays so.
  return { ...leave, replaces: approved?.id ?? (former.state === 'pending' ? undefined : former.id) };
}

function leaveOf(deps: LeaveDeps, draft: Draft, { kind, period, actingId, member, former }: Subject): Leave {
  const now = deps.clock.now();
  const nobody = actingId === undefined || isOver(period, halfDayOf(now, deps.zone));
  return {
    // One form is one request, however often it is submitted.
    id: draft.id as LeaveId,
    memberId: member.id,
    requestedBy: draft.authorId,
    kind,
    period,
    halfDays: countHalfDays(period, deps.calendar),
    departmentId: member.departmentId,
    rank: member.rank,
    acting: nobody ? undefined : { memberId: actingId, answer: 'asked' },
    state: 'pending',
    requestedAt: now,
    firstAskedAt: former && firstAskedAt(period, former),
    replaces: undefined,
    back: undefined,
    backReportedAt: undefined,
    confirmBy: member.id === draft.authorId ? undefined : confirmBy(deps, now),
  };
}

/** The end of the working hours, so many workdays later. */
export const confirmBy = ({ policy, calendar, workingHours, zone }: LeaveDeps, now: Instant): Instant =>
  instantAt(addWorkdays(dateOf(now, zone), policy.onBehalf.confirmWithinWorkdays, calendar), workingHours.end, zone);
