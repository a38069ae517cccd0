import type { Tx } from '../../db/transact.js';
import type { Member } from '../../org/member.js';
import { authorize } from '../../org/permissions.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { Meeting } from '../meeting.js';
import { findMeeting } from '../store.js';

export type NotOrganizing = 'meeting-unknown' | 'right-missing';
export type Organizing =
  | { readonly ok: true; readonly meeting: Meeting; readonly organizer: Member }
  | { readonly ok: false; readonly refusal: NotOrganizing };

/** An organizer of the department whose meeting it is, by the database at this moment. */
export async function organizing(tx: Tx, meetingId: string, memberId: string): Promise<Organizing> {
  const meeting = await findMeeting(tx, meetingId);
  const organizer = await findMember(tx, memberId);
  if (!meeting) return { ok: false, refusal: 'meeting-unknown' };
  const granted = organizer && authorize(organizer, await loadOrg(tx), 'meeting.organize');
  if (!organizer || !granted?.ok || !granted.departmentIds.has(meeting.departmentId)) return { ok: false, refusal: 'right-missing' };
  return { ok: true, meeting, organizer };
}
