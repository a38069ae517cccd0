/** The one notice of this meeting to this member. */
export const noticeKey = (meetingId: string, memberId: string): string => `meeting.notice:${meetingId}:${memberId}`;
