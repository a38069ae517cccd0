import type { CheckIn } from './attendance.js';

type Of = Pick<CheckIn, 'meetingId' | 'openedAt'>;

/** A meeting that was moved after its check-in has another one: its reports are messages of their own. */
export const reportKey = ({ meetingId, openedAt }: Of, memberId: string): string => `meeting.report:${meetingId}:${openedAt}:${memberId}`;
export const fileKey = ({ meetingId, openedAt }: Of, memberId: string): string => `meeting.attendance:${meetingId}:${openedAt}:${memberId}`;
