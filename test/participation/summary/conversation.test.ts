import { describe, expect, test } from 'vitest';
import type { CardBlock } from '../../../src/chat/card.js';
import type { Department, DepartmentId, MemberId } from '../../../src/org/member.js';
import { type Figures, SUBJECTS, type Subject } from '../../../src/participation/figures/figures.js';
import { NOTHING, trendPeriods } from '../../../src/participation/figures/rules.js';
import { summaryCard } from '../../../src/participation/summary/cards.js';
import type { Summary } from '../../../src/participation/summary/summary.js';
import { submit } from '../../../src/reflection/response/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { acceptable, button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';

async function withRound() {
  const office = await testOffice();
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  const answers = { post: '秘密甲', expectations: '秘密乙', contribution: '秘密丙', conscience: '秘密丁' };
  await submit(office.reflection, { roundId: sent.round.id, memberId: '603', submission: 'V', answers });
  return office;
}

const homeOf = async (office: Office, memberId: string): Promise<readonly CardBlock[]> => {
  const answer = await talk(office, memberId).home();
  return answer.do === 'home' ? answer.home.blocks : [];
};

describe('汇总', () => {
  test('shows the five figures, a row a department, who is missing, and nothing that anybody wrote', async () => {
    const office = await withRound();
    const card = cardIn(await talk(office, '003').say('汇总 作答'));
    expect(card.summary).toBe('作答汇总 · 2026年11月：应答 6，已答 1，其中补答 0，未答 5，作答率 16.7%');
    const words = wordsOf(card.blocks);
    expect(words).toContain('规划处 3 1 0 2 33.3%');
    expect(words).toContain('第一工程管理所 3 0 0 3 0.0%');
    expect(words).toContain('合计 6 1 0 5 16.7%');
    expect(words).toContain('规划处 高思衡（未答 1 次）、梁思远（未答 1 次）');
    expect(words).not.toContain('邓禾');
    // Nothing was asked the month before.
    expect(words).not.toContain('（+');
    expect(JSON.stringify(card)).not.toContain('秘密');
  });

  test('leave still to come is in the figure; the change says of how much it speaks', async () => {
    const office = await testOffice(at('2026-11-24', '10:00'));
    await leaveOf(office, '603', days('2026-10-12 am', '2026-10-14 pm'));
    await leaveOf(office, '602', days('2026-11-02 am', '2026-11-03 pm'));
    await leaveOf(office, '601', days('2026-11-25 am', '2026-11-30 pm'));
    const leader = talk(office, '001');
    expect(wordsOf(cardIn(await leader.say('汇总 本月 请假')).blocks)).toContain('请假天数 6（截至昨天 2，−1）');
    expect(wordsOf(cardIn(await leader.say('汇总 上月 请假')).blocks)).not.toContain('截至昨天');
  });

  test('is read in English by an English chat, department and personal names apart', async () => {
    const office = await withRound();
    const card = cardIn(await talk(office, '601', 'en').say('summary this month answers'));
    expect(card.summary).toBe('Answers · November 2026: Asked 3, Answered 1, Of these late 0, Missing 2, Answer rate 33.3%');
    expect(wordsOf(card.blocks)).toContain('Who has not answered');
  });

  test.each([
    ['上月', '2026年10月'],
    ['本季度', '2026年第四季度'],
    ['2026-11-23至2026-11-24', '2026年11月23日至24日'],
    ['2025', '2025年'],
  ])('汇总 %s', async (words, period) => {
    const office = await withRound();
    expect(cardIn(await talk(office, '001').say(`汇总 ${words}`)).summary).toContain(period);
  });

  test('a period nobody understands is answered with how to write one', async () => {
    const office = await withRound();
    for (const words of ['下辈子', '2026-13', '2026-11-24至2026-11-01', 'constructor', '作答 会议', '规划处 办公室'])
      expect(cardIn(await talk(office, '001').say(`汇总 ${words}`)).summary).toContain('没有看懂。可以写时段（本周、上月');
  });

  test('a refusal names the right that is missing and who has it', async () => {
    const office = await withRound();
    const { summary } = cardIn(await talk(office, '603').say('汇总'));
    expect(summary).toContain('查看汇总需要“查看参与情况”的权限，部门领导、主管领导和办公室有此权限');
    expect(cardIn(await talk(office, '603').press('participation.show', '本月||')).summary).toBe(summary);
  });

  test('the menus lead to other periods and into one department, and a forged department is refused', async () => {
    const office = await withRound();
    const leader = talk(office, '003');
    const choices = pressable(cardIn(await leader.say('汇总')).blocks);
    expect(choices.map(({ label }) => label)).toEqual([
      '本周',
      '上周',
      '本月',
      '上月',
      '本季度',
      '上季度',
      '今年',
      '去年',
      '起止日期',
      '全部内容',
      '作答',
      '会议',
      '请假',
      '全部范围',
      '规划处',
      '第一工程管理所',
      '下载 Excel',
      '下载 CSV',
      '提醒未作答人员',
    ]);
    const planning = choices.find(({ label }) => label === '规划处');
    const card = cardIn(await leader.press('participation.show', planning?.value));
    expect(card.summary).toContain('参与汇总 · 规划处 · 2026年11月：应答 3');
    const year = pressable(card.blocks).find(({ label }) => label === '今年');
    expect(cardIn(await leader.press('participation.show', year?.value)).summary).toContain('规划处 · 2026年：应答 3');
    const { department_id } = await office.transact((tx) =>
      tx.selectFrom('org_member').select('department_id').where('id', '=', '104').executeTakeFirstOrThrow(),
    );
    expect(cardIn(await leader.press('participation.show', `本月|all|${department_id}`)).summary).toBe('这个部门不在你的查看范围内。');
  });

  describe('of two dates that are picked', () => {
    const chosen = async (locale?: 'en') => {
      const office = await withRound();
      const leader = talk(office, '003', locale);
      const [card] = [cardIn(await leader.press('participation.show', '本月|prompts|'))];
      const planning = pressable(card.blocks).find(({ label }) => label === '规划处');
      const { id, value } = button(cardIn(await leader.press('participation.show', planning?.value)).blocks, locale ? 'Dates' : '起止日期');
      return { office, leader, form: formIn(await leader.press(id, value)), value };
    };

    test('begins with the period shown, and shows the same subject and department', async () => {
      const { leader, form } = await chosen();
      expect(JSON.stringify(form.blocks)).toMatch(/"initial":"2026-11-01".*"initial":"2026-11-30"/);
      const card = cardIn(await leader.submit(form, { from: '2026-11-23', to: '2026-12-31' }));
      expect(card.summary).toContain('作答汇总 · 规划处 · 2026年11月23日至12月31日：应答 3');
      expect(cardIn(await leader.submit(form, { from: '2026-10-01', to: '2026-10-01' })).summary).toContain('应答 0');
    });

    test.each(['汇总 本周', '汇总 下月 请假'])('at the turn of the year takes the dates shown: %s', async (words) => {
      const leader = talk(await testOffice(at('2026-12-29', '10:00')), '001');
      const { id, value } = button(cardIn(await leader.say(words)).blocks, '起止日期');
      const form = formIn(await leader.press(id, value));
      const [from, to] = [...JSON.stringify(form.blocks).matchAll(/"initial":"([\d-]+)"/g)].map(([, date]) => date);
      expect(to).toMatch(/^2027-01/);
      expect(await leader.submit(form, { from, to })).not.toMatchObject({ do: 'errors' });
    });

    test('is read in English by an English chat', async () => {
      const { leader, form } = await chosen('en');
      expect(wordsOf(form.blocks)).toMatch(/From.*To/s);
      expect(await leader.submit(form, { from: '2026-11-24', to: '2026-11-23' })).toMatchObject({
        errors: { to: expect.stringContaining('before the first') },
      });
    });

    test('from a form, which it replaces', async () => {
      const { leader, form, value } = await chosen();
      expect(await leader.press('participation.dates', value, { form })).toMatchObject({ do: 'replace', form: { id: form.id } });
    });

    test.each([
      ['2026-11-24', '2026-11-23', 'to', '不能早于'],
      ['2026-11-24', '2027-01-01', 'to', '今年年底'],
      ['1949-12-31', '2026-11-24', 'from', '太早'],
      ['', '2026-11-24', 'from', '选择日期'],
      ['2026-11-24', '2026-02-30', 'to', '选择日期'],
      ['2026-11-24', '9999-12-31', 'to', '今年年底'],
    ])('%s to %s is refused at the field', async (from, to, name, sentence) => {
      const { leader, form } = await chosen();
      expect(await leader.submit(form, { from, to })).toMatchObject({
        do: 'errors',
        errors: { [name]: expect.stringContaining(sentence) },
      });
    });

    test('a forged form shows nothing that its sender may not see', async () => {
      const { office, form } = await chosen();
      const dates = { from: '2026-11-23', to: '2026-11-24' };
      expect(cardIn(await talk(office, '603').submit(form, dates)).summary).toContain('查看汇总需要');
      expect(cardIn(await talk(office, '004').submit(form, dates)).summary).toBe('这个部门不在你的查看范围内。');
      expect(cardIn(await talk(office, '603').submit({ ...form, context: '|||' }, dates)).summary).toContain('查看汇总需要');
    });
  });

  test('stands on the Home tab of those who may, and of nobody else', async () => {
    const office = await withRound();
    for (const id of ['001', '003', '104', '601']) expect(wordsOf(await homeOf(office, id))).toContain('查看汇总');
    expect(wordsOf(await homeOf(office, '302'))).toContain('请假汇总');
    for (const id of ['603', '402']) expect(wordsOf(await homeOf(office, id))).not.toContain('查看汇总');
  });
});

