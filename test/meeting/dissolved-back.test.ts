import { expect, test } from 'vitest';
import type { MeetingId } from '../../src/meeting/meeting.js';
import { findMeeting } from '../../src/meeting/store.js';
import { loadOrg } from '../../src/org/service.js';
import { deliver, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { cardIn, formIn, talk } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewedChange } from './announce/organizing.js';
import { expected, JOINED, joined } from './rosters.js';
import { activityRow, departmentId, giveAccounts } from './scene.js';

/** 规划处 is not in it: three people of 26, so nothing has to be confirmed. */
const withoutPlanning = (csv: string) => csv.replace(/^60\d,.*\r\n/gm, '').replace('规划处、第一', '第一');
const withoutPersonnel = (csv: string) => csv.replace(/^30\d,.*\r\n/gm, '').replace('、人事教育处', '');
const OWN = { ...FILLED, title: '规划处处务会', scope: 'departments', audience: 'department' };

const organizedBy = (office: Office, id: MeetingId) =>
  office.transact(async (tx) => {
    const meeting = await findMeeting(tx, id);
    const name = (await loadOrg(tx)).departments.find((one) => one.id === meeting?.departmentId)?.name;
    return { name, audience: meeting?.audience };
  });

async function opened(announcer: string, values: typeof OWN) {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const id = await announced(talk(office, announcer), values);
  await deliver(office);
  return { office, id };
}

async function reimported(office: Office, edit: (csv: string) => string) {
  await reimport(office, edit);
  await tick(office);
}

test('a department left out by mistake and in the next roster has its meeting as before, and whoever is new in it is expected', async () => {
  const { office, id } = await opened(PLANNING, OWN);
  const before = await organizedBy(office, id);
  await reimported(office, withoutPlanning);
  expect((await organizedBy(office, id)).name).toBe('办公室');
  await reimported(office, joined);
  expect(await organizedBy(office, id)).toEqual(before);
  expect((await activityRow(office, id)).department_id).toBe(await departmentId(office, '规划处'));
  expect(await expected(office, id)).toEqual(['601', '602', '603', JOINED.slice(0, 3)]);
  expect(formIn(await talk(office, PLANNING).press('meeting.change', id)).id).toBe('meeting.draft');
  expect(cardIn(await talk(office, OFFICE).press('meeting.cancel', `${id}:0`)).summary).toContain('只有该部门的组织者');
});

test('what is changed of it meanwhile stays changed; whom it is for, where that was chosen', async () => {
  const { office, id } = await opened(PLANNING, OWN);
  await reimported(office, (csv) => withoutPlanning(csv.replace(/^603(.*)规划处,/m, '693$1办公室,')).replace(/^693/m, '603'));
  const organizer = talk(office, OFFICE);
  await organizer.submit(await previewedChange(organizer, id, { agenda: '一、传达文件' }), {});
  expect((await office.transact((tx) => findMeeting(tx, id)))?.agenda).toBe('一、传达文件');
  await organizer.submit(await previewedChange(organizer, id, { audience: 'members', members: ['101', '603'] }), {});
  await reimported(office, (csv) => csv);
  const { name, audience } = await organizedBy(office, id);
  expect(name).toBe('规划处');
  expect(audience).toEqual({ kind: 'members', members: ['101', '603'] });
});

test('a bureau-wide one is its department’s again, also once it is over', async () => {
  const { office, id } = await opened('301', { ...FILLED, title: '机关干部大会', scope: 'bureau', audience: 'bureau' });
  await reimported(office, withoutPersonnel);
  office.moveTo(at('2026-12-02', '11:30'));
  await reimported(office, (csv) => csv);
  expect((await organizedBy(office, id)).name).toBe('人事教育处');
});
