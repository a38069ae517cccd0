import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { type AuditAction, findMember, recordAudit } from '../../org/service.js';
import { findActivity } from '../activity/changes.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { findMeeting } from '../store.js';
import { decidersBut, decidersOf, isOwn, mayChange, maySettle, type Situation } from './addressees.js';
import type { Subject } from './cards.js';
import type { GiveWay } from './case.js';
import { findCase } from './store.js';
import { asAsked, subjectOf } from './tell.js';
import type { GiveWayRefusal } from './text.js';
import { blankWritten } from './words-store.js';

export type CaseId = { readonly meetingId: string; readonly activityId: string };

export type Refused = { readonly ok: false } & (
  | { readonly refusal: GiveWayRefusal }
  /** Another bureau meeting stands there. */
  | { readonly refusal: 'taken'; readonly meeting: Meeting }
);
export type Done<T = object> = ({ readonly ok: true } & T) | Refused;
export const refused = (refusal: GiveWayRefusal): { readonly ok: false; readonly refusal: GiveWayRefusal } => ({ ok: false, refusal });

/** A case as somebody may see it: `owner` may settle it, `organizer` may decide about it. */
export type Opened = {
  readonly giveWay: GiveWay;
  readonly situation: Situation;
  readonly member: Member;
  readonly owner: boolean;
  readonly organizer: boolean;
};

export async function openCase(tx: Tx, deps: MeetingDeps, memberId: string, id: CaseId): Promise<Opened | undefined> {
  const giveWay = await findCase(tx, id.meetingId, id.activityId);
  const meeting = giveWay && (await findMeeting(tx, giveWay.meetingId));
  const activity = giveWay && (await findActivity(tx, giveWay.activityId));
  const member = await findMember(tx, memberId);
  if (!giveWay || !meeting || !activity || !member) return undefined;
  const staff = await loadStaff(tx, deps.ranks);
  const owner = maySettle(member, activity, staff);
  const organizer = (await decidersOf(tx, deps, { meeting, staff })).some(({ id: decider }) => decider === member.id);
  return { giveWay, situation: { meeting, activity, staff }, member, owner, organizer };
}

/** What whoever settles a case sees of it: the reason is only the asker's own, the decision's is for its owner as well, and for organizers. */
export type Viewed = {
  readonly subject: Subject;
  readonly owner: boolean;
  /** May give it another time or call it off. */
  readonly changes: boolean;
  readonly answer: string | undefined;
  /** It has been decided, and why is for the reader. Undefined and answered: it is gone. */
  readonly answered: boolean;
  /** Somebody other than the reader can decide about an exemption. */
  readonly decidable: boolean;
};

/** Each look at what somebody else wrote is audited. */
export function viewCase(deps: MeetingDeps, memberId: string, id: CaseId): Promise<Done<{ readonly viewed: Viewed }>> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, memberId, id);
    if (!opened) return refused('case-unknown');
    const { giveWay, situation, member, owner, organizer } = opened;
    if (!owner && !organizer) return refused('right-missing');
    const { asked, decided } = giveWay;
    // Whoever may settle it sees what was decided; why is told to few (docs/privacy.md).
    const shown = organizer || isOwn(member.id, asked?.by, situation.activity) ? decided : undefined;
    const answer = shown && (await unsealed(tx, deps, shown));
    if (shown && member.id !== asked?.by && member.id !== shown.by) await audit(tx, deps, member.id, 'meeting.exemption-read', id);
    const full = await subjectOf(tx, situation, giveWay);
    const subject = organizer ? full : await asAsked(tx, full);
    const decidable = (await decidersBut(tx, deps, member.id, situation)).length > 0;
    return {
      ok: true,
      viewed: {
        subject,
        owner,
        changes: mayChange(member, situation.activity, situation.staff),
        answer,
        answered: shown !== undefined,
        decidable,
      },
    };
  });
}

export const audit = (tx: Tx, deps: MeetingDeps, member: MemberId, action: AuditAction, { meetingId, activityId }: CaseId): Promise<void> =>
  recordAudit(tx, { at: deps.clock.now(), actor: { member }, action, subject: activityId, detail: meetingId });

/** Whose key seals what somebody writes in this room: what they answered to 四问 is erased apart from it. */
export const writtenBy = (memberId: MemberId): string => `meeting/${memberId}`;

/** Undefined: erased by its author, or at the end of its retention. */
export async function unsealed(
  tx: Tx,
  { vault }: MeetingDeps,
  { by, reason }: { readonly by: MemberId; readonly reason: Uint8Array },
): Promise<string | undefined> {
  return reason.length === 0 ? undefined : vault.unseal(tx, writtenBy(by), reason);
}

/** For good, in every copy of the database as well. That they asked, and what was decided, stays. */
export async function eraseWritten(deps: MeetingDeps, memberId: MemberId): Promise<void> {
  await deps.transact(async (tx) => {
    await blankWritten(tx, memberId);
    await deps.vault.replaceKey(tx, writtenBy(memberId));
  });
  await deps.vault.destroyReplaced();
}