/** A summary of so many departments with names as long as a roster may have them. */
function large(count: number, nameLength = 200, subject: Subject = 'all'): Summary {
  const scope = Array.from(
    { length: count },
    (_, n): Department => ({
      id: `d${n}` as DepartmentId,
      name: `${n}${'部'.repeat(nameLength)}`.slice(0, nameLength),
      parentId: n === 0 ? undefined : (`d${n < 30 ? 0 : 1 + (n % 29)}` as DepartmentId),
      functions: [],
      headId: undefined,
      supervisingLeaderId: undefined,
      order: n,
    }),
  );
  const one: Figures = { ...NOTHING, prompts: { asked: 3_000, answered: 2_999, late: 1_000, missing: 1 } };
  return {
    ok: true,
    period: { from: '2026-11-01', to: '2026-11-30' } as Summary['period'],
    subject,
    subjects: SUBJECTS,
    department: undefined,
    scope,
    total: one,
    compared: { period: { from: '2026-10-01', to: '2026-10-31' } as Summary['period'], now: one, before: one },
    trend: trendPeriods({ from: '2026-11-01', to: '2026-11-30' } as Summary['period']).map((period) => ({ period, figures: one })),
    departments: scope.map(({ id, name }) => ({ id, name, dissolved: false, ...one })),
    missing: {
      listed: Array.from({ length: 30 }, () => ({
        memberId: 'M' as MemberId,
        name: '名'.repeat(50),
        department: '部'.repeat(nameLength),
        dissolved: false,
        unanswered: 999,
        absent: 99,
      })),
      more: 10_000,
    },
    open: 0,
    earlier: undefined,
    waiting: 9_999,
    rated: true,
    onLeave: 10_000,
  };
}

