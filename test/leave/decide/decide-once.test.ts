import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { stepJob } from '../../../src/leave/decide/jobs.js';
import type { LeaveDeps } from '../../../src/leave/deps.js';
import type { ApproverRole, Leave } from '../../../src/leave/leave.js';
import { auditEntries } from '../../../src/org/service.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, chainNow, historyNow, requested, stateNow, toldOf } from './world.js';

/*
 * Where two have to approve in turn, they may be one and the same person: in two posts, in somebody's place, or because a step has moved to them.
 */

/** 规划处: a member, its head, the leader in charge of it; the head of the bureau. */
const [ME, DEPUTY, HEAD, LEADER, BUREAU_HEAD] = ['603', '602', '601', '003', '001'] as const;

/** The office with a chain of these steps for trips. */
async function withSteps(...roles: ApproverRole[]): Promise<Office> {
  const office = await testOffice();
  const steps = roles.map((role) => ({ action: 'approve' as const, role }));
  const leave: LeaveDeps = { ...office.leave, policy: { ...office.leave.policy, chains: [{ when: { kind: ['business-trip'] }, steps }] } };
  return { ...office, leave };
}

const both = () => withSteps('departmentHead', 'supervisingLeader');
const leads = (office: Office, column: 'head_id' | 'supervising_leader_id', memberId: string) =>
  office.transact((tx) =>
    tx
      .updateTable('org_department')
      .set({ [column]: memberId })
      .where('name', '=', '规划处')
      .execute(),
  );
const settle = (office: Office, { id }: Leave, memberId: string, position = 0, verdict = 'approved') =>
  decide(office.leave, { id, position, memberId, verdict, words: '请补充' });
const tick = (office: Office) => stepJob(office.leave).run(office.now());
const approvals = async (office: Office) =>
  (await office.transact((tx) => auditEntries(tx, { limit: 20 })))
    .filter(({ action }) => action === 'leave.approved')
    .map(({ actor, detail }) => `${'member' in actor ? actor.member : ''}: ${detail}`)
    .sort();

