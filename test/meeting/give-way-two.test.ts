import { expect, test } from 'vitest';
import { conflictsOf } from '../../src/meeting/give-way/service.js';
import type { Meeting } from '../../src/meeting/meeting.js';
import type { MemberId } from '../../src/org/member.js';
import { meetingAt } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { activityRow, announced, cases, changed, giveAccounts, registered, tick, times, wordsUnder } from './scene.js';

/** An activity of 规划处 from half past nine to twelve, and two bureau meetings in its time, for one of its people each. */
async function twoInTheWay() {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await registered(office, '601', { start: '09:30', end: '12:00' });
  const first = await announced(office, { title: '甲会' }, ['101', '601']);
  const second = await announced(office, { title: '乙会', startsAt: at('2026-12-03', '11:00'), endsAt: at('2026-12-03', '12:00') }, [
    '603',
  ]);
  const stateOf = async (meeting: { readonly id: string }) =>
    (await cases(office)).find(({ meeting_id }) => meeting_id === meeting.id)?.state;
  return { office, id, first, second, stateOf };
}
const offered = async (office: Office) => (await wordsUnder(office, 'meeting.offer:')).map(({ member }) => member);

test('what another meeting still stands in the way of is offered back only when that one goes as well', async () => {
  const { office, id, first, second } = await twoInTheWay();
  await tick(office, '2026-12-02', '17:30');
  expect(await activityRow(office, id)).toMatchObject({ state: 'suspended' });
  await changed(office, first, { state: 'cancelled' });
  expect(await offered(office)).toEqual([]);
  await changed(office, second, { state: 'cancelled' });
  expect(await offered(office)).toEqual(['601']);
});

test('suspended for one meeting, an activity is still in the other’s way, whatever changes of that', async () => {
  const { office, id, first, second, stateOf } = await twoInTheWay();
  // The owner asks not to give way to the second, and has not been answered when the time for the first is over.
  const owner = talk(office, '601');
  await owner.submit(formIn(await owner.press('meeting.giveWayExempt', `${second.id}:${id}`)), { reason: '外聘专家' });
  await tick(office, '2026-12-02', '17:30');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['suspended', 'exemption-asked']);
  const now = await changed(office, second, { place: '大礼堂' });
  expect(await stateOf(second)).toBe('exemption-asked');
  // Once the first goes, the second still has to be decided about.
  await changed(office, first, { state: 'cancelled' });
  expect(await offered(office)).toEqual([]);
  await changed(office, now, { state: 'cancelled' });
  expect(await offered(office)).toEqual(['601']);
  const time = times(await activityRow(office, id)).join(':');
  expect(wordsOf(formIn(await owner.press('meeting.activityRestore', `${id}:${time}`)).blocks)).toContain('恢复举行');
});

test('what was suspended before another meeting was announced is in the way of that as well, and offered back when both are called off', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await registered(office, '601', { start: '09:30', end: '12:00' });
  const first = await announced(office, { title: '甲会' }, ['601']);
  await tick(office, '2026-12-02', '17:30');
  const second = await announced(office, { title: '乙会', startsAt: at('2026-12-03', '11:00'), endsAt: at('2026-12-03', '12:00') }, [
    '603',
  ]);
  expect(await activityRow(office, id)).toMatchObject({ state: 'suspended' });
  await changed(office, first, { state: 'cancelled' });
  expect(await offered(office)).toEqual([]);
  await changed(office, second, { state: 'cancelled' });
  expect(await offered(office)).toEqual(['601']);
});

test('what has given way to a meeting is not named again when that is changed, but when another one is announced', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await registered(office, '601', { start: '09:30', end: '12:00' });
  const first = await announced(office, {}, ['601']);
  await tick(office, '2026-12-02', '17:30');
  const named = (meeting: Meeting) => office.transact((tx) => conflictsOf(tx, office.meeting, meeting, new Set(['601' as MemberId])));
  expect(await named(first)).toEqual([]);
  expect(await named(meetingAt(at('2026-12-03', '11:00')))).toMatchObject([{ activityId: id }]);
});

