import { expect, test } from 'vitest';
import { minuteMs, plus } from '../../../src/calendar/instant.js';
import { answerAsSubstitute } from '../../../src/leave/absence/decision-service.js';
import { withdrawAbsence } from '../../../src/leave/absence/request-service.js';
import { openCheckIn } from '../../../src/meeting/attendance/check-in-service.js';
import { boardForm } from '../../../src/meeting/attendance/forms.js';
import { attendeesOf } from '../../../src/meeting/attendance/present.js';
import { eraseCorrectionReasons } from '../../../src/meeting/attendance/reasons.js';
import { attendanceFile } from '../../../src/meeting/attendance/report-service.js';
import { checkInRoutes } from '../../../src/meeting/attendance/screen-routes.js';
import type { MeetingDeps } from '../../../src/meeting/deps.js';
import { insertInvitees } from '../../../src/meeting/invitee-store.js';
import { meetingJobs } from '../../../src/meeting/jobs.js';
import type { MemberId } from '../../../src/org/member.js';
import { allMembers, auditEntries } from '../../../src/org/service.js';
import { later, ME, ORGANIZER, OTHER, OUTSIDER, SECOND } from '../../leave/absence/world.js';
import { at, type Office, zone } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { opened, sheet } from './opened.js';

test('whoever types the code of the moment is there, once, and a second time is told who and when', async () => {
  const { office, checkIn, codeNow } = await opened();
  expect(await checkIn(ME)).toMatch(/已签到，11月26日.*08:50/);
  office.pass(0.5);
  expect(await checkIn(ME)).toMatch(/已有签到记录：邓禾于 11月26日.*08:50/);
  expect(await checkIn(OTHER)).toContain('记为迟到');
  const [code] = [await codeNow()];
  const twice = await Promise.all([1, 2].map(() => talk(office, '104').say(`签到 ${code}`)));
  expect(twice.map((answer) => cardIn(answer).summary.includes('已有签到记录')).filter(Boolean)).toHaveLength(1);
});

test('an old code, and a guess, are refused; after five wrong ones even the right one waits a minute', async () => {
  const { office, codeNow } = await opened();
  const old = await codeNow();
  office.pass(1 / 60);
  const me = talk(office, ME);
  const say = async (code: string) => cardIn(await me.say(`签到 ${code}`)).summary;
  expect(await say(old)).toContain('不对');
  for (const guess of ['1', '-1', '1234567', '签到']) await say(guess);
  expect(await say(await codeNow())).toContain('等一分钟');
  expect(cardIn(await talk(office, OTHER).say(`签到 ${await codeNow()}`)).summary).toContain('已签到');
  office.pass(1 / 60);
  expect(await say(await codeNow())).toContain('已签到');
});

test('without a code the word offers a form, which says what is wrong and keeps open', async () => {
  const { office, codeNow } = await opened();
  const me = talk(office, ME);
  const offered = button(cardIn(await me.say('签到')).blocks, '签到');
  const form = formIn(await me.press(offered.id, offered.value));
  expect(await me.submit(form, { code: '12' })).toMatchObject({ do: 'errors' });
  expect(wordsOf(formIn(await me.submit(form, { code: await codeNow() })).blocks)).toContain('已签到');
  expect(cardIn(await me.say('签到')).summary).toContain('已有签到记录');
});

test('only organizers of the department open, list, close and correct', async () => {
  const { office, meeting, board } = await opened();
  const stranger = talk(office, '201');
  for (const id of ['meeting.openCheckIn', 'meeting.closeCheckIn'] as const)
    expect(cardIn(await stranger.press(id, meeting.id)).summary).toContain('权限');
  const whom = formIn(await stranger.press('meeting.correct', meeting.id));
  expect(JSON.stringify(await stranger.submit(whom, { member: ME }))).toContain('权限');
  const names = { ...board, id: 'meeting.tapped' as const, context: `${meeting.id}:0:0` };
  expect(wordsOf(formIn(await stranger.submit(names, { names0: [ME] })).blocks)).toContain('权限');
  expect(cardIn(await talk(office, ME).press('meeting.report', `${meeting.id}:0`)).summary).toContain('不能查看');
});

