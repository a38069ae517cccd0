import { expect, test } from 'vitest';
import type { Activity, ActivityId } from '../../src/meeting/activity/activity.js';
import { insertActivity } from '../../src/meeting/activity/store.js';
import { conflictsOf, followMeeting } from '../../src/meeting/give-way/service.js';
import type { MemberId } from '../../src/org/member.js';
import { activeMembers } from '../../src/org/service.js';
import { turnsDuring } from '../support/crowd.js';
import { at, testOffice } from '../support/office.js';
import { cases, departmentId, giveAccounts, meetingOf, tick } from './scene.js';
import { ok, subscribed, TRAINING } from './subscribed.js';

const MANY = 60;

test('with dozens of activities in a meeting’s way others have their turn: at the preview, when it is announced, and at the deadline', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const own = await departmentId(office, '规划处');
  const activity = (n: number): Activity => ({
    id: `a${n}` as ActivityId,
    title: `例会${n}`,
    startsAt: at('2026-12-03', '10:00'),
    endsAt: at('2026-12-03', '12:00'),
    place: '',
    departmentId: own,
    audience: { kind: 'departments', departments: [own] },
    excluded: [],
    ownerId: '601' as MemberId,
    origin: { source: 'chat' },
    state: 'planned',
    sequence: 0,
  });
  const meeting = await meetingOf(office);
  const expected = new Set((await office.transact(activeMembers)).map(({ id }) => id));
  await office.transact(async (tx) => {
    for (let n = 0; n < MANY; n++) await insertActivity(tx, activity(n));
  });
  expect(await turnsDuring(() => office.transact((tx) => conflictsOf(tx, office.meeting, meeting, expected)))).toBeGreaterThan(MANY);
  expect(await turnsDuring(() => office.transact((tx) => followMeeting(tx, office.meeting, meeting, expected)))).toBeGreaterThan(2 * MANY);
  expect(await cases(office)).toHaveLength(MANY);
  expect(await turnsDuring(() => tick(office, '2026-12-02', '17:30'))).toBeGreaterThan(MANY);
});

test('so they have while a calendar brings dozens onto a meeting', async () => {
  const { office, read } = await subscribed();
  await meetingOf(office);
  const events = Array.from({ length: MANY }, (_, n) => ({ ...TRAINING, uid: `event${n}` }));
  expect(await turnsDuring(() => read(ok(events)))).toBeGreaterThan(2 * MANY);
  expect(await cases(office)).toHaveLength(MANY);
});
