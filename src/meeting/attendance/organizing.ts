import type { Tx } from '../../db/transact.js';
import type { Member } from '../../org/member.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { Meeting } from '../meeting.js';
import { organizes } from '../organizes.js';
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
  if (!organizer || !organizes(organizer, meeting, await loadOrg(tx))) return { ok: false, refusal: 'right-missing' };
  return { ok: true, meeting, organizer };
}
