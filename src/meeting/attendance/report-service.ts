import type { Instant } from '../../calendar/instant.js';
import { type Reader, readerOf } from '../../calendar/reader.js';
import type { Upload } from '../../chat/chat.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { MemberId } from '../../org/member.js';
import { findMember, loadOrg, recordAudit } from '../../org/service.js';
import { takesPlace } from '../activity/takes-place.js';
import type { MeetingDeps } from '../deps.js';
import { organizedNow } from '../dissolved-service.js';
import type { Meeting } from '../meeting.js';
import { findMeeting } from '../store.js';
import type { CheckIn } from './attendance.js';
import { reportCard } from './cards.js';
import { fileKey, reportKey } from './keys.js';
import { type NotOrganizing, organizing } from './organizing.js';
import { insertOutcomes } from './outcome-store.js';
import { type Report, readersOf, type Scope, scopeOf, sentTo, type Whole, wholeOf, within } from './report.js';
import { openedAfterwards } from './rules.js';
import * as store from './store.js';
import { workbookOf } from './workbook.js';

/** An organizer closes it; whoever is not there by now is excused or absent. */
export function closeCheckIn(
  deps: MeetingDeps,
  input: { readonly meetingId: string; readonly memberId: string },
): Promise<
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: NotOrganizing | 'none-open' | 'closed' | 'cancelled' | 'not-begun' | 'meeting-suspended' }
> {
  return deps.transact(async (tx) => {
    const found = await organizing(tx, input.meetingId, input.memberId);
    if (!found.ok) return found;
    if (found.meeting.state === 'cancelled') return { ok: false, refusal: 'cancelled' };
    // Closed by mistake before the start it could not be opened again.
    if (deps.clock.now() < found.meeting.startsAt) return { ok: false, refusal: 'not-begun' };
    // Where it is resumed, those who have come are recorded still.
    if (!(await takesPlace(tx, found.meeting))) return { ok: false, refusal: 'meeting-suspended' };
    if (await close(tx, deps, found.meeting, found.organizer.id)) return { ok: true };
    return { ok: false, refusal: (await store.findCheckIn(tx, found.meeting.id)) ? 'closed' : 'none-open' };
  });
}

/** Those that nobody has closed some hours after the end (policy); of a meeting that did not take place there is no report. */
export async function closeDue(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const id of await deps.transact((tx) => store.dueToClose(tx, now, deps.policy.checkInClosesAfterHours)))
    await deps.transact(async (tx) => {
      const meeting = await findMeeting(tx, id);
      if (meeting && !(await giveUp(tx, meeting, now))) await close(tx, deps, meeting, undefined);
    });
}

/** Opened for a list of paper that nobody has begun to enter, it is as if it had never been opened, and says of nobody that they were absent. */
async function giveUp(tx: Tx, meeting: Meeting, at: Instant): Promise<boolean> {
  const checkIn = await store.findCheckIn(tx, meeting.id);
  if (!checkIn || !openedAfterwards(checkIn, meeting) || (await store.marksOf(tx, meeting.id)).size > 0) return false;
  await store.removeCheckIn(tx, meeting.id);
  await recordAudit(tx, { at, actor: { operator: 'siwen' }, action: 'meeting.check-in-given-up', subject: meeting.id });
  return true;
}

async function close(tx: Tx, deps: MeetingDeps, meeting: Meeting, by: MemberId | undefined): Promise<boolean> {
  const now = deps.clock.now();
  if (!(await store.closeCheckIn(tx, meeting.id, now, by))) return false;
  const actor = by === undefined ? { operator: 'siwen' } : { member: by };
  await recordAudit(tx, { at: now, actor, action: 'meeting.check-in-closed', subject: meeting.id });
  if (await takesPlace(tx, meeting)) await postReports(tx, deps, meeting);
  return true;
}

async function postReports(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const now = deps.clock.now();
  const whole = await wholeOf(tx, deps, meeting);
  await insertOutcomes(tx, meeting.id, whole.lines);
  const checkIn = await store.findCheckIn(tx, meeting.id);
  await nextTurn();
  if (!checkIn) return;
  const readers = await readersOf(tx, whole, checkIn);
  await store.addReaders(
    tx,
    meeting.id,
    readers.map(({ member }) => member.id),
  );
  for (const { member, scope } of readers) {
    await nextTurn();
    const to = { member: member.id };
    const card = cardFor(whole, scope, readerOf(deps, member));
    await enqueue(tx, now, { kind: 'post', key: reportKey(checkIn, member.id), to, card, urgency: 'routine' });
    const key = fileKey(checkIn, member.id);
    await enqueue(tx, now, { kind: 'file', key, to, source: 'meeting.attendance', args: { meeting: meeting.id } });
  }
}