describe('whoever is asked twice in a row decides once', () => {
  test('in two posts: both steps are on record, and they get one card', async () => {
    const office = await both();
    await leads(office, 'head_id', LEADER);
    const leave = await requested(office, ME);
    expect(await settle(office, leave, LEADER)).toMatchObject({ ok: true });
    expect(await stateNow(office, leave)).toBe('approved');
    expect(await chainNow(office, leave)).toEqual([
      `approve departmentHead done ${LEADER} approved`,
      `approve supervisingLeader done ${LEADER} approved`,
    ]);
    expect(await historyNow(office, leave)).toEqual([`opened ${LEADER}`, `approved by ${LEADER}`, `approval-stands by ${LEADER}`]);
    expect(await approvals(office)).toEqual([`${LEADER}: ${ME} step 1`, `${LEADER}: ${ME} step 2 as step 1`]);
    expect(await toldOf(office, `leave.approve:${leave.id}`)).toEqual([LEADER]);
    expect(await toldOf(office, `leave.again:${leave.id}`)).toEqual([]);
    expect(await toldOf(office, `leave.approved:${leave.id}`)).toEqual([ME]);
    const card = wordsOf((await cardNow(office, `leave.approve:${leave.id}:${LEADER}`)).blocks);
    expect(card).toMatch(/部门领导审批\s*苏明礼\s*同意.*主管领导审批\s*苏明礼\s*同意/s);
  });

  test('of three in a row as well', async () => {
    const office = await withSteps('departmentHead', 'supervisingLeader', 'bureauHead');
    await leads(office, 'head_id', BUREAU_HEAD);
    await leads(office, 'supervising_leader_id', BUREAU_HEAD);
    const leave = await requested(office, ME);
    await settle(office, leave, BUREAU_HEAD);
    expect(await stateNow(office, leave)).toBe('approved');
    expect(await approvals(office)).toHaveLength(3);
  });

  test('a double click decides once', async () => {
    const office = await both();
    await leads(office, 'head_id', LEADER);
    const leave = await requested(office, ME);
    const results = await Promise.all([settle(office, leave, LEADER), settle(office, leave, LEADER), settle(office, leave, LEADER, 1)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await approvals(office)).toHaveLength(2);
  });

  test('two people decide, each of them', async () => {
    const office = await both();
    const leave = await requested(office, ME);
    await settle(office, leave, HEAD);
    expect(await chainNow(office, leave)).toEqual([
      `approve departmentHead done ${HEAD} approved`,
      `approve supervisingLeader open ${LEADER}`,
    ]);
    expect(await stateNow(office, leave)).toBe('pending');
  });

  test('with somebody else in between they decide again: what that one said may matter', async () => {
    const office = await withSteps('departmentHead', 'supervisingLeader', 'bureauHead');
    await leads(office, 'head_id', BUREAU_HEAD);
    const leave = await requested(office, ME);
    await settle(office, leave, BUREAU_HEAD);
    await settle(office, leave, LEADER, 1);
    expect((await chainNow(office, leave)).at(-1)).toBe(`approve bureauHead open ${BUREAU_HEAD}`);
  });
});

describe('also in somebody’s place', () => {
  test('the head, in charge for the leader who is away: it says so', async () => {
    const office = await both();
    await leaveOf(office, LEADER, days('2026-11-23 am', '2026-11-27 pm'), acting(HEAD));
    const leave = await requested(office, ME);
    await settle(office, leave, HEAD);
    expect((await chainNow(office, leave)).at(-1)).toBe(`approve supervisingLeader done ${HEAD} for ${LEADER} approved`);
    expect(await approvals(office)).toContain(`${HEAD}: ${ME} step 2 for ${LEADER} as step 1`);
    expect(await stateNow(office, leave)).toBe('approved');
  });

  test('the leader, in charge for the head who is away', async () => {
    const office = await both();
    await leaveOf(office, HEAD, days('2026-11-23 am', '2026-11-27 pm'), acting(LEADER));
    const leave = await requested(office, ME);
    await settle(office, leave, LEADER);
    expect(await chainNow(office, leave)).toEqual([
      `approve departmentHead done ${LEADER} for ${HEAD} approved`,
      `approve supervisingLeader done ${LEADER} approved`,
    ]);
  });

  test('whoever was in charge for the head has not decided for another acting person of the leader', async () => {
    const office = await both();
    await leaveOf(office, HEAD, days('2026-11-23 am', '2026-11-27 pm'), acting(DEPUTY));
    await leaveOf(office, LEADER, days('2026-11-23 am', '2026-11-27 pm'), acting('101'));
    const leave = await requested(office, ME);
    await settle(office, leave, DEPUTY);
    expect((await chainNow(office, leave)).at(-1)).toBe(`approve supervisingLeader open 101 for ${LEADER}`);
  });
});

describe('also where the step comes to them later', () => {
  test('the approver of the second step goes on leave: who is in charge for them has decided', async () => {
    const office = await both();
    const leave = await requested(office, ME);
    await settle(office, leave, HEAD);
    await leaveOf(office, LEADER, days('2026-11-24 am', '2026-11-27 pm'), acting(HEAD));
    await tick(office);
    expect((await chainNow(office, leave)).at(-1)).toBe(`approve supervisingLeader done ${HEAD} for ${LEADER} approved`);
    expect(await stateNow(office, leave)).toBe('approved');
    expect(await toldOf(office, `leave.approved:${leave.id}`)).toEqual([ME]);
    expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:${LEADER}`)).blocks)).not.toContain('退回修改');
  });

  test('it is so before the next tick too, at whoever’s press', async () => {
    const office = await both();
    const leave = await requested(office, ME);
    await settle(office, leave, HEAD);
    await leaveOf(office, LEADER, days('2026-11-24 am', '2026-11-27 pm'), acting(HEAD));
    expect(await settle(office, leave, LEADER, 1, 'refused')).toMatchObject({ ok: false, refusal: 'done-before' });
    expect(await stateNow(office, leave)).toBe('approved');
  });

  test('it moves up to who decided the first, which had moved up as well', async () => {
    const office = await both();
    await leads(office, 'head_id', LEADER);
    const leave = await requested(office, ME);
    const wait = async (date: string) => {
      office.moveTo(at(date, '10:00'));
      await tick(office);
    };
    for (const date of ['2026-11-25', '2026-11-26']) await wait(date);
    await settle(office, leave, BUREAU_HEAD);
    expect((await chainNow(office, leave)).at(-1)).toBe(`approve supervisingLeader open ${LEADER}`);
    for (const date of ['2026-11-27', '2026-11-30']) await wait(date);
    expect(await chainNow(office, leave)).toEqual([
      `approve departmentHead done ${BUREAU_HEAD} approved`,
      `approve supervisingLeader done ${BUREAU_HEAD} approved`,
    ]);
    expect((await historyNow(office, leave)).slice(-2)).toEqual([`moved-up ${BUREAU_HEAD}`, `approval-stands by ${BUREAU_HEAD}`]);
    expect(await stateNow(office, leave)).toBe('approved');
  });
});

test('what was returned is decided anew, once', async () => {
  const office = await both();
  await leads(office, 'head_id', LEADER);
  const leave = await requested(office, ME);
  await settle(office, leave, LEADER, 0, 'returned');
  expect(await chainNow(office, leave)).toEqual([`approve departmentHead done ${LEADER} returned`, 'approve supervisingLeader waiting']);
  const anew = await requested(office, ME, { replaces: leave.id });
  expect(await chainNow(office, anew)).toEqual([`approve departmentHead open ${LEADER}`, 'approve supervisingLeader waiting']);
  await settle(office, anew, LEADER);
  expect(await stateNow(office, anew)).toBe('approved');
  expect(await stateNow(office, leave)).toBe('replaced');
});

test('a reply of the superior organ is entered once for both', async () => {
  const office = await both();
  const leave = await requested(office, BUREAU_HEAD);
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open', 'approve supervisingLeader waiting']);
  await settle(office, leave, '104');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead done approved', 'approve supervisingLeader done approved']);
  expect(await stateNow(office, leave)).toBe('approved');
  expect(await approvals(office)).toEqual([`104: ${BUREAU_HEAD} step 1 superior`, `104: ${BUREAU_HEAD} step 2 superior as step 1`]);
});
