import { arrived } from '../../delivery/outbox.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee } from '../invitee-store.js';
import { meetingsExpecting } from '../store.js';
import { noticeKey } from './keys.js';
import { shownOf } from './organizing.js';
import type { Shown } from './shown.js';
import { knowledgeOfOne } from './told-store.js';

/** Far more than anybody is expected at in the weeks for which meetings are announced. */
const MOST_AHEAD = 100;

/** The meetings ahead whose notice this member has, as it is now, and has not acknowledged; in the order they begin. */
export function toAcknowledge(deps: MeetingDeps, member: string): Promise<Shown[]> {
  const memberId = member as MemberId;
  return deps.transact(async (tx) => {
    const waiting: Shown[] = [];
    for (const meeting of await meetingsExpecting(tx, memberId, deps.clock.now(), MOST_AHEAD)) {
      const invitee = await findInvitee(tx, meeting.id, memberId);
      if (!invitee || invitee.acknowledgedAt !== undefined || (await deps.excused(tx, meeting.id)).has(memberId)) continue;
      const key = noticeKey(meeting.id, memberId);
      const isHeld = (await knowledgeOfOne(tx, meeting.id, memberId))?.dueAt !== undefined;
      if (!isHeld && (await arrived(tx, key)).has(key)) waiting.push(await shownOf(tx, meeting));
    }
    return waiting;
  });
}
