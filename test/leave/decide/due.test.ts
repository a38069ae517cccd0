import { expect, test } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { stepJob } from '../../../src/leave/decide/jobs.js';
import type { Leave } from '../../../src/leave/leave.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { refound } from '../../support/roster.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, chainNow, historyNow, requested, stateNow, toldOf } from './world.js';

/** Every tick until then at which something is due, as the office's clock runs. */
async function runUntil(office: Office, date: string, time: string): Promise<void> {
  const end = at(date, time);
  const job = stepJob(office.leave);
  await job.run(office.now());
  for (;;) {
    const next = await office.transact((tx) => job.nextDueAt(tx, office.now()));
    if (next === undefined || next > end) break;
    office.moveTo(next);
    await job.run(next);
  }
  office.moveTo(end);
  await job.run(end);
}

const refused = async (office: Office, { id }: Leave, memberId: string) => {
  const result = await decide(office.leave, { id, position: 0, memberId, verdict: 'approved', words: '' });
  return result.ok ? undefined : result.refusal;
};

test('whoever lets a request wait is nudged once, and a workday later it moves up one level', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await runUntil(office, '2026-11-25', '09:59');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual([]);
  await runUntil(office, '2026-11-25', '23:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(['601']);
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 601']);
  await runUntil(office, '2026-11-26', '10:00');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 003']);
  expect(await historyNow(office, leave)).toEqual(['opened 601', 'nudged 601', 'moved-up 003']);
});

test('the former approver’s card says with whom it is, and they no longer decide', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await runUntil(office, '2026-11-26', '10:00');
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  expect(words).toContain('现由苏明礼审批');
  expect(words).not.toContain('退回修改');
  const late = cardIn(await talk(office, '601').press('leave.approve', `${leave.id}:0`)).summary;
  expect(late).toContain('已经不由你办理');
  expect(late).toContain('苏明礼');
  expect(await stateNow(office, leave)).toBe('pending');
  expect(await refused(office, leave, '003')).toBeUndefined();
  expect(await stateNow(office, leave)).toBe('approved');
});

test('where two have to approve, whoever had the second step is told with whom it is now, not who took the first', async () => {
  const office = await testOffice();
  const steps = (['departmentHead', 'supervisingLeader'] as const).map((role) => ({ action: 'approve' as const, role }));
  const chains = [{ when: { kind: ['business-trip' as const] }, steps }];
  const leave = await requested({ ...office, leave: { ...office.leave, policy: { ...office.leave.policy, chains } } }, '603');
  expect(await refused(office, leave, '601')).toBeUndefined();
  await runUntil(office, '2026-11-26', '10:00');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead done 601 approved', 'approve supervisingLeader open 001']);
  const settled = async (to: string) => wordsOf((await cardNow(office, `leave.approve:${leave.id}:${to}`)).blocks.slice(0, 2));
  expect(await settled('003')).toContain('现由陈守正审批');
  expect(cardIn(await talk(office, '003').press('leave.approve', `${leave.id}:1`)).summary).toContain('现由陈守正审批');
  expect(await settled('601')).toContain('现由陈守正审批');
  expect(cardIn(await talk(office, '601').press('leave.approve', `${leave.id}:0`)).summary).toContain('高思衡于');
});

test('waiting days are workdays: what came on Friday moves up on Tuesday', async () => {
  const office = await testOffice(at('2026-11-27', '10:00'));
  const leave = await requested(office, '603');
  await runUntil(office, '2026-12-01', '09:59');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 601']);
  await runUntil(office, '2026-12-01', '10:00');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 003']);
});

test('at the top it stays, is nudged each workday, and the office is told once', async () => {
  const office = await testOffice();
  const leave = await requested(office, '003');
  await runUntil(office, '2026-12-01', '10:00');
  expect(await chainNow(office, leave)).toEqual(['approve supervisingLeader open 001', 'notify office waiting']);
  expect((await toldOf(office, `leave.nudge:${leave.id}`)).length).toBe(5);
  expect(await toldOf(office, `leave.stuck:${leave.id}`)).toEqual(['101', '102']);
});

test('after an outage of weeks an approver is nudged first, and has their time', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  office.moveTo(at('2026-12-15', '11:00'));
  const job = stepJob(office.leave);
  await job.run(office.now());
  await job.run(office.now());
  expect(await historyNow(office, leave)).toEqual(['opened 601', 'nudged 601']);
  await runUntil(office, '2026-12-16', '11:00');
  expect((await historyNow(office, leave)).at(-1)).toBe('moved-up 003');
});

