import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant, PlainDate } from '../../../src/calendar/instant.js';
import type { MemberId } from '../../../src/org/member.js';
import { allMembers, loadOrg } from '../../../src/org/service.js';
import { countFigures } from '../../../src/participation/figures/count-service.js';
import type { Figures } from '../../../src/participation/figures/figures.js';
import { NOTHING, plus } from '../../../src/participation/figures/rules.js';
import { viewOwnYear } from '../../../src/participation/own/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { event, live, sqliteOf } from '../history.js';

const YEAR = 2026;
const dates = (from: string, to: string) => ({ from: from as PlainDate, to: to as PlainDate });
const MONTHS = [
  { month: 9, period: dates('2026-09-01', '2026-09-30') },
  { month: 10, period: dates('2026-10-01', '2026-10-31') },
  { month: 11, period: dates('2026-11-01', '2026-11-30') },
];

const own = (office: Office, memberId: string, year = YEAR) => viewOwnYear(office.participation, memberId as MemberId, year);
const monthOf = (one: Awaited<ReturnType<typeof own>>, month: number) =>
  one.months.find((each) => each.month === month)?.figures ?? NOTHING;
const sumOf = (all: readonly Figures[]) => all.reduce(plus, NOTHING);

test('out of any history, what the members of a department who never moved see of themselves adds up to its summary', async () => {
  const still = event.filter(({ what }) => what !== 'transfer');
  await fc.assert(
    fc.asyncProperty(fc.array(still, { maxLength: 10 }), async (events) => {
      const office = await testOffice(at('2026-12-31', '12:00'));
      await live(office, events);
      const { departments, members } = await office.transact(async (tx) => ({
        departments: (await loadOrg(tx)).departments,
        members: await allMembers(tx),
      }));
      const seen = new Map<string, Awaited<ReturnType<typeof own>>>();
      for (const { id } of members) seen.set(id, await own(office, id));
      const periods = [{ month: undefined, period: dates('2026-01-01', '2026-12-31') }, ...MONTHS];
      for (const { month, period } of periods) {
        const departmentIds = departments.map(({ id }) => id);
        const { byDepartment } = await countFigures(office.participation, { period, subject: 'all', departmentIds });
        for (const { id } of departments) {
          const all = members.flatMap((one) => (one.departmentId === id ? (seen.get(one.id) ?? []) : []));
          const sum = sumOf(all.map((one) => (month === undefined ? one.total : monthOf(one, month))));
          expect(sum).toEqual(byDepartment.get(id) ?? NOTHING);
        }
      }
    }),
    { numRuns: 12 },
  );
});

test('with transfers, too, nothing of the bureau is missing in what its members see, and nothing is there twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 10 }), async (events) => {
      const office = await testOffice(at('2026-12-31', '12:00'));
      await live(office, events);
      const departmentIds = (await office.transact(loadOrg)).departments.map(({ id }) => id);
      const period = dates('2026-01-01', '2026-12-31');
      const { total } = await countFigures(office.participation, { period, subject: 'all', departmentIds });
      const members = await office.transact(allMembers);
      expect(sumOf(await Promise.all(members.map(async ({ id }) => (await own(office, id)).total)))).toEqual(total);
    }),
    { numRuns: 12 },
  );
});

/** 603 was asked, and did not answer. */
const oldRound = (office: Office, opens: Instant) =>
  sqliteOf(office, (sqlite) => {
    sqlite.prepare("INSERT INTO reflection_round VALUES ('old', NULL, 1, '{}', ?, ?, 'closed', NULL, 0, NULL)").run(opens, opens + 1);
    sqlite.exec("INSERT INTO reflection_ask SELECT 'old', id, department_id, NULL, 0 FROM org_member WHERE id = '603'");
  });

/** 603: asked twice and answered once late, expected at two meetings, away for three days; something in 2024, too. */
async function lived() {
  const office = await testOffice(at('2026-12-31', '12:00'));
  const asks = (answer: 'none' | 'late') => [{ who: '603', answer }];
  const nobody = { marks: [], absences: [], corrections: [] };
  await live(office, [
    { what: 'round', day: '2026-10-01', kind: 'closed', asks: asks('late') },
    { what: 'round', day: '2026-11-12', kind: 'closed', asks: asks('none') },
    { what: 'round', day: '2026-11-12', kind: 'trial', asks: asks('none') },
    { what: 'meeting', day: '2026-11-12', fate: 'closed', invited: ['603', '602'], ...nobody, marks: [{ who: '603', status: 'late' }] },
    { what: 'meeting', day: '2026-11-30', fate: 'closed', invited: ['603'], ...nobody },
    { what: 'meeting', day: '2026-11-30', fate: 'cancelled', invited: ['603'], ...nobody },
  ]);
  await leaveOf(office, '603', days('2026-11-16 am', '2026-11-18 pm'), { kind: 'business-trip', state: 'approved' });
  oldRound(office, at('2024-12-31', '23:59'));
  office.moveTo(at('2026-12-31', '12:00'));
  return office;
}