test('names are ticked on the list, by department, and those recorded are not listed any more', async () => {
  const { organizer, meeting, board, checkIn } = await opened();
  const names = button(board.blocks, '按名单登记');
  const first = formIn(await organizer.press(names.id, names.value, { form: board }));
  const menu = first.blocks.flatMap((block) => (block.kind === 'actions' ? block.elements : [])).find(({ kind }) => kind === 'menu');
  const planning = menu?.kind === 'menu' ? menu.options.find(({ label }) => label.startsWith('规划处')) : undefined;
  const list = formIn(await organizer.press('meeting.names', planning?.value, { form: first }));
  expect(wordsOf(list.blocks)).toMatch(/高思衡.*梁思远.*邓禾/s);
  const after = formIn(await organizer.submit(list, { names0: [ME, OTHER, OUTSIDER, 'nobody'] }));
  expect(wordsOf(after.blocks)).toContain('已登记 2 人');
  expect(wordsOf(after.blocks)).not.toContain('邓禾');
  expect(await checkIn(ME)).toContain('周慎行');
  expect(meeting.id).toBeTruthy();
});

test('who is ticked late is recorded as late, and whoever ticks is told and may say that they came in time', async () => {
  const { office, organizer, meeting, close, report } = await opened();
  const list = async () => formIn(await organizer.press('meeting.names', `${meeting.id}:0:0`));
  expect(wordsOf((await list()).blocks)).not.toContain('迟到');
  office.moveTo(plus(meeting.startsAt, 10 * minuteMs + 1));
  const form = await list();
  expect(wordsOf(form.blocks)).toContain('现在签到已算迟到');
  expect(wordsOf(formIn(await organizer.submit(form, { came: 'present', names0: [ME] })).blocks)).toContain('已登记 1 人。');
  expect(wordsOf(formIn(await organizer.submit(form, { came: 'late', names0: [OTHER] })).blocks)).toContain('已登记 1 人，记为迟到。');
  await close();
  expect((await report(ORGANIZER)).summary).toMatch(/实到 2.*迟到 1，/);
});

test('a substitute checks in for whom they replace', async () => {
  const { office, requested, decide, checkIn, meeting, close, report } = await opened();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve-late');
  expect(await checkIn(OUTSIDER)).toContain('替邓禾签到');
  expect(await checkIn(ME)).toContain('江一帆');
  office.moveTo(meeting.startsAt);
  await close();
  expect(wordsOf((await report(ORGANIZER)).blocks)).toMatch(/规划处 3 1 0 0 2/);
  const file = await attendanceFile(office.meeting as MeetingDeps, { meeting: meeting.id }, ORGANIZER as MemberId);
  const rows = await sheet(file?.content);
  expect(rows.find(([, name]) => name === '邓禾')).toEqual(['规划处', '邓禾', '科员', '出席', '08:50', '由江一帆代会']);
});

test.each(['declines', 'withdrawn'] as const)(
  'what a substitute checked in is nobody else’s presence once they go no longer: %s',
  async (how) => {
    const { office, meeting, requested, decide, checkIn } = await opened();
    const { id } = await requested(ME, { substituteId: OUTSIDER });
    await decide(id, ORGANIZER, 'approve-late');
    await checkIn(OUTSIDER);
    if (how === 'declines') await answerAsSubstitute(office.leave, { id, memberId: OUTSIDER, answer: 'declined' });
    else await withdrawAbsence(office.leave, { id, memberId: ME });
    const all = await office.transact((tx) => attendeesOf(tx, office.meeting, meeting.id));
    expect(all.find(({ memberId }) => memberId === ME)).toMatchObject({
      recorded: false,
      status: how === 'declines' ? 'excused' : 'absent',
    });
    expect(all.find(({ memberId }) => memberId === OUTSIDER)).toMatchObject({ expected: false, status: 'present' });
    expect(await checkIn(ME)).toContain('已签到');
  },
);

