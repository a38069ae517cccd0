import { describe, expect, test } from 'vitest';
import { CalendarYear } from '../../../src/calendar/calendar-year.js';
import type { Locale } from '../../../src/chat/text.js';
import { correctBalance } from '../../../src/leave/balance/entry-service.js';
import { type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { days } from '../away/world.js';
import { annual, balance, HEAD, KEEPER, ME, restarted } from './world.js';

const VALUE = `2026:${ME}`;
const open = async (office: Office, memberId = KEEPER, value = VALUE, locale: Locale = 'zh-CN') =>
  formIn(await talk(office, memberId, locale).press('leave.ledger', value));

async function corrected(office: Office, memberId = KEEPER) {
  const keeper = talk(office, memberId);
  const form = formIn(await keeper.press('leave.balanceCorrect', VALUE));
  return {
    keeper,
    form,
    send: (values = {}) => keeper.submit(form, { direction: 'more', days: '1.5', reason: '补记调入前的假', ...values }),
  };
}

const NOTICE = CalendarYear.parse({
  year: 2027,
  source: '虚构的通知，仅供测试',
  holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
  makeUpWorkdays: [],
});

describe('one’s own balance', () => {
  test('is said with its figures and the rule', async () => {
    const office = await testOffice();
    await annual(office, days('2026-11-26 am', '2026-11-27 am'));
    await annual(office, days('2026-12-01 am', '2026-12-01 am'), { state: 'pending' });
    const { blocks, summary } = cardIn(await talk(office, ME).say('年假'));
    expect(summary).toContain('2026');
    for (const words of ['应休 5 天', '已休和已批准 1.5 天', '审批中 0.5 天', '剩余 3 天', '满 1 年', '2032年8月起每年 10 天'])
      expect(wordsOf(blocks)).toContain(words);
    expect(wordsOf(blocks)).not.toContain('查他人台账');
    expect(wordsOf(cardIn(await talk(office, ME, 'en').say('balance')).blocks)).toMatch(/Left 3 days[\s\S]*From 2032-08 on, 10 days/);
  });

  test.each([
    ['年假 去年', '2025年年休假'],
    ['年假 明年', '2027年年休假'],
    ['年假2025', '2025年年休假'],
    ['年假 余额', '2026年年休假'],
    ['年假余额', '2026年年休假'],
    ['年休假 余额', '2026年年休假'],
    ['剩余年假', '2026年年休假'],
    ['年假 去年 还有几天', '2025年年休假'],
    ['balance last year', '2025年年休假'],
    ['年假 谁', '没有看懂'],
  ])('%s: %s', async (words, expected) => {
    expect(cardIn(await talk(await testOffice(), ME).say(words)).summary).toContain(expected);
  });

  test('says what is more than the entitlement, a year without leave, the first year, and what the roster doesn’t know', async () => {
    const office = await testOffice();
    const words = async (set: object) => {
      await office.transact((tx) => tx.updateTable('org_member').set(set).where('id', '=', ME).execute());
      return wordsOf(cardIn(await talk(office, ME).say('年假')).blocks);
    };
    await annual(office, days('2026-11-23 am', '2026-11-30 pm'));
    expect(await words({ position: '规划专员' })).toContain('超出 1 天');
    expect(await words({ worked_since: '2026-03-02' })).toMatch(/满 1 年后，从下个月起享受年休假。2027年4月起每年 5 天/);
    expect(await words({ worked_since: null, joined_on: null })).toContain('花名册上没有参加工作日期');
    expect(wordsOf((await open(office, ME)).blocks)).toContain('花名册上没有参加工作日期');
  });

  test('stands on Home in one line, with the way to the ledger', async () => {
    const office = await testOffice();
    const home = await talk(office, ME).home();
    const blocks = home.do === 'home' ? home.home.blocks : [];
    expect(wordsOf(blocks)).toContain('2026年年休假剩余 5 天（应休 5 天）');
    expect(button(blocks, '查看台账')).toMatchObject({ id: 'leave.ledger', value: VALUE });
  });

  test('can be looked through year by year, as far as there are years', async () => {
    const office = await testOffice();
    const shown = await open(office, ME);
    const before = formIn(await talk(office, ME).press('leave.ledger', button(shown.blocks, '上一年').value, { form: shown }));
    expect(wordsOf(before.blocks)).toContain('2025年');
    const after = formIn(await talk(office, ME).press('leave.ledger', button(shown.blocks, '下一年').value, { form: shown }));
    expect(() => button(after.blocks, '下一年')).toThrow();
  });
});

describe('personnel', () => {
  test('finds somebody, corrects with a reason, sees who, when and why, and undoes it', async () => {
    const office = await testOffice();
    const keeper = talk(office, KEEPER);
    const search = formIn(await keeper.press(button(cardIn(await keeper.say('年假台账')).blocks, '查他人台账').id));
    const found = await keeper.search('leave.ledgerMembers', '邓禾');
    expect(found).toMatchObject({ options: [{ value: ME }] });
    const ledger = formIn(await keeper.submit(search, { member: ME }));
    const { id, value } = button(ledger.blocks, '更正天数');
    const form = formIn(await keeper.press(id, value, { form: ledger }));
    const after = formIn(await keeper.submit(form, { direction: 'less', days: '2 天', reason: '调入前已休两天' }));
    expect(wordsOf(after.blocks)).toMatch(/更正 −2 天　宋予安\n调入前已休两天/);
    expect(await balance(office)).toMatchObject({ corrected: -4, left: 6 });
    const undo = formIn(await keeper.press('leave.entryUndo', button(after.blocks, '撤销').value, { form: after }));
    const undone = formIn(await keeper.submit(undo, { reason: '记错了人' }));
    expect(wordsOf(undone.blocks)).toContain('撤销：更正 −2 天');
    expect(await balance(office)).toMatchObject({ corrected: 0 });
    expect(() => button(undone.blocks, '撤销')).toThrow();
  });

  test.each(['年假 邓禾', '年假台账 603', '年假 邓禾 去年', '年假 去年 邓禾', 'balance 去年 邓禾'])('asks by name: %s', async (words) => {
    const office = await testOffice();
    const { summary, blocks } = cardIn(await talk(office, KEEPER).say(words));
    expect(summary).toBe(`邓禾　${words.includes('去年') ? 2025 : 2026}年年休假`);
    expect(wordsOf(blocks)).toContain('应休 5 天');
    expect(button(blocks, '查看台账').value).toBe(words.includes('去年') ? '2025:603' : VALUE);
    expect(
      await office.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', '=', 'leave.balance-looked').execute()),
    ).toHaveLength(1);
    expect(cardIn(await talk(office, '602').say(words)).summary).toContain('没有这项权限');
  });

  test('is asked for the number where two have the name that was typed, and told where nobody has', async () => {
    const office = await testOffice();
    await office.transact((tx) => tx.updateTable('org_member').set({ name: '邓禾' }).where('id', '=', '602').execute());
    const said = async (words: string) => cardIn(await talk(office, KEEPER).say(words)).summary;
    expect([await said('年假 邓禾'), await said('年假 邓')]).toEqual([
      expect.stringContaining('请写工号'),
      expect.stringContaining('没有看懂'),
    ]);
  });

  test('sets a year without leave, with the reason', async () => {
    const office = await testOffice();
    const keeper = talk(office, HEAD);
    const form = formIn(await keeper.press('leave.yearWithout', VALUE));
    expect(wordsOf(form.blocks)).toContain('第四条');
    const after = formIn(await keeper.submit(form, { reason: '病假累计两个月' }));
    expect(wordsOf(after.blocks)).toMatch(/应休 0 天[\s\S]*本年不享受年休假/);
    const again = formIn(await keeper.press('leave.yearWithout', VALUE));
    expect(wordsOf(formIn(await keeper.submit(again, { reason: '病假' })).blocks)).toContain('没有重复记');
  });

  test('whoever it is about is told that and by whom, and reads why in the ledger', async () => {
    const office = await testOffice();
    await (await corrected(office)).send();
    const [row] = await office.outbox('leave.entry:');
    expect(row).toMatchObject({ member_id: ME, content: expect.stringMatching(/更正 \+1.5 天.*宋予安/) });
    expect(wordsOf((await open(office, ME)).blocks)).toContain('补记调入前的假');
  });

  test.each([
    [{ days: '31' }, 'days'],
    [{ days: '半天' }, 'days'],
    [{ reason: ' ' }, 'reason'],
    [{ reason: '假'.repeat(501) }, 'reason'],
  ])('%o is refused at its field, and nothing typed is lost', async (values, field) => {
    const office = await testOffice();
    expect(await (await corrected(office)).send(values)).toMatchObject({ do: 'errors', errors: { [field]: expect.any(String) } });
    expect(await balance(office)).toMatchObject({ corrected: 0 });
  });

  test('a form that is sent twice enters once, and says so', async () => {
    const office = await testOffice();
    const { send } = await corrected(office);
    await send();
    expect(wordsOf(formIn(await send()).blocks)).toContain('没有重复记');
    expect(await balance(office)).toMatchObject({ corrected: 3 });
  });
});

describe('nobody else gets anywhere, whatever they press or forge', () => {
  test.each(['001', '101', '601'])('%s', async (memberId) => {
    const office = await testOffice();
    await correctBalance(office.leave, { id: 'E', memberId: KEEPER, of: ME, year: 2026, halfDays: 2, reason: '机密' });
    const { form } = await corrected(office);
    const person = talk(office, memberId);
    for (const [id, value] of [
      ['leave.ledger', VALUE],
      ['leave.ledgerSearch', ''],
      ['leave.balanceCorrect', VALUE],
      ['leave.yearWithout', VALUE],
      ['leave.entryUndo', 'E'],
      ['leave.recounts', ''],
      ['leave.recountCorrect', '0:L1'],
      ['leave.recountKeep', '0:L1'],
    ] as const)
      expect(wordsOf(cardIn(await person.press(id, value)).blocks), id).toContain('没有这项权限');
    expect(wordsOf(formIn(await person.submit(form, { direction: 'more', days: '1', reason: '多给我一天' })).blocks)).toContain(
      '没有这项权限',
    );
    for (const [id, context] of [
      ['leave.yearWithoutSet', `x:${VALUE}`],
      ['leave.entryUndone', 'x:E'],
    ] as const)
      expect(wordsOf(formIn(await person.submit({ ...form, id, context }, { reason: '理由' })).blocks)).toContain('没有这项权限');
    expect(await person.submit({ ...form, id: 'leave.ledgerFind' }, { member: ME })).toMatchObject({ do: 'errors' });
    expect(await person.search('leave.ledgerMembers', '邓')).toMatchObject({ options: [] });
    expect(await balance(office)).toMatchObject({ corrected: 2 });
  });

  test('nor personnel with their own', async () => {
    const office = await testOffice();
    const own = `2026:${KEEPER}`;
    expect(() => button([], '更正天数')).toThrow();
    expect(wordsOf((await open(office, KEEPER, own)).blocks)).not.toContain('更正天数');
    for (const id of ['leave.balanceCorrect', 'leave.yearWithout'] as const)
      expect(wordsOf(cardIn(await talk(office, KEEPER).press(id, own)).blocks)).toContain('不能更正自己的');
  });

  test.each(['', ':', '2026', 'x:603', '1999:603', '2099:603', '2026:603:1', '2026.5:603'])('a value such as %j', async (value) => {
    const office = await testOffice();
    for (const id of ['leave.ledger', 'leave.balanceCorrect', 'leave.yearWithout', 'leave.entryUndo', 'leave.recountCorrect'] as const)
      expect(cardIn(await talk(office, KEEPER).press(id, value)).summary).not.toBe('');
  });
});

test('changed holidays are listed, and settled by one press each', async () => {
  const before = await testOffice();
  await annual(before, days('2027-01-01 am', '2027-01-05 pm'));
  await annual(before, days('2027-01-01 am', '2027-01-04 pm'));
  await annual(before, days('2027-01-01 am', '2027-01-04 pm'), {}, KEEPER);
  const office = restarted(before, NOTICE);
  const keeper = talk(office, KEEPER);
  const list = formIn(await keeper.press('leave.recounts'));
  expect(wordsOf(list.blocks)).toMatch(/邓禾[\s\S]*原计 2 天，现应计 1 天/);
  expect(wordsOf(list.blocks)).toMatch(/宋予安[\s\S]*由其他人事人员处理/);
  const { id, value } = button(list.blocks, '按新的更正');
  const less = formIn(await keeper.press(id, value, { form: list }));
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 10, corrected: 2 });
  const kept = button(less.blocks, '保留原来的');
  const rest = formIn(await keeper.press(kept.id, kept.value, { form: less }));
  expect(wordsOf(rest.blocks)).not.toContain('邓禾');
  expect(wordsOf(formIn(await keeper.press(kept.id, kept.value, { form: less })).blocks)).toContain('没有做任何改动');
  const words = wordsOf((await open(office, ME, `2027:${ME}`)).blocks);
  expect(words).toMatch(/按新的放假安排改计 \+1 天[\s\S]*改计/);
  expect(words).toContain('放假安排变动，天数不改');
});

