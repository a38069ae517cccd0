import { readerOf } from '../../../calendar/reader.js';
import type { Card } from '../../../chat/card.js';
import type { Tx } from '../../../db/transact.js';
import { enqueue } from '../../../delivery/outbox.js';
import type { Member, MemberId } from '../../../org/member.js';
import { loadOrg, organizers } from '../../../org/service.js';
import type { MeetingDeps } from '../../deps.js';
import { invitedSince } from '../../invitee-store.js';
import type { Meeting } from '../../meeting.js';
import { organizersNow } from '../../organizes.js';
import { findMeeting } from '../../store.js';
import { hasAccount, missingByDepartment, responseTo } from '../missing.js';
import { haveGoneOut, theirsAmong } from '../nudged.js';
import { nudgesOf } from '../reminder-store.js';
import { heldOf } from '../told-store.js';
import { boardCard } from './cards.js';
import { markStale, staleBoards, takeStale } from './store.js';

/** The announcer's has the meeting's name alone; the others have one only where the announcer organizes it no longer. */
const boardKey = ({ id, organizerId }: Meeting, memberId: MemberId): string =>
  memberId === organizerId ? `meeting.board:${id}` : `meeting.board:${id}:${memberId}`;

/** The organizer's card, which counts along until the end, for as long as they organize it. */
export async function postBoard(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  await markStale(tx, meeting.id);
  await takeStale(tx, meeting.id);
  const announcer = (await organizing(tx, meeting)).find(({ id }) => id === meeting.organizerId);
  if (!announcer) return;
  const cardFor = await drawn(tx, deps, meeting, false);
  await post(tx, deps, meeting, announcer, cardFor(announcer));
}

/** Draws afresh the cards on which something has changed. */
export async function drawBoards(deps: MeetingDeps): Promise<void> {
  for (const id of await deps.transact(staleBoards)) {
    await deps.transact(async (tx) => {
      const taken = await takeStale(tx, id);
      const meeting = await findMeeting(tx, id);
      const members = meeting ? await organizing(tx, meeting) : [];
      if (!taken || !meeting || members.length === 0) return;
      const cardFor = await drawn(tx, deps, meeting, taken.listed);
      // Nobody is left to whom the names would be shown: the others who organize it have the card from then on.
      const handedOn = taken.listed && meeting.state === 'announced' && members.every((member) => member.id !== meeting.organizerId);
      for (const member of members) {
        const card = cardFor(member);
        if (handedOn && (await post(tx, deps, meeting, member, card))) continue;
        // Whoever presses is looking at their own card, which goes first.
        await enqueue(tx, deps.clock.now(), {
          kind: 'update',
          of: boardKey(meeting, member.id),
          card,
          urgency: 'routine',
          expiresAt: meeting.endsAt,
        });
      }
    });
  }
}

/** It names who has not acknowledged: whoever announced it may have lost the role or changed departments since. */
const organizing = async (tx: Tx, meeting: Meeting): Promise<Member[]> => organizersNow(await organizers(tx), meeting, await loadOrg(tx));

/** False: they have it. */
const post = (tx: Tx, deps: MeetingDeps, meeting: Meeting, { id }: Member, card: Card): Promise<boolean> =>
  enqueue(tx, deps.clock.now(), {
    kind: 'post',
    key: boardKey(meeting, id),
    to: { member: id },
    card,
    urgency: 'routine',
    expiresAt: meeting.endsAt,
    since: meeting.announcedAt,
  });

/** Those whom the last nudge has reached. */
async function nudged(tx: Tx, { id: meetingId }: Meeting, missing: readonly Member[]): Promise<Member[]> {
  const [invited, nudges] = [await invitedSince(tx, meetingId), await nudgesOf(tx, meetingId)];
  const theirs = theirsAmong(nudges);
  return missing.filter((member) => hasAccount(member) && haveGoneOut(nudges, theirs(invited.get(member.id))));
}

async function drawn(tx: Tx, deps: MeetingDeps, meeting: Meeting, listed: boolean): Promise<(reader: Member) => Card> {
  const response = await responseTo(tx, deps, meeting);
  const { people, until } = await heldOf(tx, meeting.id);
  const figures = {
    expected: response.expected.length,
    acknowledged: response.expected.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
    missing: response.missing.length,
    excused: response.expected.filter(({ memberId }) => response.excused.has(memberId)).length,
    held: people,
    heldUntil: until,
    withoutAccount: response.withoutAccount.length,
  };
  const missing = listed ? await missingByDepartment(tx, { ...response, missing: await nudged(tx, meeting, response.missing) }) : undefined;
  return (reader) => boardCard(meeting, figures, missing, readerOf(deps, reader));
}
