import { type Instant, minuteMs, plus } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { inEachLanguage } from '../../chat/cards.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { arrived, enqueue, enqueueAll } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import { membersIn } from '../../org/audience.js';
import { grouped } from '../../org/grouped.js';
import type { Member, MemberId } from '../../org/member.js';
import { departmentsToldApart } from '../../org/scope.js';
import { activeMembers, allMembers, canBeAsked, findMember, hasRight, loadOrg, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { isObliged } from '../reachable.js';
import { answeredCard, askCard, closedCard, reportCard } from './cards.js';
import type { Check, Listed, Outlook, ReachabilityRefusal, Report, ReportLine, Request } from './check.js';
import { type AskedOne, figuresOf, isSilent, leastMinutes, sampled } from './rules.js';
import * as store from './store.js';

export type Done<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: ReachabilityRefusal };
const refused = (refusal: ReachabilityRefusal) => ({ ok: false, refusal }) as const;

export const askKey = (checkId: string, memberId: string) => `meeting.reachable:${checkId}:${memberId}`;
const reportKey = (checkId: string) => `meeting.reachability:${checkId}`;

export const mayCheck = (tx: Tx, memberId: string): Promise<boolean> => hasRight(tx, memberId, 'meeting.reachability');

type Range = Omit<Outlook, 'willAsk' | 'obliged'> & { readonly obliged: readonly Member[] };

/** Who of the range has to be reachable now; the one who asks is not asked, nor is whoever is on leave. */
async function rangeOf(tx: Tx, deps: MeetingDeps, { audience, excluded, minutes }: Request, askedBy: string): Promise<Range> {
  const left = new Set([...excluded, askedBy]);
  const asked = await canBeAsked(tx);
  await nextTurn();
  const members = membersIn(audience, asked, await loadOrg(tx), deps.ranks).filter(({ id }) => !left.has(id));
  const office = { ...deps, reachableFrom: deps.policy.reachableFrom };
  const now = deps.clock.now();
  const byRule = members.filter(({ rank }) => isObliged(rank, now, office));
  const away = await deps.onLeave(tx, { start: now, end: plus(now, 1) });
  const obliged = byRule.filter(({ id }) => !away.has(id));
  await nextTurn();
  const offDutySoon = obliged.filter(({ rank }) => !isObliged(rank, plus(now, minutes * minuteMs - 1), office)).length;
  return { obliged, offDutySoon, onLeave: byRule.length - obliged.length, others: members.length - byRule.length };
}

/** Before it goes out: how many would be asked. */
export function previewCheck(deps: MeetingDeps, memberId: string, request: Request): Promise<Done<Outlook>> {
  return deps.transact(async (tx) => {
    if (!(await mayCheck(tx, memberId))) return refused('right-missing');
    const { obliged, ...range } = await rangeOf(tx, deps, request, memberId);
    if (obliged.length === 0) return refused('nobody');
    const willAsk = sampled(obliged, request.size, request.id).length;
    if (request.minutes < leastMinutes(willAsk)) return refused('too-short');
    return { ok: true, willAsk, obliged: obliged.length, ...range };
  });
}

/** Asks them, once however often it is pressed; nobody where it would be of others than was shown. */
export function startCheck(deps: MeetingDeps, memberId: string, request: Request): Promise<Done> {
  return deps.transact(async (tx) => {
    if (!(await mayCheck(tx, memberId))) return refused('right-missing');
    const now = deps.clock.now();
    const { obliged, onLeave } = await rangeOf(tx, deps, request, memberId);
    const members = sampled(obliged, request.size, request.id);
    if (members.length === 0) return refused('nobody');
    if (request.minutes < leastMinutes(members.length)) return refused('too-short');
    if (request.shown !== undefined && request.shown !== obliged.length) {
      return (await store.findCheck(tx, request.id)) ? refused('started-already') : refused('range-changed');
    }
    const check: Check = {
      id: request.id,
      askedBy: memberId as MemberId,
      askedAt: now,
      closesAt: plus(now, request.minutes * minuteMs),
      state: 'open',
      onLeave,
    };
    if (!(await store.insertCheck(tx, check))) return refused('started-already');
    await store.insertAsks(tx, check.id, members);
    await recordAudit(tx, {
      at: now,
      actor: { member: check.askedBy },
      action: 'meeting.reachability',
      subject: check.id,
      detail: `${members.length}`,
    });
    const card = inEachLanguage((locale) => askCard(check, readerOf(deps, { locale })));
    const posts = members.map(
      (member): Outgoing => ({
        kind: 'post',
        key: askKey(check.id, member.id),
        to: { member: member.id },
        card: card(member),
        urgency: 'urgent',
        expiresAt: check.closesAt,
      }),
    );
    await enqueueAll(tx, now, posts);
    await postReport(tx, deps, check);
    return { ok: true };
  });
}

/** The checks under way that this member has been asked in and has not answered. */
export async function asking(tx: Tx, memberId: string, now: Instant): Promise<Check[]> {
  const found: Check[] = [];
  for (const check of await store.checksUnderWay(tx, now)) {
    const ask = await store.findAsk(tx, check.id, memberId);
    const key = askKey(check.id, memberId);
    if (ask && ask.answeredAt === undefined && (await arrived(tx, key)).has(key)) found.push(check);
  }
  return found;
}