const cardFor = (whole: Whole, scope: Scope, reader: Reader) => reportCard(within(whole, scope), reader);

/** After a correction the reports say how it is now. */
export async function updateReports(tx: Tx, deps: MeetingDeps, meeting: Meeting, checkIn: CheckIn): Promise<void> {
  const now = deps.clock.now();
  const whole = await wholeOf(tx, deps, meeting);
  const members = new Map(whole.members.map((member) => [member.id, member]));
  for (const id of await store.readersOf(tx, meeting.id)) {
    await nextTurn();
    const member = members.get(id);
    const scope = member?.active ? await sentTo(tx, member, whole.meeting, whole.org, checkIn) : undefined;
    if (!member || scope === undefined) continue;
    const card = cardFor(whole, scope, readerOf(deps, member));
    await enqueue(tx, now, { kind: 'update', of: reportKey(checkIn, id), card, urgency: 'routine' });
  }
}

type Of = { readonly meetingId: string; readonly memberId: string };

/** Whether there is a table that this member may export. */
export function hasFile(deps: MeetingDeps, { meetingId, memberId }: Of): Promise<boolean> {
  return deps.transact(async (tx) => {
    const [meeting, member, checkIn] = [
      await findMeeting(tx, meetingId),
      await findMember(tx, memberId),
      await store.findCheckIn(tx, meetingId),
    ];
    if (!meeting || !member || checkIn?.closedAt === undefined) return false;
    return (await sentTo(tx, member, await organizedNow(tx, meeting), await loadOrg(tx), checkIn)) !== undefined;
  });
}

/** The workbook once more, as it is now: after a correction the one that came with the report is old. */
export function sendFile(deps: MeetingDeps, { meetingId, memberId, press }: Of & { readonly press: string }): Promise<boolean> {
  return deps.transact(async (tx) => {
    const checkIn = await store.findCheckIn(tx, meetingId);
    if (!checkIn || !(await reportFor(tx, deps, { meetingId, memberId }, sentTo))) return false;
    const to = { member: memberId as MemberId };
    const key = `${fileKey(checkIn, memberId)}:${press}`;
    await enqueue(tx, deps.clock.now(), { kind: 'file', key, to, source: 'meeting.attendance', args: { meeting: meetingId } });
    return true;
  });
}

/** The report as this member may see it at this moment; each look is audited. */
export function openReport(deps: MeetingDeps, of: Of): Promise<Report | undefined> {
  return deps.transact(async (tx) => {
    const report = await reportFor(tx, deps, of, scopeOf);
    const at = deps.clock.now();
    if (report)
      await recordAudit(tx, {
        at,
        actor: { member: of.memberId as MemberId },
        action: 'meeting.attendance-viewed',
        subject: report.meeting.id,
      });
    return report;
  });
}

async function reportFor(tx: Tx, deps: MeetingDeps, { meetingId, memberId }: Of, allowed: typeof sentTo): Promise<Report | undefined> {
  const meeting = await findMeeting(tx, meetingId);
  const member = await findMember(tx, memberId);
  const checkIn = meeting?.state === 'announced' ? await store.findCheckIn(tx, meeting.id) : undefined;
  if (!meeting || !member || !checkIn) return undefined;
  const scope = await allowed(tx, member, await organizedNow(tx, meeting), await loadOrg(tx), checkIn);
  return scope && within(await wholeOf(tx, deps, meeting), scope);
}

/** Made when it is sent, with what is theirs then, as on the card. That is no look of theirs. */
export async function attendanceFile(
  deps: MeetingDeps,
  args: Readonly<Record<string, string>>,
  memberId: MemberId | undefined,
): Promise<Upload | undefined> {
  if (memberId === undefined) return undefined;
  const made = await deps.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    const report = await reportFor(tx, deps, { meetingId: args.meeting ?? '', memberId }, sentTo);
    return member && report && { report, reader: readerOf(deps, member) };
  });
  return made && workbookOf(made.report, made.reader);
}
