import type { PlainDate } from '../../../src/calendar/instant.js';
import { givenBack } from '../../../src/leave/balance/service.js';
import { countHalfDays, type HalfDay, halfDaysByYear, type Period, spanOf } from '../../../src/leave/half-days.js';
import type { Leave, LeaveId } from '../../../src/leave/leave.js';
import { endLeave, insertLeave } from '../../../src/leave/store.js';
import { sealWritten } from '../../../src/leave/words.js';
import type { MemberId } from '../../../src/org/member.js';
import { findMember } from '../../../src/org/service.js';
import type { Office } from '../../support/office.js';

/** '2026-11-24 am'. */
export const half = (text: string): HalfDay => ({
  on: text.slice(0, 10) as PlainDate,
  half: text.endsWith('am') ? 'morning' : 'afternoon',
});
/** '2026-11-24 am', '2026-11-25 pm'; both included. */
export const days = (from: string, until: string): Period => ({ from: half(from), until: half(until) });

let count = 0;

/** A leave as it lies in the database, approved unless something else is said. */
export async function leaveOf(office: Office, memberId: string, period: Period, more: Partial<Leave> = {}): Promise<Leave> {
  return office.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    if (!member) throw new Error(memberId);
    const leave: Leave = {
      id: `L${++count}` as LeaveId,
      memberId: member.id,
      requestedBy: member.id,
      kind: 'business-trip',
      period,
      halfDays: countHalfDays(period, office.ground.calendar),
      departmentId: member.departmentId,
      rank: member.rank,
      acting: undefined,
      state: 'approved',
      requestedAt: office.now(),
      replaces: undefined,
      back: undefined,
      backReportedAt: undefined,
      firstAskedAt: undefined,
      confirmBy: undefined,
      ...more,
    };
    const written = await sealWritten(tx, office.leave, member.id, { reason: '外出调研', destination: '西安', phone: '', attachments: [] });
    await insertLeave(tx, leave, spanOf(period, office.ground.zone), written, halfDaysByYear(period, office.ground.calendar));
    return leave;
  });
}

/** 销假. */
export const reportBack = (office: Office, leave: Leave, back: string): Promise<boolean> =>
  office.transact(async (tx) => {
    const { returned, added } = await givenBack(tx, office.leave, leave, half(back));
    return endLeave(tx, leave.id, half(back), office.now(), returned, added);
  });

export const acting = (memberId: string, answer: 'asked' | 'accepted' | 'declined' = 'accepted') => ({
  acting: { memberId: memberId as MemberId, answer },
});
