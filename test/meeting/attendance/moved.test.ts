import { expect, test } from 'vitest';
import { minuteMs, plus } from '../../../src/calendar/instant.js';
import type { FormValues } from '../../../src/chat/form.js';
import { absenceJob } from '../../../src/leave/absence/jobs.js';
import { correct } from '../../../src/meeting/attendance/correction-service.js';
import { attendanceFile } from '../../../src/meeting/attendance/report-service.js';
import { inviteesOf } from '../../../src/meeting/invitee-store.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import { ME, ORGANIZER, OTHER, OUTSIDER, type World } from '../../leave/absence/world.js';
import { deliver } from '../../support/announced.js';
import { at } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { changeForm, filled, previewedChange } from '../announce/organizing.js';
import { opened } from './opened.js';

/** By an organizer, with the form. */
async function changed({ office, meeting }: Pick<World, 'office' | 'meeting'>, values: FormValues) {
  const organizer = talk(office, ORGANIZER);
  const answer = await organizer.submit(await previewedChange(organizer, meeting.id, values), {});
  expect(wordsOf(formIn(answer).blocks)).toContain('已变更');
}

/** What the form says is wrong. */
async function previewedProblems(organizer: ReturnType<typeof talk>, id: string, values: FormValues) {
  const reply = await filled(organizer, await changeForm(organizer, id), values);
  return reply.do === 'errors' ? reply.errors : {};
}

const AFTERNOON = { start: '14:00', end: '16:00' };

test('who was there for another start says nothing of the one it is moved to: check-in begins afresh, and there is a report of it', async () => {
  const world = await opened();
  const { office, meeting, organizer, checkIn, close, report } = world;
  await checkIn(ME);
  office.moveTo(meeting.startsAt);
  await close();
  await deliver(office);
  await changed(world, AFTERNOON);
  const void_ = await office.transact((tx) => tx.selectFrom('delivery_update').select('card').execute());
  expect(void_.filter(({ card }) => card.includes('不再有效')).length).toBe((await office.outbox('meeting.report:')).length);
  expect(cardIn(await organizer.press('meeting.report', `${meeting.id}:0`)).summary).toContain('没有这次会议的到会情况');
  const entries = await office.transact((tx) => auditEntries(tx, { action: 'meeting.check-in-forgotten', limit: 9 }));
  expect(entries).toMatchObject([{ subject: meeting.id, detail: 'moved; marks=1' }]);
  office.moveTo(at('2026-11-26', '13:50'));
  expect(await checkIn(ME)).toMatch(/已签到，11月26日.*13:50/);
  office.moveTo(at('2026-11-26', '14:00'));
  const before = (await office.outbox('meeting.report:')).length;
  await close();
  expect((await office.outbox('meeting.report:')).length).toBe(2 * before);
  expect(wordsOf((await report(ORGANIZER)).blocks)).toContain('合计 25 1 0 0 24');
  expect(await office.outbox('meeting.attendance:')).toHaveLength(2 * before);
});

test('a report of a meeting that is called off says that it no longer counts, and there is no file and no list of it any more', async () => {
  const world = await opened();
  const { office, meeting, organizer, checkIn, close } = world;
  await checkIn(ME);
  office.moveTo(meeting.startsAt);
  await close();
  await deliver(office);
  await organizer.press('meeting.cancel', `${meeting.id}:${meeting.sequence}`);
  const cards = await office.transact((tx) => tx.selectFrom('delivery_update').select('card').execute());
  expect(cards.filter(({ card }) => card.includes('已取消，此前的签到和到会情况不再有效')).length).toBe(
    (await office.outbox('meeting.report:')).length,
  );
  expect(cardIn(await organizer.press('meeting.report', `${meeting.id}:0`)).summary).toContain('没有这次会议的到会情况');
  expect(await attendanceFile(office.meeting, { meeting: meeting.id }, ORGANIZER as MemberId)).toBeUndefined();
});

test('once attendance is counted, who is expected stays as it is, and everything else may change', async () => {
  const world = await opened();
  const { office, meeting, organizer, close } = world;
  office.moveTo(meeting.startsAt);
  await close();
  expect(await previewedProblems(organizer, meeting.id, { excluded: [ME] })).toMatchObject({
    audience: expect.stringContaining('签到已经结束'),
  });
  const expected = async () => (await office.transact((tx) => inviteesOf(tx, meeting.id))).map(({ memberId }) => memberId).sort();
  const before = await expected();
  // Somebody who joins the office meanwhile was not expected when it was counted.
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', OTHER).execute());
  await changed(world, { place: '二楼会议室' });
  expect(await expected()).toEqual(before);
  // For another start there is another check-in, and anybody may be expected.
  await changed(world, { ...AFTERNOON, excluded: [ME] });
  expect(await expected()).not.toEqual(before);
});