test('an approver who goes on leave while it waits is replaced by their acting person, and has it again when they are back', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await leaveOf(office, '601', days('2026-11-24 pm', '2026-11-24 pm'), acting('602'));
  await runUntil(office, '2026-11-24', '12:00');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 602 for 601']);
  expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks)).toContain('现由梁思远审批');
  await runUntil(office, '2026-11-25', '00:00');
  expect(await historyNow(office, leave)).toEqual(['opened 601', 're-routed 602', 're-routed 601']);
  expect(await toldOf(office, `leave.again:${leave.id}`)).toEqual(['601']);
});

test('whoever had it in an approver’s place sees that it is with them again, and not what they make of it', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await leaveOf(office, '601', days('2026-11-24 pm', '2026-11-24 pm'), acting('602'));
  await runUntil(office, '2026-11-25', '00:00');
  const card = async () => wordsOf((await cardNow(office, `leave.approve:${leave.id}:602`)).blocks);
  const passed = await card();
  expect(passed).toContain('现由高思衡审批');
  expect(passed).not.toContain('退回修改');
  expect(await refused(office, leave, '601')).toBeUndefined();
  expect(await card()).toBe(passed);
});

test('whoever has it in an approver’s place when it is withdrawn sees that there is nothing to decide any more', async () => {
  const office = await testOffice();
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-25 pm'), acting('602'));
  const leave = await requested(office, '603');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 602 for 601']);
  await withdrawLeave(office.leave, { id: leave.id, memberId: '603' });
  const card = wordsOf((await cardNow(office, `leave.approve:${leave.id}:602`)).blocks);
  expect(card).toContain('已撤回');
  expect(card).not.toContain('退回修改');
});

test('the right is asked at the press: whoever has gone on leave since the last tick decides nothing', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-24 pm'), acting('602'));
  expect(await refused(office, leave, '601')).toBe('moved-on');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 602 for 601']);
});

test('the request of an applicant who is off the roster rests: it is decided once they are listed again', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const listed = (active: 0 | 1) => office.transact((tx) => tx.updateTable('org_member').set({ active }).where('id', '=', '603').execute());
  await listed(0);
  expect(await refused(office, leave, '601')).toBe('applicant-off');
  expect(cardIn(await talk(office, '601').press('leave.refuse', `${leave.id}:0`)).summary).toContain('暂时搁置');
  await listed(1);
  expect(await refused(office, leave, '601')).toBeUndefined();
});

test('an approver who has left the office is replaced at the next tick', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await setActive(office, '601', 0);
  await stepJob(office.leave).run(office.now());
  expect(await historyNow(office, leave)).toEqual(['opened 601', 're-routed 003']);
});

test('a department that takes the place of another keeps what waited in that, and requests from before it show the name of then', async () => {
  const office = await testOffice();
  const trip = await requested(office, '603');
  const annual = await requested(office, '602', { kind: 'annual-leave' });
  await refound(office, '规划处', '规划发展处');
  await stepJob(office.leave).run(office.now());
  expect(await chainNow(office, trip)).toEqual(['approve departmentHead open 601']);
  expect((await chainNow(office, annual))[0]).toBe('approve supervisingLeader open 003');
  expect(await refused(office, trip, '601')).toBeUndefined();
  expect(wordsOf((await cardNow(office, `leave.approve:${trip.id}:601`)).blocks)).toContain('邓禾　规划处　');
});

const setActive = (office: Office, id: string, active: 0 | 1) =>
  office.transact((tx) => tx.updateTable('org_member').set({ active }).where('id', '=', id).execute());

test('what somebody has asked for who has left the office rests until its days are over: nobody is nudged about it, nor told that it waits', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', acting('602'), days('2026-12-02 am', '2026-12-03 pm'));
  await setActive(office, '603', 0);
  await runUntil(office, '2026-12-03', '17:00');
  expect([await stateNow(office, leave), await historyNow(office, leave)]).toEqual(['pending', ['opened 601']]);
  await runUntil(office, '2026-12-07', '10:00');
  expect(await stateNow(office, leave)).toBe('withdrawn');
  expect(await historyNow(office, leave)).toEqual(['opened 601', 'withdrawn']);
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual([]);
  expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks)).toContain('已撤回');
  expect(await toldOf(office, `leave.actingOff:${leave.id}`)).toEqual(['602']);
});

