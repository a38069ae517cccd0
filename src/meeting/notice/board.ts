import { readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { organizes } from '../organizes.js';
import { findMeeting } from '../store.js';
import { boardCard } from './board-cards.js';
import { markStale, staleBoards, takeStale } from './board-store.js';
import { missingByDepartment, responseTo } from './missing.js';
import { heldOf } from './told-store.js';

const boardKey = (meetingId: string): string => `meeting.board:${meetingId}`;

/** The organizer's card, which counts along until the end, for as long as they organize it. */
export async function postBoard(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const card = await draw(tx, deps, meeting, false);
  const to = { member: meeting.organizerId };
  await markStale(tx, meeting.id);
  await takeStale(tx, meeting.id);
  if (!card) return;
  await enqueue(tx, deps.clock.now(), {
    kind: 'post',
    key: boardKey(meeting.id),
    to,
    card,
    urgency: 'routine',
    expiresAt: meeting.endsAt,
  });
}

/** Draws afresh the cards on which something has changed. */
export async function drawBoards(deps: MeetingDeps): Promise<void> {
  for (const id of await deps.transact(staleBoards)) {
    await deps.transact(async (tx) => {
      const taken = await takeStale(tx, id);
      const meeting = await findMeeting(tx, id);
      if (!taken || !meeting) return;
      const card = await draw(tx, deps, meeting, taken.listed);
      if (!card) return;
      // Whoever presses is looking at their own card, which goes first.
      await enqueue(tx, deps.clock.now(), {
        kind: 'update',
        of: boardKey(id),
        card,
        urgency: 'routine',
        expiresAt: meeting.endsAt,
      });
    });
  }
}

async function draw(tx: Tx, deps: MeetingDeps, meeting: Meeting, listed: boolean): Promise<Card | undefined> {
  const organizer = await findMember(tx, meeting.organizerId);
  // It names who has not acknowledged: whoever announced it may have lost the role or changed departments since.
  if (!organizer || !organizes(organizer, meeting, await loadOrg(tx))) return undefined;
  const response = await responseTo(tx, deps, meeting);
  const { people, until } = await heldOf(tx, meeting.id);
  const figures = {
    expected: response.invitees.length,
    acknowledged: response.invitees.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
    missing: response.missing.length,
    excused: response.excused.size,
    held: people,
    heldUntil: until,
    withoutAccount: response.withoutAccount.length,
  };
  const missing = listed ? await missingByDepartment(tx, response) : undefined;
  return boardCard(meeting, figures, missing, readerOf(deps, organizer));
}
