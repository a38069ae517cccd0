import { describe, expect, test } from 'vitest';
import { plus } from '../../../src/calendar/instant.js';
import { decideAbsence } from '../../../src/leave/absence/decision-service.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import type { Meeting } from '../../../src/meeting/meeting.js';
import { acknowledge } from '../../../src/meeting/notice/answer-service.js';
import { saveNudges } from '../../../src/meeting/notice/reminder-store.js';
import { nudgeTimes } from '../../../src/meeting/notice/times.js';
import { announce, cancel, cardNow, change, deliver, tick } from '../../support/announced.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, formIn, talk } from '../../support/talk.js';
import { giveAccounts } from '../scene.js';

const MEMBER = '603';

async function announced(ids: readonly string[], given: Partial<Meeting> = {}) {
  const office = await testOffice();
  await giveAccounts(office);
  const meeting = await announce(office, given, ids);
  await deliver(office);
  return { office, meeting };
}

describe('reminders', () => {
  const START = at('2026-11-30', '09:00');
  const reminded = async (office: Office) => (await office.outbox('meeting.remind:')).map(({ key }) => key);

  test('come a day, an hour and ten minutes before, to those expected, and only then', async () => {
    const { office } = await announced(['201', MEMBER]);
    for (const minutes of [1440, 60, 10]) {
      await tick(office, plus(START, -minutes * 60_000 - 1));
      const before = (await reminded(office)).length;
      await tick(office, plus(START, -minutes * 60_000));
      await tick(office, plus(START, -minutes * 60_000));
      expect((await reminded(office)).slice(before)).toEqual([
        `meeting.remind:M1:0:${minutes}:201`,
        `meeting.remind:M1:0:${minutes}:${MEMBER}`,
      ]);
    }
  });

  test('come to whoever goes instead of somebody, who can check in by them, and not to whom they replace', async () => {
    const { office, meeting } = await announced(['201', MEMBER], { substitutes: true });
    const request = { meetingId: meeting.id, memberId: MEMBER, sequence: 0, kind: 'illness', detail: '就诊', substituteId: '902' };
    const asked = await requestAbsence(office.leave, request);
    if (!asked.ok) throw new Error(asked.refusal);
    await decideAbsence(office.leave, { id: asked.absence.id, memberId: '101', verdict: 'approve', words: '' });
    await tick(office, plus(START, -60 * 60_000));
    expect(await reminded(office)).toEqual(['meeting.remind:M1:0:60:201', 'meeting.remind:M1:0:60:902']);
    const card = await cardNow(office, 'meeting.remind:M1:0:60:902');
    expect(card).toContain('代会提醒');
    expect(card).toContain('meeting.checkIn');
    expect(card).not.toMatch(/leave.absence|meeting.acknowledge/);
  });

  test('offer to check in on the day, which no notice of days before does; pressed too early it says so', async () => {
    const { office, meeting } = await announced([MEMBER]);
    expect(await cardNow(office, `meeting.notice:M1:${MEMBER}`)).not.toContain('签到');
    await tick(office, plus(START, -1440 * 60_000));
    await tick(office, plus(START, -10 * 60_000));
    const offers = (await office.outbox('meeting.remind:')).map(({ content }) => content?.includes('meeting.checkIn'));
    expect(offers).toEqual([false, true]);
    const press = () => talk(office, MEMBER).press('meeting.checkIn', meeting.id);
    expect(cardIn(await press()).summary).toContain('现在没有在签到');
    await talk(office, '101').press('meeting.openCheckIn', meeting.id);
    expect(formIn(await press()).id).toBe('meeting.code');
    const short = await announce(office, { id: 'M2' as never, startsAt: plus(office.now(), 3_600_000) }, [MEMBER]);
    expect(await cardNow(office, `meeting.notice:${short.id}:${MEMBER}`)).toContain('meeting.checkIn');
  });

  test('that were missed come as one, and after the start none', async () => {
    const { office } = await announced([MEMBER]);
    await tick(office, plus(START, -30 * 60_000));
    expect(await reminded(office)).toEqual([`meeting.remind:M1:0:60:${MEMBER}`]);
    await tick(office, START);
    expect(await reminded(office)).toHaveLength(1);
  });

  test('that could not be sent give way to the next, so that nobody has several at the same moment', async () => {
    const { office } = await announced([MEMBER]);
    for (const minutes of [1440, 60, 10]) await tick(office, plus(START, -minutes * 60_000));
    office.moveTo(plus(START, -5 * 60_000));
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.remind:'))).toEqual([`meeting.remind:M1:0:10:${MEMBER}`]);
  });

  test('follow a meeting that is moved, and leave one that is cancelled', async () => {
    const { office, meeting } = await announced([MEMBER]);
    await change(office, meeting.id, { startsAt: at('2026-12-02', '09:00') });
    await tick(office, plus(START, -60 * 60_000));
    expect(await reminded(office)).toEqual([]);
    await tick(office, at('2026-12-01', '09:00'));
    expect(await reminded(office)).toEqual([`meeting.remind:M1:1:1440:${MEMBER}`]);
    await cancel(office, meeting.id);
    await tick(office, at('2026-12-02', '08:50'));
    expect(await reminded(office)).toHaveLength(1);
  });

  test.each([
    ['moved', (office: Office) => change(office, 'M1' as never, { startsAt: at('2026-12-02', '09:00') })],
    ['cancelled', (office: Office) => cancel(office, 'M1' as never)],
  ])('and nudges of a meeting that is %s are not sent any more, nor do they wait', async (_what, change_) => {
    const { office } = await announced([MEMBER]);
    await tick(office, at('2026-11-24', '14:00'));
    await tick(office, plus(START, -60 * 60_000));
    const written = [...(await office.outbox('meeting.remind:')), ...(await office.outbox('meeting.nudge:'))];
    expect(written.map(({ expires_at }) => expires_at)).toEqual([START, START]);
    await change_(office);
    const withdrawn = [...(await office.outbox('meeting.remind:')), ...(await office.outbox('meeting.nudge:'))];
    expect(withdrawn.map(({ expires_at }) => expires_at)).toEqual([0, 0]);
  });

  test('of a cancelled meeting do not wait', async () => {
    const { office, meeting } = await announced([MEMBER]);
    const waiting = () =>
      office.transact(async (tx) => [
        ...(await tx.selectFrom('meeting_reminder').select('due_at').execute()),
        ...(await tx.selectFrom('meeting_nudge').select('due_at').where('due_at', 'is not', null).execute()),
      ]);
    expect(await waiting()).not.toEqual([]);
    await cancel(office, meeting.id);
    expect(await waiting()).toEqual([]);
  });

  test('that still wait to be sent say where it is now, and do not go to who need not come', async () => {
    const { office, meeting } = await announced(['201', '104', MEMBER]);
    await tick(office, plus(START, -60 * 60_000));
    await change(office, meeting.id, { place: '一楼礼堂' }, ['104', MEMBER]);
    for (const id of ['104', MEMBER]) {
      const card = await cardNow(office, `meeting.remind:M1:0:60:${id}`);
      expect(card).toContain('一楼礼堂');
      expect(card).not.toContain('三楼会议室');
    }
    const [gone] = await office.outbox('meeting.remind:M1:0:60:201');
    expect(gone?.expires_at).toBe(0);
  });

  test('and nudges do not go to who is excused', async () => {
    const { office } = await announced(['201', MEMBER]);
    const excusing = { ...office, meeting: { ...office.meeting, excused: async () => new Set([MEMBER as never]) } };
    await tick(excusing, at('2026-11-24', '14:00'));
    await tick(excusing, plus(START, -60 * 60_000));
    expect(
      [...(await office.outbox('meeting.remind:')), ...(await office.outbox('meeting.nudge:'))].map(({ member_id }) => member_id),
    ).toEqual(['201', '201']);
  });
});

