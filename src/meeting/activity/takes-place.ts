import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../meeting.js';
import { activityOfMeeting } from './store.js';

/** It would take place, but gives way to a meeting of the bureau. */
export const isSuspended = async (tx: Tx, meeting: Pick<Meeting, 'id' | 'scope' | 'state'>): Promise<boolean> =>
  meeting.state === 'announced' && !(await takesPlace(tx, meeting));

/** Whether people are to come: it is not cancelled, and not a departments' meeting that is suspended for one of the bureau (domain.md §2). */
export async function takesPlace(tx: Tx, meeting: Pick<Meeting, 'id' | 'scope' | 'state'>): Promise<boolean> {
  if (meeting.state !== 'announced') return false;
  return meeting.scope === 'bureau' || (await activityOfMeeting(tx, meeting.id))?.state !== 'suspended';
}
