import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { findMember, recordAudit } from '../../org/service.js';
import { visible } from '../../visible.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import type { Attendee, CheckIn, Mark } from './attendance.js';
import { type NotOrganizing, type Organizing, organizing } from './organizing.js';
import { changeOutcome } from './outcome-store.js';
import { attendeesOf } from './present.js';
import { openReason, sealReason } from './reasons.js';
import { updateReports } from './report-service.js';
import { decideCorrection, isThere, type RecordRefusal } from './rules.js';
import * as store from './store.js';

type Key = { readonly meetingId: string; readonly memberId: string; readonly of: string };
type Refused = { readonly ok: false; readonly refusal: NotOrganizing | RecordRefusal };

/** What is recorded of somebody, with all that was before it. */
export type AttendanceRecord = {
  readonly ok: true;
  readonly meeting: Meeting;
  readonly member: Member;
  /** Who is to be there instead of them, where it was asked for the record of that one. */
  readonly cameInstead: Member | undefined;
  /** Whoever goes for them: which of the two was there is chosen. */
  readonly standIn: Member | undefined;
  /** Which of the two, as it was recorded last, or as it was asked for. */
  readonly who: MemberId;
  readonly now: Attendee | undefined;
  readonly version: number;
  readonly history: readonly { readonly mark: Mark; readonly by: string; readonly reason: string | undefined }[];
};

type Correcting = Extract<Organizing, { ok: true }> &
  Pick<AttendanceRecord, 'member' | 'cameInstead' | 'standIn'> & { readonly checkIn: CheckIn };

/** Nobody decides on what is recorded of themselves, as with leave (domain.md §3). To check in, by code or list, is no decision. */
async function correcting(tx: Tx, deps: MeetingDeps, { meetingId, memberId, of }: Key): Promise<Correcting | Refused> {
  const found = await organizing(tx, meetingId, memberId);
  if (!found.ok) return found;
  const checkIn = await store.findCheckIn(tx, found.meeting.id);
  const chosen = await findMember(tx, of);
  const replaced = chosen && (await replacedBy(tx, deps, found.meeting, chosen));
  if (found.organizer.id === of || found.organizer.id === replaced?.id) return { ok: false, refusal: 'own-record' };
  if (!checkIn) return { ok: false, refusal: 'none-opened' };
  if (!chosen) return { ok: false, refusal: 'nobody' };
  const member = replaced ?? chosen;
  const standIn = await standInOf(tx, deps, found.meeting, member);
  return { ...found, checkIn, member, cameInstead: replaced && chosen, standIn: standIn?.id === memberId ? undefined : standIn };
}

async function standInOf(tx: Tx, deps: MeetingDeps, { id }: Meeting, member: Member): Promise<Member | undefined> {
  const standIn = [...(await deps.substitutes(tx, id))].find(([, replaced]) => replaced === member.id)?.[0];
  return standIn && findMember(tx, standIn);
}

const lastThere = (marks: readonly Mark[]): Mark | undefined => marks.findLast(({ checkedInBy }) => checkedInBy !== undefined);

/** A substitute counts for whom they replace, unless they are recorded on their own. */
async function replacedBy(tx: Tx, deps: MeetingDeps, { id }: Meeting, member: Member): Promise<Member | undefined> {
  if ((await findInvitee(tx, id, member.id)) || (await store.historyOf(tx, id, member.id)).length > 0) return undefined;
  const replaced = (await deps.substitutes(tx, id)).get(member.id);
  return replaced && findMember(tx, replaced);
}

/** For an organizer of the department; audited, since reasons stand in it. */
export function openRecord(deps: MeetingDeps, input: Key): Promise<AttendanceRecord | Refused> {
  return deps.transact(async (tx) => {
    const found = await correcting(tx, deps, input);
    if (!found.ok) return found;
    const { meeting, organizer, member, cameInstead, standIn } = found;
    const history: { mark: Mark; by: string; reason: string | undefined }[] = [];
    for (const { mark, sealed } of await store.historyOf(tx, meeting.id, member.id)) {
      const by = (await findMember(tx, mark.by))?.name ?? '—';
      history.push({ mark, by, reason: await openReason(tx, deps, member.id, sealed) });
    }
    const now = (await attendeesOf(tx, deps, meeting.id)).find(({ memberId }) => memberId === member.id);
    const at = deps.clock.now();
    await recordAudit(tx, {
      at,
      actor: { member: organizer.id },
      action: 'meeting.attendance-looked',
      subject: meeting.id,
      detail: member.id,
    });
    const who = cameInstead?.id ?? lastThere(history.map(({ mark }) => mark))?.checkedInBy ?? member.id;
    return { ok: true, meeting, member, cameInstead, standIn, who, now, version: history.at(-1)?.mark.version ?? 0, history };
  });
}

/** Of two who correct at once the second is told; the history keeps every version. `who` was there: undefined where nobody goes for them. */
export function correct(
  deps: MeetingDeps,
  input: Key & { readonly version: number; readonly to: string; readonly reason: string; readonly who?: string | undefined },
): Promise<{ readonly ok: true } | Refused> {
  return deps.transact(async (tx) => {
    const found = await correcting(tx, deps, input);
    if (!found.ok) return found;
    const { meeting, organizer, member, cameInstead, standIn, checkIn } = found;
    const marks = (await store.historyOf(tx, meeting.id, member.id)).map(({ mark }) => mark);
    const reason = visible(input.reason);
    const who = [member, standIn].find((one) => one?.id === input.who)?.id ?? cameInstead?.id;
    const decided = decideCorrection(marks.at(-1), { ...input, reason, who }, deps.policy.earlyLeaveMinutes !== undefined);
    if (!decided.ok) return decided;
    const now = deps.clock.now();
    const { status, leftEarly } = decided;
    const known = lastThere(who === undefined ? marks : marks.filter(({ checkedInBy }) => checkedInBy === who));
    const came = isThere(status) ? (known ?? { checkedInAt: undefined, checkedInBy: who }) : undefined;
    const mark: Mark = {
      memberId: member.id,
      version: input.version + 1,
      status,
      leftEarly,
      checkedInAt: came?.checkedInAt,
      checkedInBy: came?.checkedInBy,
      via: 'correction',
      by: organizer.id,
      at: now,
    };
    const sealed = await sealReason(tx, deps, member.id, reason);
    if (!(await store.insertMark(tx, meeting.id, mark, sealed))) return { ok: false, refusal: 'changed-meanwhile' };
    await recordAudit(tx, {
      at: now,
      actor: { member: organizer.id },
      action: `meeting.attendance-${leftEarly ? 'left-early' : status}`,
      subject: meeting.id,
      detail: member.id,
    });
    if (checkIn.closedAt !== undefined) {
      await changeOutcome(tx, meeting.id, member.id, status);
      await updateReports(tx, deps, meeting, checkIn);
    }
    return { ok: true };
  });
}