test('whoever keeps the ledger and has leave of their own on the list comes past it to those that follow', async () => {
  const before = await testOffice();
  await annual(before, days('2027-01-01 am', '2027-01-04 am'), {}, KEEPER);
  for (let index = 0; index < 20; index++) await annual(before, days('2027-01-01 am', '2027-01-04 pm'));
  const keeper = talk(restarted(before, NOTICE), KEEPER);
  let form = formIn(await keeper.press('leave.recounts'));
  expect(wordsOf(form.blocks)).toContain('另有 1 份');
  for (let index = 0; index < 19; index++) {
    const { id, value } = button(form.blocks, '保留原来的');
    form = formIn(await keeper.press(id, value, { form }));
  }
  const words = wordsOf(form.blocks);
  expect([words.includes('由其他人事人员处理'), words.includes('邓禾'), words.includes('另有')]).toEqual([true, true, false]);
});

test('a ledger with a great many entries is shown in a form that the chat takes', async () => {
  const office = await testOffice();
  for (let index = 0; index < 45; index++)
    await correctBalance(office.leave, { id: `E${index}`, memberId: KEEPER, of: ME, year: 2026, halfDays: 1, reason: '理'.repeat(500) });
  for (let index = 0; index < 30; index++) await annual(office, days('2026-11-26 am', '2026-11-26 am'));
  for (const locale of ['zh-CN', 'en'] as const) expect((await open(office, KEEPER, VALUE, locale)).blocks.length).toBeLessThanOrEqual(100);
});

test('whoever reads English is shown no Chinese but names and what was written', async () => {
  const before = await testOffice();
  await annual(before, days('2027-01-01 am', '2027-01-05 pm'));
  await annual(before, days('2027-01-01 am', '2027-01-05 pm'), {}, KEEPER);
  const office = restarted(before, NOTICE);
  const keeper = talk(office, KEEPER, 'en');
  await correctBalance(office.leave, { id: 'E', memberId: KEEPER, of: ME, year: 2026, halfDays: 2, reason: 'moved in' });
  const forms = [
    await keeper.press('leave.ledger', VALUE),
    await keeper.press('leave.ledgerSearch'),
    await keeper.press('leave.balanceCorrect', VALUE),
    await keeper.press('leave.yearWithout', VALUE),
    await keeper.press('leave.entryUndo', 'E'),
    await keeper.press('leave.recounts'),
  ].map((answer) => wordsOf(formIn(answer).blocks));
  const card = wordsOf(cardIn(await keeper.say('balance')).blocks);
  for (const words of [card, ...forms])
    expect(words.replaceAll(/邓禾|宋予安|规划处|人事教育处|[　–]/gu, '')).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/u);
});
