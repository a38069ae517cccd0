import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../meeting.js';
import { activityOfMeeting } from './store.js';

type Standing = Pick<Meeting, 'id' | 'scope' | 'state' | 'startsAt' | 'endsAt'>;

/** It would take place, but gives way to a meeting of the bureau. */
export const isSuspended = async (tx: Tx, meeting: Standing): Promise<boolean> =>
  meeting.state === 'announced' && !(await takesPlace(tx, meeting));

/** Whether people are to come: it is not cancelled, and not a departments' meeting that is suspended for one of the bureau (domain.md §2), at its time. */
export async function takesPlace(tx: Tx, meeting: Standing): Promise<boolean> {
  if (meeting.state !== 'announced') return false;
  if (meeting.scope === 'bureau') return true;
  const activity = await activityOfMeeting(tx, meeting.id);
  // Given another time, it takes place then.
  return activity?.state !== 'suspended' || activity.startsAt !== meeting.startsAt || activity.endsAt !== meeting.endsAt;
}
