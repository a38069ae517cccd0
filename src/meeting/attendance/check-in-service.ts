import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { findMember, recordAudit } from '../../org/service.js';
import { takesPlace } from '../activity/takes-place.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import { findMeeting } from '../store.js';
import type { Board, CheckedIn, CheckIn, Mark } from './attendance.js';
import { codeAt, codeIn, isCode, secondsLeft } from './code.js';
import { type NotOrganizing, organizing } from './organizing.js';
import { mustWait, type OpenRefusal, openedAfterwards, statusAt, whyNotOpen, wrongNow } from './rules.js';
import { hashOf, sealSecret, secretOf, tokenOf } from './secret.js';
import * as store from './store.js';
import { forgetTries, saveTries, triesOf } from './tries-store.js';

type Key = { readonly meetingId: string; readonly memberId: string };
export type Opened = { readonly ok: true; readonly board: Board } | { readonly ok: false; readonly refusal: NotOrganizing | OpenRefusal };

/** Opens it, or shows the one that is open: two organizers who press at once have the same. */
export function openCheckIn(deps: MeetingDeps, input: Key): Promise<Opened> {
  return deps.transact(async (tx) => {
    const found = await organizing(tx, input.meetingId, input.memberId);
    if (!found.ok) return found;
    const { meeting, organizer } = found;
    const now = deps.clock.now();
    const there = await store.findCheckIn(tx, meeting.id);
    const refusal = whyNotOpen(meeting, there, now);
    if (refusal) return { ok: false, refusal };
    if (!there && !(await takesPlace(tx, meeting))) return { ok: false, refusal: 'meeting-suspended' };
    const checkIn = there ?? (await open(tx, deps, meeting, organizer, now));
    return { ok: true, board: await boardOf(tx, deps, meeting, checkIn) };
  });
}

async function open(tx: Tx, deps: MeetingDeps, meeting: Meeting, organizer: Member, now: Instant): Promise<CheckIn> {
  const secret = deps.newId();
  const checkIn: CheckIn = {
    meetingId: meeting.id,
    sealed: await sealSecret(tx, deps, secret),
    openedAt: now,
    openedBy: organizer.id,
    closedAt: undefined,
  };
  await store.insertCheckIn(tx, checkIn, hashOf(tokenOf(secret)));
  await recordAudit(tx, { at: now, actor: { member: organizer.id }, action: 'meeting.check-in-opened', subject: meeting.id });
  return checkIn;
}

async function boardOf(tx: Tx, deps: MeetingDeps, meeting: Meeting, checkIn: CheckIn): Promise<Board> {
  const now = deps.clock.now();
  const secret = await secretOf(tx, deps, checkIn);
  return {
    meeting,
    token: tokenOf(secret),
    closed: checkIn.closedAt !== undefined,
    afterwards: openedAfterwards(checkIn, meeting),
    code: codeAt(secret, now),
    left: secondsLeft(now),
    figures: await store.countPeople(tx, meeting.id),
  };
}

/** For the big screen: whoever has the address, which nobody can guess, sees the code and two numbers. */
export function screenOf(deps: MeetingDeps, token: string): Promise<Board | undefined> {
  return deps.transact(async (tx) => {
    const checkIn = await store.findByToken(tx, hashOf(token));
    const meeting = checkIn && (await findMeeting(tx, checkIn.meetingId));
    return checkIn && meeting && boardOf(tx, deps, meeting, checkIn);
  });
}

/** For oneself only: the account that types the code is the one that is checked in, or whom they replace. Pressed twice, it is recorded once. */
export function checkIn(deps: MeetingDeps, input: { readonly memberId: string; readonly code: string }): Promise<CheckedIn> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    const member = await findMember(tx, input.memberId);
    const open = await store.openCheckIns(tx);
    if (!member?.active) return { ok: false, refusal: 'unknown-member' };
    if (open.length === 0) return { ok: false, refusal: 'none-open' };
    const code = codeIn(input.code);
    if (code === '') {
      const there = (await openFor(tx, deps, member.id)).find(({ isRecorded }) => isRecorded);
      return there ? record(tx, deps, there.meeting, member, now) : { ok: false, refusal: 'code-missing' };
    }
    const tries = await triesOf(tx, member.id);
    if (mustWait(tries, now)) return { ok: false, refusal: 'must-wait' };
    const meeting = await meetingOfCode(tx, deps, open, { code, member, now });
    if (!meeting) {
      await saveTries(tx, member.id, { wrong: wrongNow(tries, now), at: now });
      return { ok: false, refusal: 'wrong-code' };
    }
    await forgetTries(tx, member.id);
    return record(tx, deps, meeting, member, now);
  });
}

/** Where two meetings show the same digits by chance, the one that expects them. */
async function meetingOfCode(
  tx: Tx,
  deps: MeetingDeps,
  open: readonly CheckIn[],
  { code, member, now }: { readonly code: string; readonly member: Member; readonly now: Instant },
): Promise<Meeting | undefined> {
  let found: Meeting | undefined;
  for (const checkIn of open) {
    if (!isCode(await secretOf(tx, deps, checkIn), code, now)) continue;
    const meeting = await findMeeting(tx, checkIn.meetingId);
    if (!meeting || !(await takesPlace(tx, meeting))) continue;
    if (await findInvitee(tx, meeting.id, member.id)) return meeting;
    found ??= meeting;
  }
  return found;
}

