import type { Tx } from '../../db/transact.js';
import { newestTo } from '../../delivery/newest.js';
import { arrived } from '../../delivery/outbox.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import type { Check } from '../reachability/check.js';
import { asking, askKey } from '../reachability/service.js';
import { findMeeting, meetingsOfMember } from '../store.js';
import { asksToAcknowledge } from './keys.js';
import { shownOf } from './organizing.js';
import type { Shown } from './shown.js';
import { knowledgeOfOne } from './told-store.js';

/** A notice that has not been acknowledged, at the version that its reader's messages show. */
export type Unread = { readonly shown: Shown; readonly seen: number };

/** What somebody who types 收到 may mean, or believe to have answered by it. Meetings are in the order they begin. */
export type Waiting = {
  readonly unread: readonly Unread[];
  readonly checks: readonly Check[];
  /** To come to where it is resumed: nothing to acknowledge meanwhile. */
  readonly suspended: readonly Shown[];
  /** Where they go instead of somebody: nothing to acknowledge either. */
  readonly standsInAt: readonly Shown[];
};

/** What the last message that they were sent asks for, which stands above what they type. `other`: it is of another room. */
export type Below = Unread | Check | 'other' | undefined;

export function waitingFor(deps: MeetingDeps, member: string): Promise<{ readonly waiting: Waiting; readonly below: Below }> {
  const memberId = member as MemberId;
  return deps.transact(async (tx) => {
    const last = (await newestTo(tx, memberId)) ?? '';
    const meetings = (await meetingsOfMember(tx, memberId, deps.clock.now())).filter(({ state }) => state === 'announced');
    const suspended: Shown[] = [];
    const unread: Unread[] = [];
    for (const meeting of meetings) {
      const seen = await seenBy(tx, meeting, memberId);
      if (seen === undefined || (await deps.excused(tx, meeting.id)).has(memberId)) continue;
      const shown = await shownOf(tx, meeting);
      if (shown.suspended && !asksToAcknowledge(last, meeting.id)) suspended.push(shown);
      else if ((await findInvitee(tx, meeting.id, memberId))?.acknowledgedAt === undefined) unread.push({ shown, seen });
    }
    const checks = await asking(tx, memberId, deps.clock.now());
    const below =
      checks.find(({ id }) => askKey(id, memberId) === last) ?? unread.find(({ shown }) => asksToAcknowledge(last, shown.meeting.id));
    return {
      waiting: { unread, checks, suspended, standsInAt: await standingInAt(tx, deps, memberId) },
      below: below ?? (last === '' || last.startsWith('meeting.') ? undefined : 'other'),
    };
  });
}

/** The version that somebody's messages show, without what is on its way to them; undefined: they know of none, or that they need not come. */
async function seenBy(tx: Tx, meeting: Meeting, memberId: MemberId): Promise<number | undefined> {
  const row = await knowledgeOfOne(tx, meeting.id, memberId);
  if (row?.lastKey === undefined) return undefined;
  const isThere = (await arrived(tx, row.lastKey)).has(row.lastKey);
  const expected = isThere ? row.expected : row.priorExpected;
  return expected ? (isThere ? row.sequence : row.priorSequence) : undefined;
}

async function standingInAt(tx: Tx, deps: MeetingDeps, memberId: MemberId): Promise<Shown[]> {
  const found: Shown[] = [];
  for (const id of (await deps.standsInAt(tx, memberId)).keys()) {
    const meeting = await findMeeting(tx, id);
    if (meeting?.state === 'announced' && meeting.endsAt > deps.clock.now()) found.push(await shownOf(tx, meeting));
  }
  return found.sort((one, other) => one.meeting.startsAt - other.meeting.startsAt);
}
