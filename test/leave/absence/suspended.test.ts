import { expect, test } from 'vitest';
import { decideAbsence } from '../../../src/leave/absence/decision-service.js';
import { askAnew, meetingChanged } from '../../../src/leave/absence/moved-service.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import { askAgain } from '../../../src/leave/absence/store.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import { findActivity, restoreActivity, suspendActivity } from '../../../src/meeting/activity/changes.js';
import { followMeeting } from '../../../src/meeting/give-way/service.js';
import type { MemberId } from '../../../src/org/member.js';
import { departmentId, giveAccounts } from '../../meeting/scene.js';
import { announce } from '../../support/announced.js';
import { testOffice } from '../../support/office.js';
import { button, cardIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { days, leaveOf } from '../away/world.js';
import { cardNow, requested as leaveRequested, toldOf } from '../decide/world.js';

/* A meeting of planning is suspended for one of the bureau. 601 is its only organizer, 902 of no audience. */
const [HEAD, ME, OTHER, SUBSTITUTE, LEADER] = ['601', '603', '602', '902', '003'];

async function planning() {
  const office = await testOffice();
  await giveAccounts(office);
  const own = { departmentId: await departmentId(office, '规划处'), organizerId: HEAD as MemberId, title: '处务会', substitutes: true };
  const meeting = await announce(office, { ...own, scope: 'departments' }, [HEAD, ME, OTHER]);
  await office.transact((tx) => followMeeting(tx, office.meeting, meeting, new Set([HEAD, ME, OTHER] as MemberId[])));
  const asked = async () => {
    const wish = { meetingId: meeting.id, memberId: ME, sequence: meeting.sequence, kind: 'illness', detail: '', substituteId: SUBSTITUTE };
    const result = await requestAbsence(office.leave, wish);
    if (!result.ok) throw new Error(result.refusal);
    return result.absence;
  };
  const held = (change: typeof suspendActivity) =>
    office.transact(async (tx) => {
      const activity = await findActivity(tx, meeting.id);
      expect(activity && (await change(tx, office.meeting, activity, { by: undefined }))).toBeTruthy();
    });
  const tick = async () => {
    for (const job of leaveJobs(office.leave)) await job.run(office.now());
  };
  return { office, meeting, asked, suspend: () => held(suspendActivity), restore: () => held(restoreActivity), tick };
}

test('whoever is to go instead is told that it is suspended, and that it takes place after all', async () => {
  const { office, asked, suspend, restore } = await planning();
  const { id } = await asked();
  await decideAbsence(office.leave, { id, memberId: HEAD, verdict: 'approve', words: '' });
  const heard = async () =>
    (await office.outbox('leave.standInHeld:')).map((row) => [row.member_id, JSON.parse(row.content ?? '').summary]);
  await suspend();
  expect(await heard()).toEqual([[SUBSTITUTE, expect.stringMatching(/处务会.*暂停举行/)]]);
  await restore();
  expect((await heard()).slice(1)).toEqual([[SUBSTITUTE, expect.stringMatching(/处务会.*恢复举行/)]]);
  await suspend();
  expect(await heard()).toHaveLength(3);
});

test('whoever is on leave by then is not told to go there when it takes place after all: whoever they were to go for is told', async () => {
  const { office, asked, suspend, restore } = await planning();
  const { id } = await asked();
  await suspend();
  await leaveOf(office, SUBSTITUTE, days('2026-11-30 am', '2026-12-01 pm'));
  await restore();
  const heard = (await office.outbox('leave.standInHeld:')).map((row) => JSON.parse(row.content ?? '').summary);
  expect(heard).toEqual([expect.stringContaining('暂停举行')]);
  expect(await toldOf(office, `leave.notNeeded:${id}`)).toEqual([SUBSTITUTE]);
  expect(await toldOf(office, `leave.substituteDeclined:${id}`)).toEqual([ME]);
  expect(wordsOf((await cardNow(office, `leave.absence:${id}:${HEAD}`)).blocks)).not.toContain('代会人');
});

test('nobody is asked to decide on an absence from it: it waits, and nobody hears that they go there, until it takes place after all', async () => {
  const { office, asked, suspend, restore } = await planning();
  const { id } = await asked();
  const listed = async () => wordsOf(cardIn(await talk(office, HEAD).say('请假')).blocks);
  const press = () => talk(office, HEAD).press('leave.absenceDecide', id);
  const approve = () => decideAbsence(office.leave, { id, memberId: HEAD, verdict: 'approve', words: '' });
  expect(await listed()).toContain('邓禾请假：处务会');
  await suspend();
  expect(await listed()).not.toContain('邓禾请假：处务会');
  expect(cardIn(await press()).summary).toContain('恢复举行后再请决定');
  expect(await approve()).toEqual({ ok: false, refusal: 'meeting-suspended' });
  expect(await toldOf(office, `leave.standIn:${id}`)).toEqual([]);
  await restore();
  expect(await listed()).toContain('邓禾请假：处务会');
  expect(await approve()).toMatchObject({ ok: true });
  expect(await toldOf(office, `leave.standIn:${id}`)).toEqual([SUBSTITUTE]);
});

test('of another place for it whoever is to go instead hears only once it takes place', async () => {
  const { office, meeting, asked, suspend } = await planning();
  const { id } = await asked();
  await suspend();
  await office.transact((tx) =>
    meetingChanged(tx, office.leave, meeting, { ...meeting, place: '五楼会议室', sequence: meeting.sequence + 1 }),
  );
  expect(await toldOf(office, `leave.standInChanged:${id}`)).toEqual([]);
});

test('nobody is asked to decide on an absence from it in place of an organizer who has left', async () => {
  const { office, asked, suspend, restore, tick } = await planning();
  const { id } = await asked();
  await suspend();
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active: 0 })
      .where('id', '=', HEAD as MemberId)
      .execute(),
  );
  await tick();
  expect(await toldOf(office, `leave.absence:${id}`)).toEqual([HEAD]);
  await restore();
  office.pass(1);
  await tick();
  expect(await toldOf(office, `leave.absence:${id}`)).toEqual([LEADER, HEAD]);
});

test('that an absence is still needed is not to be said while it is suspended', async () => {
  const { office, asked, suspend } = await planning();
  const { id } = await asked();
  await office.transact((tx) => askAgain(tx, id, office.now(), office.now()));
  await suspend();
  expect(await askAnew(office.leave, { id, memberId: ME })).toEqual({ ok: false, refusal: 'meeting-suspended' });
});

test('whoever is on leave then is offered a request to be excused once it takes place after all, and not before', async () => {
  const { office, meeting, suspend, restore } = await planning();
  await suspend();
  const trip = await leaveRequested(office, ME, {}, days('2026-11-30 am', '2026-12-01 pm'));
  await decide(office.leave, { id: trip.id, position: 0, memberId: HEAD, verdict: 'approved', words: '' });
  expect(await toldOf(office, 'leave.overlap:')).toEqual([]);
  await restore();
  expect(await toldOf(office, 'leave.overlap:')).toEqual([ME]);
  const key = `leave.overlap:${meeting.id}:${trip.id}`;
  const { id, value } = button((await cardNow(office, key)).blocks, '提交会议请假');
  await suspend();
  expect(pressable((await cardNow(office, key)).blocks)).toEqual([]);
  expect(wordsOf(cardIn(await talk(office, ME).press(id, value)).blocks)).toContain('暂停');
});
