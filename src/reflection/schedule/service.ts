import { isDeepStrictEqual } from 'node:util';
import { type Instant, plus } from '../../calendar/instant.js';
import { closesAt, type Window } from '../../calendar/window.js';
import type { Tx } from '../../db/transact.js';
import { seen, wasSeen } from '../../delivery/inbox.js';
import { enqueue } from '../../delivery/outbox.js';
import { waitsUntil } from '../../meeting/service.js';
import type { Audience } from '../../org/audience.js';
import type { Member, MemberId } from '../../org/member.js';
import type { Right } from '../../org/permissions.js';
import { type Actor, type AuditAction, administrators, findMember, hasRight, recordAudit } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import type { ReflectionPolicy, ScheduleSpec } from '../policy.js';
import type { PromptSet } from '../prompt-sets.js';
import { byId, unknownIn } from '../round/audience-service.js';
import { withdrawRound } from '../round/close-service.js';
import { openRoundsIn } from '../round/count-store.js';
import { giveUpDue } from '../round/occurrence-service.js';
import type { OpenRound, Round } from '../round/round.js';
import { type Asked, audienceNow, idsOf, openRound } from '../round/service.js';
import { hasRounds } from '../round/store.js';
import { leastOpenMs } from '../rules.js';
import type { Draft, Previewed } from './draft.js';
import { dueLater } from './outlook-service.js';
import { hasSameTimes, type Schedule, versionOf } from './schedule.js';
import * as store from './store.js';

export type ScheduleRefusal =
  | 'right-missing'
  | 'schedule-unknown'
  | 'schedule-exists'
  | 'schedule-changed'
  | 'set-unknown'
  | 'audience-empty'
  | 'audience-unknown'
  | 'closes-too-early'
  | 'sent-already'
  | 'sent-meanwhile'
  | 'in-meeting'
  | 'comes-by-itself'
  | 'round-over';
export type Done<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: ScheduleRefusal };
const refused = (refusal: ScheduleRefusal) => ({ ok: false, refusal }) as const;

/** Whether `actor` may, by what the database says now. Somebody at the command line has the machine and may. */
async function may(tx: Tx, actor: Actor, right: Right): Promise<boolean> {
  return 'operator' in actor || hasRight(tx, actor.member, right);
}

const withIds = async (tx: Tx, spec: ScheduleSpec): Promise<ScheduleSpec> => ({ ...spec, audience: await byId(tx, spec.audience) });

/**
 * At the first start: the schedules of data/policy.yaml. Ids that are or were there stay as they are. At each: departments that were not on the
 * roster when they were named may be now.
 */
export function seedSchedules(deps: ReflectionDeps, policy: ReflectionPolicy): Promise<void> {
  return deps.transact(async (tx) => {
    for (const { id, ...spec } of policy.schedules) await store.insertSchedule(tx, id, spec, deps.clock.now());
    for (const { id, spec } of await store.loadSchedules(tx)) {
      const found = await withIds(tx, spec);
      if (!isDeepStrictEqual(found, spec)) await store.saveSpec(tx, id, found);
    }
  });
}

export function listSchedules(deps: ReflectionDeps): Promise<Schedule[]> {
  return deps.transact(store.loadSchedules);
}

export function addSchedule(deps: ReflectionDeps, actor: Actor, id: string, named: ScheduleSpec): Promise<Done> {
  return decide(deps, actor, 'reflection.schedule', 'reflection.schedule.add', id, async (tx) => {
    const spec = await withIds(tx, named);
    if (!deps.promptSets.has(spec.promptSet)) return refused('set-unknown');
    if ((await unknownIn(tx, deps.ranks, spec.audience)).length > 0) return refused('audience-unknown');
    return (await store.insertSchedule(tx, id, spec, deps.clock.now())) ? { ok: true } : refused('schedule-exists');
  });
}

export function changeSchedule(deps: ReflectionDeps, actor: Actor, id: string, change: Partial<ScheduleSpec>): Promise<Done> {
  return decide(deps, actor, 'reflection.schedule', 'reflection.schedule.change', id, async (tx) => {
    const schedule = await store.findSchedule(tx, id);
    if (!schedule) return refused('schedule-unknown');
    const spec = await withIds(tx, { ...schedule.spec, ...change });
    if (!deps.promptSets.has(spec.promptSet)) return refused('set-unknown');
    // What was dissolved since keeps nobody from changing the rest.
    const isNew = !isDeepStrictEqual(spec.audience, schedule.spec.audience);
    if (isNew && (await unknownIn(tx, deps.ranks, spec.audience)).length > 0) return refused('audience-unknown');
    await saveSpec(tx, deps, schedule, spec);
    return { ok: true };
  });
}

