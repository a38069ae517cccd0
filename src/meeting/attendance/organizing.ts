import type { Tx } from '../../db/transact.js';
import type { Member } from '../../org/member.js';
import { findMember, loadOrg } from '../../org/service.js';
import { organizedNow } from '../dissolved-service.js';
import type { Meeting } from '../meeting.js';
import { organizedBy } from '../organizes.js';
import { findMeeting } from '../store.js';

export type NotOrganizing = 'meeting-unknown' | 'right-missing';
export type Organizing =
  | { readonly ok: true; readonly meeting: Meeting; readonly organizer: Member }
  | { readonly ok: false; readonly refusal: NotOrganizing };

/** Somebody who may keep the attendance of this meeting, by the database at this moment. */
export async function organizing(tx: Tx, meetingId: string, memberId: string): Promise<Organizing> {
  const found = await findMeeting(tx, meetingId);
  const meeting = found && (await organizedNow(tx, found));
  const organizer = await findMember(tx, memberId);
  if (!meeting) return { ok: false, refusal: 'meeting-unknown' };
  if (!organizer || !(await organizedBy(tx, organizer, await loadOrg(tx))).has(meeting.departmentId))
    return { ok: false, refusal: 'right-missing' };
  return { ok: true, meeting, organizer };
}
