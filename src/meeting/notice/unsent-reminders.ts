import type { Instant } from '../../calendar/instant.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll, takeBack, unsent } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import { activeMembers } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import type { Meeting, MeetingId } from '../meeting.js';
import { memberIn, nudgeKey } from './keys.js';
import { eachOnce, nudgeCard, reminderCard, standInReminderCard } from './reminder-cards.js';
import { nudgesOf } from './reminder-store.js';

const CARDS = { 'meeting.remind': reminderCard, 'meeting.nudge': nudgeCard } as const;

/** Reminders and nudges that are on their way out when the meeting is changed say how it is now; whoever need not come any more gets none. */
export async function correctUnsent(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  for (const kind of ['meeting.remind', 'meeting.nudge'] as const) {
    const keys = [...(await unsent(tx, `${kind}:${meeting.id}:`))];
    if (keys.length === 0) continue;
    const invitees = new Map((await inviteesOf(tx, meeting.id)).map((invitee) => [invitee.memberId, invitee]));
    const standIns = kind === 'meeting.remind' ? await deps.substitutes(tx, meeting.id) : new Map();
    await nextTurn();
    const members = new Map((await activeMembers(tx)).map((member) => [member.id, member]));
    const cardFor = eachOnce(CARDS[kind], meeting, deps);
    const standInCardFor = eachOnce(standInReminderCard, meeting, deps);
    const updates = keys.flatMap((of): Outgoing[] => {
      const [invitee, member] = [invitees.get(memberIn(of)), members.get(memberIn(of))];
      if (!member || !(invitee || standIns.has(member.id))) return [];
      const card = invitee
        ? cardFor({ member, acknowledged: invitee.acknowledgedAt !== undefined })
        : standInCardFor({ member, acknowledged: true });
      return [{ kind: 'update', of, card, urgency: 'routine' }];
    });
    const now = deps.clock.now();
    await takeBack(
      tx,
      now,
      keys.filter((key) => !invitees.has(memberIn(key)) && !standIns.has(memberIn(key))),
    );
    await enqueueAll(tx, now, updates);
  }
}

/** Whoever has acknowledged is not asked to by what still waits its turn. */
export async function takeBackNudges(tx: Tx, now: Instant, meetingId: MeetingId, memberId: string): Promise<void> {
  const nudges = await nudgesOf(tx, meetingId);
  await takeBack(
    tx,
    now,
    nudges.map(({ n }) => nudgeKey(meetingId, n, memberId)),
  );
}
