import { expect, test } from 'vitest';
import { findMeeting } from '../../src/meeting/store.js';
import { deliver, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { talk } from '../support/talk.js';
import { announced, OFFICE, previewedChange } from './announce/organizing.js';
import { expected, JOINED, joined, moved } from './rosters.js';
import { departmentId, giveAccounts } from './scene.js';

/** Two bureau-wide meetings at the same time, for 办公室 and for 规划处; a new roster puts 104, who is at the first, into 规划处. */
async function twoMeetings() {
  const office = await testOffice();
  await giveAccounts(office);
  const of = async (name: string) => ({ ...FILLED, audience: 'departments', departments: [await departmentId(office, name)] });
  const organizer = talk(office, OFFICE);
  const first = await announced(organizer, await of('办公室'));
  const second = await announced(organizer, await of('规划处'));
  await reimport(office, (csv) => moved(joined(csv)));
  await tick(office);
  return { office, organizer, first, second };
}

test('nobody comes to be expected at two bureau-wide meetings at once', async () => {
  const { office, first, second } = await twoMeetings();
  expect(await expected(office, first)).toContain('104');
  expect(await expected(office, second)).toEqual(['601', '602', '603', '699']);
});

test.each([
  ['called off', undefined],
  ['moved', { date: '2026-12-03' }],
  ['made one of its department', { scope: 'departments' }],
  ['for them no longer', { excluded: ['104'] }],
])('whoever was kept off one is expected there once the other is %s', async (_what, values) => {
  const { office, organizer, first, second } = await twoMeetings();
  if (values) await organizer.submit(await previewedChange(organizer, first, values), {});
  else await organizer.press('meeting.cancel', `${first}:0`);
  await deliver(office);
  await tick(office);
  expect(await expected(office, second)).toEqual(['104', '601', '602', '603', '699']);
  expect(await deliver(office)).toContain(`meeting.notice:${second}:104`);
});

test('the other one can be changed, and expects them where it is moved to a time when they are free', async () => {
  const { office, organizer, second } = await twoMeetings();
  await organizer.submit(await previewedChange(organizer, second, { place: '一楼礼堂' }), {});
  expect(await office.transact((tx) => findMeeting(tx, second))).toMatchObject({ place: '一楼礼堂' });
  expect(await expected(office, second)).not.toContain('104');
  await organizer.submit(await previewedChange(organizer, second, { date: '2026-12-03' }), {});
  expect(await expected(office, second)).toContain('104');
});

test('whoever is new and belongs to two at once is expected at the one that was announced first', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const later = { ...FILLED, start: '10:00', end: '12:00', audience: 'rank:正处级', excluded: ['601'] };
  const first = await announced(talk(office, OFFICE), later);
  office.pass(1);
  const departments = [await departmentId(office, '规划处')];
  const second = await announced(talk(office, OFFICE), { ...FILLED, audience: 'departments', departments });
  await reimport(office, (csv) => `${csv.trimEnd()}\r\n${JOINED.replace('科员', '正处级')}\r\n`);
  await tick(office);
  expect(await expected(office, first)).toContain('699');
  expect(await expected(office, second)).not.toContain('699');
});
