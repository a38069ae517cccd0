import { expect, test, vi } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { leaveCounts } from '../../../src/leave/away/count-service.js';
import { viewAway } from '../../../src/leave/away/overview/service.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { createMetrics } from '../../../src/metrics.js';
import { metricsSources } from '../../../src/metrics-sources.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import Database from '../../../src/sqlite.js';
import { addCrowd } from '../../support/crowd.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { requested } from '../decide/world.js';
import { acting, days, leaveOf, reportBack } from './world.js';

const [ME, COLLEAGUE, HEAD] = ['603', '602', '601'];

async function seen(office: Office, memberId: string, from = '2026-11-24', to = from) {
  const dates = { from: from as PlainDate, to: to as PlainDate };
  const result = await viewAway(office.leave, { viewer: { member: memberId as MemberId }, dates });
  return result.ok ? result.lines.map(({ name }) => name) : result.refusal;
}
const shown = async (office: Office, memberId: string, words = '外出') => wordsOf(cardIn(await talk(office, memberId).say(words)).blocks);

/** One of each: of planning, of the office, of personnel, of the first unit. */
async function everywhere() {
  const office = await testOffice();
  for (const id of [ME, '104', '302', '803']) await leaveOf(office, id, days('2026-11-24 am', '2026-11-25 pm'));
  return office;
}
const ALL = ['李思齐', '宋予安', '邓禾', '孟小川'];

/** Written by hand from domain.md §5. */
test.each([
  ['001', 'the head of the bureau', ALL],
  ['002', 'a supervising leader: office, political work, personnel, party committee', ['李思齐', '宋予安']],
  ['003', 'another: planning and the first unit', ['邓禾', '孟小川']],
  ['601', 'a department’s head', ['邓禾']],
  ['101', 'the head of the office', ALL],
  ['104', 'anybody in the office', ALL],
  ['301', 'the head of personnel', ALL],
  ['302', 'anybody in personnel', ALL],
  ['602', 'a deputy head has no right', 'right-missing'],
  ['603', 'nor has a member', 'right-missing'],
  ['202', 'nor has political work', 'right-missing'],
])('%s, %s', async (memberId, _who, expected) => {
  expect(await seen(await everywhere(), memberId)).toEqual(expected);
});

test('who, which kind, from when until when, who is in charge', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 pm', '2026-11-26 am'), { kind: 'annual-leave', ...acting(COLLEAGUE) });
  await leaveOf(office, COLLEAGUE, days('2026-11-24 am', '2026-11-24 pm'), acting(HEAD, 'declined'));
  const words = await shown(office, HEAD);
  expect(words).toContain('外出 2 人');
  expect(words).toContain('邓禾 　年休假　11月24日（周二）下午–11月26日（周四）上午 　代管：梁思远');
  expect(words).not.toContain('代管：高思衡');
});

test.each([
  ['外出', ['梁思远']],
  ['外出情况', ['梁思远']],
  ['外出 明天', []],
  ['外出 本周', ['梁思远', '邓禾']],
  ['外出 下周', ['邓禾']],
  ['外出 2026-12-01..2026-12-05', ['邓禾']],
  ['外出 12月1日到12月5日', ['邓禾']],
  ['away next week', ['邓禾']],
])('%s', async (words, expected) => {
  const office = await testOffice();
  await leaveOf(office, COLLEAGUE, days('2026-11-24 am', '2026-11-24 pm'));
  await leaveOf(office, ME, days('2026-11-27 pm', '2026-12-01 am'));
  await leaveOf(office, HEAD, days('2026-11-24 am', '2026-12-24 pm'), { state: 'pending' });
  const said = await shown(office, HEAD, words);
  expect(['梁思远', '邓禾', '高思衡'].filter((name) => said.includes(name))).toEqual(expected);
  expect(said.includes('没有人外出')).toBe(expected.length === 0);
});

test('a period that is not understood is asked for again', async () => {
  expect(await shown(await testOffice(), HEAD, '外出 什么时候')).toContain('没有看懂时段');
});

