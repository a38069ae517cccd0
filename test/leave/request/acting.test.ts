import { expect, test } from 'vitest';
import { startDues } from '../../../src/leave/away/due/service.js';
import { calendarFile } from '../../../src/leave/away/icalendar/service.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { Leave } from '../../../src/leave/leave.js';
import { answerAsActing, followActing, nameAnother } from '../../../src/leave/request/acting-service.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { tell } from '../../../src/leave/showing.js';
import { findLeave } from '../../../src/leave/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, historyNow, requested, toldOf } from '../decide/world.js';

/* Whoever has agreed to be in charge leaves the office, or is to be away at the same time. */

const LEADER = '003';
const HEAD = '601';
const DEPUTY = '602' as MemberId;
const ANOTHER = '701';

async function agreed(): Promise<{ office: Office; leave: Leave }> {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const leave = await leaveOf(office, HEAD, days('2026-11-27 am', '2026-12-04 pm'), acting(DEPUTY));
  await office.transact((tx) => startDues(tx, office.leave, leave));
  return { office, leave };
}
const onRoster = (office: Office, active: 0 | 1) =>
  office.transact((tx) => tx.updateTable('org_member').set({ active }).where('id', '=', DEPUTY).execute());
const leaves = (office: Office) => onRoster(office, 0);
async function goesAway(office: Office, from = '2026-12-02 am', until = '2026-12-03 pm'): Promise<Leave> {
  const other = await requested(office, DEPUTY, { kind: 'annual-leave' }, days(from, until));
  await decide(office.leave, { id: other.id, position: 0, memberId: LEADER, verdict: 'approved', words: '' });
  return other;
}
async function untilReminded(office: Office, { id }: Leave): Promise<string> {
  for (let hour = 0; hour < 54; hour++) {
    for (const job of leaveJobs(office.leave)) await job.run(office.now());
    office.pass(1);
  }
  return wordsOf((await cardNow(office, `leave.remind:${id}:before:0`)).blocks);
}
const names = (office: Office, { id }: Leave, actingId = ANOTHER) => nameAnother(office.leave, { id, memberId: HEAD, actingId });
const declines = (office: Office, { id }: Leave, memberId: string) => answerAsActing(office.leave, { id, memberId, answer: 'declined' });

test('whoever has left the office is not said to be in charge, and who is away is told, once', async () => {
  const { office, leave } = await agreed();
  await leaves(office);
  expect(await untilReminded(office, leave)).toContain('梁思远　不能代管');
  expect(await historyNow(office, leave)).toEqual([`acting-left ${DEPUTY}`]);
  expect(await toldOf(office, `leave.actingDeclined:${leave.id}`)).toEqual([HEAD]);
  expect(await names(office, leave)).toMatchObject({ ok: true });
});

test('another may be named in place of whoever has left before anybody has looked', async () => {
  const { office, leave } = await agreed();
  await leaves(office);
  expect(await names(office, leave)).toMatchObject({ ok: true });
});

test('so is who has named somebody whose own leave for the same time is approved later, and the reminder says so', async () => {
  const { office, leave } = await agreed();
  const away = await goesAway(office);
  const words = wordsOf((await cardNow(office, `leave.actingAway:${leave.id}:${DEPUTY}:0:${away.id}`)).blocks);
  expect(words).toContain('梁思远在你出差期间');
  expect(await toldOf(office, `leave.actingAway:${leave.id}`)).toEqual([HEAD]);
  expect(await untilReminded(office, leave)).toContain('梁思远　同期也不在岗');
});

test('another is named in place of whoever is away, who is told that they are off', async () => {
  const { office, leave } = await agreed();
  expect(await names(office, leave)).toMatchObject({ refusal: 'acting-stands' });
  await goesAway(office);
  expect(await names(office, leave)).toMatchObject({ ok: true });
  expect(await toldOf(office, `leave.actingOff:${leave.id}`)).toEqual([DEPUTY]);
  expect(await toldOf(office, `leave.acting:${leave.id}`)).toEqual([ANOTHER]);
});

test('whoever is asked once more, after another was named in their place, has a message of it, and of being off once more', async () => {
  const { office, leave } = await agreed();
  await office.transact((tx) => tell(tx, office.leave, leave, DEPUTY, 'acting'));
  const away = await goesAway(office);
  await names(office, leave);
  await withdrawLeave(office.leave, { id: away.id, memberId: DEPUTY });
  await declines(office, leave, ANOTHER);
  expect(await names(office, leave, DEPUTY)).toMatchObject({ ok: true });
  const again = await cardNow(office, `leave.actingAgain:${leave.id}:${DEPUTY}:1`);
  expect(pressable(again.blocks).map(({ id }) => id)).toEqual(['leave.actingAccept', 'leave.actingDecline']);
  await withdrawLeave(office.leave, { id: leave.id, memberId: HEAD });
  expect(await toldOf(office, `leave.actingOff:${leave.id}:${DEPUTY}`)).toEqual([DEPUTY, DEPUTY]);
});

test('whoever was off the roster for a time, is named again and declines: who is away is told of that as well', async () => {
  const { office, leave } = await agreed();
  await leaves(office);
  await untilReminded(office, leave);
  await onRoster(office, 1);
  expect(await names(office, leave, DEPUTY)).toMatchObject({ ok: true });
  expect(await declines(office, leave, DEPUTY)).toEqual({ ok: true });
  expect(await toldOf(office, `leave.actingDeclined:${leave.id}`)).toEqual([HEAD, HEAD]);
});

