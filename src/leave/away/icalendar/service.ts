import { type WrittenEvent, writeInvitation } from '../../../calendar/icalendar/write.js';
import type { Instant } from '../../../calendar/instant.js';
import type { Upload } from '../../../chat/chat.js';
import { say } from '../../../chat/text.js';
import type { Tx } from '../../../db/transact.js';
import { enqueue } from '../../../delivery/outbox.js';
import type { Outgoing } from '../../../delivery/outgoing.js';
import type { Member, MemberId } from '../../../org/member.js';
import { findMember } from '../../../org/service.js';
import type { LeaveDeps } from '../../deps.js';
import type { Leave } from '../../leave.js';
import { findLeave, historyOf, leavesOverlapping } from '../../store.js';
import { kindText } from '../../text.js';
import { originOf } from '../origin.js';
import { isCutShort, periodAway } from '../rules.js';
import { entryOf, type Kept, sequenceOf } from './calendar.js';
import { hasOlderFile, takeFile } from './store.js';

export type CalendarRefusal = 'not-yours' | 'not-approved';

/** 加入日历: the file comes as a message, once for each state of the leave. `fresh` false: it has been sent. */
export function sendCalendarFile(
  deps: LeaveDeps,
  { id, memberId }: { readonly id: string; readonly memberId: string },
): Promise<{ readonly ok: true; readonly fresh: boolean } | { readonly ok: false; readonly refusal: CalendarRefusal }> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, id);
    if (!leave || leave.memberId !== memberId) return { ok: false, refusal: 'not-yours' };
    if (leave.state !== 'approved') return { ok: false, refusal: 'not-approved' };
    const kept = await keptOf(tx, leave);
    await takeFile(tx, kept.firstId, sequenceOf(kept));
    return { ok: true, fresh: await enqueue(tx, deps.clock.now(), fileOf(kept)) };
  });
}

/** In the transaction in which it is approved, withdrawn or ended, or somebody else is to be in charge: whoever has a file gets the next one by themselves. What was replaced is followed by what replaces it. */
export async function sendNewerFile(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  if (leave.state === 'replaced' || (leave.state === 'ended' && !isCutShort(leave))) return;
  const kept = await keptOf(tx, leave);
  if (await hasOlderFile(tx, kept.firstId, sequenceOf(kept))) await enqueue(tx, deps.clock.now(), fileOf(kept));
}

/** What it says is decided when it is sent: how things are then. */
const fileOf = (kept: Kept): Outgoing => ({
  kind: 'file',
  key: `leave.calendarFile:${kept.firstId}:${sequenceOf(kept)}`,
  to: { member: kept.leave.memberId },
  source: 'leave.calendar',
  args: { leave: kept.leave.id },
  says: JSON.stringify([kept.leave.id, periodAway(kept.leave), kept.acting]),
});

/** RFC 5546 §3.2: what is one's own is published; a CANCEL where nothing of it stands. */
export function calendarFile(deps: LeaveDeps, id: string, memberId: MemberId): Promise<Upload | undefined> {
  return deps.transact(async (tx) => {
    const [leave, member] = [await findLeave(tx, id), await findMember(tx, memberId)];
    if (!leave || !member || leave.memberId !== memberId) return undefined;
    const { stands, ...event } = entryOf(await keptOf(tx, leave), member, deps);
    const ics = writeInvitation({ ...event, method: stands ? 'PUBLISH' : 'CANCEL' });
    const title = say(kindText[leave.kind], member.locale);
    return { filename: `${title}.ics`, title, content: Buffer.from(ics) };
  });
}

/** For the member's own feed: every approved leave that is not over at `since`. */
export async function leaveEntries(tx: Tx, deps: LeaveDeps, member: Member, since: Instant): Promise<WrittenEvent[]> {
  const leaves = await leavesOverlapping(tx, member.id, { start: since, end: Number.MAX_SAFE_INTEGER as Instant });
  const entries: WrittenEvent[] = [];
  for (const leave of leaves) {
    const { stands, ...event } = entryOf(await keptOf(tx, leave), member, deps);
    if (stands) entries.push(event);
  }
  return entries;
}

async function keptOf(tx: Tx, leave: Leave): Promise<Kept> {
  const history = await historyOf(tx, leave.id);
  const acting = leave.acting && leave.acting.answer !== 'declined' ? (await findMember(tx, leave.acting.memberId))?.name : undefined;
  return { leave, ...(await originOf(tx, leave)), since: history.at(-1)?.at ?? leave.requestedAt, acting };
}
