import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { meetingsIn } from '../store.js';
import { belongingTo } from './expected.js';

/**
 * Who has come to belong to its audience by a new roster, and is not on its list; but for those who are to be at another bureau-wide meeting at
 * that time: that one keeps them.
 */
export async function newcomersTo(
  tx: Tx,
  deps: Pick<MeetingDeps, 'ranks'>,
  meeting: Meeting,
  listed: ReadonlySet<MemberId>,
): Promise<Member[]> {
  const belonging = belongingTo(meeting, meeting.departmentId, await loadStaff(tx, deps.ranks));
  const added = belonging.filter(({ id }) => !listed.has(id));
  if (meeting.scope !== 'bureau' || added.length === 0) return added;
  const taken = new Set<MemberId>();
  for (const other of await meetingsIn(tx, intervalOf(meeting)))
    if (other.id !== meeting.id && other.scope === 'bureau') for (const { memberId } of await inviteesOf(tx, other.id)) taken.add(memberId);
  return added.filter(({ id }) => !taken.has(id));
}