test('whoever is on the roster again is asked once more, unless they have declined themselves or another was named', async () => {
  const { office, leave } = await agreed();
  const answer = () => office.transact(async (tx) => (await findLeave(tx, leave.id))?.acting);
  const outAndBack = async () => {
    for (const active of [0, 1] as const) {
      await onRoster(office, active);
      await followActing(office.leave);
    }
  };
  await outAndBack();
  expect(await answer()).toEqual({ memberId: DEPUTY, answer: 'asked' });
  expect(await toldOf(office, `leave.acting:${leave.id}`)).toEqual([DEPUTY]);
  await outAndBack();
  expect(await toldOf(office, `leave.actingAgain:${leave.id}`)).toEqual([DEPUTY]);
  expect(await answerAsActing(office.leave, { id: leave.id, memberId: DEPUTY, answer: 'accepted' })).toEqual({ ok: true });
  await declines(office, leave, DEPUTY);
  await outAndBack();
  expect((await answer())?.answer).toBe('declined');
  await names(office, leave);
  await outAndBack();
  expect((await answer())?.memberId).toBe(ANOTHER);
});

test('who presses 另请代管人 of a former message reads that somebody is asked, as long as it is not over', async () => {
  const { office, leave } = await agreed();
  await declines(office, leave, DEPUTY);
  await names(office, leave);
  const pressed = async () => wordsOf(cardIn(await talk(office, HEAD).press('leave.nameActing', leave.id)).blocks);
  expect(await pressed()).toBe('已经请了代管人，目前不用另请，没有做任何改动。');
  office.moveTo(at('2026-12-07', '09:00'));
  expect(await pressed()).toBe('这份申请已经办结，没有做任何改动。');
});

test('nobody is asked to name another for days that are over', async () => {
  const { office, leave } = await agreed();
  office.moveTo(at('2026-12-03', '10:00'));
  await goesAway(office, '2026-12-01 am', '2026-12-02 pm');
  expect(await toldOf(office, `leave.actingAway:${leave.id}`)).toEqual([]);
});

test('whoever has never said whether they will is asked no more once it is over, and what they are asked since stands on Home', async () => {
  const office = await testOffice();
  const over: Leave[] = [];
  for (const day of ['2026-12-01', '2026-12-02', '2026-12-03'])
    over.push(await leaveOf(office, '603', days(`${day} am`, `${day} pm`), acting(DEPUTY, 'asked')));
  await leaveOf(office, HEAD, days('2026-12-28 am', '2026-12-30 pm'), acting(DEPUTY, 'asked'));
  const home = async () => {
    const answer = await talk(office, DEPUTY).home();
    return answer.do === 'home' ? wordsOf(answer.home.blocks) : '';
  };
  expect(await home()).not.toContain('高思衡');
  office.moveTo(at('2026-12-20', '10:00'));
  expect(await home()).toContain('高思衡');
  expect(await home()).not.toContain('邓禾');
  for (const { id } of over)
    expect(await answerAsActing(office.leave, { id, memberId: DEPUTY, answer: 'accepted' })).toEqual({ ok: false, refusal: 'closed' });
});

test('whose acting person is to be away after all, by another leave than the one that they withdrew, is told of that too', async () => {
  const { office, leave } = await agreed();
  const first = await goesAway(office);
  await withdrawLeave(office.leave, { id: first.id, memberId: DEPUTY });
  await goesAway(office, '2026-11-30 am', '2026-12-04 pm');
  expect(await toldOf(office, `leave.actingAway:${leave.id}`)).toEqual([HEAD, HEAD]);
});

test('the calendar entry of whoever has one names nobody any more who has left the office', async () => {
  const { office, leave } = await agreed();
  await talk(office, HEAD).press('leave.calendar', leave.id);
  await leaves(office);
  await followActing(office.leave);
  const files = await office.outbox('leave.calendarFile:');
  expect(files).toHaveLength(2);
  const file = await calendarFile(office.leave, leave.id, HEAD as MemberId);
  expect(file?.content.toString()).not.toContain('梁思远');
});

test('once the request was returned, it is not called settled: another is named where it is changed, and nobody has to answer', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const leave = await requested(office, HEAD, { kind: 'annual-leave', ...acting(DEPUTY, 'asked') }, days('2026-12-02 am', '2026-12-04 pm'));
  await declines(office, leave, DEPUTY);
  await decide(office.leave, { id: leave.id, position: 0, memberId: LEADER, verdict: 'returned', words: '请另定代管人' });
  const { blocks } = cardIn(await talk(office, HEAD).press('leave.nameActing', leave.id));
  expect(wordsOf(blocks)).toContain('这份申请已退回修改。');
  expect(pressable(blocks).map(({ label }) => label)).toEqual(['修改后重新提交', '查看']);
  expect(await talk(office, HEAD).press('leave.change', leave.id)).toMatchObject({ do: 'open' });
  expect(wordsOf(cardIn(await talk(office, DEPUTY).press('leave.actingDecline', leave.id)).blocks)).toContain('现在不用答复');
});
