import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { findMember } from '../../../src/org/service.js';
import { changeWords, HEADLINES, valueWords } from '../../../src/participation/figures/measures.js';
import { summarize } from '../../../src/participation/summary/service.js';
import { createClockControl } from '../../../src/schedule/clock-control.js';
import { createTurns } from '../../../src/schedule/turns.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { at, type Office } from '../../support/office.js';
import { refound, reimport } from '../../support/roster.js';
import { wordsOf } from '../../support/talk.js';
import { ALL, autumn, bulletinOf, bureau, CLERK, cards, drafted, HEAD, meeting, PLANNING, round, SECOND, started, WORKS } from './world.js';

const wordsFor = async (office: Office, who = HEAD) => wordsOf((await bulletinOf(office, who)).blocks);
const drafts = (office: Office) =>
  office.transact((tx) => tx.selectFrom('participation_bulletin').select(['month', 'state', 'drafted_at']).orderBy('month').execute());

test('two of one name in one department are told apart by position and number, in the bulletin as in the summary', async () => {
  const office = await bureau({ bulletin: { absences: true } });
  const namesakes = ['811,王伟,正科级,科长', '812,王伟,科员,'].map((one) => `${one},四问示范局/第一工程管理所,,,,,,,,`);
  await reimport(office, (csv) => `${csv.trimEnd()}\r\n${namesakes.join('\r\n')}\r\n`);
  await meeting(office, '2026-11-11', ['801', '811', '812'], ['801', '811']);
  await started(office).at('2026-12-01', '09:00');
  expect(await wordsFor(office)).toContain('第一工程管理所：王伟（科员 · 812）（1 次）');
  const period = { from: '2026-11-01' as PlainDate, to: '2026-11-30' as PlainDate };
  const summary = await summarize(office.participation, { viewer: { operator: 'test' }, period });
  expect(summary).toMatchObject({ missing: { listed: [{ name: '王伟（科员 · 812）' }] } });
});

test('on the first workday of a month each of the office, and nobody else, has the draft of the last month before them', async () => {
  const office = await bureau();
  await autumn(office);
  const job = started(office);
  await job.at('2026-12-01', '08:59');
  expect(await drafts(office)).toEqual([]);
  await job.at('2026-12-01', '09:00');
  expect(await drafts(office)).toEqual([{ month: '2026-11', state: 'draft', drafted_at: at('2026-12-01', '09:00') }]);
  const told = await cards(office);
  expect(told).toHaveLength(4);
  expect(new Set(told.map(({ to }) => to))).toEqual(new Set(['101', '102', '103', '104']));
  for (const { card } of told) {
    expect(card.summary).toBe('2026年11月通报初稿');
    expect(wordsOf(card.blocks)).toContain('编辑');
  }
});

test('its figures are those of the summary, with the change against the month before', async () => {
  const office = await bureau();
  await autumn(office);
  await leaveOf(office, '702', days('2026-11-09 am', '2026-11-10 am'));
  await started(office).at('2026-12-01', '09:00');
  const words = await wordsFor(office);
  const period = { from: '2026-11-01' as PlainDate, to: '2026-11-30' as PlainDate };
  const summary = await summarize(office.participation, { viewer: { operator: 'test' }, period, subject: 'all' });
  if (!summary.ok) throw new Error(summary.refusal);
  if (!summary.compared) throw new Error('nothing to compare with');
  const { now, before } = summary.compared;
  for (const { label, of, unit } of HEADLINES.all) {
    expect(words).toContain(`${label.zh} ${valueWords(of(summary.total), unit)}`);
    const isCompared = label.zh !== '请假天数' && of(before) !== null && !['缺席', '到会率'].includes(label.zh);
    if (isCompared) expect(words).toContain(`${valueWords(of(now), unit)}（${changeWords(of(now), of(before), unit, 'zh-CN')}）`);
  }
  expect(words).toContain('应答 40（持平），已答 30（+15），作答率 75.0%（+37.5 个百分点）');
  expect(words).toContain('到会：应到 8，实到 6，请假 0，缺席 2，到会率 75.0%。');
  expect(words).toContain('请假天数 1.5 天，请假人数 1。');
});

test('nobody who was on approved leave is said to have been absent without leave', async () => {
  const [away = '', absent = ''] = WORKS;
  const office = await bureau({ bulletin: { absences: true } });
  await leaveOf(office, away, days('2026-11-09 am', '2026-11-13 pm'));
  await meeting(
    office,
    '2026-11-11',
    ALL,
    ALL.filter((id) => id !== away && id !== absent),
  );
  await started(office).at('2026-12-01', '09:00');
  const words = await wordsFor(office);
  expect(words).toMatch(/未经请假缺席会议的人员/);
  const name = async (id: string) => (await office.transact((tx) => findMember(tx, id)))?.name ?? '';
  expect(words).toContain(`${await name(absent)}（1 次）`);
  expect(words).not.toContain(await name(away));
});