test('a substitute who has checked in and is then put on the list is there themselves, and counts once', async () => {
  const { office, meeting, requested, decide, checkIn, change } = await opened();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve-late');
  await checkIn(OUTSIDER);
  await office.transact(async (tx) => {
    const added = (await allMembers(tx)).filter(({ id: one }) => one === OUTSIDER);
    await insertInvitees(tx, meeting.id, added, office.now());
  });
  await change({});
  const all = await office.transact((tx) => attendeesOf(tx, office.meeting, meeting.id));
  expect(all.filter(({ status }) => status === 'present')).toMatchObject([{ memberId: OUTSIDER, expected: true }]);
});

test('somebody nobody expected is noted as such, and in no figure', async () => {
  const { office, meeting, checkIn, close, report } = await opened();
  expect(await checkIn(OUTSIDER)).toContain('名单外');
  office.moveTo(meeting.startsAt);
  await close();
  expect(wordsOf((await report(ORGANIZER)).blocks)).toContain('合计 25 0 0 0 25');
  const file = await attendanceFile(office.meeting as MeetingDeps, { meeting: meeting.id }, ORGANIZER as MemberId);
  expect((await sheet(file?.content)).find(([, name]) => name === '江一帆')).toContain('名单外到会');
});

test('closing makes the report: the five figures add up, each leader sees their part, the file has every name', async () => {
  const { office, meeting, requested, decide, checkIn, close, report, change } = await opened();
  const excused = await requested(OTHER);
  await decide(excused.id, ORGANIZER, 'approve-late');
  const refused = await requested('104');
  await decide(refused.id, ORGANIZER, 'refuse', '须到会');
  await checkIn(ME);
  await named(office, ME, '=1+1');
  await change({ title: '=2+2 大会' });
  await close();
  expect(await office.outbox('meeting.report:')).toEqual([]);
  office.moveTo(at('2026-11-26', '09:11'));
  await checkIn('601');
  await close();
  await close();
  const planning = await report('601');
  expect(wordsOf(planning.blocks)).toMatch(/规划处 3 2 1 1 0/);
  expect(wordsOf(planning.blocks)).not.toContain('办公室');
  const whole = wordsOf((await report(ORGANIZER)).blocks);
  expect(whole).toMatch(/合计 25 2 1 1 22/);
  expect(whole).toContain('李思齐');
  const readers = (await office.outbox('meeting.report:')).map(({ member_id }) => member_id);
  expect(readers).toEqual(expect.arrayContaining(['001', '002', '003', ORGANIZER, '601']));
  expect(readers).not.toContain(ME);
  expect(await office.outbox('meeting.attendance:')).toHaveLength(readers.length);
  const file = await attendanceFile(office.meeting as MeetingDeps, { meeting: meeting.id }, '601' as MemberId);
  expect(await sheet(file?.content)).toEqual([
    ['部门', '姓名', '职级', '状态', '签到时间', '备注'],
    ['规划处', '高思衡', '正处级', '迟到', '09:11', null],
    ['规划处', '梁思远', '副处级', '请假', null, null],
    ['规划处', '=1+1', '科员', '出席', '08:50', null],
  ]);
  expect(await attendanceFile(office.meeting as MeetingDeps, { meeting: meeting.id }, ME as MemberId)).toBeUndefined();
  expect(cardIn(await talk(office, '104').say('签到 123456')).summary).toContain('没有正在签到');
  expect(cardIn(await talk(office, ORGANIZER).press('meeting.openCheckIn', meeting.id)).summary).toContain('不能重新开始');
  expect(cardIn(await talk(office, '104').press('meeting.checkIn', meeting.id)).summary).toContain('签到已经结束');
});

