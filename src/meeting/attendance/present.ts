import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import type { MeetingId } from '../meeting.js';
import type { Attendee } from './attendance.js';
import { attendees } from './rules.js';
import { marksOf } from './store.js';

/** Everybody expected, and whoever came all the same, as they stand now. */
export async function attendeesOf(tx: Tx, deps: Pick<MeetingDeps, 'excused' | 'substitutes'>, meetingId: MeetingId): Promise<Attendee[]> {
  const invitees = await inviteesOf(tx, meetingId);
  await nextTurn();
  const marks = await marksOf(tx, meetingId);
  await nextTurn();
  return attendees(invitees, marks, await deps.excused(tx, meetingId), await deps.substitutes(tx, meetingId));
}