/** 在岗. The first press counts: `at` is when it was. */
export function answerCheck(
  deps: MeetingDeps,
  memberId: string,
  checkId: string,
): Promise<Done<{ readonly check: Check; readonly at: Instant }>> {
  return deps.transact(async (tx) => {
    const check = await store.findCheck(tx, checkId);
    const ask = check && (await store.findAsk(tx, checkId, memberId));
    const member = ask && (await findMember(tx, memberId));
    if (!check || !ask || !member) return refused('not-asked');
    if (ask.answeredAt !== undefined) return { ok: true, check, at: ask.answeredAt };
    const now = deps.clock.now();
    if (check.state === 'closed' || now >= check.closesAt) return refused('over');
    if (!(await store.markAnswered(tx, checkId, memberId, now))) return { ok: true, check, at: now };
    await enqueue(tx, now, { kind: 'update', of: askKey(checkId, memberId), card: answeredCard(check, now, readerOf(deps, member)) });
    await store.markStale(tx, checkId);
    return { ok: true, check, at: now };
  });
}

/** What has run its time: who has not answered is told so, whom the question has not reached is noted, and whoever asked has the result. */
export async function closeChecks(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const check of await deps.transact((tx) => store.checksToClose(tx, now)))
    await deps.transact(async (tx) => {
      if (!(await store.markClosed(tx, check.id))) return;
      const unanswered = (await store.asksOf(tx, check.id)).filter(({ answeredAt }) => answeredAt === undefined);
      await nextTurn();
      const there = await arrived(tx, askKey(check.id, ''));
      const undelivered = unanswered.map(({ memberId }) => memberId).filter((id) => !there.has(askKey(check.id, id)));
      await store.markUndelivered(tx, check.id, undelivered);
      await nextTurn();
      await tellClosed(tx, deps, { ...check, state: 'closed' }, unanswered);
      await store.markStale(tx, check.id);
    });
  await drawReports(deps);
}

async function tellClosed(tx: Tx, deps: MeetingDeps, check: Check, unanswered: readonly AskedOne[]): Promise<void> {
  const members = new Map((await activeMembers(tx)).map((member) => [member.id, member]));
  await nextTurn();
  const card = inEachLanguage((locale) => closedCard(check, readerOf(deps, { locale })));
  const updates = unanswered.flatMap(({ memberId }): Outgoing[] => {
    const member = members.get(memberId);
    return member ? [{ kind: 'update', of: askKey(check.id, memberId), card: card(member), urgency: 'routine' }] : [];
  });
  await enqueueAll(tx, deps.clock.now(), updates);
}

async function reportOf(tx: Tx, check: Check): Promise<Report> {
  const asks = await store.asksOf(tx, check.id);
  await nextTurn();
  const departments = await departmentsToldApart(tx);
  const names = new Map((await allMembers(tx)).map(({ id, name }) => [id, name]));
  await nextTurn();
  const byDepartment = grouped(asks, ({ departmentId }) => departmentId);
  const nameOf = ({ memberId }: AskedOne) => names.get(memberId) ?? '—';
  const line = (department: string, some: readonly AskedOne[]): ReportLine => ({
    ...figuresOf(some, check.askedAt),
    department,
    notAnswered: some.filter(isSilent).map(nameOf),
    notDelivered: some.filter(({ undelivered }) => undelivered).map(nameOf),
  });
  const lines = [...departments].flatMap(([id, name]) => {
    const some = byDepartment.get(id);
    return some ? [line(name, some)] : [];
  });
  return { check, total: figuresOf(asks, check.askedAt), lines };
}

/** To whoever asked; it is brought up to date at every tick at which somebody has answered, while they may still see it. */
async function postReport(tx: Tx, deps: MeetingDeps, check: Check): Promise<void> {
  const asker = await findMember(tx, check.askedBy);
  if (!asker) return;
  const card = reportCard(await reportOf(tx, check), readerOf(deps, asker));
  const to = { member: asker.id };
  await enqueue(tx, deps.clock.now(), { kind: 'post', key: reportKey(check.id), to, card, urgency: 'routine' });
}

async function drawReports(deps: MeetingDeps): Promise<void> {
  await deps.transact(async (tx) => {
    for (const check of await store.takeStale(tx)) {
      await nextTurn();
      const asker = (await mayCheck(tx, check.askedBy)) && (await findMember(tx, check.askedBy));
      if (!asker) continue;
      const card = reportCard(await reportOf(tx, check), readerOf(deps, asker));
      // Whoever presses is looking at their own card, which goes first.
      await enqueue(tx, deps.clock.now(), { kind: 'update', of: reportKey(check.id), card, urgency: 'routine' });
    }
  });
}

/** The result, for the office; to look at it is recorded. */
export function lookAt(deps: MeetingDeps, memberId: string, checkId: string): Promise<Done<{ readonly report: Report }>> {
  return deps.transact(async (tx) => {
    if (!(await mayCheck(tx, memberId))) return refused('right-missing');
    const check = await store.findCheck(tx, checkId);
    if (!check) return refused('check-unknown');
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: memberId as MemberId },
      action: 'meeting.reachability-read',
      subject: checkId,
    });
    return { ok: true, report: await reportOf(tx, check) };
  });
}

export function listChecks(deps: MeetingDeps, memberId: string, limit: number): Promise<Done<{ readonly listed: readonly Listed[] }>> {
  return deps.transact(async (tx) => {
    if (!(await mayCheck(tx, memberId))) return refused('right-missing');
    const listed: Listed[] = [];
    for (const check of await store.newestChecks(tx, limit))
      listed.push({ check, total: figuresOf(await store.asksOf(tx, check.id), check.askedAt) });
    return { ok: true, listed };
  });
}
