import { expect, test } from 'vitest';
import { attendanceFile } from '../../src/meeting/attendance/report-service.js';
import type { MemberId } from '../../src/org/member.js';
import { tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced, NOBODY, OFFICE, PLANNING } from './announce/organizing.js';

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
