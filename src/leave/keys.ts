import type { MemberId } from '../org/member.js';
import type { LeaveId } from './leave.js';
import type { Part } from './store.js';

/** Of the card that a member has of a request in that part, as `leave_told` notes it. */
export const cardKey = (id: LeaveId, part: Part, memberId: MemberId): string => `leave.${part}:${id}:${memberId}`;