describe('我的一年', () => {
  test('says what one was asked and answered, where one was and when one was away, month by month', async () => {
    const card = cardIn(await talk(await lived(), '603').command('我的一年'));
    expect(card.summary).toContain('我的一年 · 2026年');
    const words = wordsOf(card.blocks);
    expect(words).toContain('作答 应答 2，已答 1，其中补答 1，未答 1');
    expect(words).toContain('会议 应到 2，实到 1，其中迟到 1，请假 0，缺席 1');
    expect(words).toContain('请假 出差 3 天');
    expect(words).toContain('月份 应答 已答 应到 实到 请假天 10月 1 1 0 0 0 11月 1 0 2 1 3');
    expect(words).not.toMatch(/9月|12月/);
  });

  test('other years are offered only where there is something in them, and are read in the office’s zone', async () => {
    const me = talk(await lived(), '603');
    const years = pressable(cardIn(await me.command('我的一年')).blocks);
    expect(years.map(({ label }) => label)).toEqual(['2024年']);
    const then = cardIn(await me.press('participation.ownYear', years[0]?.value));
    expect(wordsOf(then.blocks)).toContain('作答 应答 1，已答 0');
    expect(wordsOf(then.blocks)).toContain('12月');
    expect(pressable(then.blocks).map(({ label }) => label)).toEqual(['2026年']);
  });

  test.each([
    ['我的一年 2024', '2024年'],
    ['我的一年 2024年', '2024年'],
    ['我的一年 去年', '2025年'],
    ['我的一年 今年', '2026年'],
  ])('%s', async (words, year) => {
    expect(cardIn(await talk(await lived(), '603').say(words)).summary).toContain(`我的一年 · ${year}`);
  });

  test.each([
    ['my year', 'My year · 2026: Answers Asked 2'],
    ['My  Year 2024', 'My year · 2024: Answers Asked 1'],
    ['my year last year', 'My year · 2025: There is nothing on record'],
  ])('%s, in English', async (words, summary) => {
    expect(cardIn(await talk(await lived(), '603', 'en').command(words)).summary).toContain(summary);
  });

  test('a year in which nothing happened says so, in words and without a table', async () => {
    const card = cardIn(await talk(await lived(), '104').command('我的一年'));
    expect(wordsOf(card.blocks)).toContain('还没有作答、会议和请假的记录');
    expect(card.blocks.some(({ kind }) => kind === 'table')).toBe(false);
  });

  test('what is no year is answered with how to write one', async () => {
    const me = talk(await lived(), '603');
    for (const words of ['我的一年 上月', '我的一年 2026-11', '我的一年 604', '我的一年 constructor', '我的一年 0000'])
      expect(cardIn(await me.say(words)).summary, words).toContain('没有看懂年份');
  });

  test('is one’s own, whatever a press brings, and leaves nothing in the audit log', async () => {
    const office = await lived();
    const before = await office.transact((tx) => tx.selectFrom('org_audit').selectAll().execute());
    for (const forged of ['603', '2026|603', '603:2026', '2026 603'])
      expect(cardIn(await talk(office, '104').press('participation.ownYear', forged)).summary).not.toContain('应答');
    expect(cardIn(await talk(office, '104').press('participation.ownYear', '2026')).summary).not.toContain('应答');
    await talk(office, '603').command('我的一年');
    expect(await office.transact((tx) => tx.selectFrom('org_audit').selectAll().execute())).toEqual(before);
  });

  test.each([
    ['zh-CN', '26年1月 1 0', '11月 1 1'],
    ['en', "Jan '26 1 0", 'Nov 1 1'],
  ] as const)('names its months as the trends do: %s', async (locale, january, november) => {
    const office = await testOffice(at('2026-12-31', '12:00'));
    await live(office, [{ what: 'round', day: '2026-11-12', kind: 'closed', asks: [{ who: '603', answer: 'late' }] }]);
    oldRound(office, at('2026-01-01', '00:00'));
    office.moveTo(at('2026-12-31', '12:00'));
    const words = wordsOf(cardIn(await talk(office, '603', locale).say('我的一年')).blocks);
    expect(words).toContain(january);
    expect(words).toContain(november);
  });

  test('stands on everybody’s Home tab', async () => {
    const office = await testOffice();
    for (const id of ['603', '001']) {
      const home = await talk(office, id).home();
      expect(wordsOf(home.do === 'home' ? home.home.blocks : [])).toContain('我的一年');
    }
  });
});

test('what can still be answered in time is said to be open', async () => {
  const office = await testOffice();
  const closes = { workdays: 3 };
  await sendRound(office.reflection, { operator: 'test' }, { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes });
  const words = async () => wordsOf(cardIn(await talk(office, '603').say('我的一年')).blocks);
  expect(await words()).toContain('未答中有 1 次尚未截止，现在作答仍算按时。');
  office.moveTo(at('2026-12-01', '09:00'));
  expect(await words()).not.toContain('尚未截止');
});