test('a correction keeps what was before it; of two at once the second is told; the reports follow', async () => {
  const { office, meeting, organizer, close, report, checkIn } = await opened();
  await checkIn(OTHER);
  office.moveTo(meeting.startsAt);
  await close();
  expect(wordsOf((await report('601')).blocks)).toMatch(/规划处 3 1 0 0 2/);
  const second = talk(office, SECOND);
  const formOf = async (who: typeof organizer) =>
    formIn(await who.submit(formIn(await who.press('meeting.correct', meeting.id)), { member: ME }));
  const [one, other] = [await formOf(organizer), await formOf(second)];
  expect(await organizer.submit(one, { to: 'present' })).toMatchObject({ do: 'errors', errors: { reason: expect.any(String) } });
  expect(wordsOf(formIn(await organizer.submit(one, { to: 'present', reason: '手机没电，本人在场' })).blocks)).toContain('已更正');
  expect(JSON.stringify(await second.submit(other, { to: 'excused', reason: '电话请假' }))).toContain('刚被别人改过');
  expect(wordsOf((await report('601')).blocks)).toMatch(/规划处 3 2 0 0 1/);
  const seen = wordsOf((await formOf(second)).blocks);
  expect(seen).toMatch(/出席（周慎行，11月26日.*）　手机没电/);
  expect(seen).not.toContain('早退');
  const audit = await office.transact((tx) => auditEntries(tx, { action: 'meeting.attendance', limit: 9 }));
  expect(JSON.stringify(audit)).not.toContain('手机');
  await eraseCorrectionReasons(office.meeting, ME);
  expect(wordsOf((await formOf(second)).blocks)).not.toContain('手机没电');
});

test('nobody has to close it: it closes by itself some hours after the end, and of a cancelled meeting without a report', async () => {
  const { office, meeting } = await opened();
  const job = meetingJobs(office.meeting).find(({ name }) => name === 'meeting.closeCheckIn');
  const end = later(meeting.endsAt, 4);
  expect(await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined))).toBe(end);
  office.moveTo((end - 1) as typeof end);
  await job?.run(office.now());
  expect(await office.outbox('meeting.report:')).toEqual([]);
  office.moveTo(end);
  await job?.run(office.now());
  await job?.run(office.now());
  expect((await office.outbox('meeting.report:')).length).toBeGreaterThan(3);
  const other = await opened();
  const code = await other.codeNow();
  await other.change({ state: 'cancelled' });
  const say = async () => cardIn(await talk(other.office, ME).say(`签到 ${code}`)).summary;
  expect(await say()).toContain('不对');
  await meetingJobs(other.office.meeting)
    .find(({ name }) => name === 'meeting.closeCheckIn')
    ?.run(other.office.now());
  expect(await say()).toContain('没有正在签到');
  expect(await other.office.outbox('meeting.report:')).toEqual([]);
});

test('the big screen shows the code and two numbers to whoever knows its address, and nothing that was typed is markup', async () => {
  const { office, checkIn, codeNow, board, close, meeting, change } = await opened();
  await change({ title: '<script>alert(1)</script> & "会"' });
  await checkIn(ME);
  expect(wordsOf(board.blocks)).toContain('没有设置四问的网址');
  const public_ = { ...office.meeting, publicUrl: 'https://siwen.example.cn' };
  const again = await openCheckIn(public_, { meetingId: meeting.id, memberId: ORGANIZER });
  const token = again.ok ? again.board.token : '';
  const link = `/check-in/${token}`;
  const linked = boardForm(
    { meeting, token, closed: false, afterwards: false, code: '123456', left: 3, figures: NOBODY },
    'https://siwen.example.cn',
    READER,
  );
  expect(JSON.stringify(linked.blocks)).toContain(`https://siwen.example.cn${link}`);
  const routes = checkInRoutes(office.meeting, silent);
  const page = async (path: string) => {
    const response = await routes.request(path);
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  const shown = await page(link);
  expect(shown.html).toContain(await codeNow());
  expect(shown.html).toContain('实到 1 / 应到 25');
  expect(shown.html).toContain('http-equiv="refresh"');
  expect(shown.html).not.toContain('<script');
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await page('/check-in/guess')).status).toBe(404);
  office.moveTo(meeting.startsAt);
  await close();
  const over = await page(link);
  expect(over.html).toContain('签到已结束');
  expect(over.html).not.toContain('refresh');
});

/** As a roster may have it. */
const named = async ({ transact }: Office, id: string, name: string): Promise<void> => {
  await transact((tx) => tx.updateTable('org_member').set({ name }).where('id', '=', id).execute());
};

const silent = { error: () => undefined };
const NOBODY = { expected: 0, present: 0, excused: 0, late: 0, absent: 0 };
const READER = { locale: 'zh-CN', zone: zone(), now: at('2026-11-26', '08:50') } as const;
