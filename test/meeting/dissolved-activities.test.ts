import { expect, test } from 'vitest';
import { tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { refound, reimport } from '../support/roster.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewed } from './announce/organizing.js';
import { activityRow, cases, registered } from './scene.js';

/** What a department has registered for all of it, where the department is another one since. */

/** 规划处 is put into 项目管理处, which goes on. */
const putInto = (office: Office) =>
  reimport(office, (csv) =>
    csv
      .replace('规划处、第一', '第一')
      .replace(/^601,(.*)四问示范局\/规划处,,是,/m, '601,$1四问示范局/项目管理处,,,')
      .replaceAll('四问示范局/规划处,', '四问示范局/项目管理处,'),
  );
const joined = (office: Office) => refound(office, '规划处', '规划发展处');

async function withWeekly() {
  const office = await testOffice(at('2026-11-24', '10:00'));
  return { office, id: await registered(office, PLANNING, { title: '周例会', date: '2026-12-02', start: '09:00', end: '10:00' }) };
}
const MEETING = { ...FILLED, start: '09:00', end: '11:00' };

test.each([
  ['joined with others', joined],
  ['put into another', putInto],
])('%s: it stands in the way of a meeting, with the name of its department', async (_what, change) => {
  const { office } = await withWeekly();
  await change(office);
  await tick(office);
  const preview = wordsOf((await previewed(talk(office, OFFICE), MEETING)).blocks);
  expect(preview).toMatch(/周例会 　应当让路（规划处 .*3 人相同/);
});

test('asked before, it still has to give way, and those who were to take part are told', async () => {
  const { office, id } = await withWeekly();
  await announced(talk(office, OFFICE), MEETING);
  await joined(office);
  await tick(office);
  expect(await cases(office)).toMatchObject([{ state: 'open', notice: 1 }]);
  await tick(office, at('2026-12-01', '17:31'));
  expect((await activityRow(office, id)).state).toBe('suspended');
  const told = (await office.outbox(`meeting.activityChanged:${id}:`)).map(({ member_id }) => member_id);
  expect(told).toEqual(['601', '602', '603']);
});

test('whoever comes to the new department is not of it; of one that is there again, whoever is there', async () => {
  const { office, id } = await withWeekly();
  await joined(office);
  const people = async () => wordsOf(formIn(await talk(office, PLANNING).press('meeting.activity', id)).blocks);
  expect(await people()).toContain('3 人');
  await reimport(office, (csv) => csv.replace(/^104(.*)办公室,/m, '104$1规划处,'));
  expect(await people()).toContain('4 人');
});

/** As by mistake: 第一工程管理所 with all of its people. */
const leftOut = (office: Office) => reimport(office, (csv) => csv.replaceAll(/^80[123],.*\r\n/gm, '').replaceAll('、第一工程管理所', ''));

test.each(['exempted', 'suspended', 'open'])('nothing of a department that a roster left out by mistake is lost: %s', async (state) => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const activity = await registered(office, '801', { title: '设备检修', date: '2026-12-02', start: '10:00', end: '11:00' });
  const id = await announced(talk(office, OFFICE), MEETING);
  if (state === 'exempted') {
    const asked = formIn(await talk(office, '801').press('meeting.giveWayExempt', `${id}:${activity}`));
    await talk(office, '801').submit(asked, { reason: '汛期检修' });
    const decision = formIn(await talk(office, OFFICE).press('meeting.exemption', `${id}:${activity}`));
    await talk(office, OFFICE).submit(decision, { decision: 'grant', reason: '可以' });
  }
  if (state === 'suspended') await tick(office, at('2026-12-01', '17:31'));
  const before = await cases(office);
  expect(before).toMatchObject([{ state }]);
  await leftOut(office);
  await tick(office);
  await reimport(office, (csv) => csv);
  await tick(office);
  expect(await cases(office)).toEqual(before);
  expect(await office.outbox('meeting.offer:')).toEqual([]);
});
