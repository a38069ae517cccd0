import { expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { correctBalance, undoEntry } from '../../../src/leave/balance/entry-service.js';
import { balanceOf } from '../../../src/leave/balance/service.js';
import { decide, finish } from '../../../src/leave/decide/decision-service.js';
import { chainWithdrawn } from '../../../src/leave/decide/over-service.js';
import type { Leave } from '../../../src/leave/leave.js';
import { answerAsActing } from '../../../src/leave/request/acting-service.js';
import { reportBack } from '../../../src/leave/request/back/service.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { cancel } from '../../../src/meeting/announce/service.js';
import type { MemberId } from '../../../src/org/member.js';
import { announced, OFFICE, previewedChange } from '../../meeting/announce/organizing.js';
import { FILLED, meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, requested, stateNow } from './world.js';

/* What whoever decides has before them goes with what happens while they have not decided. */

const LEADER = '003';
const HEAD = '601';
const DEPUTY = '602';
const ME = '603';
const PERSONNEL = '302';

const cardOf = async (office: Office, leave: Leave, to = LEADER): Promise<string> =>
  wordsOf((await cardNow(office, `leave.approve:${leave.id}:${to}`)).blocks);
const approve = (office: Office, { id }: Leave, memberId = LEADER, position = 0) =>
  decide(office.leave, { id, position, memberId, verdict: 'approved', words: '' });
const corrected = (office: Office, id: string, halfDays: number) =>
  correctBalance(office.leave, { id, memberId: PERSONNEL, of: ME, year: 2026, halfDays, reason: '上年多休' });

const bothAsk = async (office: Office): Promise<[Leave, Leave]> => [
  await requested(office, HEAD, { kind: 'annual-leave', ...acting('701') }),
  await requested(office, DEPUTY, { kind: 'annual-leave' }),
];

test.each([
  ['701', '004'],
  ['004', '701'],
])(
  'where a bureau leader heads a department besides, the two who lead it are told of together: %s is away, %s asks',
  async (away, asks) => {
    const office = await testOffice();
    // 004 heads 项目管理处 himself, and 701 comes next there.
    await reimport(office, (csv) =>
      csv.replace(/^004,(.*)局领导,,,/m, '004,$1局领导,,项目管理处,').replace(/^701,(.*)项目管理处,,是,/m, '701,$1项目管理处,,,'),
    );
    await leaveOf(office, away, days('2026-12-01 am', '2026-12-03 pm'));
    await requested(office, asks, { kind: 'annual-leave' }, days('2026-12-02 am', '2026-12-03 pm'));
    const [card] = await office.outbox('leave.approve:');
    expect(wordsOf((await cardNow(office, card?.key ?? '')).blocks)).toContain('项目管理处排名前两位');
  },
);

test('while both who lead wait, the approval of one puts the warning on the card of the other, and its withdrawal takes it off', async () => {
  const office = await testOffice();
  const [head, deputy] = await bothAsk(office);
  expect(await cardOf(office, deputy)).not.toContain('排名前两位');
  expect(await approve(office, head)).toMatchObject({ ok: true });
  expect(await cardOf(office, deputy)).toContain('排名前两位');
  await office.transact(async (tx) => {
    await moveLeave(tx, head.id, ['approved'], 'withdrawn');
    await chainWithdrawn(tx, office.leave, head);
  });
  expect(await cardOf(office, deputy)).not.toContain('排名前两位');
});

test('of several that are approved at once, one that has more to be weighed because of the others is asked about again', async () => {
  const office = await testOffice();
  const [head, deputy] = await bothAsk(office);
  const chosen = [`${head.id}:0`, `${deputy.id}:0`];
  const leader = talk(office, LEADER);
  const report = wordsOf(formIn(await leader.submit(formIn(await leader.press('leave.approvals')), { chosen })).blocks);
  expect(report).toContain('已同意 1 件');
  expect(report).toMatch(/梁思远.*有新的需要留意的情况/);
  expect(report).not.toContain('现由');
  expect([await stateNow(office, head), await stateNow(office, deputy)]).toEqual(['approved', 'pending']);
  const again = formIn(await leader.press('leave.approvals'));
  expect(wordsOf(again.blocks)).toContain('有需要留意的情况');
  expect(wordsOf(formIn(await leader.submit(again, { chosen })).blocks)).toContain('已同意 1 件');
  expect(await stateNow(office, deputy)).toBe('approved');
});

test('of several that are approved at once, something new to weigh is asked about also where as much has gone meanwhile', async () => {
  const office = await testOffice();
  const head = await leaveOf(office, HEAD, days('2026-12-01 am', '2026-12-02 pm'));
  const [one, other] = [await requested(office, DEPUTY, { kind: 'annual-leave' }), await requested(office, ME, { kind: 'annual-leave' })];
  await noteMeeting(office, meetingAt(at('2026-12-01', '09:00')), [ME]);
  const leader = talk(office, LEADER);
  const form = formIn(await leader.press('leave.approvals'));
  await withdrawLeave(office.leave, { id: head.id, memberId: HEAD });
  for (const time of ['09:00', '15:00']) await noteMeeting(office, meetingAt(at('2026-12-02', time)), [DEPUTY]);
  const chosen = [`${one.id}:0`, `${other.id}:0`];
  const report = wordsOf(formIn(await leader.submit(form, { chosen })).blocks);
  expect(report).toMatch(/梁思远.*有新的需要留意的情况/);
  // What has only gone is nothing new.
  expect([await stateNow(office, one), await stateNow(office, other)]).toEqual(['pending', 'approved']);
});

test('a bureau-wide meeting that is announced while a request waits stands on its card, at its new time where it is moved, until it is called off', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME);
  const organizer = talk(office, OFFICE);
  const shown = async () => /全局性会议 .*/.exec(await cardOf(office, leave, HEAD))?.[0];
  const change = async (values: FormValues) => organizer.submit(await previewedChange(organizer, meetingId, values), {});
  expect(await shown()).toBeUndefined();
  const meetingId = await announced(organizer, FILLED);
  expect(await shown()).toContain('机关干部大会　12月2日（周三） 09:00–11:00');
  await change({ start: '14:30', end: '16:00' });
  expect(await shown()).toContain('14:30–16:00');
  await change({ date: '2026-12-18' });
  expect(await shown()).toBeUndefined();
  await change({ date: '2026-12-03' });
  expect(await shown()).toContain('12月3日');
  expect(await cancel(office.meeting, OFFICE, { meetingId, sequence: 3 })).toMatchObject({ ok: true });
  expect(await shown()).toBeUndefined();
});

