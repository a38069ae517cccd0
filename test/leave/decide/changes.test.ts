import { describe, expect, test } from 'vitest';
import { decide, finish } from '../../../src/leave/decide/decision-service.js';
import type { Leave, LeaveId } from '../../../src/leave/leave.js';
import { reportBack } from '../../../src/leave/request/back/service.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { auditEntries } from '../../../src/org/service.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { all, bureau, DEPUTY, HEAD, happenings, leaveNow, ME, OFFICE, requested, TRIP } from '../request/world.js';
import { cardNow, requested as requestedNow, stateNow, toldOf } from './world.js';

const decided = (office: Office, id: LeaveId, verdict: 'approved' | 'refused' | 'returned') =>
  decide(office.leave, { id, position: 0, memberId: HEAD, verdict, words: '请改期' });

const approved = async (office: Office, values = {}): Promise<LeaveId> => {
  const id = await requested(office, ME, { ...TRIP, acting: DEPUTY, ...values });
  await decided(office, id, 'approved');
  return id;
};

const changed = async (office: Office, id: LeaveId, values = {}): Promise<LeaveId> =>
  requested(office, ME, { ...TRIP, acting: DEPUTY, ...values }, formIn(await talk(office, ME).press('leave.change', id)));

/** Whom it was said to that they need not be in charge. */
const off = async (office: Office): Promise<string[]> =>
  (await office.outbox('leave.actingOff:')).map(({ member_id }) => member_id ?? '').sort();

test.each(['refused', 'withdrawn'] as const)(
  'whoever is in charge by the leave that stands is not told that they are off because a change of it was %s',
  async (how) => {
    const office = await bureau();
    const change = await changed(office, await approved(office), { until: '2026-12-04' });
    if (how === 'refused') await decided(office, change, 'refused');
    else await withdrawLeave(office.leave, { id: change, memberId: ME });
    expect(await off(office)).toEqual([]);
  },
);

test('whoever only the change would have put in charge is told that they are off', async () => {
  const office = await bureau();
  const change = await changed(office, await approved(office), { acting: OFFICE });
  await decided(office, change, 'refused');
  expect(await off(office)).toEqual([OFFICE]);
});

test('whoever declined for the leave that stands, and was asked again by the change, is told that they are off', async () => {
  const office = await bureau();
  const id = await approved(office);
  await talk(office, DEPUTY).press('leave.actingDecline', id);
  await decided(office, await changed(office, id, { until: '2026-12-04' }), 'refused');
  expect(await off(office)).toEqual([DEPUTY]);
});

test.each([
  ['withdrawn', (office: Office, id: LeaveId) => withdrawLeave(office.leave, { id, memberId: ME })],
  [
    'ended',
    (office: Office, id: LeaveId) => {
      office.moveTo(at('2026-12-02', '09:00'));
      return reportBack(office.leave, { id, memberId: ME, on: '2026-12-02', half: 'morning' });
    },
  ],
] as const)('leave that is %s while a change of it waits says once that its acting person is off', async (_, over) => {
  const office = await bureau();
  const id = await approved(office);
  await changed(office, id, { until: '2026-12-04' });
  expect(await over(office, id)).toMatchObject({ ok: true });
  expect(await off(office)).toEqual([DEPUTY]);
});

test.each([
  ['somebody else', OFFICE, [DEPUTY]],
  ['nobody', '', [DEPUTY]],
  ['the same', DEPUTY, []],
] as const)(
  'what is submitted anew after it was returned and names %s: whoever was asked before is told of it',
  async (_, acting, told) => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    await decided(office, id, 'returned');
    expect(await off(office)).toEqual([]);
    await changed(office, id, { acting });
    expect(await off(office)).toEqual(told);
  },
);

describe('a returned change of leave that has been changed otherwise meanwhile', () => {
  async function overtaken() {
    const office = await bureau();
    const id = await approved(office);
    const returned = await changed(office, id, { from: '2026-12-07', until: '2026-12-09' });
    await decided(office, returned, 'returned');
    const other = await changed(office, id, { until: '2026-12-01' });
    await decided(office, other, 'approved');
    return { office, id, returned, other };
  }

  test('is over with it: one leave stands and counts', async () => {
    const { office, id, returned, other } = await overtaken();
    const states = async (one: LeaveId) => (await leaveNow(office, one)).state;
    expect([await states(id), await states(returned), await states(other)]).toEqual(['replaced', 'withdrawn', 'approved']);
    // By siwen: the member has not asked for that.
    expect((await happenings(office, returned)).at(-1)).toBe('withdrawn');
    const entries = await office.transact((tx) => auditEntries(tx, { limit: 100 }));
    const withdrawn = entries.filter(({ action }) => action === 'leave.withdrawn');
    expect(withdrawn.map(({ actor, subject }) => [actor, subject])).toEqual([[{ operator: 'siwen' }, returned]]);
    // Whoever is in charge is so by the one that stands.
    expect(await off(office)).toEqual([]);
  });

  test('can’t be submitted anew, however it came to be left', async () => {
    const { office, returned } = await overtaken();
    await office.transact((tx) => moveLeave(tx, returned, ['withdrawn'], 'returned'));
    expect(wordsOf(cardIn(await talk(office, ME).press('leave.change', returned)).blocks)).toContain('原申请已经失效');
  });
});