async function record(tx: Tx, deps: MeetingDeps, meeting: Meeting, member: Member, now: Instant): Promise<CheckedIn> {
  const isExpected = (await findInvitee(tx, meeting.id, member.id)) !== undefined;
  const replaced = isExpected ? undefined : (await deps.substitutes(tx, meeting.id)).get(member.id);
  const memberId = replaced ?? member.id;
  const mark: Mark = {
    memberId,
    version: 1,
    status: statusAt(meeting, deps.policy.lateAfterMinutes, now),
    leftEarly: false,
    checkedInAt: now,
    checkedInBy: member.id,
    via: 'code',
    by: member.id,
    at: now,
  };
  const instead = replaced === undefined ? undefined : ((await findMember(tx, replaced))?.name ?? '—');
  const expected = isExpected || replaced !== undefined;
  if (await store.insertMark(tx, meeting.id, mark, null)) return { ok: true, meeting, mark, instead, expected, before: undefined };
  const recorded = (await store.historyOf(tx, meeting.id, memberId)).at(-1)?.mark ?? mark;
  const by = (await findMember(tx, recorded.by))?.name ?? '—';
  return { ok: true, meeting, mark: recorded, instead, expected, before: { mark: recorded, by } };
}

/**
 * An organizer taps names on the list, of those expected and of their substitutes. Whoever is recorded already stays as they are. Gives how many are new. `inTime`: they came before they are
 * ticked, as a sheet of paper says; undefined: nobody was asked, since the list was opened before people were late.
 */
export function tapNames(
  deps: MeetingDeps,
  input: Key & { readonly names: readonly string[]; readonly inTime: boolean | undefined },
): Promise<
  | { readonly ok: true; readonly added: number; readonly late: boolean }
  | { readonly ok: false; readonly refusal: NotOrganizing | 'none-open' | 'closed' | 'cancelled' | 'late-unsaid' }
> {
  return deps.transact(async (tx) => {
    const found = await organizing(tx, input.meetingId, input.memberId);
    if (!found.ok) return found;
    const { meeting, organizer } = found;
    const there = await store.findCheckIn(tx, meeting.id);
    if (meeting.state === 'cancelled') return { ok: false, refusal: 'cancelled' };
    if (!there) return { ok: false, refusal: 'none-open' };
    if (there.closedAt !== undefined) return { ok: false, refusal: 'closed' };
    const now = deps.clock.now();
    const status = input.inTime ? 'present' : statusAt(meeting, deps.policy.lateAfterMinutes, now);
    if (status === 'late' && input.inTime === undefined && input.names.length > 0) return { ok: false, refusal: 'late-unsaid' };
    // When somebody came, a list of paper doesn't say.
    const checkedInAt = input.inTime === true || meeting.endsAt <= now ? undefined : now;
    const tapped = { version: 1, status, leftEarly: false, checkedInAt, via: 'list' as const, by: organizer.id, at: now };
    const substitutes = await deps.substitutes(tx, meeting.id);
    const added: MemberId[] = [];
    for (const id of input.names as readonly MemberId[]) {
      const memberId = (await findInvitee(tx, meeting.id, id))?.memberId ?? substitutes.get(id);
      if (memberId === undefined) continue;
      if (await store.insertMark(tx, meeting.id, { ...tapped, memberId, checkedInBy: id }, null)) added.push(memberId);
    }
    for (const id of added)
      await recordAudit(tx, {
        at: now,
        actor: { member: organizer.id },
        action: 'meeting.check-in-listed',
        subject: meeting.id,
        detail: id,
      });
    return { ok: true, added: added.length, late: status === 'late' };
  });
}

/** Whether the code of this meeting is asked for now, not yet, or no more. */
export const progressOf = (deps: MeetingDeps, meetingId: string): Promise<'waiting' | 'open' | 'closed' | 'cancelled'> =>
  deps.transact(async (tx) => {
    if ((await findMeeting(tx, meetingId))?.state === 'cancelled') return 'cancelled';
    const checkIn = await store.findCheckIn(tx, meetingId);
    if (!checkIn) return 'waiting';
    return checkIn.closedAt === undefined ? 'open' : 'closed';
  });

/** Whether six digits by themselves are a code to this member: the check-in of a meeting of theirs is open, or was opened within the last half day. */
export const isCheckInTime = (deps: MeetingDeps, memberId: string): Promise<boolean> =>
  deps.transact(async (tx) => {
    for (const id of await store.openOrOpenedSince(tx, plus(deps.clock.now(), -12 * hourMs)))
      if ((await findInvitee(tx, id, memberId)) || (await deps.substitutes(tx, id)).has(memberId as MemberId)) return true;
    return false;
  });

export type OpenFor = { readonly meeting: Meeting; readonly isRecorded: boolean };

/** Open check-ins of meetings where this member is expected, or stands in for somebody. */
export const openMeetings = (deps: MeetingDeps, memberId: string): Promise<OpenFor[]> => deps.transact((tx) => openFor(tx, deps, memberId));

async function openFor(tx: Tx, deps: MeetingDeps, memberId: string): Promise<OpenFor[]> {
  const meetings: OpenFor[] = [];
  for (const { meetingId } of await store.openCheckIns(tx)) {
    const meeting = await findMeeting(tx, meetingId);
    const isExpected = (await findInvitee(tx, meetingId, memberId)) !== undefined;
    const standsIn = isExpected ? undefined : (await deps.substitutes(tx, meetingId)).get(memberId as MemberId);
    const isRecorded = (await store.historyOf(tx, meetingId, standsIn ?? memberId)).length > 0;
    if (meeting && (isExpected || standsIn) && (await takesPlace(tx, meeting))) meetings.push({ meeting, isRecorded });
  }
  return meetings;
}
