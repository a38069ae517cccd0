import { expect, test } from 'vitest';
import { hourMs, minuteMs, plus } from '../../../src/calendar/instant.js';
import type { Form } from '../../../src/chat/form.js';
import { closeDue } from '../../../src/meeting/attendance/report-service.js';
import { nextToClose } from '../../../src/meeting/attendance/store.js';
import { auditEntries } from '../../../src/org/service.js';
import { bureau, ME, ORGANIZER } from '../../leave/absence/world.js';
import { initialValues } from '../../support/initial-values.js';
import type { Office } from '../../support/office.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { previewedChange } from '../announce/organizing.js';
import { opened } from './opened.js';

const names = async ({ organizer, meeting }: Awaited<ReturnType<typeof opened>>) =>
  formIn(await organizer.press('meeting.names', `${meeting.id}:0:0`));
const marks = ({ office }: Awaited<ReturnType<typeof opened>>) =>
  office.transact((tx) => tx.selectFrom('meeting_attendance').select(['member_id', 'status']).execute());

test('names ticked on a list that was opened before people were late are recorded once it is said how', async () => {
  const world = await opened();
  const { office, organizer, meeting } = world;
  office.moveTo(plus(meeting.startsAt, 5 * minuteMs));
  const form = await names(world);
  office.moveTo(plus(meeting.startsAt, 11 * minuteMs));
  const ticked = (values: Form['blocks']) =>
    values.flatMap((block) => (block.kind === 'field' && block.input.kind === 'choices' ? (block.input.initial ?? []) : []));
  const [list] = form.blocks.filter((block) => block.kind === 'field');
  const somebody = list?.input.kind === 'choices' ? (list.input.options[0]?.value ?? '') : '';
  const asked = formIn(await organizer.submit(form, { [list?.name ?? '']: [somebody] }));
  expect(wordsOf(asked.blocks)).toContain('还没有登记');
  expect(ticked(asked.blocks)).toEqual([somebody]);
  expect(await marks(world)).toEqual([]);
  await organizer.submit(asked, { came: 'present', [list?.name ?? '']: [somebody] });
  expect(await marks(world)).toEqual([{ member_id: somebody, status: 'present' }]);
});

test('the six digits sent once more, and the word by itself, say that one is recorded', async () => {
  const { office, codeNow } = await opened();
  const me = talk(office, ME);
  const code = await codeNow();
  await me.say(code);
  for (const again of [code, '签到']) expect(cardIn(await me.say(again)).summary).toContain('已有签到记录');
});

test('the six digits after the check-in has been closed are answered with what to do', async () => {
  const { office, meeting, codeNow, close } = await opened();
  const code = await codeNow();
  office.moveTo(meeting.startsAt);
  await close();
  expect(cardIn(await talk(office, ME).say(code)).summary).toContain('请与会议的组织部门联系更正');
});

test('ticks sent, or the check-in closed, after another organizer has closed it lead to corrections', async () => {
  const world = await opened();
  const { office, organizer, meeting, close } = world;
  office.moveTo(meeting.startsAt);
  const form = await names(world);
  await close();
  for (const answer of [await organizer.submit(form, { names0: [ME] }), await close()]) {
    const { blocks } = answer.do === 'show' ? answer.card : formIn(answer);
    expect(wordsOf(blocks)).toContain('签到已经结束，这一次没有登记');
    expect(pressable(blocks).map(({ label }) => label)).toContain('更正');
  }
  expect(await marks(world)).toEqual([]);
});

test('what stands on cards of a meeting that has been called off says so', async () => {
  const world = await opened();
  const { office, organizer, meeting, change } = world;
  const form = await names(world);
  await change({ state: 'cancelled' });
  office.moveTo(meeting.startsAt);
  for (const action of ['meeting.checkIn', 'meeting.closeCheckIn'] as const)
    expect(cardIn(await organizer.press(action, meeting.id)).summary).toBe('会议已取消，不用签到。');
  expect(wordsOf(formIn(await organizer.submit(form, { names0: [ME] })).blocks)).toContain('会议已取消');
});

