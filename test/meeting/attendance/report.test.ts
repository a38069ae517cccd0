import { expect, test } from 'vitest';
import { hourMs, minuteMs, plus } from '../../../src/calendar/instant.js';
import type { CardBlock } from '../../../src/chat/card.js';
import type { Field, FormValues } from '../../../src/chat/form.js';
import { tapNames } from '../../../src/meeting/attendance/check-in-service.js';
import { correct as correctAttendance } from '../../../src/meeting/attendance/correction-service.js';
import { attendanceFile } from '../../../src/meeting/attendance/report-service.js';
import { countPeople } from '../../../src/meeting/attendance/store.js';
import { removeInvitees } from '../../../src/meeting/invitee-store.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import { ME, ORGANIZER, OTHER, OUTSIDER, SECOND } from '../../leave/absence/world.js';
import { initialValues } from '../../support/initial-values.js';
import { at } from '../../support/office.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { opened, sheet } from './opened.js';

type Opened = Awaited<ReturnType<typeof opened>>;

async function correct({ organizer, meeting }: Opened, member: string, to: string) {
  const form = formIn(await organizer.submit(formIn(await organizer.press('meeting.correct', meeting.id)), { member }));
  return wordsOf(formIn(await organizer.submit(form, { to, reason: '核对签到表' })).blocks);
}

const fileOf = async ({ office, meeting }: Opened, reader = ORGANIZER) =>
  sheet((await attendanceFile(office.meeting, { meeting: meeting.id }, reader as MemberId))?.content);

test('once the check-in is closed, whoever organizes the meeting finds 更正 wherever they see it; a leader does not', async () => {
  const world = await opened();
  const { office, organizer, meeting, close, report } = world;
  office.moveTo(meeting.startsAt);
  const ids = (blocks: readonly (CardBlock | Field)[]) => pressable(blocks).map(({ id }) => id);
  expect(ids(cardIn(await close()).blocks)).toContain('meeting.correct');
  expect(ids(cardIn(await organizer.press('meeting.openCheckIn', meeting.id)).blocks)).toContain('meeting.correct');
  expect(ids((await report(ORGANIZER)).blocks)).toContain('meeting.correct');
  expect(ids((await report('601')).blocks)).toEqual(['meeting.report', 'meeting.attendanceFile']);
  const names = async (who: string) => ids(formIn(await talk(office, who).press('meeting.report', `${meeting.id}:0`)).blocks);
  for (const who of [ORGANIZER, SECOND]) expect(await names(who)).toContain('meeting.correct');
  expect(await names('601')).not.toContain('meeting.correct');
  await correct(world, ME, 'present');
  expect(ids((await report(ORGANIZER)).blocks)).toContain('meeting.correct');
});

test('a correction leaves who came instead, and when, however often it is corrected', async () => {
  const world = await opened();
  const { office, requested, decide, checkIn, meeting, close } = world;
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve-late');
  await checkIn(OUTSIDER);
  office.moveTo(meeting.startsAt);
  await close();
  const line = async () => (await fileOf(world)).find(([, name]) => name === '邓禾');
  await correct(world, ME, 'late');
  expect(await line()).toEqual(['规划处', '邓禾', '科员', '迟到', '08:50', '由江一帆代会']);
  await correct(world, ME, 'absent');
  expect(await line()).toEqual(['规划处', '邓禾', '科员', '缺席', null, null]);
  await correct(world, ME, 'present');
  expect(await line()).toEqual(['规划处', '邓禾', '科员', '出席', '08:50', '由江一帆代会']);
});

test.each([
  ['the excused was ticked, their substitute came', ME, OUTSIDER, '由江一帆代会'],
  ['the substitute was ticked, the excused came after all', OUTSIDER, ME, null],
])('%s: a correction says which of the two was there', async (_what, ticked, who, remark) => {
  const world = await opened();
  const { office, organizer, requested, decide, meeting, close } = world;
  await decide((await requested(ME, { substituteId: OUTSIDER })).id, ORGANIZER, 'approve-late');
  await tapNames(office.meeting, { meetingId: meeting.id, memberId: ORGANIZER, names: [ticked], inTime: undefined });
  office.moveTo(meeting.startsAt);
  await close();
  const form = formIn(await organizer.submit(formIn(await organizer.press('meeting.correct', meeting.id)), { member: ME }));
  expect(initialValues(form)).toMatchObject({ who: ticked });
  await organizer.submit(form, { to: 'present', who, reason: '勾错了行' });
  const line = async () => (await fileOf(world)).find(([, name]) => name === '邓禾')?.slice(3);
  expect(await line()).toEqual(['出席', null, remark]);
  for (const to of ['absent', 'present']) await correct(world, ME, to);
  expect(await line()).toEqual(['出席', null, remark]);
});

