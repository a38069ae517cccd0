import { expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.js';
import { dissolvedJob } from '../../src/meeting/dissolved-service.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import { missingByDepartment, responseTo } from '../../src/meeting/notice/missing.js';
import { lookAt } from '../../src/meeting/reachability/service.js';
import { findMeeting } from '../../src/meeting/store.js';
import { loadOrg } from '../../src/org/service.js';
import { deliver, tick } from '../support/announced.js';
import { initialValues } from '../support/initial-values.js';
import { FILLED } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { refound, reimport } from '../support/roster.js';
import { button, cardIn, formIn, talk, wordsOf } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewedChange } from './announce/organizing.js';
import { expected } from './rosters.js';
import { activityRow, departmentId, giveAccounts, registered } from './scene.js';

/** 规划处 is joined with 项目管理处; 601, who headed it and announced what it had, has left. */
const joinedTogether = (csv: string) =>
  csv
    .replace(/^601,.*\r\n/m, '')
    .replaceAll('四问示范局/规划处,', '四问示范局/项目管理处,')
    .replace('规划处、第一', '第一');

test('a department that takes the place of another has the meetings which that has announced', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  await refound(office, '办公室', '综合办公室');
  const job = dissolvedJob(office.meeting);
  expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBeDefined();
  await job.run(office.now());
  expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBeUndefined();
  expect(formIn(await organizer.press('meeting.change', id)).id).toBe('meeting.draft');
  expect(cardIn(await talk(office, PLANNING).press('meeting.cancel', `${id}:0`)).summary).toContain('只有该部门的组织者');
  office.moveTo(at('2026-12-02', '08:50'));
  expect(formIn(await talk(office, '102').press('meeting.openCheckIn', id)).id).toBe('meeting.board');
});

const organizedBy = (office: Office, id: MeetingId) =>
  office.transact(async (tx) => {
    const department = (await findMeeting(tx, id))?.departmentId;
    return (await loadOrg(tx)).departments.find((one) => one.id === department)?.name;
  });

test.each([
  [
    'the department above takes it over',
    '四问示范局',
    async (office: Office) => {
      const top = await departmentId(office, '四问示范局');
      await office.transact((tx) =>
        tx.updateTable('org_member').set({ organizer: 1, department_id: top }).where('id', '=', '001').execute(),
      );
    },
  ],
  ['the office does, where the one above has no organizer', '办公室', async () => {}],
] as const)('where whoever announced it organizes nothing any more, %s', async (_what, heir, first) => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await announced(talk(office, PLANNING), { ...FILLED, scope: 'departments' });
  await first(office);
  await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', PLANNING).execute());
  await office.transact((tx) => tx.updateTable('org_department').set({ active: 0 }).where('name', '=', '规划处').execute());
  await dissolvedJob(office.meeting).run(office.now());
  expect(await organizedBy(office, id)).toBe(heir);
});

test('where its announcer has left, it is organized where most of its people are now: changed, called off and opened', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const id = await announced(talk(office, PLANNING), { ...FILLED, scope: 'departments' });
  await reimport(office, joinedTogether);
  await tick(office);
  expect(await organizedBy(office, id)).toBe('项目管理处');
  const organizer = talk(office, '701');
  const said = formIn(await organizer.submit(await previewedChange(organizer, id, { agenda: '一、传达文件' }), {}));
  expect(wordsOf(said.blocks)).toContain('已');
  expect(await expected(office, id)).toEqual(['601', '602', '603']);
  office.moveTo(at('2026-12-02', '08:50'));
  expect(formIn(await organizer.press('meeting.openCheckIn', id)).id).toBe('meeting.board');
});

test('a bureau-wide one goes to those who may announce such', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const id = await announced(talk(office, '301'), FILLED);
  await reimport(office, (csv) =>
    csv
      .replace(/^301,.*\r\n/m, '')
      .replaceAll('四问示范局/人事教育处,人事,', '四问示范局/项目管理处,,')
      .replaceAll('四问示范局/人事教育处,', '四问示范局/项目管理处,')
      .replace('、人事教育处', '')
      .replace('四问示范局/办公室,办公室,', '四问示范局/办公室,办公室、人事,'),
  );
  await tick(office);
  expect(await organizedBy(office, id)).toBe('办公室');
});

