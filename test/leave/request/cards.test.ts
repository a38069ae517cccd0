import { describe, expect, it } from 'vitest';
import type { Instant, PlainDate, PlainTime, Zone } from '../../../src/calendar/instant.js';
import type { Reader } from '../../../src/calendar/reader.js';
import { instantAt } from '../../../src/calendar/zone.js';
import type { Leave, LeaveId, LeaveState } from '../../../src/leave/leave.js';
import { actingCard, applicantCard } from '../../../src/leave/request/cards.js';
import { actingOffCard } from '../../../src/leave/request/message-cards.js';
import type { Shown } from '../../../src/leave/shown.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';

const zone = 'Asia/Shanghai' as Zone;
const at = (date: string, time = '09:00'): Instant => instantAt(date as PlainDate, time as PlainTime, zone);
const [applicant, acting] = ['1', '2'] as MemberId[];

const leave = (state: LeaveState, more: Partial<Leave> = {}): Leave => ({
  id: 'L1' as LeaveId,
  memberId: applicant as MemberId,
  requestedBy: applicant as MemberId,
  kind: 'annual-leave',
  period: { from: { on: '2026-12-07' as PlainDate, half: 'morning' }, until: { on: '2026-12-11' as PlainDate, half: 'afternoon' } },
  halfDays: 10,
  departmentId: 'D' as DepartmentId,
  rank: '科员',
  acting: { memberId: acting as MemberId, answer: 'asked' },
  state,
  requestedAt: at('2026-12-01'),
  replaces: undefined,
  back: undefined,
  backReportedAt: undefined,
  firstAskedAt: undefined,
  confirmBy: undefined,
  ...more,
});

const shown = (one: Leave, steps: Shown['steps'] = []): Shown => ({
  leave: one,
  former: undefined,
  isChange: false,
  steps,
  history: [],
  department: '规划处',
  position: undefined,
  actsStill: false,
  returned: 0,
  nameOf: (id) => (id === applicant ? '李华' : '王芳'),
});
const reader = (now: Instant): Reader => ({ locale: 'zh-CN', zone, now });
const buttons = (card: { readonly blocks: readonly { readonly kind: string }[] }): string[] =>
  (JSON.stringify(card.blocks).match(/"leave\.[a-zA-Z]+"/g) ?? []).map((id) => id.slice(7, -1));

describe('what a member may do with a request of their own', () => {
  const before = at('2026-12-04');
  const during = at('2026-12-07');
  it.each<[LeaveState, Instant, string[]]>([
    ['pending', before, ['view', 'change', 'withdraw']],
    ['pending', during, ['view', 'change', 'withdraw']],
    ['approved', before, ['view', 'change', 'calendar', 'withdraw']],
    ['approved', during, ['view', 'reportBack', 'change', 'calendar']],
    ['returned', before, ['view', 'change', 'withdraw']],
    ['refused', before, ['view']],
    ['withdrawn', before, ['view']],
    ['replaced', before, ['view']],
  ])('%s', (state, now, expected) => {
    expect(buttons(applicantCard(shown(leave(state)), reader(now)))).toEqual(expected);
  });

  it('a minute before it begins, it can still be withdrawn', () => {
    expect(buttons(applicantCard(shown(leave('approved')), reader(at('2026-12-06', '23:59'))))).toContain('withdraw');
  });

  it('somebody else can be named where the acting person can’t', () => {
    const declined = leave('approved', { acting: { memberId: acting as MemberId, answer: 'declined' } });
    expect(buttons(applicantCard(shown(declined), reader(before)))).toContain('nameActing');
  });

  it('what somebody entered for them is to be confirmed', () => {
    const entered = leave('pending', { requestedBy: acting as MemberId, confirmBy: at('2026-12-03') });
    const card = applicantCard(shown(entered), reader(before));
    expect(buttons(card)).toContain('confirm');
    expect(JSON.stringify(card)).toContain('王芳代你登记');
  });
});

describe('the card', () => {
  it('says who has decided, and whose turn it is', () => {
    const common = { leaveId: 'L1' as LeaveId, standsFor: undefined, dueAt: undefined, nudged: false, openedAt: at('2026-12-01') };
    const steps: Shown['steps'] = [
      {
        ...common,
        position: 0,
        action: 'approve',
        role: 'supervisingLeader',
        state: 'done',
        assigneeId: acting,
        outcome: { is: 'approved', by: acting, at: at('2026-12-02', '10:30') },
      },
      { ...common, position: 1, action: 'process', role: 'personnel', state: 'open', assigneeId: undefined, outcome: undefined },
    ];
    const words = JSON.stringify(applicantCard(shown(leave('approved'), steps), reader(at('2026-12-03'))));
    expect(words).toMatch(/主管领导审批.*王芳.*同意.*12月2日（周三） 10:30.*人事部门办理.*办理中/);
  });

  it('says so where the leave had begun when it was asked for', () => {
    const late = applicantCard(shown(leave('pending', { requestedAt: at('2026-12-08') })), reader(at('2026-12-08')));
    expect(JSON.stringify(late)).toContain('补办');
    expect(JSON.stringify(applicantCard(shown(leave('pending')), reader(at('2026-12-08'))))).not.toContain('补办');
  });

  const ANEW = leave('pending', { requestedAt: at('2026-12-07', '14:00'), firstAskedAt: at('2026-12-01') });
  it.each([
    ['before work on its first day', '07:30', {}, false],
    ['in the afternoon of its first day', '14:00', {}, true],
    ['for longer, of what was approved before', '14:00', { former: leave('replaced'), isChange: true }, false],
    ['anew, of what was returned, first before it began', '14:00', { leave: ANEW, former: leave('replaced') }, false],
  ] as const)('asked for %s, it says so as the preview does', (_what, time, more, expected) => {
    const asked = { ...shown(leave('pending', { requestedAt: at('2026-12-07', time) })), ...more };
    expect(JSON.stringify(applicantCard(asked, reader(at('2026-12-08')))).includes('补办')).toBe(expected);
  });
});

describe('the acting person', () => {
  const now = at('2026-12-02');
  const answered = (answer: 'asked' | 'accepted' | 'declined') =>
    actingCard(shown(leave('pending', { acting: { memberId: acting as MemberId, answer } })), reader(now), acting as MemberId);

  it('may agree or decline, and decline afterwards', () => {
    expect(buttons(answered('asked'))).toEqual(['actingAccept', 'actingDecline']);
    expect(buttons(answered('accepted'))).toEqual(['actingDecline']);
    expect(buttons(answered('declined'))).toEqual([]);
  });

  it.each<LeaveState>(['refused', 'withdrawn', 'replaced', 'returned'])('is not needed once it is %s', (state) => {
    expect(buttons(actingCard(shown(leave(state)), reader(now), acting as MemberId))).toEqual([]);
  });

  it.each([
    ['that they need not any more', leave('withdrawn'), false],
    ['that another request says so', leave('replaced'), true],
    ['that it is over', leave('ended'), false],
  ] as const)('reads of which leave it is said, %s: there may be two of one person', (_what, one, actsStill) => {
    const of = { ...shown(one), actsStill };
    for (const { summary } of [actingCard(of, reader(now), acting as MemberId), actingOffCard(of, reader(now))])
      expect(summary).toMatch(/年休假[（，]12月7日（周一）–12月11日/);
  });
});
