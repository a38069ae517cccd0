import type { Instant } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import type { Invitee } from '../meeting.js';

/** What a member has done about the notice. */
export type Standing = { readonly acknowledgedAt: Instant | undefined; readonly excused: boolean };
export const untouched: Standing = { acknowledgedAt: undefined, excused: false };

export const standingOf = ({ memberId, acknowledgedAt }: Invitee, excused: ReadonlySet<MemberId>): Standing => ({
  acknowledgedAt,
  excused: excused.has(memberId),
});
