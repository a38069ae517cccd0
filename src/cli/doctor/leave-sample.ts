import { addDays } from '../../calendar/plain-date.js';
import type { Reader } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import type { Leave, LeaveId, Step } from '../../leave/leave.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import { MEMBER } from './notice-samples.js';

/** Of the size of real ones. */
export const ID = 'bStGXR8_Z5jdHi6B-myT1' as LeaveId;
export const OTHER = '101' as MemberId;

/** An afternoon so many days from the reader's today, in the past where that is negative. */
export const afternoon = (daysAhead: number, { now, zone }: Reader) => {
  const half = { on: addDays(dateOf(now, zone), daysAhead), half: 'afternoon' as const };
  return { from: half, until: half };
};

/** A request with everything that one can have. */
export const sampleLeave = (daysAhead: number, reader: Reader, more: Partial<Leave> = {}): Leave => ({
  id: ID,
  memberId: MEMBER,
  requestedBy: OTHER,
  kind: 'annual-leave',
  period: afternoon(daysAhead, reader),
  halfDays: 29,
  departmentId: 'D1' as DepartmentId,
  rank: '正科级',
  acting: { memberId: OTHER, answer: 'asked' },
  state: 'pending',
  requestedAt: reader.now,
  replaces: ID,
  back: undefined,
  backReportedAt: undefined,
  firstAskedAt: undefined,
  confirmBy: undefined,
  ...more,
});

/** Its first step, before an acting person. */
export const sampleStep = (reader: Reader, more: Partial<Step> = {}): Step => ({
  leaveId: ID,
  position: 0,
  action: 'approve',
  role: 'supervisingLeader',
  state: 'open',
  assigneeId: OTHER,
  standsFor: MEMBER,
  openedAt: reader.now,
  dueAt: undefined,
  nudged: true,
  outcome: undefined,
  ...more,
});