/** Other times begin anew, so that one earlier today doesn't fire at once; whatever else changes, what is due stays so. */
async function saveSpec(tx: Tx, deps: ReflectionDeps, schedule: Schedule, spec: ScheduleSpec): Promise<void> {
  if (hasSameTimes(schedule.spec, spec)) return store.saveSpec(tx, schedule.id, spec);
  await giveUpDue(tx, deps, schedule, 'changed');
  await store.saveTimes(tx, schedule.id, spec, deps.clock.now());
}

/**
 * What the forms in chat came to. `version` is that of the schedule when the form was opened, undefined for a new one: whoever else changed it
 * meanwhile is not overwritten. The same form saved twice is saved once.
 */
export function saveDraft(deps: ReflectionDeps, actor: Actor, draft: Draft): Promise<Done> {
  const { id, version } = draft;
  const action = version === undefined ? 'reflection.schedule.add' : 'reflection.schedule.change';
  return decide(deps, actor, 'reflection.schedule', action, id, async (tx) => {
    if (!deps.promptSets.has(draft.spec.promptSet)) return refused('set-unknown');
    const spec = await withIds(tx, draft.spec);
    const known = await store.findSchedule(tx, id);
    if (known && isDeepStrictEqual(known.spec, spec)) return { ok: true };
    if (version === undefined)
      return (await store.insertSchedule(tx, id, spec, deps.clock.now())) ? { ok: true } : refused('schedule-exists');
    if (!known) return refused('schedule-unknown');
    if (versionOf(known) !== version) return refused('schedule-changed');
    await saveSpec(tx, deps, known, spec);
    return { ok: true };
  });
}

export function pauseSchedule(deps: ReflectionDeps, actor: Actor, id: string, paused: boolean): Promise<Done> {
  return decide(deps, actor, 'reflection.schedule', paused ? 'reflection.schedule.pause' : 'reflection.schedule.resume', id, async (tx) => {
    const schedule = await store.findSchedule(tx, id);
    if (!schedule) return refused('schedule-unknown');
    if (paused) await giveUpDue(tx, deps, schedule, 'paused');
    await store.savePaused(tx, id, paused, deps.clock.now());
    return { ok: true };
  });
}

export function removeSchedule(deps: ReflectionDeps, actor: Actor, id: string): Promise<Done> {
  return decide(deps, actor, 'reflection.schedule', 'reflection.schedule.remove', id, async (tx) => {
    const schedule = await store.findSchedule(tx, id);
    if (!schedule) return refused('schedule-unknown');
    await giveUpDue(tx, deps, schedule, 'removed');
    await store.markRemoved(tx, id);
    return { ok: true };
  });
}

export type Send = {
  readonly promptSet: string;
  readonly audience: Audience;
  readonly closes: Window | { readonly at: Instant };
  /** Hours before it closes. */
  readonly nudges?: readonly number[];
  /** What asks for it, a press or a preview: the same once more sends nothing. */
  readonly request?: string;
  /** When the newest open round of the same questions was opened, as far as whoever asks for it knows: where there is a newer one, nothing is sent. */
  readonly newest?: number;
};

/** `withoutAccount`: how many of the people have nowhere to get it yet. */
export type Sent = { readonly round: Round; readonly people: number; readonly withoutAccount: number };

/** One round, now. Of what whoever asks for it has just named, all has to be there. */
export function sendRound(deps: ReflectionDeps, actor: Actor, send: Send): Promise<Done<Sent>> {
  return decide(deps, actor, 'reflection.send', 'reflection.round.send', send.promptSet, async (tx) =>
    sendNow(tx, deps, send, await unknownIn(tx, deps.ranks, send.audience)),
  );
}

/** 立即发送: one round of a schedule, as its preview has shown it. */
export function sendSchedule(deps: ReflectionDeps, actor: Actor, { id, version, request, newest }: Previewed): Promise<Done<Sent>> {
  return decide(deps, actor, 'reflection.send', 'reflection.round.send', id, async (tx) => {
    const schedule = await store.findSchedule(tx, id);
    if (!schedule) return refused('schedule-unknown');
    if (versionOf(schedule) !== version) return refused('schedule-changed');
    const { promptSet, audience, window, nudges } = schedule.spec;
    const sent = await sendNow(tx, deps, {
      promptSet,
      audience,
      closes: window,
      nudges: nudges.map(({ hoursBefore }) => hoursBefore),
      request,
      newest,
    });
    const isInMeeting = !sent.ok && sent.refusal === 'in-meeting';
    const comes = isInMeeting && (await dueLater(tx, deps, schedule, (await audienceNow(tx, deps, audience)).asked));
    return comes ? refused('comes-by-itself') : sent;
  });
}

async function sendNow(tx: Tx, deps: ReflectionDeps, send: Send, unknown: readonly string[] = []): Promise<Done<Sent>> {
  const set = deps.promptSets.get(send.promptSet);
  if (!set) return refused('set-unknown');
  const audience = await audienceNow(tx, deps, send.audience);
  const { asked } = audience;
  if (asked.length === 0) return refused('audience-empty');
  if (unknown.length > 0) return refused('audience-unknown');
  // Nothing of the bot's own interrupts a bureau meeting (domain.md §1), whoever asks for it.
  if ((await waitsUntil(tx, deps.clock.now(), idsOf(asked))) !== undefined) return refused('in-meeting');
  return open(tx, deps, set, audience, { ...send, trial: false });
}

