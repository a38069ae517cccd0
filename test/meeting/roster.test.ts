import { expect, test } from 'vitest';
import { plus } from '../../src/calendar/instant.js';
import { requestAbsence } from '../../src/leave/absence/request-service.js';
import { absencesOf } from '../../src/leave/absence/store.js';
import { inviteesOf } from '../../src/meeting/invitee-store.js';
import { rosterJob } from '../../src/meeting/roster-service.js';
import { findMeeting } from '../../src/meeting/store.js';
import { wireJobs } from '../../src/wire.js';
import { cardNow, deliver, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { talk, wordsOf } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewedChange } from './announce/organizing.js';
import { expected, joined, left, moved } from './rosters.js';
import { activityRow, cases, departmentId, giveAccounts, registered } from './scene.js';

const START = at('2026-12-02', '09:00');

async function meetingOfEverybody(values = {}) {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await announced(talk(office, OFFICE), { ...FILLED, ...values });
  await deliver(office);
  return { office, id };
}

test('whoever is new in the office gets the notice, and nobody else hears of it', async () => {
  const { office, id } = await meetingOfEverybody();
  await reimport(office, joined);
  await tick(office);
  expect((await deliver(office)).filter((key) => key.startsWith('meeting.'))).toEqual([`meeting.notice:${id}:699`]);
  expect(await expected(office, id)).toContain('699');
  expect(await cardNow(office, `meeting.board:${id}`)).toContain('27 人');
  await tick(office);
  expect(await deliver(office)).toEqual([]);
});

test('whoever is named, left out or of another department stays so', async () => {
  const { office, id } = await meetingOfEverybody({ scope: 'departments', audience: 'members', members: ['103', '104'] });
  await reimport(office, (csv) => moved(joined(csv)));
  await tick(office);
  expect(await expected(office, id)).toEqual(['103', '104']);
});

test('who is left out of one roster and in the next hears nothing of it; who has left is expected no more once it begins', async () => {
  const { office, id } = await meetingOfEverybody();
  await talk(office, '603').press('meeting.acknowledge', `${id}:0`);
  await deliver(office);
  await reimport(office, left);
  await tick(office);
  expect(await expected(office, id)).toContain('603');
  await reimport(office, (csv) => csv);
  await tick(office);
  expect(await deliver(office)).toEqual([]);
  const invitee = await office.transact(async (tx) => (await inviteesOf(tx, id)).find(({ memberId }) => memberId === '603'));
  expect(invitee?.acknowledgedAt).toBeDefined();
  await reimport(office, left);
  await tick(office, plus(START, -1));
  expect(await cardNow(office, `meeting.board:${id}`)).toContain('25 人');
  await tick(office, START);
  expect(await expected(office, id)).not.toContain('603');
  expect(await cardNow(office, `meeting.board:${id}`)).toContain('25 人');
  await reimport(office, joined);
  await tick(office, at('2026-12-02', '09:30'));
  expect(await expected(office, id)).not.toContain('603');
  expect(await expected(office, id)).not.toContain('699');
});

test('the organizer’s card and the preview of a change count nobody who has left, as they wait for nobody', async () => {
  const { office, id } = await meetingOfEverybody();
  for (const who of ['602', '603']) await talk(office, who).press('meeting.acknowledge', `${id}:0`);
  await reimport(office, left);
  await talk(office, '102').press('meeting.acknowledge', `${id}:0`);
  await tick(office);
  expect(wordsOf(JSON.parse(await cardNow(office, `meeting.board:${id}`)).blocks)).toContain('应到 25 人 已收到 2 人 未收到 23 人');
  expect(wordsOf((await previewedChange(talk(office, OFFICE), id, { place: '二楼会议室' })).blocks)).toContain('（25 人');
});