test('each figure says how it has changed, and since when', () => {
  const words = wordsOf(summaryCard(large(3), 'zh-CN').blocks);
  expect(words).toContain('（持平）');
  expect(words).toContain('与2026年10月相比');
});

describe('an office with hundreds of departments', () => {
  const shown = (summary: Summary) => {
    const card = summaryCard(summary, 'zh-CN');
    acceptable({ do: 'show', card, locale: 'zh-CN' });
    return card;
  };

  test('gets a card that Slack takes, which says how many rows it leaves out', () => {
    for (const subject of SUBJECTS) shown(large(300, 200, subject));
    const card = shown(large(300));
    expect(wordsOf(card.blocks)).toMatch(/另有 2\d\d 个部门未列出/);
    expect(wordsOf(shown(large(20)).blocks)).not.toContain('个部门未列出');
  });

  test('can go down step by step to every one of them', () => {
    const summary = large(300, 20);
    const reached = new Set<string>();
    const goDown = (department: Department | undefined) => {
      for (const { value } of pressable(shown({ ...summary, department }).blocks)) {
        const id = value.split('|')[2] ?? '';
        const below = summary.scope.find((one) => one.id === id);
        if (!below || reached.has(id)) continue;
        reached.add(id);
        goDown(below);
      }
    };
    goDown(undefined);
    expect(reached.size).toBe(300);
  });

  test('reaches every one of them also where they all stand under one', () => {
    const { scope, ...summary } = large(250, 20);
    const flat = scope.map((one, nth) => ({ ...one, parentId: nth === 0 ? undefined : scope[0]?.id }));
    const offered = pressable(shown({ ...summary, scope: flat }).blocks).map(({ value }) => value.split('|')[2] ?? '');
    for (const { id } of flat) expect(offered.filter((one) => one === id)).toHaveLength(1);
  });
});
