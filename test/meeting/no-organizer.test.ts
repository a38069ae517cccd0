import { expect, test } from 'vitest';
import { attendanceFile } from '../../src/meeting/attendance/report-service.js';
import type { MemberId } from '../../src/org/member.js';
import { cardNow, tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced, NOBODY, OFFICE, PLANNING } from './announce/organizing.js';
import { giveAccounts } from './scene.js';

const OTHERS = '701';

async function withoutOrganizer() {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await announced(talk(office, PLANNING), { ...FILLED, title: '规划处处务会', scope: 'departments' });
  const [organizer, other] = [talk(office, OFFICE), talk(office, OTHERS)];
  const leave = () => office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', PLANNING).execute());
  return { office, id, organizer, other, leave };
}

test('a meeting of a department that has no organizer any more is changed, opened and called off by those of the office', async () => {
  const { office, id, organizer, other, leave } = await withoutOrganizer();
  const refused = async () => wordsOf(formIn(await organizer.press('meeting.change', id)).blocks);
  expect(await refused()).toContain('只有该部门的组织者');
  await leave();
  await tick(office);
  expect(formIn(await organizer.press('meeting.change', id)).id).toBe('meeting.draft');
  expect(wordsOf(cardIn(await organizer.say('会议')).blocks)).toContain('规划处处务会');
  office.moveTo(at('2026-12-02', '08:50'));
  expect(formIn(await organizer.press('meeting.openCheckIn', id)).id).toBe('meeting.board');
  for (const one of [other, talk(office, NOBODY)])
    expect(cardIn(await one.press('meeting.cancel', `${id}:0`)).summary).not.toContain('已取消');
  expect(cardIn(await organizer.press('meeting.cancel', `${id}:0`)).summary).toContain('已取消');
});

test('whoever of the office keeps its attendance has the report, and the corrections of it', async () => {
  const { office, id, organizer, leave } = await withoutOrganizer();
  await leave();
  office.moveTo(at('2026-12-02', '10:30'));
  await organizer.press('meeting.openCheckIn', id);
  await organizer.press('meeting.closeCheckIn', id);
  const reports = async () => (await office.outbox(`meeting.report:${id}:`)).filter(({ member_id }) => member_id === OFFICE);
  const [report] = await reports();
  expect(pressable(JSON.parse(report?.content ?? '{}').blocks).map((one) => one.id)).toContain('meeting.correct');
  expect(await attendanceFile(office.meeting, { meeting: id }, OFFICE as MemberId)).toBeDefined();
  const form = formIn(await organizer.submit(formIn(await organizer.press('meeting.correct', id)), { member: '603' }));
  await organizer.submit(form, { to: 'present', reason: '核对签到表' });
  expect(JSON.parse((await reports()).at(-1)?.content ?? '{}').summary).toContain('实到 1');
});

/** 601, who organizes for 规划处, retires, and 602 heads it. */
const retired = (csv: string) => csv.replace(/^601,.*\r\n/m, '').replace(/^602,(.*)四问示范局\/规划处,,,/m, '602,$1四问示范局/规划处,,是,');

test.each([
  ['before the last nudge', 0],
  ['after it', 2],
])('those of the office are told of it, and who has not acknowledged, where its organizer leaves %s', async (_when, leavesOn) => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const forOne = { ...FILLED, title: '规划处处务会', scope: 'departments', audience: 'members', members: ['603'] };
  const id = await announced(talk(office, PLANNING), forOne);
  const boards = async () => (await office.outbox(`meeting.board:${id}:`)).map(({ member_id }) => member_id);
  for (const [n, day] of ['2026-11-24', '2026-11-25', '2026-11-26'].entries()) {
    if (n === leavesOn) {
      expect(await boards()).toEqual([]);
      await reimport(office, retired);
    }
    await tick(office, at(day, '16:30'));
  }
  expect(await boards()).toEqual(['101', '102']);
  expect(await cardNow(office, `meeting.board:${id}:101`)).toContain('邓禾');
});

test('those of the office are asked about it where it is in the way of a bureau-wide one, and may give it another time', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  await announced(talk(office, PLANNING), { ...FILLED, title: '规划处处务会', scope: 'departments' });
  await reimport(office, retired);
  await announced(talk(office, OFFICE), FILLED);
  const asked = (await office.outbox('meeting.giveWay:')).map(({ member_id, content }) => [
    member_id,
    pressable(JSON.parse(content ?? '{}').blocks).some(({ id }) => id === 'meeting.change'),
  ]);
  expect(Object.fromEntries(asked)).toEqual({ '101': true, '102': true, '602': false });
});