test('what somebody asked for who has left waits until it begins, and is over then', async () => {
  const { office, id } = await meetingOfEverybody();
  const asked = { meetingId: id, memberId: '603', sequence: 0, kind: 'illness', detail: '就诊', substituteId: undefined } as const;
  expect(await requestAbsence(office.leave, asked)).toMatchObject({ ok: true });
  const states = () => office.transact(async (tx) => (await absencesOf(tx, id)).map(({ state }) => state));
  await reimport(office, left);
  for (const job of wireJobs(office.ground)) await job.run(office.now());
  expect(await states()).toEqual(['pending']);
  office.moveTo(START);
  for (const job of wireJobs(office.ground)) await job.run(office.now());
  expect(await states()).toEqual(['cancelled']);
  expect(await office.outbox('leave.undecided:')).toEqual([]);
});

test('it waits for the start of the next meeting, and for nothing once all have begun', async () => {
  const { office } = await meetingOfEverybody();
  const job = rosterJob(office.meeting);
  const next = () => office.transact((tx) => job.nextDueAt(tx, office.now()));
  expect(await next()).toBe(START);
  await reimport(office, joined);
  expect(await next()).toBe(office.now() + 1);
  await tick(office);
  expect(await next()).toBe(START);
  await tick(office, START);
  expect(await next()).toBeUndefined();
});

test('a meeting that has begun and is put off follows the roster again', async () => {
  const { office, id } = await meetingOfEverybody();
  await tick(office, START);
  const organizer = talk(office, OFFICE);
  await organizer.submit(await previewedChange(organizer, id, { date: '2026-12-09' }), {});
  await reimport(office, joined);
  await tick(office);
  expect(await expected(office, id)).toContain('699');
});

test('what whoever is new has at that time is in the way of it', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const departments = [await departmentId(office, '办公室')];
  const id = await announced(talk(office, OFFICE), { ...FILLED, audience: 'departments', departments });
  await registered(office, PLANNING, { date: '2026-12-02', who: 'members', members: ['602', '603'] });
  expect(await cases(office)).toEqual([]);
  await reimport(office, (csv) => csv.replace(/^602(.*)规划处,/m, '602$1办公室,'));
  await tick(office);
  expect(await expected(office, id)).toContain('602');
  expect(await cases(office)).toMatchObject([{ meeting_id: id }]);
});

test('an activity in which others take part now has to give way, or no longer', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await announced(talk(office, OFFICE), { ...FILLED, audience: 'members', members: ['104', '103'] });
  const activity = await registered(office, PLANNING, { date: '2026-12-02' });
  expect(await cases(office)).toEqual([]);
  await reimport(office, moved);
  await tick(office);
  expect(await cases(office)).toMatchObject([{ meeting_id: id, activity_id: activity, state: 'open' }]);
  await reimport(office, (csv) => csv);
  await tick(office);
  expect(await cases(office)).toMatchObject([{ state: 'released' }]);
  await tick(office, at('2026-12-01', '17:30'));
  expect((await activityRow(office, activity)).state).toBe('planned');
});

test('what was suspended is offered back where a new roster leaves nobody of both', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  await announced(talk(office, OFFICE), { ...FILLED, audience: 'members', members: ['103', '603'] });
  const activity = await registered(office, PLANNING, { date: '2026-12-02' });
  await tick(office, at('2026-12-01', '17:30'));
  expect((await activityRow(office, activity)).state).toBe('suspended');
  await reimport(office, (csv) => csv.replace(/^603(.*)规划处,/m, '603$1项目管理处,'));
  await tick(office);
  expect(await office.outbox('meeting.offer:')).not.toEqual([]);
});

test('whoever was told that they need not come is told that they are to come after all', async () => {
  const { office, id } = await meetingOfEverybody();
  const organizer = talk(office, OFFICE);
  await organizer.submit(await previewedChange(organizer, id, { audience: 'headsAndLeaders' }), {});
  await deliver(office);
  await reimport(office, (csv) => csv.replace(/^601(.*),是,/m, '601$1,,').replace(/^602(.*?规划处,[^,]*),[^,]*,/m, '602$1,是,'));
  await tick(office);
  const sequence = (await office.transact((tx) => findMeeting(tx, id)))?.sequence;
  expect(sequence).toBe(2);
  expect(await deliver(office)).toContain(`meeting.changed:${id}:2:602`);
});
