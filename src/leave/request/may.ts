import type { Instant, Zone } from '../../calendar/instant.js';
import { spanOf, startOfHalfDay } from '../half-days.js';
import type { Leave } from '../leave.js';

/*
 * What the member may still do with a request of their own. Each is asked again, of the database, when it is done.
 */

const hasBegun = ({ period }: Pick<Leave, 'period'>, zone: Zone, now: Instant): boolean => startOfHalfDay(period.from, zone) <= now;

/** Pending and returned at any time, approved before it begins, or as long as they have not confirmed what somebody entered for them. */
export const mayWithdraw = (leave: Pick<Leave, 'state' | 'period' | 'confirmBy'>, zone: Zone, now: Instant): boolean =>
  leave.state === 'pending' ||
  leave.state === 'returned' ||
  (leave.state === 'approved' && (!hasBegun(leave, zone, now) || mayConfirm(leave)));

/** 变更、延期, and what was returned for changes. */
export const mayChange = ({ state }: Pick<Leave, 'state'>): boolean => state === 'pending' || state === 'approved' || state === 'returned';

/** 销假: as soon as the leave has begun. */
export const mayReportBack = (leave: Pick<Leave, 'state' | 'period'>, zone: Zone, now: Instant): boolean =>
  leave.state === 'approved' && hasBegun(leave, zone, now);

/** 补办: somebody entered it for the member, who has not said yet that it is right. */
export const mayConfirm = ({ state, confirmBy }: Pick<Leave, 'state' | 'confirmBy'>): boolean =>
  confirmBy !== undefined && (state === 'pending' || state === 'approved');

/** It was entered by somebody else, and the member has said that it is right. */
export const isConfirmed = ({ state, confirmBy, memberId, requestedBy }: Leave): boolean =>
  confirmBy === undefined && requestedBy !== memberId && (state === 'pending' || state === 'approved');

/** Entered for the member when it was over: whoever confirms it has been back since the day that it says. */
export const isEnteredOver = (
  { memberId, requestedBy, requestedAt, period }: Pick<Leave, 'memberId' | 'requestedBy' | 'requestedAt' | 'period'>,
  zone: Zone,
): boolean => requestedBy !== memberId && spanOf(period, zone).end <= requestedAt;

/** Nobody asks the member to be back before they have said that they were away. */
export const isToConfirmBack = (leave: Leave, zone: Zone): boolean => mayConfirm(leave) && isEnteredOver(leave, zone);

/** Somebody is to be in charge in what is left of it. */
export const isAhead = ({ state, period }: Pick<Leave, 'state' | 'period'>, zone: Zone, now: Instant): boolean =>
  (state === 'pending' || state === 'approved') && now < spanOf(period, zone).end;

/** Whoever is to be in charge meanwhile may decline until it is over. */
export const mayAnswerAsActing = (leave: Pick<Leave, 'state' | 'period' | 'acting'>, zone: Zone, now: Instant): boolean =>
  leave.acting !== undefined && leave.acting.answer !== 'declined' && isAhead(leave, zone, now);

/** Another acting person in place of one who can't, as long as the leave lasts. */
export const mayNameAnother = (leave: Pick<Leave, 'state' | 'period' | 'acting'>, zone: Zone, now: Instant): boolean =>
  leave.acting?.answer === 'declined' && isAhead(leave, zone, now);

/** It waits for the member: returned, to be confirmed, with nobody in charge, or begun and not reported back from. */
export const needsMember = (leave: Pick<Leave, 'state' | 'period' | 'confirmBy' | 'acting'>, zone: Zone, now: Instant): boolean =>
  leave.state === 'returned' || mayConfirm(leave) || mayNameAnother(leave, zone, now) || mayReportBack(leave, zone, now);