test.each(['rank:副处级', 'headsAndLeaders', 'bureau'])(
  'nobody of another department comes to be expected at the meeting (%s) of one that is dissolved',
  async (audience) => {
    const office = await testOffice();
    await giveAccounts(office);
    const own = { ...FILLED, title: '规划处处务会', scope: 'departments', audience, agenda: '讨论本处人员考核' };
    const id = await announced(talk(office, PLANNING), own);
    await deliver(office);
    const before = await expected(office, id);
    await reimport(office, joinedTogether);
    await tick(office);
    expect(await expected(office, id)).toEqual(before);
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.notice'))).toEqual([]);
  },
);

test('somebody who may settle it is asked about a meeting that was handed on, and has it offered back', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await announced(talk(office, PLANNING), { ...FILLED, scope: 'departments' });
  await reimport(office, joinedTogether);
  await tick(office);
  // Nothing of it has changed.
  expect((await activityRow(office, id)).sequence).toBe(0);
  const other = await announced(talk(office, OFFICE), FILLED);
  expect((await office.outbox('meeting.giveWay:')).map(({ member_id }) => member_id)).toEqual(['701', '101']);
  await tick(office, at('2026-12-01', '17:30'));
  await talk(office, OFFICE).press('meeting.cancel', `${other}:0`);
  expect((await office.outbox('meeting.offer:')).map(({ member_id }) => member_id)).toContain('701');
  const offer = (await office.outbox('meeting.offer:')).find(({ member_id }) => member_id === '701');
  const restore = button((JSON.parse(offer?.content ?? '') as Card).blocks, '按原时间恢复');
  await talk(office, '701').press(restore.id, restore.value);
  expect((await activityRow(office, id)).state).toBe('planned');
});

test('what a dissolved department has registered is settled by whoever heads the one above, and listed there', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await registered(office, PLANNING, { date: '2026-12-02', who: 'members', members: ['602', '603'] });
  await reimport(office, joinedTogether);
  await tick(office);
  const head = talk(office, '001');
  expect(wordsOf(cardIn(await head.say('活动')).blocks)).toContain('业务培训');
  const meeting = await announced(talk(office, OFFICE), FILLED);
  expect((await office.outbox('meeting.giveWay:')).map(({ member_id }) => member_id)).toContain('001');
  await head.press('meeting.giveWayCancel', `${meeting}:${id}:0`);
  expect((await activityRow(office, id)).state).toBe('cancelled');
});

test('whoever was of a department that is no more stands with that they are in now among those who have not acknowledged', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const id = await announced(talk(office, OFFICE), FILLED);
  await reimport(office, joinedTogether);
  const listed = await office.transact(async (tx) => {
    const meeting = await findMeeting(tx, id);
    return meeting && missingByDepartment(tx, await responseTo(tx, office.meeting, meeting));
  });
  expect(listed?.filter(({ names }) => names.includes('邓禾'))).toMatchObject([
    { department: '项目管理处', names: expect.arrayContaining(['彭实干', '邓禾']) },
  ]);
  expect(listed?.map(({ department }) => department)).not.toContain('—');
});

test('the result of a 在岗抽查 keeps the name of a department that is no more', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const asker = talk(office, OFFICE);
  const sure = formIn(await asker.press('meeting.newCheck'));
  await asker.submit(formIn(await asker.submit(sure, initialValues(sure))), {});
  await reimport(office, joinedTogether);
  const check = await office.transact((tx) => tx.selectFrom('meeting_reachability').select('id').executeTakeFirstOrThrow());
  const looked = await lookAt(office.meeting, OFFICE, check.id);
  expect(looked.ok && looked.report.lines.map(({ department }) => department)).toContain('规划处');
});

test('it is organized by the new department which its announcer heads, and not where they sit', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const id = await announced(talk(office, PLANNING), { ...FILLED, scope: 'departments' });
  await reimport(office, (csv) =>
    csv
      .replaceAll(/四问示范局\/(规划|项目管理)处/g, '四问示范局/规划建设处')
      .replace('规划处、第一工程管理所', '规划建设处、第一工程管理所')
      .replace('项目管理处、第二工程管理所', '第二工程管理所')
      .replace(/^601,(.*)四问示范局\/规划建设处,,是/m, '601,$1四问示范局/局领导,,规划建设处')
      .replace(/^701,(.*)四问示范局\/规划建设处,,是/m, '701,$1四问示范局/规划建设处,,'),
  );
  await tick(office);
  expect(await organizedBy(office, id)).toBe('规划建设处');
});