test('departments stand with how many were asked; those with few asks are not compared', async () => {
  const words = await wordsFor(await drafted());
  expect(words).toContain('规划处　100.0%（应答 15 人次）');
  expect(words).toContain('规划处　作答率由 33.3%（应答 15 人次）提高到 100.0%（应答 15 人次）');
  expect(words).toContain('第一工程管理所　作答率由 33.3%（应答 15 人次）提高到 66.7%（应答 15 人次）');
  expect(words).toContain('应答不足 10 人次的部门不列入比较');
  // 8 expected at one meeting, no department ten of them.
  expect(words).not.toContain('到会率较高');
});

describe('names', () => {
  test('of who has not answered are never there; of who was absent only where the policy says so', async () => {
    for (const absences of [false, true]) {
      const office = await drafted({ bulletin: { absences } });
      const words = JSON.stringify([...(await cards(office)), await bulletinOf(office, HEAD)]);
      expect(words.includes('孟小川（1 次）')).toBe(absences);
      // 曾求索 answered nothing in two months, and missed no meeting.
      expect(words).not.toContain('曾求索');
    }
  });

  test('whoever was excused is not among the absent', async () => {
    const office = await bureau({ bulletin: { absences: true } });
    await meeting(office, '2026-11-11', [...PLANNING, ...WORKS], PLANNING.slice(1));
    await office.transact((tx) =>
      tx
        .updateTable('meeting_outcome')
        .set({ status: 'excused' })
        .where('member_id', '=', '601' as never)
        .execute(),
    );
    await started(office).at('2026-12-01', '09:00');
    const words = await wordsFor(office);
    expect(words).not.toContain('高思衡');
    expect(words).toContain('第一工程管理所：马致勤（1 次）、田守野（1 次）、孟小川（1 次）');
  });

  test('of whoever was absent in a department that is no more stand under it as dissolved', async () => {
    const office = await bureau({ bulletin: { absences: true } });
    await meeting(office, '2026-11-11', [...PLANNING, ...WORKS], PLANNING);
    await refound(office, '第一工程管理所', '工程一所');
    await started(office).at('2026-12-01', '09:00');
    expect(await wordsFor(office)).toContain('第一工程管理所（已撤销）：');
  });
});

describe('one draft a month', () => {
  test('whatever ticks and restarts there are, and however many run at once', async () => {
    const office = await drafted();
    const before = await cards(office);
    await started(office).at('2026-12-01', '09:00');
    const [one, another] = [started(office), started(office)];
    office.moveTo(at('2026-12-02', '11:00'));
    await Promise.all([one.run(office.now()), another.run(office.now()), one.run(office.now())]);
    expect(await cards(office)).toEqual(before);
    expect(await drafts(office)).toHaveLength(1);
  });

  test('two that count at the same instant make one', async () => {
    const office = await bureau();
    await autumn(office);
    office.moveTo(at('2026-12-01', '09:00'));
    await Promise.all([started(office).run(office.now()), started(office).run(office.now())]);
    expect(await cards(office)).toHaveLength(4);
  });

  test('a month in which nothing happened makes none, and says nothing, on any day', async () => {
    const office = await bureau();
    const job = started(office);
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-31']) await job.at(day, '10:00');
    expect(await drafts(office)).toEqual([]);
    expect(await office.outbox('participation.')).toEqual([]);
  });

  test('none where the policy wants none', async () => {
    const office = await bureau({ bulletin: { enabled: false } });
    await autumn(office);
    const job = started(office);
    await job.at('2026-12-01', '09:00');
    expect(await drafts(office)).toEqual([]);
    expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBeUndefined();
  });
});

