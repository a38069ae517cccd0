import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import type { Absence, AbsenceId, AbsenceState } from '../../../src/leave/absence/absence.js';
import { decideRequest, decideVerdict, isLate, mayWithdraw, nextDue, VERDICTS } from '../../../src/leave/absence/rules.js';
import { LeavePolicy } from '../../../src/leave/policy.js';
import type { Meeting, MeetingId } from '../../../src/meeting/meeting.js';
import type { MemberId } from '../../../src/org/member.js';
import { at, zone } from '../../support/office.js';

const startsAt = at('2026-11-26', '09:00');
const meeting = { startsAt, state: 'announced', sequence: 3, substitutes: true, absenceDeadlineAt: plus(startsAt, -hourMs) } as Meeting;
const absence = (state: AbsenceState, late = false): Absence => ({
  id: 'a' as AbsenceId,
  meetingId: 'm' as MeetingId,
  memberId: '603' as MemberId,
  requestedAt: plus(startsAt, -24 * hourMs),
  late,
  state,
  substitute: undefined,
  decision: undefined,
  replaces: undefined,
  movedAt: undefined,
});
const STATES: readonly AbsenceState[] = ['pending', 'approved', 'refused', 'withdrawn', 'asked', 'replaced', 'cancelled', 'undecided'];
const near = fc.constantFrom(-1, 0, 1);

describe('a request', () => {
  const asking = {
    meeting,
    expectedSince: plus(startsAt, -48 * hourMs),
    sequence: 3,
    open: false,
    reason: { kind: 'illness', detail: '' },
    memberId: '603' as MemberId,
    substitute: undefined,
  };
  const before = plus(startsAt, -2 * hourMs);
  test.each([
    ['not-expected', { expectedSince: undefined }],
    ['not-expected', { meeting: undefined }],
    ['meeting-cancelled', { meeting: { ...meeting, state: 'cancelled' as const } }],
    ['meeting-changed', { sequence: 2 }],
    ['open-already', { open: true }],
    ['reason-missing', { reason: { kind: '', detail: '有事' } }],
    ['reason-missing', { reason: { kind: 'constructor', detail: '有事' } }],
    ['detail-missing', { reason: { kind: 'other', detail: ' \u0000 ' } }],
    ['too-long', { reason: { kind: 'other', detail: '长'.repeat(501) } }],
  ])('%s', (refusal, change) => {
    expect(decideRequest({ ...asking, ...change }, before)).toEqual({ ok: false, refusal });
  });

  test('in time up to the deadline, late from then on, refused from the start on', () => {
    const result = (now: Instant) => {
      const asked = decideRequest(asking, now);
      return asked.ok ? asked.late : asked.refusal;
    };
    const around = (instant: Instant) => [-1, 0, 1].map((ms) => result(plus(instant, ms)));
    expect(around(meeting.absenceDeadlineAt)).toEqual([false, true, true]);
    expect(around(startsAt)).toEqual([true, 'meeting-began', 'meeting-began']);
  });

  test('whoever was asked again after the deadline is not late, whoever was asked before it may be', () => {
    fc.assert(
      fc.property(near, near, (asked, answered) => {
        const deadline = meeting.absenceDeadlineAt;
        const late = isLate(meeting, plus(deadline, answered), plus(deadline, asked));
        expect(late).toBe(answered >= 0 && asked < 0);
      }),
    );
  });
});

test('only a pending request is decided, only before the start, and a late one only as late', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STATES),
      fc.boolean(),
      fc.constantFrom(...VERDICTS, ''),
      fc.constantFrom('', '须到会'),
      near,
      (...all) => {
        const [state, late, verdict, words, ms] = all;
        const decided = decideVerdict(absence(state, late), verdict, words, meeting, plus(startsAt, ms));
        const may =
          state === 'pending' &&
          ms < 0 &&
          (verdict === 'approve-late' || (verdict === 'approve' && !late) || (verdict === 'refuse' && words !== ''));
        expect(decided.ok).toBe(may);
        if (decided.ok) expect(decided.state).toBe(verdict === 'refuse' ? 'refused' : 'approved');
      },
    ),
  );
});

test('what is open may be withdrawn before the start', () => {
  for (const state of STATES)
    for (const ms of [-1, 0, 1])
      expect(mayWithdraw(absence(state), meeting, plus(startsAt, ms))).toBe(['pending', 'approved', 'asked'].includes(state) && ms < 0);
});

test('something happens next: nudges in working hours, each once, and in the end the start', () => {
  const hours = {
    workingHours: { start: '08:30', end: '17:30' } as never,
    calendar: makeWorkCalendar({ workCalendar: { kind: 'monday-friday', holidays: [], workdays: [] } }, []),
    zone: zone(),
  };
  const policy = LeavePolicy.parse({ absence: { nudges: [{ hoursBefore: 24 }, { hoursBefore: 2 }] } });
  const all = (start: Instant) => {
    const times: Instant[] = [];
    for (let now = plus(start, -72 * hourMs); now < start; times.push(now)) now = nextDue(start, policy, hours, now);
    return times;
  };
  expect(all(startsAt)).toEqual([at('2026-11-25', '09:00'), at('2026-11-26', '08:30'), startsAt]);
  // A Monday: 24 hours before is a Sunday.
  expect(all(at('2026-11-30', '14:00'))).toEqual([at('2026-11-30', '08:30'), at('2026-11-30', '12:00'), at('2026-11-30', '14:00')]);
  // It begins with the working hours of a Monday.
  expect(all(at('2026-11-30', '08:30'))).toEqual([at('2026-11-27', '16:30'), at('2026-11-30', '08:30')]);
});
