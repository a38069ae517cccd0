import { type Reader, readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll, takeBack, unsent } from '../../delivery/outbox.js';
import type { Outgoing, Urgency } from '../../delivery/outgoing.js';
import type { Member, MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee, inviteesOf } from '../invitee-store.js';
import type { Invitee, Meeting } from '../meeting.js';
import { againCard, cancelledCard, changedCard, earlierCard, noticeCard, removedCard } from './cards.js';
import { sendFiles, takeBackFiles } from './icalendar/file.js';
import { changedKey, noticeKey } from './keys.js';
import { newsFor, sameFacts, type Version } from './news.js';
import { shownOf } from './organizing.js';
import type { Shown } from './shown.js';
import { type Standing, standingOf } from './standing.js';
import * as store from './told-store.js';

/**
 * Messages about the meeting that nobody has been shown yet, and that no longer say how it is. A notice that still stands is left and says the
 * new, so that its reader hears of one meeting and of no change; every other one is taken back, and its reader knows what they knew before.
 */
export async function takeBackUnsent(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const keys = new Set([...(await unsent(tx, noticeKey(meeting.id, ''))), ...(await unsent(tx, `meeting.changed:${meeting.id}:`))]);
  if (keys.size === 0) return;
  const versions = await store.versionsOf(tx, meeting.id);
  const invited = new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId));
  const exchanged: MemberId[] = [];
  const takenBack: store.Knowledge[] = [];
  for (const row of (await store.knowledge(tx, meeting.id)).values()) {
    if (row.lastKey === undefined || !keys.has(row.lastKey)) continue;
    const facts = row.sequence === undefined ? undefined : versions.get(row.sequence);
    const cancelled = meeting.state === 'cancelled';
    const news = newsFor(facts && { facts, expected: row.expected }, { facts: meeting, expected: invited.has(row.memberId), cancelled });
    if (news === 'none') continue;
    if (news === 'changed' && row.priorSequence === undefined) exchanged.push(row.memberId);
    else takenBack.push(row);
  }
  const takenKeys = takenBack.flatMap(({ lastKey }) => lastKey ?? []);
  const now = deps.clock.now();
  await takeBack(tx, now, takenKeys);
  const takenFrom = takenBack.map(({ memberId }) => memberId);
  await store.markTakenBack(tx, meeting.id, takenFrom);
  const untold = takenBack.filter(({ priorSequence }) => priorSequence === undefined).map(({ memberId }) => memberId);
  await takeBackFiles(tx, now, meeting.id, untold);
  await store.markExchanged(tx, meeting.id, exchanged, meeting.sequence);
  // The file behind their notice ends with the meeting as it was.
  await sendFiles(tx, deps, meeting, { memberIds: exchanged, toCome: true, since: undefined });
}

/** Every card that these people have of the meeting says how it is now. */
export async function redrawFor(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[]): Promise<void> {
  const known = await store.knowledge(tx, meeting.id);
  const invitees = new Map((await inviteesOf(tx, meeting.id)).map((invitee) => [invitee.memberId, invitee]));
  await redraw(tx, deps, meeting, { members, known, invitees, urgency: 'routine' });
}

/** The cards of one who has pressed and is looking, or of whom something was decided. */
export async function redrawOne(tx: Tx, deps: MeetingDeps, meeting: Meeting, member: Member): Promise<void> {
  const row = await store.knowledgeOfOne(tx, meeting.id, member.id);
  const invitee = await findInvitee(tx, meeting.id, member.id);
  if (!row) return;
  const invitees = new Map(invitee ? [[member.id, invitee]] : []);
  await redraw(tx, deps, meeting, { members: [member], known: new Map([[member.id, row]]), invitees, urgency: 'urgent' });
}

type Whose = {
  readonly members: readonly Member[];
  readonly known: ReadonlyMap<MemberId, store.Knowledge>;
  readonly invitees: ReadonlyMap<MemberId, Invitee>;
  readonly urgency: Urgency;
};

async function redraw(tx: Tx, deps: MeetingDeps, meeting: Meeting, { members, known, invitees, urgency }: Whose): Promise<void> {
  const now = deps.clock.now();
  const shown = await shownOf(tx, meeting);
  const versions = await store.versionsOf(tx, meeting.id);
  const excused = await deps.excused(tx, meeting.id);
  const drawn = new Map<string, Card>();
  /** Most people's cards are the same: each is made once. */
  const cardFor = (member: Member, row: store.Knowledge, isNotice: boolean): Card | undefined => {
    const invitee = meeting.state === 'cancelled' ? undefined : invitees.get(member.id);
    const standing = invitee && standingOf(invitee, excused);
    // Who was told to come, and need not: the message that says so is still to be written.
    const before = isNotice || (!standing && row.expected) ? undefined : priorOf(row, versions);
    const told = standing || row.sequence === undefined ? undefined : versions.get(row.sequence);
    const same = JSON.stringify([member.locale, standing ?? null, before ?? null, told ?? null]);
    const card = drawn.get(same) ?? cardOf(shown, { standing, before, told }, readerOf(deps, member));
    if (card) drawn.set(same, card);
    return card;
  };
  await inChunks(members, (some) => {
    const updates = some.flatMap((member): Outgoing[] => {
      const row = known.get(member.id);
      if (!row) return [];
      return cardKeys(meeting, member.id, row).flatMap((of): Outgoing[] => {
        // Only the newest message tells the difference; the others, how it is.
        const card = cardFor(member, row, of === noticeKey(meeting.id, member.id) || of !== row.lastKey);
        return card ? [{ kind: 'update', of, card, urgency, expiresAt: meeting.endsAt }] : [];
      });
    });
    return enqueueAll(tx, now, updates);
  });
}

type Prior = { readonly facts: Version; readonly expected: boolean };

/** What somebody believed before their newest message, which tells them the difference. */
function priorOf(row: store.Knowledge, versions: ReadonlyMap<number, Version>): Prior | undefined {
  const facts = row.priorSequence === undefined ? undefined : versions.get(row.priorSequence);
  return facts && { facts, expected: row.priorExpected };
}

type Reads = {
  /** Undefined: they need not come. */
  readonly standing: Standing | undefined;
  /** Undefined: it is the notice itself. */
  readonly before: Prior | undefined;
  /** What whoever need not come knew of it; undefined: nothing, and they have no card. */
  readonly told: Version | undefined;
};

function cardOf(shown: Shown, { standing, before, told }: Reads, reader: Reader): Card | undefined {
  const { meeting } = shown;
  if (!standing) {
    if (!before) return told && earlierCard(meeting.state, told, reader);
    return (meeting.state === 'cancelled' ? cancelledCard : removedCard)(before.facts, reader);
  }
  if (!before) return noticeCard(shown, standing, reader);
  if (!before.expected) return againCard(shown, standing, reader);
  return sameFacts(before.facts, meeting) ? noticeCard(shown, standing, reader) : changedCard(shown, before.facts, standing, reader);
}

/** The notice, every message that told of a change, and the newest one: whoever scrolls back is not misled. */
export function cardKeys({ id, sequence }: Pick<Meeting, 'id' | 'sequence'>, memberId: string, row: store.Knowledge | undefined): string[] {
  if (row?.lastKey === undefined) return [];
  const changes = Array.from({ length: sequence }, (_, before) => changedKey({ id, sequence: before + 1 }, memberId));
  return [...new Set([noticeKey(id, memberId), ...changes, row.lastKey])];
}