test('a substitute who stands on a list of paper is ticked for whom they replace; whoever comes after all, for themselves', async () => {
  const world = await opened();
  const { office, organizer, requested, decide, meeting, close } = world;
  await office.transact((tx) => removeInvitees(tx, meeting.id, ['803' as MemberId]));
  for (const [memberId, substituteId] of [
    [ME, OUTSIDER],
    [OTHER, '803'],
  ] as const)
    await decide((await requested(memberId, { substituteId })).id, ORGANIZER, 'approve-late');
  office.moveTo(plus(meeting.startsAt, hourMs));
  const list = formIn(await organizer.press('meeting.names', `${meeting.id}:${await placeOf(world, '规划处')}:0`));
  expect(JSON.stringify(list.blocks)).toMatch(/邓禾　科员　请假.*江一帆（代邓禾）/);
  await organizer.submit(list, { came: 'present', names0: [OUTSIDER, OTHER] });
  await close();
  const rows = await fileOf(world);
  expect(rows.find(([, name]) => name === '邓禾')?.slice(3)).toEqual(['出席', null, '由江一帆代会']);
  expect(rows.find(([, name]) => name === '梁思远')?.slice(3)).toEqual(['出席', null, null]);
});

test('who is entered from a list of paper after the meeting has no time of checking in; who is ticked as they come has', async () => {
  const world = await opened();
  const { office, organizer, meeting, close } = world;
  const ticked = async (values: FormValues) =>
    organizer.submit(formIn(await organizer.press('meeting.names', `${meeting.id}:0:0`)), values);
  office.moveTo(plus(meeting.startsAt, 20 * minuteMs));
  await ticked({ came: 'late', names0: ['601'] });
  office.moveTo(plus(meeting.endsAt, hourMs));
  await ticked({ came: 'present', names0: [ME] });
  await ticked({ came: 'late', names0: [OTHER] });
  await close();
  const rows = await fileOf(world);
  const told = ['高思衡', '邓禾', '梁思远'].map((one) => rows.find(([, name]) => name === one)?.slice(3, 5));
  expect(told).toEqual([
    ['迟到', '09:20'],
    ['出席', null],
    ['迟到', null],
  ]);
});

test('a substitute whose name was forgotten is corrected for whom they replace', async () => {
  const world = await opened();
  const { office, organizer, requested, decide, meeting, close } = world;
  await decide((await requested(ME, { substituteId: OUTSIDER })).id, ORGANIZER, 'approve-late');
  office.moveTo(meeting.startsAt);
  await close();
  const form = formIn(await organizer.submit(formIn(await organizer.press('meeting.correct', meeting.id)), { member: OUTSIDER }));
  expect(wordsOf(form.blocks)).toContain('江一帆代邓禾参会，记录在邓禾名下');
  await organizer.submit(form, { to: 'present', reason: '漏登' });
  const rows = await fileOf(world);
  expect(rows.find(([, name]) => name === '邓禾')?.slice(3)).toEqual(['出席', null, '由江一帆代会']);
  expect(rows.map(([, name]) => name)).not.toContain('江一帆');
});

test('whoever corrects is told of a table, and may export it, once there is one', async () => {
  const world = await opened();
  const { office, meeting, close } = world;
  const second = talk(office, SECOND);
  const labels = (blocks: readonly (CardBlock | Field)[]) => pressable(blocks).map(({ label }) => label);
  expect(await correct({ ...world, organizer: second }, ME, 'present')).not.toContain('表格');
  office.moveTo(meeting.startsAt);
  await close();
  expect(await correct({ ...world, organizer: second }, ME, 'late')).toMatch(/重新导出.*导出表格/s);
  expect(labels(formIn(await second.press('meeting.report', `${meeting.id}:0`)).blocks)).toContain('导出表格');
});

test('whoever is recorded by a correction stands on the list of those who wait for it no more', async () => {
  const world = await opened();
  const { organizer, meeting } = world;
  const planning = async () =>
    wordsOf(formIn(await organizer.press('meeting.names', `${meeting.id}:${await placeOf(world, '规划处')}:0`)).blocks);
  expect(await planning()).toContain('邓禾');
  await correct(world, ME, 'present');
  expect(await planning()).not.toContain('邓禾');
  expect(await planning()).toContain('梁思远');
});