test('who is away is shown for a year at most', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-24 pm'));
  expect(await seen(office, HEAD, '2026-01-01', '2026-12-31')).toEqual(['邓禾']);
  expect(await seen(office, HEAD, '2024-01-01', '2024-12-31')).toEqual([]);
  expect(await seen(office, HEAD, '2010-01-01', '2026-12-31')).toBe('period-too-long');
  expect(await shown(office, HEAD, '外出 2010-01-01..2026-12-31')).toContain('最多查看一年');
});

test('whoever has not reported back is marked from the day after their return on, in every view that has today in it', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, days('2026-11-19 am', '2026-11-20 pm'));
  // Due back on Monday, the 23rd.
  office.moveTo(at('2026-11-23', '23:59'));
  expect(await shown(office, HEAD)).toContain('没有人外出');
  office.moveTo(at('2026-11-24', '00:00'));
  expect(await shown(office, HEAD)).toContain('外出 0 人，逾期未销假 1 人');
  expect(await shown(office, HEAD)).toMatch(/邓禾.*逾期未销假/);
  expect(await shown(office, HEAD, '外出 本月')).toContain('逾期未销假 1 人');
  expect(await shown(office, HEAD, '外出 明天')).toContain('没有人外出');
  // Once, though the leave itself lies in the month as well.
  expect((await shown(office, HEAD, '外出 本月')).match(/邓禾/g)).toHaveLength(1);
  await reportBack(office, leave, '2026-11-24 am');
  expect(await shown(office, HEAD)).toContain('没有人外出');
});

test('whoever could not be asked to be back before is not late on the same day', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const late = await requested(office, ME, {}, days('2026-11-19 am', '2026-11-20 pm'));
  await decide(office.leave, { id: late.id, position: 0, memberId: HEAD, verdict: 'approved', words: '' });
  expect(await shown(office, HEAD)).toContain('没有人外出');
  office.moveTo(at('2026-11-25', '00:00'));
  expect(await shown(office, HEAD)).toContain('逾期未销假 1 人');
});

test('whoever waits for the decision on a longer leave is not called late by whoever has to decide it', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, days('2026-11-23 am', '2026-11-24 pm'));
  const longer = await requested(office, ME, { replaces: leave.id }, days('2026-11-23 am', '2026-12-01 pm'));
  office.moveTo(at('2026-11-26', '09:00'));
  const overdue = async () => {
    const result = await viewAway(office.leave, {
      viewer: { member: HEAD as MemberId },
      dates: { from: '2026-11-26' as PlainDate, to: '2026-11-26' as PlainDate },
    });
    return result.ok && result.overdue;
  };
  expect(await overdue()).toBe(0);
  await office.transact((tx) => moveLeave(tx, longer.id, ['pending'], 'refused'));
  expect(await overdue()).toBe(1);
});

test('whoever has not reported back from two leaves is one person', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-16 am', '2026-11-16 pm'));
  await leaveOf(office, ME, days('2026-11-19 am', '2026-11-20 pm'));
  expect(await shown(office, HEAD)).toContain('外出 0 人，逾期未销假 1 人');
});

test('whoever came back early is away until then', async () => {
  const office = await testOffice();
  await reportBack(office, await leaveOf(office, ME, days('2026-11-23 am', '2026-11-27 pm')), '2026-11-24 pm');
  expect(await shown(office, HEAD)).toContain('11月23日（周一）上午–11月24日（周二）上午');
  expect(await shown(office, HEAD, '外出 明天')).toContain('没有人外出');
});

test('of a crowd a page at a time, each person once, within what a chat takes', async () => {
  const office = await testOffice();
  await addCrowd(office, 100);
  for (let n = 0; n < 70; n++) await leaveOf(office, `M${n}`, days('2026-11-24 am', '2026-11-24 pm'));
  const person = talk(office, '101');
  let card = cardIn(await person.say('外出'));
  const listed: string[] = [];
  let pages = 0;
  for (;;) {
    pages += 1;
    for (const block of card.blocks)
      if (block.kind === 'list') for (const [name] of block.items) listed.push(typeof name === 'object' ? name.text : '');
    const next = pressable(card.blocks).find(({ label }) => label === '下一页');
    if (!next) break;
    card = cardIn(await person.press(next.id, next.value));
  }
  expect([pages, listed.length]).toEqual([5, 70]);
  expect(button(card.blocks, '上一页').id).toBe('leave.away');
});