describe('when', () => {
  test.each([
    ['the first workday passed: the next one it runs on', '2026-12-03', '14:00', true],
    ['on a workday before the time: not yet', '2026-12-03', '08:59', false],
    ['on a Saturday: not before Monday', '2026-12-05', '10:00', false],
    ['late in the month still', '2026-12-31', '09:00', true],
  ])('after a downtime, %s', async (_what, day, time, isMade) => {
    const office = await bureau();
    await autumn(office);
    await started(office).at(day, time);
    expect((await drafts(office)).map(({ month }) => month)).toEqual(isMade ? ['2026-11'] : []);
  });

  test('a whole month missed is not made up for; the next is drafted in its turn', async () => {
    const office = await bureau();
    await autumn(office);
    await started(office).at('2027-01-04', '09:00');
    expect(await drafts(office)).toEqual([]);
    round(office, '2027-01-11', PLANNING, PLANNING);
    await started(office).at('2027-02-01', '09:00');
    expect((await drafts(office)).map(({ month }) => month)).toEqual(['2027-01']);
  });

  test('over the turn of the year the official calendar decides: 2026 began to work on Sunday, 4 January', async () => {
    const office = await bureau();
    round(office, '2025-11-12', PLANNING, []);
    round(office, '2025-12-10', PLANNING, ['601']);
    const job = started(office);
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) await job.at(day, '10:00');
    expect(await drafts(office)).toEqual([]);
    office.moveTo(at('2026-01-01', '10:00'));
    expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBe(at('2026-01-04', '09:00'));
    await job.at('2026-01-04', '09:00');
    const words = await wordsFor(office);
    expect(words).toContain('关于2025年12月作答情况的通报');
    expect(words).toContain('与2025年11月相比');
    expect(words).toContain('作答率 33.3%（+33.3 个百分点）');
    expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBe(at('2026-02-02', '09:00'));
  });

  test('a month whose first days are a holiday is drafted on the first workday after it: October, on the 8th', async () => {
    const office = await bureau();
    round(office, '2026-09-10', PLANNING, PLANNING);
    const job = started(office);
    for (const day of ['2026-10-01', '2026-10-05', '2026-10-07']) await job.at(day, '10:00');
    expect(await drafts(office)).toEqual([]);
    await job.at('2026-10-08', '09:00');
    expect((await drafts(office)).map(({ month }) => month)).toEqual(['2026-09']);
  });

  test('a clock that is moved over the months stops at each first workday', async () => {
    const office = await bureau();
    await autumn(office);
    office.moveTo(at('2026-10-30', '10:00'));
    const clock = { now: office.now, moveTo: async (to: ReturnType<Office['now']>) => office.moveTo(to) };
    const control = createClockControl({
      transact: office.transact,
      clock: clock as never,
      jobs: [started(office)],
      turns: createTurns(),
      settle: async () => undefined,
      log: { error: (fields: unknown) => expect(fields).toBeUndefined() } as never,
    });
    await control.advanceTo(at('2027-02-10', '12:00'));
    expect((await drafts(office)).map(({ month, drafted_at }) => [month, drafted_at])).toEqual([
      ['2026-10', at('2026-11-02', '09:00')],
      ['2026-11', at('2026-12-01', '09:00')],
    ]);
  });
});

test('whoever reads English has the figures in English, and what will be posted as it is', async () => {
  const office = await drafted();
  const words = wordsOf((await bulletinOf(office, CLERK, '', 'en')).blocks);
  expect(words).toContain('Draft bulletin for November 2026');
  expect(words).toContain('Answers: asked 40 (unchanged), answered 30 (+15), answer rate 75.0% (+37.5 points).');
  expect(words).toContain('关于2026年11月作答和到会情况的通报');
});

test('whoever joins the office later finds the draft with 通报 and on Home, and the earlier ones by their month', async () => {
  const office = await bureau();
  await autumn(office);
  await started(office).at('2026-11-02', '09:00');
  await started(office).at('2026-12-01', '09:00');
  await office.transact(async (tx) => {
    const { department_id } = await tx
      .selectFrom('org_member')
      .select('department_id')
      .where('id', '=', SECOND as never)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('org_member')
      .set({ department_id })
      .where('id', '=', '603' as never)
      .execute();
  });
  expect(await wordsFor(office, '603')).toContain('2026年11月通报初稿');
  expect((await bulletinOf(office, '603', '2026-10')).summary).toBe('2026年10月通报初稿');
  expect((await bulletinOf(office, '603', '上月')).summary).toBe('2026年11月通报初稿');
  expect((await bulletinOf(office, '603', '2026-01')).summary).toBe('没有这个月的通报。');
});

test.each(['今年', '2026', '上季度', '本周', '2026-10..2026-11', '2026-11-03', '2026-11-01..2026-11-29', '胡说'])(
  'a bulletin is for one month: %s is answered with how to name one, not with some month of it',
  async (words) => {
    const office = await drafted();
    expect((await bulletinOf(office, HEAD, words)).summary).toContain('通报按月办理，请写一个月份，如：通报 上月');
    expect((await bulletinOf(office, HEAD, words, 'en')).summary).toContain('A bulletin is for one month');
    expect((await bulletinOf(office, HEAD, '2026-11-01..2026-11-30')).summary).toBe('2026年11月通报初稿');
  },
);