test('where a meeting is put off, the organizer reads how many have checked in, and they are told to do so again', async () => {
  const { office, organizer, meeting, checkIn } = await opened();
  await checkIn(ME);
  const soon = await previewedChange(organizer, meeting.id, { start: '09:30', end: '11:00' });
  expect(wordsOf(soon.blocks)).not.toContain('签到');
  const later = await previewedChange(organizer, meeting.id, { start: '14:00', end: '16:00' });
  expect(wordsOf(later.blocks)).toContain('已有 1 人签到。改期后这些记录作废');
  await organizer.submit(later, {});
  expect(await office.outbox('meeting.checkInVoid:')).toMatchObject([
    { member_id: ME, content: expect.stringContaining('届时请重新签到') },
  ]);
});

test('after a correction the table can be had as it is now', async () => {
  const { office, organizer, meeting, close } = await opened();
  office.moveTo(meeting.startsAt);
  await close();
  const files = async () => (await office.outbox('meeting.attendance:')).filter(({ member_id }) => member_id === '101').length;
  const before = await files();
  expect(cardIn(await organizer.press('meeting.attendanceFile', meeting.id)).summary).toContain('表格随后发到');
  expect(await files()).toBe(before + 1);
  expect(cardIn(await talk(office, ME).press('meeting.attendanceFile', meeting.id)).summary).toContain('不能查看');
});

test('a list of paper is entered the next morning and after lunch: whoever is ticked then came in time, and days later it closes by itself', async () => {
  const { office, meeting } = await bureau();
  const organizer = talk(office, ORGANIZER);
  office.moveTo(plus(meeting.endsAt, 20 * hourMs));
  await organizer.press('meeting.openCheckIn', meeting.id);
  const form = formIn(await organizer.press('meeting.names', `${meeting.id}:0:0`));
  expect(initialValues(form)).toMatchObject({ came: 'present' });
  for (const name of ['601', '602']) {
    await organizer.submit(form, { came: 'present', names0: [name] });
    expect(await dueIn(office)).toBe(3 * 24 * hourMs);
    office.pass(5);
    await closeDue(office.meeting);
    expect(await office.outbox('meeting.report:')).toEqual([]);
  }
  office.pass(3 * 24 - 5);
  await closeDue(office.meeting);
  expect(await office.outbox('meeting.report:')).not.toEqual([]);
});

test('开始签到 after the end says what it is for; where nobody is entered then, nobody is absent, and it can be opened again', async () => {
  const { office, meeting } = await bureau();
  const organizer = talk(office, ORGANIZER);
  office.moveTo(plus(meeting.endsAt, hourMs));
  const list = formIn(await organizer.press('meeting.listPage', '0:past'));
  expect(JSON.stringify(list.blocks)).toMatch(/"开始签到".*"confirm":.*没有登记的人记为请假或缺席/);
  const board = async () => formIn(await organizer.press('meeting.openCheckIn', meeting.id)).blocks;
  const blocks = await board();
  expect(wordsOf(blocks)).toContain('一直没有登记任何人的，到时撤销');
  expect(JSON.stringify(blocks)).toMatch(/"结束签到".*"confirm":.*现在实到 0 人/);
  office.pass(3 * 24);
  await closeDue(office.meeting);
  expect(await office.outbox('meeting.report:')).toEqual([]);
  expect(await office.transact((tx) => auditEntries(tx, { action: 'meeting.check-in-given-up', limit: 9 }))).toHaveLength(1);
  await board();
  expect(await dueIn(office)).toBe(3 * 24 * hourMs);
});

const dueIn = async (office: Office) => {
  const now = office.now();
  const at = await office.transact((tx) => nextToClose(tx, now, office.meeting.policy.checkInClosesAfterHours));
  return at === undefined ? undefined : at - now;
};