/** Its place in the menu of departments. */
async function placeOf({ organizer, meeting }: Opened, department: string): Promise<number> {
  const form = formIn(await organizer.press('meeting.names', `${meeting.id}:0:0`));
  const menu = form.blocks.flatMap((block) => (block.kind === 'actions' ? block.elements : [])).find(({ kind }) => kind === 'menu');
  return menu?.kind === 'menu' ? menu.options.findIndex(({ label }) => label.startsWith(department)) : -1;
}

test('somebody nobody expected who was not there after all stands nowhere; corrected to present they do', async () => {
  const world = await opened();
  const { office, checkIn, meeting, close } = world;
  await checkIn(OUTSIDER);
  office.moveTo(meeting.startsAt);
  await close();
  const line = async () => (await fileOf(world)).find(([, name]) => name === '江一帆');
  expect(await line()).toContain('名单外到会');
  expect(await correct(world, OUTSIDER, 'absent')).toContain('已更正');
  expect(await line()).toBeUndefined();
  await correct(world, OUTSIDER, 'present');
  expect(await line()).toContain('名单外到会');
});

test('nobody corrects what is recorded of themselves, however the form was come by; another organizer does', async () => {
  const world = await opened();
  const { office, organizer, meeting, close } = world;
  office.moveTo(meeting.startsAt);
  await close();
  const chosen = await organizer.submit(formIn(await organizer.press('meeting.correct', meeting.id)), { member: ORGANIZER });
  expect(chosen).toMatchObject({ do: 'errors', errors: { member: expect.stringContaining('不能更正自己的签到记录') } });
  const own = { meetingId: meeting.id, of: ORGANIZER, version: 0, to: 'present', reason: '核对签到表' };
  expect(await correctAttendance(office.meeting, { ...own, memberId: ORGANIZER })).toEqual({ ok: false, refusal: 'own-record' });
  expect((await fileOf(world)).find(([, name]) => name === '周慎行')).toContain('缺席');
  expect(await correctAttendance(office.meeting, { ...own, memberId: SECOND })).toEqual({ ok: true });
  expect((await fileOf(world)).find(([, name]) => name === '周慎行')).toContain('出席');
});

test('a time of another day than the meeting’s is said with its date, in the list and in the file', async () => {
  const world = await opened({ endsAt: at('2026-11-27', '11:00') });
  const { office, organizer, meeting, checkIn } = world;
  await checkIn(ME);
  office.moveTo(at('2026-11-27', '08:45'));
  await checkIn(OTHER);
  const times = new Map((await fileOf(world)).map((row) => [row[1], row[4]]));
  expect([times.get('邓禾'), times.get('梁思远')]).toEqual(['08:50', '11月27日（周五） 08:45']);
  const pages = await Promise.all(
    [0, 1].map(async (page) => wordsOf(formIn(await organizer.press('meeting.report', `${meeting.id}:${page}`)).blocks)),
  );
  expect(pages.join()).toMatch(/梁思远.*11月27日（周五） 08:45/);
});

test('the report goes to organizers and leaders, not to every clerk of the office; a file that is made is no look', async () => {
  const world = await opened();
  const { office, meeting, close } = world;
  office.moveTo(meeting.startsAt);
  await close();
  const readers = (await office.outbox('meeting.report:')).map(({ member_id }) => member_id);
  expect(readers).toEqual(expect.arrayContaining(['001', '002', '003', ORGANIZER, '601']));
  for (const clerk of ['103', '104']) expect(readers).not.toContain(clerk);
  const looks = () => office.transact(async (tx) => (await auditEntries(tx, { action: 'meeting.attendance-viewed', limit: 99 })).length);
  await fileOf(world, '601');
  expect(await looks()).toBe(0);
  await talk(office, '601').press('meeting.report', `${meeting.id}:0`);
  expect(await looks()).toBe(1);
});

test('the two numbers on the big screen follow corrections, and count nobody who was not expected', async () => {
  const world = await opened();
  const { office, meeting, checkIn } = world;
  const counted = () => office.transact((tx) => countPeople(tx, meeting.id));
  await checkIn(ME);
  await checkIn(OUTSIDER);
  await checkIn(OTHER);
  expect(await counted()).toEqual({ expected: 25, present: 2 });
  await correct(world, ME, 'absent');
  expect(await counted()).toEqual({ expected: 25, present: 1 });
  await correct(world, ME, 'late');
  expect(await counted()).toEqual({ expected: 25, present: 2 });
});
