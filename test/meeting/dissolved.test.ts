import { expect, test } from 'vitest';
import { dissolvedJob } from '../../src/meeting/dissolved-service.js';
import { deliver, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { refound, reimport } from '../support/roster.js';
import { cardIn, formIn, talk } from '../support/talk.js';
import { announced, OFFICE, PLANNING } from './announce/organizing.js';
import { expected } from './rosters.js';
import { giveAccounts } from './scene.js';

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

test('where whoever announced it organizes nothing any more, the department above takes it over', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await announced(talk(office, PLANNING), { ...FILLED, scope: 'departments' });
  await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', PLANNING).execute());
  await office.transact((tx) => tx.updateTable('org_department').set({ active: 0 }).where('name', '=', '规划处').execute());
  await dissolvedJob(office.meeting).run(office.now());
  const { name } = await office.transact((tx) =>
    tx
      .selectFrom('meeting_meeting')
      .innerJoin('org_department', 'org_department.id', 'meeting_meeting.department_id')
      .select('name')
      .where('meeting_meeting.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  expect(name).toBe('四问示范局');
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