test('what was returned, and returned again, is submitted anew all the same', async () => {
  const office = await bureau();
  const first = await requested(office, ME);
  await decided(office, first, 'returned');
  const second = await changed(office, first);
  await decided(office, second, 'returned');
  await decided(office, await changed(office, second), 'approved');
  expect((await all(office, ME)).map(({ state }) => state).sort()).toEqual(['approved', 'replaced', 'replaced']);
});

test('a change that goes another way tells personnel and those with whom the leave was filed, whom nobody else would tell', async () => {
  const office = await testOffice();
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const filedWith = await toldOf(office, `leave.file:${leave.id}`);
  const change = await requestedNow(office, '603', { kind: 'business-trip', replaces: leave.id });
  expect(await toldOf(office, 'leave.replaced:')).toEqual([]);
  await decide(office.leave, { id: change.id, position: 0, memberId: '601', verdict: 'approved', words: '' });
  expect(await toldOf(office, `leave.replaced:${leave.id}`)).toEqual([...filedWith, '301'].sort());
  expect((await cardNow(office, `leave.replaced:${leave.id}:301`)).summary).toMatch(/邓禾的年休假.*不再有效.*12月1日/);
});

test('a change that goes the same way tells nobody twice: the new one is before them', async () => {
  const office = await testOffice();
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const change = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await decide(office.leave, { id: change.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  expect(await toldOf(office, `leave.process:${change.id}`)).toEqual(['301']);
  expect(await toldOf(office, 'leave.replaced:')).toEqual([]);
});

test('whoever has a leave on file that was changed, and the change withdrawn before it came to them, is told that it is off', async () => {
  const office = await testOffice();
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const filedWith = await toldOf(office, `leave.file:${leave.id}`);
  const change = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await decide(office.leave, { id: change.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await withdrawLeave(office.leave, { id: change.id, memberId: '603' });
  expect(await toldOf(office, `leave.withdrawn:${change.id}`)).toEqual([...filedWith, '301'].sort());
  expect((await cardNow(office, `leave.withdrawn:${change.id}:${filedWith[0]}`)).summary).toMatch(/邓禾.*撤回/);
});

test('a change that is withdrawn before it is approved leaves the leave as it is: whoever has that on file is told nothing', async () => {
  const office = await testOffice();
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const change = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await withdrawLeave(office.leave, { id: change.id, memberId: '603' });
  expect(await toldOf(office, 'leave.withdrawn:')).toEqual([]);
});

test('a returned change that is overtaken by another tells nobody that the leave is off, which stands by that', async () => {
  const office = await testOffice();
  const decideAs = (leave: Leave, verdict: 'approved' | 'returned') =>
    decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict, words: '请改期' });
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decideAs(leave, 'approved');
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const returned = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await decideAs(returned, 'returned');
  const other = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await decideAs(other, 'approved');
  expect([await stateNow(office, returned), await stateNow(office, other)]).toEqual(['withdrawn', 'approved']);
  expect(await toldOf(office, 'leave.withdrawn:')).toEqual([]);
});

test('leave that is changed twice, at last into something that goes another way, tells once those with whom only the first was filed', async () => {
  const office = await testOffice();
  const leave = await requestedNow(office, '603', { kind: 'annual-leave' });
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  const filedWith = await toldOf(office, `leave.file:${leave.id}`);
  const second = await requestedNow(office, '603', { kind: 'annual-leave', replaces: leave.id });
  await decide(office.leave, { id: second.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  let last = second;
  for (const _ of ['a trip', 'another']) {
    const trip = await requestedNow(office, '603', { kind: 'business-trip', replaces: last.id });
    await decide(office.leave, { id: trip.id, position: 0, memberId: '601', verdict: 'approved', words: '' });
    last = trip;
  }
  expect(await toldOf(office, `leave.replaced:${leave.id}`)).toEqual(filedWith);
  expect(await toldOf(office, 'leave.replaced:')).toEqual([...filedWith, '301'].sort());
});