test('a report that has not gone out yet is not sent after the move', async () => {
  const world = await opened();
  const { office, meeting, close } = world;
  office.moveTo(meeting.startsAt);
  await close();
  await changed(world, AFTERNOON);
  const rows = [...(await office.outbox('meeting.report:')), ...(await office.outbox('meeting.attendance:'))];
  expect(new Set(rows.map(({ expires_at }) => expires_at))).toEqual(new Set([0]));
});

test('another place or end leaves the check-in as it is', async () => {
  const world = await opened();
  await world.checkIn(ME);
  await changed(world, { place: '大礼堂', end: '12:00' });
  expect(await world.checkIn(ME)).toContain('已有签到记录');
  expect(cardIn(await talk(world.office, '104').say(`签到 ${await world.codeNow()}`)).summary).toContain('已签到');
});

test('a meeting put off a little keeps whoever waits for it, and who was late is in time', async () => {
  const world = await opened();
  const { office, meeting, organizer, checkIn, close, report } = world;
  office.moveTo(plus(meeting.startsAt, 20 * minuteMs));
  expect(await checkIn(ME)).toContain('迟到');
  office.moveTo(plus(meeting.startsAt, -5 * minuteMs));
  await checkIn('104');
  await changed(world, { start: '09:30', end: '11:30' });
  expect(cardIn(await talk(office, '104').say(`签到 ${await world.codeNow()}`)).summary).toContain('已有签到记录');
  office.moveTo(at('2026-11-26', '09:35'));
  expect(formIn(await organizer.press('meeting.openCheckIn', meeting.id)).blocks).not.toEqual([]);
  await close();
  expect(wordsOf((await report(ORGANIZER)).blocks)).toContain('合计 25 2 0 0 23');
});

test('a meeting put off a little keeps whoever is excused from it, and whoever has come instead', async () => {
  const world = await opened();
  const { office, requested, decide, checkIn, close, report } = world;
  office.moveTo(at('2026-11-25', '10:00'));
  for (const [memberId, more] of [
    [ME, { substituteId: OUTSIDER }],
    [OTHER, {}],
  ] as const)
    await decide((await requested(memberId, more)).id, ORGANIZER, 'approve-late');
  office.moveTo(at('2026-11-26', '08:55'));
  await checkIn(OUTSIDER);
  await changed(world, { start: '09:30', end: '11:30' });
  expect(await office.outbox('leave.moved:')).toEqual([]);
  expect((await office.outbox('leave.standInChanged:')).map(({ member_id }) => member_id)).toEqual([OUTSIDER]);
  office.moveTo(at('2026-11-26', '09:31'));
  await absenceJob(office.leave).run(office.now());
  await close();
  expect(wordsOf((await report(ORGANIZER)).blocks)).toContain('合计 25 1 1 0 23');
});

test('for a later start, or once it is closed, a check-in begins afresh however little the meeting is put off', async () => {
  const later = await opened();
  await later.checkIn(ME);
  await changed(later, AFTERNOON);
  expect(await marksOf(later)).toEqual([]);
  const closed = await opened();
  await closed.checkIn(ME);
  closed.office.moveTo(closed.meeting.startsAt);
  await closed.close();
  await changed(closed, { start: '09:30', end: '11:30' });
  expect(await marksOf(closed)).toEqual([]);
});

test('who was late by a correction stays late when the meeting is put off', async () => {
  const world = await opened();
  const { office, meeting } = world;
  await world.checkIn(ME);
  const corrected = { meetingId: meeting.id, memberId: ORGANIZER, of: ME, version: 1, to: 'late', reason: '到场时间有误' };
  expect(await correct(office.meeting, corrected)).toEqual({ ok: true });
  await changed(world, { start: '09:30', end: '11:30' });
  expect((await marksOf(world)).at(-1)).toMatchObject({ version: 2, status: 'late' });
});

const marksOf = ({ office }: Pick<World, 'office'>) =>
  office.transact((tx) => tx.selectFrom('meeting_attendance').select(['member_id', 'version', 'status']).orderBy('version').execute());