test('of whoever stands in for colleagues at many times the card names some, and says how many there are', async () => {
  const office = await testOffice();
  for (let day = 1; day <= 7; day++) await leaveOf(office, DEPUTY, days(`2026-12-0${day} am`, `2026-12-0${day} am`), acting(ME));
  const words = await cardOf(office, await requested(office, ME, {}, days('2026-12-01 am', '2026-12-31 pm')), HEAD);
  expect(words.match(/申请人同期在为梁思远代管工作/g)).toHaveLength(5);
  expect(words).toContain('以上情形共 7 次，列出前 5 次。');
});

test('who was to be in charge for somebody else, and declines, is not said to be any more', async () => {
  const office = await testOffice();
  const of = await leaveOf(office, '602', days('2026-12-01 am', '2026-12-02 pm'), acting(ME));
  const leave = await requested(office, ME);
  expect(await cardOf(office, leave, HEAD)).toContain('为梁思远代管');
  expect(await answerAsActing(office.leave, { id: of.id, memberId: ME, answer: 'declined' })).toEqual({ ok: true });
  expect(await cardOf(office, leave, HEAD)).not.toContain('为梁思远代管');
});

test('what personnel enters into the ledger, and undoes, stands on the card of whoever decides', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME, { kind: 'annual-leave' });
  expect(await cardOf(office, leave)).toContain('剩 2 天');
  await corrected(office, 'e1', -8);
  expect(await cardOf(office, leave)).toContain('超出 2 天');
  await undoEntry(office.leave, { id: 'e2', memberId: PERSONNEL, undoes: 'e1', reason: '记错' });
  expect(await cardOf(office, leave)).toContain('剩 2 天');
});

test('another request of the same member takes from what is left, until it is refused', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME, { kind: 'annual-leave' });
  const other = await requested(office, ME, { kind: 'annual-leave' }, days('2026-12-08 am', '2026-12-08 pm'));
  expect(await cardOf(office, leave)).toContain('剩 1 天');
  await decide(office.leave, { id: other.id, position: 0, memberId: LEADER, verdict: 'refused', words: '另有安排' });
  expect(await cardOf(office, leave)).toContain('剩 2 天');
});

test('lists of what waits say what is left of annual leave, and mark what is too much', async () => {
  const office = await testOffice();
  await requested(office, ME, { kind: 'annual-leave' });
  const leader = talk(office, LEADER);
  const list = async () => wordsOf(cardIn(await leader.command('审批')).blocks);
  const form = async () => wordsOf(formIn(await leader.press('leave.approvals')).blocks);
  for (const words of [await list(), await form()]) {
    expect(words).toMatch(/2026年年休假.*共 5 天，计入这次后剩 2 天/);
    expect(words).not.toContain('有需要留意的情况');
  }
  await corrected(office, 'e1', -8);
  for (const words of [await list(), await form()]) {
    expect(words).toContain('超出 2 天');
    expect(words).toContain('有需要留意的情况');
  }
});

