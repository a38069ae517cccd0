import type { Instant } from '../../calendar/instant.js';
import { enqueue } from '../../delivery/outbox.js';
import type { Member, MemberId } from '../../org/member.js';
import { findMember, loadOrg, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { findInvitee, markAcknowledged } from '../invitee-store.js';
import { organizedBy } from '../organizes.js';
import { fileSequence, findMeeting } from '../store.js';
import { markStale } from './board/store.js';
import { fileOf } from './icalendar/file.js';
import { takeFile } from './icalendar/file-store.js';
import { hasAccount, type MissingIn, missingByDepartment, responseTo } from './missing.js';
import { sameFacts } from './news.js';
import { shownOf } from './organizing.js';
import { redrawOne } from './redraw.js';
import type { AnswerRefusal } from './refusal.js';
import type { Shown } from './shown.js';
import { type Standing, standingOf } from './standing.js';
import { versionsOf } from './told-store.js';
import { takeBackNudges } from './unsent-reminders.js';

type Refused<R extends AnswerRefusal = AnswerRefusal> = { readonly ok: false; readonly refusal: R };
const refused = <R extends AnswerRefusal>(refusal: R): Refused<R> => ({ ok: false, refusal });

export type Press = { readonly meetingId: string; readonly memberId: string };
type Acknowledged =
  | { readonly ok: true; readonly at: Instant; readonly before: boolean }
  | Refused<'not-expected' | 'meeting-cancelled' | 'meeting-over'>
  /** With what holds now. */
  | (Refused<'notice-changed'> & { readonly shown: Shown; readonly standing: Standing });

/** 收到: of the meeting as the card that was pressed had it, which `sequence` says. Pressed twice, the first time counts. */
export function acknowledge(
  deps: MeetingDeps,
  { meetingId, memberId, sequence }: Press & { readonly sequence: number },
): Promise<Acknowledged> {
  return deps.transact(async (tx): Promise<Acknowledged> => {
    const now = deps.clock.now();
    const [meeting, invitee, member] = [
      await findMeeting(tx, meetingId),
      await findInvitee(tx, meetingId, memberId),
      await findMember(tx, memberId),
    ];
    if (!meeting || !invitee || !member) return refused('not-expected');
    if (meeting.state === 'cancelled') return refused('meeting-cancelled');
    if (meeting.endsAt <= now) return refused('meeting-over');
    const seen = (await versionsOf(tx, meeting.id)).get(sequence);
    if (!seen || !sameFacts(seen, meeting)) {
      const standing = standingOf(invitee, await deps.excused(tx, meeting.id));
      return { ...refused('notice-changed'), shown: await shownOf(tx, meeting), standing };
    }
    const first = await markAcknowledged(tx, meetingId, memberId, now);
    // Also where it was acknowledged before: a card that was drawn too late shows it now.
    await redrawOne(tx, deps, meeting, member);
    if (first) {
      await takeBackNudges(tx, now, meeting.id, memberId);
      await markStale(tx, meeting.id);
    }
    return { ok: true, at: first ? now : (invitee.acknowledgedAt ?? now), before: !first };
  });
}

export type Details = {
  readonly shown: Shown;
  readonly organizer: Member | undefined;
  readonly standing: Standing | undefined;
};

/** 详情: for who is expected, and for whoever may change it. */
export function detailsOf(
  deps: MeetingDeps,
  { meetingId, memberId }: Press,
): Promise<({ readonly ok: true } & Details) | Refused<'not-expected'>> {
  return deps.transact(async (tx) => {
    const [meeting, invitee, member] = [
      await findMeeting(tx, meetingId),
      await findInvitee(tx, meetingId, memberId),
      await findMember(tx, memberId),
    ];
    if (!meeting || !member) return refused('not-expected');
    if (!invitee && !(await organizedBy(tx, member, await loadOrg(tx))).has(meeting.departmentId)) return refused('not-expected');
    const standing = invitee && standingOf(invitee, await deps.excused(tx, meeting.id));
    return { ok: true, shown: await shownOf(tx, meeting), organizer: await findMember(tx, meeting.organizerId), standing };
  });
}

export type Missing = {
  readonly ok: true;
  readonly shown: Shown;
  readonly missing: readonly MissingIn[];
  /** Whom no notice can reach. They are not among the others. */
  readonly withoutAccount: readonly MissingIn[];
};

/** 未收到名单: each look is recorded. */
export function missingFrom(
  deps: MeetingDeps,
  { meetingId, memberId }: Press,
): Promise<Missing | Refused<'not-expected' | 'right-missing'>> {
  return deps.transact(async (tx) => {
    const [meeting, member] = [await findMeeting(tx, meetingId), await findMember(tx, memberId)];
    if (!meeting || !member) return refused('not-expected');
    if (!(await organizedBy(tx, member, await loadOrg(tx))).has(meeting.departmentId)) return refused('right-missing');
    await recordAudit(tx, { at: deps.clock.now(), actor: { member: member.id }, action: 'meeting.missing', subject: meeting.id });
    const response = await responseTo(tx, deps, meeting);
    return {
      ok: true,
      shown: await shownOf(tx, meeting),
      missing: await missingByDepartment(tx, { ...response, missing: response.missing.filter(hasAccount) }),
      withoutAccount: await missingByDepartment(tx, { ...response, missing: response.withoutAccount }),
    };
  });
}

/** 加入日历: the file comes as a message, once for each state of the meeting. `false`: it has been sent. */
export function sendCalendarFile(
  deps: MeetingDeps,
  { meetingId, memberId }: Press,
): Promise<{ readonly ok: true; readonly fresh: boolean } | Refused<'not-expected' | 'meeting-cancelled'>> {
  return deps.transact(async (tx) => {
    const [meeting, invitee] = [await findMeeting(tx, meetingId), await findInvitee(tx, meetingId, memberId)];
    if (!meeting || !invitee) return refused('not-expected');
    if (meeting.state === 'cancelled') return refused('meeting-cancelled');
    const sequence = await fileSequence(tx, meeting);
    await takeFile(tx, meeting.id, memberId as MemberId, sequence);
    return { ok: true, fresh: await enqueue(tx, deps.clock.now(), fileOf(meeting, sequence, invitee.memberId)) };
  });
}
