import type { Tx } from '../../db/transact.js';
import type { Activity, ActivityDetails } from '../activity/activity.js';
import { participantsOf, type Staff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import { expectedAmong } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import { announcedTo, type Outcome, precedence } from '../precedence.js';
import { meetingsIn } from '../store.js';
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

/** The first bureau meeting in the way of an activity at this time, but those it need not give way to. */
export async function takenBy(
  tx: Tx,
  deps: MeetingDeps,
  activity: Pick<Activity, 'id' | 'audience' | 'excluded' | 'startsAt' | 'endsAt'>,
  staff: Staff,
): Promise<Against | undefined> {
  for (const against of await meetingsAgainst(tx, deps, activity, staff)) {
    const known = await findCase(tx, against.meeting.id, activity.id);
    if (known?.state !== 'exempted') return against;
  }
  return undefined;
}