/** 试发给自己: to oneself only; it counts nowhere. */
export function sendTrial(
  deps: ReflectionDeps,
  actor: { readonly member: Member['id'] },
  promptSet: string,
  request?: string,
): Promise<Done<Sent>> {
  return decide(deps, actor, 'reflection.schedule', 'reflection.round.trial', promptSet, async (tx) => {
    const set = deps.promptSets.get(promptSet);
    const member = await findMember(tx, actor.member);
    if (!set || !member) return refused('set-unknown');
    return open(
      tx,
      deps,
      set,
      { asked: [member], onLeave: [] },
      { closes: { days: 1 }, trial: true, ...(request === undefined ? {} : { request }) },
    );
  });
}

type Opening = Pick<Send, 'closes' | 'nudges' | 'request' | 'newest'> & { readonly trial: boolean };

async function open(
  tx: Tx,
  deps: ReflectionDeps,
  set: PromptSet,
  audience: Asked,
  { closes, nudges = [], request, newest, trial }: Opening,
) {
  const now = deps.clock.now();
  const end = 'at' in closes ? closes.at : closesAt(now, closes, deps.calendar, deps.zone);
  if (end < plus(now, leastOpenMs(audience.asked.length))) return refused('closes-too-early');
  const [known] = newest === undefined ? [] : await openRoundsIn(tx, set.id, now, idsOf(audience.asked));
  const isMeanwhile = known !== undefined && known.opensAt > (newest ?? 0);
  const key = request === undefined ? undefined : `reflection.send:${request}`;
  // A press that was refused sends nothing the next time either, for the same reason.
  if (key !== undefined && (isMeanwhile ? await wasSeen(tx, key) : await seen(tx, key, now))) return refused('sent-already');
  if (isMeanwhile) return refused('sent-meanwhile');
  const opening = { scheduleId: undefined, occurrenceAt: now, opensAt: now, closesAt: end, nudges, trial };
  const round = await openRound(tx, deps, set, audience, opening);
  if (!round) return refused('schedule-exists');
  const withoutAccount = audience.asked.filter(({ chatUserId }) => chatUserId === undefined).length;
  return { ok: true, round, people: audience.asked.length, withoutAccount } as const;
}

/** On a first start in a demo: one open 四问 round, unless there has been any round. */
export async function sendFirstRound(deps: ReflectionDeps, promptSet: string): Promise<void> {
  if (await deps.transact(hasRounds)) return;
  await sendRound(deps, { operator: 'siwen' }, { promptSet, audience: { kind: 'bureau' }, closes: { workdays: 3 } });
}

/** Rounds of a prompt set that can be answered now, the newest first. */
export const openRounds = (deps: ReflectionDeps, promptSet: string): Promise<OpenRound[]> =>
  deps.transact((tx) => openRoundsIn(tx, promptSet, deps.clock.now()));

/** 撤回推送: a round that was sent by mistake, as long as it can be answered. */
export function withdrawSent(deps: ReflectionDeps, actor: Actor, roundId: string): Promise<Done<{ readonly round: Round }>> {
  return decide(
    deps,
    actor,
    'reflection.send',
    'reflection.round.withdraw',
    ({ round }) => round.set.id,
    async (tx) => {
      const round = await withdrawRound(tx, deps, roundId);
      return round ? ({ ok: true, round } as const) : refused('round-over');
    },
  );
}

async function decide<T extends { readonly ok: true }>(
  deps: ReflectionDeps,
  actor: Actor,
  right: Right,
  action: AuditAction,
  subject: string | ((done: T) => string),
  work: (tx: Tx) => Promise<T | ReturnType<typeof refused>>,
): Promise<T | ReturnType<typeof refused>> {
  return deps.transact(async (tx) => {
    if (!(await may(tx, actor, right))) return refused('right-missing');
    const result = await work(tx);
    if (!result.ok) return result;
    const now = deps.clock.now();
    await recordAudit(tx, { at: now, actor, action, subject: typeof subject === 'string' ? subject : subject(result) });
    // Every administrator's Home lists the schedules.
    for (const admin of await administrators(tx)) await enqueue(tx, now, { kind: 'home', member: admin.id });
    return result;
  });
}

/** Whether this member keeps the schedules. */
export function maySchedule(deps: ReflectionDeps, memberId: string): Promise<boolean> {
  return deps.transact((tx) => mayKeepSchedules(tx, memberId));
}

export const mayKeepSchedules = (tx: Tx, memberId: string): Promise<boolean> =>
  may(tx, { member: memberId as MemberId }, 'reflection.schedule');
