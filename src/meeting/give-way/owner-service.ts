import { dayMs, type Interval, plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Activity } from '../activity/activity.js';
import { timeOf } from '../activity/cards.js';
import { cancelActivity, moveActivity } from '../activity/changes.js';
import type { Times } from '../activity/draft.js';
import type { MeetingDeps } from '../deps.js';
import { intervalOf } from '../meeting.js';
import { decidersBut } from './addressees.js';
import { meetingsAgainst } from './meetings-against.js';
import { audit, type CaseId, type Done, type Opened, openCase, refused, writtenBy } from './reading.js';
import { askExemption, isSettled } from './rules.js';
import { followActivity, takenBy } from './service.js';
import { freeSlots } from './slots.js';
import { takeStep } from './steps.js';
import { showBoard } from './tell.js';
import type { GiveWayRefusal } from './text.js';

/** What the owner of an activity does about a case: 改期, 取消活动, 申请不让路. */

/** Whether an owner may still change the activity because of this case. */
function whyNot({ owner, giveWay, situation: { activity } }: Opened, now: number): GiveWayRefusal | undefined {
  if (!owner) return 'right-missing';
  if (isSettled(giveWay) || activity.state === 'cancelled') return 'settled';
  if (activity.origin.source === 'meeting') return 'of-a-meeting';
  return activity.startsAt <= now ? 'activity-over' : undefined;
}

/** Radio buttons of a form, the last of which is another time. */
const MOST_SLOTS = 6;
const LOOK_AHEAD_MS = 40 * dayMs;

export type Choice = { readonly activity: Activity; readonly slots: readonly Interval[] };

/** Where it could be moved to. */
export function offerSlots(deps: MeetingDeps, memberId: string, id: CaseId): Promise<Done<Choice>> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, memberId, id);
    if (!opened) return refused('case-unknown');
    const now = deps.clock.now();
    const refusal = whyNot(opened, now);
    if (refusal) return refused(refusal);
    const { activity } = opened.situation;
    return { ok: true, activity, slots: freeSlots(timeOf(activity), await busyFor(tx, opened), now, deps, MOST_SLOTS) };
  });

  async function busyFor(tx: Tx, { situation: { activity, staff } }: Opened): Promise<Interval[]> {
    const ahead = { ...activity, startsAt: deps.clock.now(), endsAt: plus(activity.endsAt, LOOK_AHEAD_MS) };
    return (await meetingsAgainst(tx, deps, ahead, staff)).map(({ meeting }) => intervalOf(meeting));
  }
}

type Change = { readonly member: MemberId; readonly id: CaseId; readonly sequence: number };

/** `endsAt` left out: as long as it is. */
export type NewTime = Omit<Times, 'endsAt'> & { readonly endsAt?: Times['endsAt'] };

export function moveGivingWay(deps: MeetingDeps, { member, id, sequence }: Change, { startsAt, endsAt, place }: NewTime): Promise<Done> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, member, id);
    if (!opened) return refused('case-unknown');
    const { meeting, activity, staff } = opened.situation;
    const times = { startsAt, endsAt: endsAt ?? plus(startsAt, activity.endsAt - activity.startsAt), place };
    // The same form sent twice.
    if (opened.owner && opened.giveWay.state === 'moved' && isAt(activity, times)) return { ok: true };
    const refusal = whyNot(opened, deps.clock.now());
    if (refusal) return refused(refusal);
    if (activity.sequence !== sequence) return refused('activity-changed');
    if (startsAt <= deps.clock.now()) return refused('time-past');
    const taken = await takenBy(tx, deps, { ...activity, ...times }, staff);
    if (taken) return { ok: false, refusal: 'taken', meeting: taken.meeting };
    const moved = await moveActivity(tx, deps, activity, times, { by: member, meeting: meeting.title });
    if (!moved) return refused('activity-changed');
    await followActivity(tx, deps, moved, 'moved');
    await audit(tx, deps, member, 'meeting.give-way-moved', id);
    return { ok: true };
  });
}

const isAt = (activity: Activity, { startsAt, endsAt, place }: Times): boolean =>
  activity.startsAt === startsAt && activity.endsAt === endsAt && activity.place === place;

export function cancelGivingWay(deps: MeetingDeps, { member, id, sequence }: Change): Promise<Done> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, member, id);
    if (!opened) return refused('case-unknown');
    const { meeting, activity } = opened.situation;
    // A double click.
    if (opened.owner && opened.giveWay.state === 'cancelled') return { ok: true };
    const refusal = whyNot(opened, deps.clock.now());
    if (refusal) return refused(refusal);
    if (activity.sequence !== sequence) return refused('activity-changed');
    const cancelled = await cancelActivity(tx, deps, activity, { by: member, meeting: meeting.title });
    if (!cancelled) return refused('activity-changed');
    await followActivity(tx, deps, cancelled, 'cancelled');
    await audit(tx, deps, member, 'meeting.give-way-cancelled', id);
    return { ok: true };
  });
}

/** The reason is sealed, and read by whoever may decide about it only. */
export function requestExemption(deps: MeetingDeps, member: MemberId, id: CaseId, reason: string): Promise<Done> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, member, id);
    if (!opened) return refused('case-unknown');
    if (!opened.owner) return refused('right-missing');
    const { giveWay, situation } = opened;
    const step = askExemption(giveWay, deps.clock.now());
    if (typeof step === 'string') return refused(step);
    if ((await decidersBut(tx, deps, member, situation)).length === 0) return refused('nobody-decides');
    const asked = { by: member, reason: await deps.vault.seal(tx, writtenBy(member), reason) };
    if (!(await takeStep(tx, deps, situation, giveWay, step, { asked }))) return refused('activity-changed');
    await showBoard(tx, deps, situation.meeting);
    await audit(tx, deps, member, 'meeting.exemption-asked', id);
    return { ok: true };
  });
}