test('of somebody who has left the office it goes to whoever has the approver’s post by now, and what becomes of it is not shown to who had that', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await setActive(office, '603', 0);
  await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '602' }).where('head_id', '=', '601').execute());
  await stepJob(office.leave).run(office.now());
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 602']);
  const card = async () => wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  const passed = await card();
  expect(passed).toContain('现由梁思远审批');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual([]);
  expect(await refused(office, leave, '602')).toBe('applicant-off');
  await setActive(office, '603', 1);
  expect(await refused(office, leave, '602')).toBeUndefined();
  expect(await card()).toBe(passed);
});

test('whoever was left out of a roster by mistake has lost nothing: it goes on where it was, and nobody is passed over for the time between', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', {}, days('2026-12-21 am', '2026-12-22 pm'));
  await setActive(office, '603', 0);
  await runUntil(office, '2026-12-02', '09:00');
  await setActive(office, '603', 1);
  await runUntil(office, '2026-12-02', '23:00');
  expect(await historyNow(office, leave)).toEqual(['opened 601', 'nudged 601']);
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(['601']);
  expect(await refused(office, leave, '601')).toBeUndefined();
});

test('personnel is not nudged about leave of somebody who has left the office, until they are back', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' }, days('2026-12-21 am', '2026-12-23 pm'));
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await setActive(office, '603', 0);
  await runUntil(office, '2026-12-04', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual([]);
  await setActive(office, '603', 1);
  await runUntil(office, '2026-12-08', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toContain('301');
});

test('where the acting person is the applicant, it goes one level up', async () => {
  const office = await testOffice();
  const leave = await requested(office, '602');
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-25 pm'), acting('602'));
  await stepJob(office.leave).run(office.now());
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 003']);
});

test('past whom it has moved up is asked again only when nobody else is left', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await runUntil(office, '2026-11-26', '10:00');
  await leaveOf(office, '003', days('2026-11-26 am', '2026-11-27 pm'));
  await stepJob(office.leave).run(office.now());
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 001']);
  await leaveOf(office, '001', days('2026-11-26 am', '2026-11-26 pm'));
  await stepJob(office.leave).run(office.now());
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 601']);
});

test('what personnel has to process is nudged each workday until it is done', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await runUntil(office, '2026-11-26', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(['301', '301']);
  expect((await chainNow(office, leave))[1]).toBe('process personnel open');
});

test.each([
  ['whoever is in charge for them', { '301': '302' }, ['302']],
  ['whoever else is of personnel, where that is somebody of another department', { '301': '602' }, ['302']],
  ['them all the same, where nobody of personnel is there', { '301': '302', '302': '301' }, ['301']],
])('while the head of personnel is on leave, what is to be processed goes to %s, as do the nudges', async (_, away, to) => {
  const office = await testOffice();
  for (const [id, actingId] of Object.entries(away)) await leaveOf(office, id, days('2026-11-23 am', '2026-12-04 pm'), acting(actingId));
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  expect(await toldOf(office, `leave.process:${leave.id}`)).toEqual(to);
  await runUntil(office, '2026-11-25', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(to);
});

test('a head of personnel who goes on leave with something to process before them is nudged once they are back; meanwhile their acting person is', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await leaveOf(office, '301', days('2026-11-25 am', '2026-11-25 pm'), acting('302'));
  await runUntil(office, '2026-11-25', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(['302']);
  await runUntil(office, '2026-11-26', '10:00');
  expect(await toldOf(office, `leave.nudge:${leave.id}`)).toEqual(['301', '302']);
});

test('nothing is due of a request that goes no further', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await office.transact((tx) => moveLeave(tx, leave.id, ['pending'], 'withdrawn'));
  await runUntil(office, '2026-12-15', '10:00');
  expect(await historyNow(office, leave)).toEqual(['opened 601']);
});

test('a nudge that has not gone out yet does not go out once the request is decided, nor once it has moved up', async () => {
  const office = await testOffice();
  const unsent = async (leave: Leave) => (await office.outbox(`leave.nudge:${leave.id}`)).map(({ expires_at }) => expires_at);
  const one = await requested(office, '603');
  const two = await requested(office, '602', {}, days('2026-12-07 am', '2026-12-07 pm'));
  await runUntil(office, '2026-11-25', '10:00');
  expect(await unsent(one)).toEqual([null]);
  await refused(office, one, '601');
  expect(await unsent(one)).toEqual([0]);
  expect(await unsent(two)).toEqual([null]);
  await runUntil(office, '2026-11-26', '10:00');
  expect(await unsent(two)).toEqual([0]);
});
