import { expect, test } from 'vitest';
import { requestAbsence } from '../../src/leave/absence/request-service.js';
import { absencesOf } from '../../src/leave/absence/store.js';
import { inviteesOf } from '../../src/meeting/invitee-store.js';
import { findMeeting } from '../../src/meeting/store.js';
import { cardNow, deliver, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewedChange } from './announce/organizing.js';
import { expected, JOINED, joined, left, moved } from './rosters.js';
import { departmentId, giveAccounts } from './scene.js';

/** An organizer changes a meeting whose people the roster has changed in the meantime. */

async function officeWith(values = {}, person: string = OFFICE) {
  const office = await testOffice();
  await giveAccounts(office);
  const departments = [await departmentId(office, '办公室')];
  const id = await announced(talk(office, person), { ...FILLED, departments, ...values });
  await deliver(office);
  return { office, id };
}

const changes = async (office: Office, id: string, values: Record<string, unknown>) => {
  const organizer = talk(office, OFFICE);
  const said = formIn(await organizer.submit(await previewedChange(organizer, id, values as never), {}));
  expect(wordsOf(said.blocks)).toContain('已');
};

test('whoever has moved stays on the list, though its organizer changes the agenda', async () => {
  const { office, id } = await officeWith({ audience: 'departments' });
  await reimport(office, moved);
  await tick(office);
  await changes(office, id, { agenda: '一、传达文件' });
  expect(await expected(office, id)).toEqual(['101', '102', '103', '104']);
  expect((await deliver(office)).filter((key) => key.startsWith('meeting.changed'))).toEqual([]);
});

test.each([
  ['the agenda', { agenda: '一、传达文件' }],
  ['whom it expects', { excluded: ['802'] }],
])('who is left out of one roster and in the next keeps 收到 and request, though %s is changed in between', async (_what, values) => {
  const { office, id } = await officeWith();
  await talk(office, '603').press('meeting.acknowledge', `${id}:0`);
  const asked = { meetingId: id, memberId: '602', sequence: 0, kind: 'illness', detail: '就诊', substituteId: undefined } as const;
  expect(await requestAbsence(office.leave, asked)).toMatchObject({ ok: true });
  await reimport(office, (csv) => csv.replace(/^60[23],.*\r\n/gm, ''));
  await tick(office);
  await changes(office, id, values);
  await reimport(office, (csv) => csv);
  await tick(office);
  const invitee = await office.transact(async (tx) => (await inviteesOf(tx, id)).find(({ memberId }) => memberId === '603'));
  expect(invitee?.acknowledgedAt).toBeDefined();
  expect(await office.transact(async (tx) => (await absencesOf(tx, id)).map(({ state }) => state))).toEqual(['pending']);
});

test('whoever is named or left out and off the roster for a while still is', async () => {
  const { office, id } = await officeWith({ audience: 'members', members: ['103', '603'] });
  const other = await announced(talk(office, OFFICE), { ...FILLED, date: '2026-12-03', excluded: ['603', '802'] });
  await reimport(office, left);
  await tick(office);
  await changes(office, id, { agenda: '一、传达文件' });
  await changes(office, other, { agenda: '一、传达文件' });
  await reimport(office, (csv) => csv);
  await tick(office);
  expect(await expected(office, id)).toEqual(['103', '603']);
  expect(await expected(office, other)).not.toContain('603');
});

test('who is told of another time while off the roster is told when they are back', async () => {
  const { office, id } = await officeWith();
  await reimport(office, left);
  await tick(office);
  await changes(office, id, { date: '2026-12-03' });
  // They stay on the list until it begins, but nobody waits for them.
  expect(await expected(office, id)).toContain('603');
  expect(await cardNow(office, `meeting.board:${id}`)).toContain('25 人');
  expect(await office.outbox(`meeting.changed:${id}:1:603`)).toHaveLength(1);
});

test('whoever is new is on the list before the next look already, though only the agenda is changed', async () => {
  const { office, id } = await officeWith();
  await reimport(office, joined);
  await changes(office, id, { agenda: '一、传达文件' });
  expect(await expected(office, id)).toContain('699');
});

test('whoever joins the office while it is on is not expected there, though its end is put off', async () => {
  const { office, id } = await officeWith();
  await tick(office, at('2026-12-02', '09:00'));
  await reimport(office, joined);
  await tick(office, at('2026-12-02', '09:30'));
  await changes(office, id, { end: '11:30' });
  expect(await expected(office, id)).not.toContain('699');
});

test('a meeting of the department may go on naming whoever has moved out of it, and names nobody else', async () => {
  const { office, id } = await officeWith({ scope: 'departments', audience: 'members', members: ['103', '104'] });
  await reimport(office, moved);
  await tick(office);
  await changes(office, id, { members: ['102', '104'] });
  expect(await expected(office, id)).toEqual(['102', '104']);
  const organizer = talk(office, OFFICE);
  const refused = previewedChange(organizer, id, { members: ['102', '104', '603'] });
  await expect(refused).rejects.toThrow();
  await changes(office, id, { members: ['102'] });
  expect(await expected(office, id)).toEqual(['102']);
});

test('whoever is new in an invited department is expected, though another one that is invited was put under somebody else', async () => {
  const under = (above: string) => (csv: string) =>
    csv.replace(/^603(.*)四问示范局\/规划处,(.*?),,,/m, `603$1四问示范局/${above}/综合科,$2,是,,`);
  const office = await testOffice();
  await reimport(office, under('规划处'));
  await giveAccounts(office);
  const departments = [await departmentId(office, '规划处'), await departmentId(office, '综合科')];
  const own = { ...FILLED, scope: 'departments', audience: 'departments', departments };
  const id = await announced(talk(office, PLANNING), own);
  await reimport(office, (csv) => `${under('项目管理处')(csv).trimEnd()}\r\n${JOINED}\r\n`);
  await tick(office);
  expect(await expected(office, id)).toEqual(['601', '602', '603', '699']);
});

test('what is bureau-wide stays so and is changed by its organizers, although their department has its function no more', async () => {
  const { office, id } = await officeWith({}, '201');
  const all = await expected(office, id);
  await reimport(office, (csv) =>
    csv
      .replace('四问示范局/政工部,政工,', '四问示范局/政工部,,')
      .replace('四问示范局/机关党委,机关党委,', '四问示范局/机关党委,机关党委、政工,'),
  );
  await tick(office);
  const organizer = talk(office, '201');
  const said = formIn(await organizer.submit(await previewedChange(organizer, id, { place: '大礼堂' }), {}));
  expect(wordsOf(said.blocks)).toContain('已变更');
  const meeting = await office.transact((tx) => findMeeting(tx, id));
  expect(meeting).toMatchObject({ scope: 'bureau', place: '大礼堂' });
  expect(await expected(office, id)).toEqual(all);
  expect(wordsOf(formIn(await organizer.press('meeting.new')).blocks)).not.toContain('全局性会议');
});