/** One meeting that it must give way to, and is suspended for; and one that has only asked it to. */
async function suspendedForOne() {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await registered(office, '601', { start: '09:00', end: '17:00' });
  const first = await announced(office, { title: '甲会' });
  const second = await announced(office, {
    title: '乙会',
    startsAt: at('2026-12-03', '15:00'),
    endsAt: at('2026-12-03', '16:00'),
    inAdvance: false,
  });
  const stateOf = async (meeting: { readonly id: string }) =>
    (await cases(office)).find(({ meeting_id }) => meeting_id === meeting.id)?.state;
  const exempt = async (meeting: { readonly id: string }) => {
    const owner = talk(office, '601');
    await owner.submit(formIn(await owner.press('meeting.giveWayExempt', `${meeting.id}:${id}`)), { reason: '外聘专家' });
    const organizer = talk(office, '101');
    const form = formIn(await organizer.press('meeting.exemption', `${meeting.id}:${id}`));
    await organizer.submit(form, { decision: 'grant', reason: '可以' });
    return (await wordsUnder(office, 'meeting.exemptionDecided:')).map(({ words }) => words).join();
  };
  return { office, id, first, second, stateOf, exempt };
}

test('suspended for one meeting, it takes place for no other, as their organizers read; once that goes it is resumed, and gives way to the other', async () => {
  const { office, id, first, second, stateOf } = await suspendedForOne();
  await tick(office, '2026-12-02', '17:30');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['suspended', 'suspended']);
  expect((await wordsUnder(office, 'meeting.due:')).map(({ words }) => words).join()).not.toContain('仍按原时间举行');
  await changed(office, first, { state: 'cancelled' });
  expect(await offered(office)).toEqual(['601']);
  const time = times(await activityRow(office, id)).join(':');
  await talk(office, '601').press('meeting.activityRestore', `${id}:${time}`);
  expect(await activityRow(office, id)).toMatchObject({ state: 'planned' });
  expect(await stateOf(second)).toBe('open');
  await tick(office, '2026-12-03', '14:00');
  expect(await stateOf(second)).toBe('passed');
});

test('what had been told to take place is shown as suspended once it is suspended for another meeting', async () => {
  const { office, first, second, stateOf } = await suspendedForOne();
  const sooner = await changed(office, second, { startsAt: at('2026-12-03', '13:00') });
  await office.transact((tx) =>
    tx
      .updateTable('meeting_give_way')
      .set({ deadline_at: at('2026-12-02', '12:00') })
      .where('meeting_id', '=', sooner.id)
      .execute(),
  );
  await tick(office, '2026-12-02', '12:00');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['open', 'passed']);
  await tick(office, '2026-12-02', '17:30');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['suspended', 'suspended']);
});

test('exempted from another meeting than the one it is suspended for, its owner does not read that it takes place', async () => {
  const { office, id, second, exempt } = await suspendedForOne();
  await office.transact((tx) =>
    tx
      .updateTable('meeting_give_way')
      .set({ deadline_at: at('2026-12-03', '08:00') })
      .where('meeting_id', '=', second.id)
      .execute(),
  );
  await tick(office, '2026-12-02', '17:30');
  expect(await exempt(second)).toContain('因须为“甲会”让路，仍暂停举行');
  expect(await activityRow(office, id)).toMatchObject({ state: 'suspended' });
});

test('suspended, and asked anew since the meeting was moved away and back, it takes place once it is exempted', async () => {
  const { office, id, first, exempt } = await suspendedForOne();
  await tick(office, '2026-12-02', '17:30');
  const away = await changed(office, first, { startsAt: at('2026-12-04', '09:00'), endsAt: at('2026-12-04', '11:00') });
  await changed(office, away, { startsAt: at('2026-12-03', '10:00'), endsAt: at('2026-12-03', '11:00') });
  expect(await exempt(first)).toContain('照常举行');
  expect(await activityRow(office, id)).toMatchObject({ state: 'planned' });
});
