import type { Tx } from '../../db/transact.js';
import type { Activity, ActivityDetails } from '../activity/activity.js';
import { participantsOf, type Staff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import { expectedAmong } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import { announcedTo, type Outcome, precedence } from '../precedence.js';
import { meetingsIn } from '../store.js';
import { isSettled, isUnsettled } from './rules.js';
import { findCase } from './store.js';

export type Against = { readonly meeting: Meeting; readonly obligation: 'must' | 'asked'; readonly together: number };

/** The bureau meetings that an activity of this time and these people has to give way to, in the order they begin. */
export async function meetingsAgainst(
  tx: Tx,
  deps: Pick<MeetingDeps, 'policy' | 'calendar' | 'workingHours' | 'zone'>,
  activity: Pick<ActivityDetails, 'startsAt' | 'endsAt' | 'audience' | 'excluded'>,
  staff: Staff,
): Promise<Against[]> {
  const interval = { start: activity.startsAt, end: activity.endsAt };
  const meetings = (await meetingsIn(tx, interval)).filter(({ scope }) => scope === 'bureau');
  if (meetings.length === 0) return [];
  const people = participantsOf(activity, staff).map(({ id }) => id);
  const found: Against[] = [];
  for (const meeting of meetings) {
    const { count: together, since } = await expectedAmong(tx, meeting.id, people);
    const announced = since === undefined ? meeting : announcedTo(meeting, since, deps.policy, deps);
    const obligation = obligationOf(precedence(announced, { kind: 'activity', interval, together }));
    if (obligation) found.push({ meeting, obligation, together });
  }
  return found;
}

export const obligationOf = (outcome: Outcome): 'must' | 'asked' | undefined =>
  outcome === 'must-give-way' ? 'must' : outcome === 'asked-to-give-way' ? 'asked' : undefined;

type AtItsTime = Pick<Activity, 'id' | 'audience' | 'excluded' | 'startsAt' | 'endsAt'>;

/** But those it need not give way to. */
export async function withoutExempted(tx: Tx, activityId: string, against: readonly Against[]): Promise<Against[]> {
  const found: Against[] = [];
  for (const one of against) if ((await findCase(tx, one.meeting.id, activityId))?.state !== 'exempted') found.push(one);
  return found;
}

/** The first bureau meeting in the way of an activity at this time. */
export async function takenBy(tx: Tx, deps: MeetingDeps, activity: AtItsTime, staff: Staff): Promise<Against | undefined> {
  return (await withoutExempted(tx, activity.id, await meetingsAgainst(tx, deps, activity, staff)))[0];
}

/** The first for which it can't be resumed at the time that it had. Where it was only asked to give way, and the deadline has passed, it would take place. */
export async function keptBackBy(tx: Tx, deps: MeetingDeps, activity: AtItsTime, staff: Staff): Promise<Against | undefined> {
  const against = await meetingsAgainst(tx, deps, activity, staff);
  for (const one of await withoutExempted(tx, activity.id, against)) {
    const known = await findCase(tx, one.meeting.id, activity.id);
    if (one.obligation === 'must' || !known || isSettled(known) || isUnsettled(known)) return one;
  }
  return undefined;
}