test('away as well is whoever is of the department now, and nobody who has left the office', async () => {
  const office = await testOffice();
  for (const id of ['602', '702', '801']) await leaveOf(office, id, days('2026-12-01 am', '2026-12-31 pm'));
  await office.transact(async (tx) => {
    const departmentOf = async (id: string) =>
      (await tx.selectFrom('org_member').select('department_id').where('id', '=', id).executeTakeFirstOrThrow()).department_id;
    const [planning, projects] = [await departmentOf(ME), await departmentOf('702')];
    await tx
      .updateTable('org_member')
      .set({ department_id: planning })
      .where('id', 'in', ['702', '801'] as MemberId[])
      .execute();
    await tx.updateTable('org_member').set({ department_id: projects }).where('id', '=', '602').execute();
    await tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '801').execute();
  });
  const words = await cardOf(office, await requested(office, ME), HEAD);
  expect(/同期不在岗 .*/.exec(words)?.[0]).toMatch(/^同期不在岗 曾求索　12月1日（周二）–12月31日（周四）$/);
});

test('of several leaves of a colleague each counts: the applicant may be in charge for the shorter one', async () => {
  const office = await testOffice();
  await leaveOf(office, HEAD, days('2026-12-01 am', '2026-12-02 pm'), acting(DEPUTY));
  await leaveOf(office, HEAD, days('2026-12-08 am', '2026-12-11 pm'), acting('801'));
  const leave = await requested(office, DEPUTY, { kind: 'annual-leave' }, days('2026-12-01 am', '2026-12-11 pm'));
  const words = await cardOf(office, leave);
  expect(words).toContain('申请人同期在为高思衡代管工作：12月1日（周二）–12月2日（周三）');
  expect(words).toContain('部门领导高思衡同期也不在岗：12月8日（周二）–12月11日（周五）');
});

test('of a colleague with many leaves it is still one person who is away', async () => {
  const office = await testOffice();
  for (const day of [1, 2, 3, 4, 7, 8]) await leaveOf(office, '602', days(`2026-12-0${day} am`, `2026-12-0${day} am`));
  const words = await cardOf(office, await requested(office, ME, {}, days('2026-12-01 am', '2026-12-11 pm')), HEAD);
  expect(words).toContain('共 1 人');
});

test('what was carried over and has lapsed by then is not said to be left', async () => {
  const office = await testOffice(at('2027-02-01', '10:00'));
  const carryOver = { years: 1, fromYear: 2026, untilMonth: 3 } as const;
  const leave = { ...office.leave, policy: { ...office.leave.policy, annual: { carryOver } } };
  const request = await requested({ ...office, leave }, ME, { kind: 'annual-leave' }, days('2027-04-06 am', '2027-04-07 pm'));
  expect(await cardOf(office, request)).toContain('共 5 天，计入这次后剩 3 天');
});

test('with a change it is what is left once the change stands', async () => {
  const office = await testOffice();
  const former = await leaveOf(office, ME, days('2026-12-01 am', '2026-12-07 pm'), { kind: 'annual-leave' });
  const change = await requested(office, ME, { kind: 'annual-leave', replaces: former.id });
  expect(await cardOf(office, change)).toContain('共 5 天，计入这次后剩 2 天');
});

test('of leave that was cut short before personnel processed it, every card and 待办 say what it came to, as the ledger does', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME, { kind: 'annual-leave' }, days('2026-11-25 am', '2026-11-27 pm'));
  await approve(office, leave);
  office.moveTo(at('2026-11-26', '09:00'));
  expect(await reportBack(office.leave, { id: leave.id, memberId: ME, on: '2026-11-26', half: 'morning' })).toMatchObject({ ok: true });
  const balance = await office.transact((tx) => balanceOf(tx, office.leave, ME, 2026));
  const left = `剩 ${(balance?.left ?? 0) / 2} 天`;
  const read = async (card: string) => wordsOf((await cardNow(office, `leave.${card}`)).blocks);
  expect(await read(`process:${leave.id}:301`)).toContain(left);
  const todos = wordsOf(cardIn(await talk(office, '301').command('待办')).blocks);
  expect(todos).toMatch(/邓禾.*　1 天/);
  expect(todos).toContain(left);
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  for (const card of [`process:${leave.id}:301`, `file:${leave.id}:101`]) {
    expect(await read(card)).toMatch(/工作日[^工]*1 天/);
    expect(await read(card)).not.toContain('3 天');
  }
});

test('as long as the holidays of its year are not announced, that its days are a guess', async () => {
  const office = await testOffice();
  const period = days('2027-02-05 am', '2027-02-10 pm');
  expect(await cardOf(office, await requested(office, ME, { kind: 'annual-leave' }, period))).toContain('2027 年放假安排尚未公布');
});