describe('nudges', () => {
  test('go once to who has not acknowledged; then the organizer is shown who they are', async () => {
    const { office, meeting } = await announced(['201', MEMBER]);
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: '201', sequence: 0 });
    await tick(office, plus(at('2026-11-24', '14:00'), -1));
    expect(await office.outbox('meeting.nudge:')).toEqual([]);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('邓禾');
    await tick(office, at('2026-11-24', '14:00'));
    await tick(office, at('2026-11-24', '14:00'));
    expect((await office.outbox('meeting.nudge:')).map(({ key }) => key)).toEqual([`meeting.nudge:M1:1:${MEMBER}`]);
    expect(await cardNow(office, 'meeting.board:M1')).toMatch(/规划处[\s\S]*邓禾/);
  });

  test.each([
    ['in three hours', '10:00', at('2026-11-24', '13:30'), at('2026-11-24', '11:45')],
    ['tomorrow morning', '15:00', at('2026-11-25', '08:30'), at('2026-11-24', '16:30')],
    ['tomorrow morning, in the last working hour', '16:45', at('2026-11-25', '08:30'), at('2026-11-24', '17:07')],
  ])(
    'of a meeting %s, too soon for those of the policy, come once all the same, before the start',
    async (_when, from, startsAt, dueAt) => {
      const office = await testOffice(at('2026-11-24', from));
      await announce(office, { startsAt }, [MEMBER]);
      await deliver(office);
      await tick(office, plus(dueAt, -1));
      expect(await office.outbox('meeting.nudge:')).toEqual([]);
      await tick(office, dueAt);
      expect(await office.outbox('meeting.nudge:')).toHaveLength(1);
    },
  );

  test.each([
    ['at the same moment', '10:00', '12:00', ['11:00']],
    ['some minutes later', '09:55', '15:00', ['13:55', '14:00']],
  ])('are left out where a reminder comes %s, and whoever has not acknowledged is listed', async (_when, from, starts, times) => {
    const office = await testOffice(at('2026-11-24', from));
    await giveAccounts(office);
    await announce(office, { startsAt: at('2026-11-24', starts) }, [MEMBER]);
    for (const time of times) await tick(office, at('2026-11-24', time));
    expect(await office.outbox('meeting.remind:')).toHaveLength(1);
    expect(await office.outbox('meeting.nudge:')).toEqual([]);
    expect(await cardNow(office, 'meeting.board:M1')).toContain('邓禾');
  });

  test('of a meeting that is announced at any instant are due at a whole one', async () => {
    const { meeting } = await testOffice();
    const now = plus(at('2026-11-24', '10:00'), 33_333);
    expect(nudgeTimes(at('2026-11-24', '13:30'), meeting.policy, now, meeting)).toEqual([plus(now, 104 * 60_000)]);
  });

  test('that were missed, or could not be sent, come as one', async () => {
    const { office, meeting } = await announced([MEMBER]);
    await office.transact((tx) =>
      saveNudges(
        tx,
        meeting.id,
        ['14:00', '15:00', '16:00'].map((time) => at('2026-11-24', time)),
      ),
    );
    await tick(office, at('2026-11-24', '15:30'));
    expect(await office.outbox('meeting.nudge:')).toHaveLength(1);
    await tick(office, at('2026-11-24', '16:00'));
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.nudge:'))).toHaveLength(1);
    expect(await cardNow(office, 'meeting.board:M1')).toContain('邓禾');
  });

  test('name nobody to an organizer who has lost the role since', async () => {
    const { office, meeting } = await announced(['201', MEMBER]);
    await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', '101').execute());
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: '201', sequence: 0 });
    await tick(office, at('2026-11-24', '14:00'));
    expect(await office.outbox('meeting.nudge:')).toHaveLength(1);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('邓禾');
  });

  test('name them to the others who organize it where whoever announced it does no longer, and their cards count along', async () => {
    const { office, meeting } = await announced(['201', MEMBER]);
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '101').execute());
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: '201', sequence: 0 });
    await tick(office, at('2026-11-24', '10:01'));
    expect(await deliver(office)).toEqual([]);
    await tick(office, at('2026-11-24', '14:00'));
    expect((await office.outbox('meeting.board:M1:')).map(({ member_id }) => member_id)).toEqual(['102']);
    expect(await cardNow(office, 'meeting.board:M1:102')).toContain('邓禾');
    await deliver(office);
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: MEMBER, sequence: 0 });
    await tick(office);
    expect(await cardNow(office, 'meeting.board:M1:102')).not.toContain('邓禾');
  });

  test('after a move are those of the move alone: one at a time, and nobody is named until the last of them', async () => {
    const { office, meeting } = await announced([MEMBER]);
    await change(office, meeting.id, { startsAt: at('2026-12-02', '09:00') });
    await tick(office, at('2026-11-24', '14:00'));
    expect(await office.outbox('meeting.nudge:M1')).toHaveLength(1);
    expect(await cardNow(office, 'meeting.board:M1')).toContain('邓禾');
    await change(office, meeting.id, { startsAt: at('2026-12-03', '09:00') });
    await tick(office);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('邓禾');
  });

  test('come to whoever is added later as well, before they are named, and to nobody else again', async () => {
    const { office, meeting } = await announced(['201', MEMBER]);
    await tick(office, at('2026-11-24', '14:00'));
    await deliver(office);
    office.moveTo(at('2026-11-25', '09:00'));
    await change(office, meeting.id, {}, ['201', MEMBER, '602']);
    await tick(office);
    const named = async () => {
      const card = await cardNow(office, 'meeting.board:M1');
      return ['邓禾', '梁思远'].filter((name) => card.includes(name));
    };
    expect(await named()).toEqual(['邓禾']);
    office.moveTo(at('2026-11-25', '10:00'));
    await change(office, meeting.id, {}, ['201', MEMBER, '602', '701']);
    await tick(office, at('2026-11-25', '13:00'));
    expect((await office.outbox('meeting.nudge:M1:')).map(({ member_id }) => member_id)).toEqual(['201', MEMBER, '602']);
    expect((await named()).toSorted()).toEqual(['梁思远', '邓禾']);
    await tick(office, at('2026-11-25', '14:00'));
    expect((await office.outbox('meeting.nudge:M1:')).map(({ member_id }) => member_id)).toEqual(['201', MEMBER, '602', '701']);
  });

  test('that could not be sent come as one to whoever is added later as well', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const nudges = [{ hoursAfter: 2 }, { hoursAfter: 4 }];
    const twice = { ...office, meeting: { ...office.meeting, policy: { ...office.meeting.policy, nudges } } };
    const { id } = await announce(twice, {}, ['201']);
    for (const time of ['12:00', '14:00']) await tick(twice, at('2026-11-24', time));
    office.moveTo(at('2026-11-25', '09:00'));
    await change(twice, id, {}, ['201', MEMBER]);
    for (const time of ['11:00', '13:00']) await tick(twice, at('2026-11-25', time));
    const sent = (await deliver(office)).filter((key) => key.startsWith('meeting.nudge:') && key.endsWith(`:${MEMBER}`));
    expect(sent).toHaveLength(1);
  });

  test('leave whoever is added a minute before as much time as everybody had', async () => {
    const { office, meeting } = await announced(['201']);
    office.moveTo(at('2026-11-24', '13:59'));
    await change(office, meeting.id, {}, ['201', MEMBER]);
    await tick(office, at('2026-11-24', '14:00'));
    expect((await office.outbox('meeting.nudge:')).map(({ member_id }) => member_id)).toEqual(['201']);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('邓禾');
    await tick(office, at('2026-11-25', '09:00'));
    expect((await office.outbox('meeting.nudge:')).map(({ member_id }) => member_id)).toEqual(['201', MEMBER]);
    expect(await cardNow(office, 'meeting.board:M1')).toContain('邓禾');
  });

  test('name nobody whom none could reach before the start', async () => {
    const { office, meeting } = await announced(['201'], { startsAt: at('2026-11-25', '15:00') });
    await tick(office, at('2026-11-24', '14:00'));
    office.moveTo(at('2026-11-25', '14:55'));
    await change(office, meeting.id, {}, ['201', MEMBER]);
    await tick(office, at('2026-11-25', '14:59'));
    expect(await cardNow(office, 'meeting.board:M1')).toMatch(/催促之后仍未收到/);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('邓禾');
  });

  test('do not come to whoever acknowledges while theirs waits its turn', async () => {
    const { office, meeting } = await announced(['201', MEMBER]);
    await tick(office, at('2026-11-24', '14:00'));
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: MEMBER, sequence: 0 });
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.nudge:'))).toEqual(['meeting.nudge:M1:1:201']);
  });

  test('begin anew after a move, in working hours, even if the program was down when they were due', async () => {
    const { office, meeting } = await announced([MEMBER]);
    await tick(office, at('2026-11-24', '14:00'));
    await change(office, meeting.id, { startsAt: at('2026-12-02', '09:00') });
    expect(await office.outbox('meeting.nudge:M1:2')).toEqual([]);
    await tick(office, at('2026-11-25', '03:00'));
    expect(await office.outbox('meeting.nudge:M1:2')).toEqual([]);
    await tick(office, at('2026-11-25', '08:30'));
    expect(await office.outbox('meeting.nudge:M1:2')).toHaveLength(1);
  });
});
