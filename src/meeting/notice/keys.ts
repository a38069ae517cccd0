import type { MemberId } from '../../org/member.js';
import type { Meeting } from '../meeting.js';

/** The one notice of this meeting to this member. */
export const noticeKey = (meetingId: string, memberId: string): string => `meeting.notice:${meetingId}:${memberId}`;
export const nudgeKey = (meetingId: string, n: number, memberId: string): string => `meeting.nudge:${meetingId}:${n}:${memberId}`;
/** Whatever is to be told of it at this sequence, but for a first notice and that it is cancelled. */
export const changedKey = ({ id, sequence }: Pick<Meeting, 'id' | 'sequence'>, memberId: string): string =>
  `meeting.changed:${id}:${sequence}:${memberId}`;

/** Whether it is a message that shows this meeting with 收到, to whoever is expected there. */
export const asksToAcknowledge = (key: string, meetingId: string): boolean =>
  ['notice', 'changed', 'remind', 'nudge'].some((what) => key.startsWith(`meeting.${what}:${meetingId}:`));

/** Whose message it is: their id is the last part of all these keys. */
export const memberIn = (key: string): MemberId => key.slice(key.lastIndexOf(':') + 1) as MemberId;