test('a department is chosen from what one may see, and nothing else, whatever is pressed', async () => {
  const office = await everywhere();
  const card = cardIn(await talk(office, '003').say('外出'));
  const choices = pressable(card.blocks).filter(({ value }) => value.split('|')[1]);
  expect(new Set(choices.map(({ label }) => label))).toEqual(new Set(['规划处', '第一工程管理所']));
  const unit = choices.find(({ label }) => label === '第一工程管理所');
  const one = wordsOf(cardIn(await talk(office, '003').press('leave.away', unit?.value)).blocks);
  expect([one.includes('孟小川'), one.includes('邓禾')]).toEqual([true, false]);
  expect(wordsOf(cardIn(await talk(office, '601').press('leave.away', unit?.value)).blocks)).toContain('不在你的查看范围内');
  for (const value of ['|||', '今天|nothing|x', '2026-99-99..|', '本周||99999999'])
    expect(wordsOf(cardIn(await talk(office, '601').press('leave.away', value)).blocks).length).toBeGreaterThan(0);
});

test('each look is recorded, and Home offers it to whoever has the right', async () => {
  const office = await everywhere();
  await shown(office, HEAD);
  const [entry] = await office.transact((tx) => auditEntries(tx, { limit: 1 }));
  expect(entry).toMatchObject({ action: 'leave.away-viewed', actor: { member: HEAD }, subject: '2026-11-24..2026-11-24' });
  const home = async (id: string) => {
    const answer = await talk(office, id).home();
    return answer.do === 'home' ? pressable(answer.home.blocks).map(({ id: action }) => action) : [];
  };
  expect(await home(HEAD)).toContain('leave.away');
  expect(await home(ME)).not.toContain('leave.away');
  expect(wordsOf(cardIn(await talk(office, HEAD).press('leave.away', '', 'home')).blocks)).toContain('邓禾');
});

test('whoever has left the office is away in the metrics as little as in 外出情况', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await leaveOf(office, ME, days('2026-11-23 am', '2026-11-27 pm'));
  await leaveOf(office, COLLEAGUE, days('2026-11-23 am', '2026-11-27 pm'));
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active: 0 })
      .where('id', '=', ME as MemberId)
      .execute(),
  );
  expect(await office.transact((tx) => leaveCounts(tx, office.leave))).toMatchObject({ away: 1 });
});

test('a request that was withdrawn, refused or returned waits for nobody in the metrics', async () => {
  const office = await testOffice();
  const waiting = {
    withdrawn: await requested(office, HEAD),
    refused: await requested(office, COLLEAGUE),
    returned: await requested(office, ME),
  };
  const pending = async () => (await office.transact((tx) => leaveCounts(tx, office.leave))).pending;
  expect(await pending()).toBe(3);
  for (const state of ['withdrawn', 'refused', 'returned'] as const)
    await office.transact((tx) => moveLeave(tx, waiting[state].id, ['pending'], state));
  expect(await pending()).toBe(0);
});

test('the metrics count what waits, who is away and who is overdue, and name nobody', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-25 pm'));
  await leaveOf(office, COLLEAGUE, days('2026-11-19 am', '2026-11-20 pm'));
  await requested(office, HEAD);
  const text = await createMetrics({ ...metricsSources(office.ground), connected: () => true }).text();
  expect(text.split('\n').filter((line) => line.startsWith('siwen_leave'))).toEqual([
    'siwen_leave_requests{state="pending"} 1',
    'siwen_leave_requests{state="away"} 1',
    'siwen_leave_requests{state="overdue"} 1',
  ]);
});

test('however many are overdue, the members are read at once, and so is what goes on from their leave', async () => {
  const office = await testOffice();
  const statement: { all: (this: { source: string }) => unknown } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  const reads = async () => {
    const all = vi.spyOn(statement, 'all');
    await office.transact((tx) => leaveCounts(tx, office.leave));
    const count = all.mock.contexts.filter(({ source }) => /org_member|leave_request/.test(source)).length;
    all.mockRestore();
    return count;
  };
  await leaveOf(office, ME, days('2026-11-16 am', '2026-11-16 pm'));
  const before = await reads();
  for (const day of [17, 18, 19]) await leaveOf(office, ME, days(`2026-11-${day} am`, `2026-11-${day} pm`));
  expect(await reads()).toBe(before);
});
