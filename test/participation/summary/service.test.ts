import { describe, expect, test } from 'vitest';
import { type Instant, plus } from '../../../src/calendar/instant.js';
import { PlainDateText } from '../../../src/calendar/plain-date.js';
import type { Audience } from '../../../src/org/audience.js';
import type { MemberId } from '../../../src/org/member.js';
import { loadOrg } from '../../../src/org/service.js';
import { summarize } from '../../../src/participation/summary/service.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { erase } from '../../../src/reflection/own/service.js';
import { submit } from '../../../src/reflection/response/service.js';
import { seedSchedules, sendRound, sendTrial } from '../../../src/reflection/schedule/service.js';
import { addCrowd } from '../../support/crowd.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { refound, reimport } from '../../support/roster.js';

const operator = { operator: 'test' };
const day = (date: string) => PlainDateText.parse(date);
const november = { from: day('2026-11-01'), to: day('2026-11-30') };
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

async function ask(office: Office, audience: Audience = { kind: 'bureau' }) {
  const sent = await sendRound(office.reflection, operator, { promptSet: 'four-questions', audience, closes: { workdays: 3 } });
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}
let presses = 0;
const answer = (office: Office, roundId: string, memberId: string, words = '一') => {
  presses += 1;
  return submit(office.reflection, { roundId, memberId, submission: `press${presses}`, answers: { ...answers, post: words } });
};
async function seen(office: Office, period = november, viewer: { member: MemberId } | { operator: string } = operator) {
  const result = await summarize(office.participation, { viewer, period, subject: 'prompts' });
  if (!result.ok) throw new Error(result.refusal);
  return result;
}
const departmentId = async (office: Office, name: string) =>
  (await office.transact(loadOrg)).departments.find((one) => one.name === name)?.id ?? '';

/** The same people under another name of a department. */
describe('who sees what (domain.md §5)', () => {
  /** Written by hand: who → the departments whose participation they see. */
  const EVERYWHERE = [
    '局领导',
    '办公室',
    '政工部',
    '人事教育处',
    '机关党委',
    '纪监处',
    '规划处',
    '项目管理处',
    '第一工程管理所',
    '第二工程管理所',
  ];
  test.each([
    ['001', 'the head of the bureau', EVERYWHERE],
    ['002', 'a supervising leader', ['办公室', '政工部', '人事教育处', '机关党委']],
    ['003', 'another supervising leader', ['规划处', '第一工程管理所']],
    ['101', 'the head of the office', EVERYWHERE],
    ['104', 'anybody in the office', EVERYWHERE],
    ['601', 'a department’s head', ['规划处']],
    ['301', 'the head of personnel, for their own department only', ['人事教育处']],
    ['801', 'the head of a unit', ['第一工程管理所']],
  ])('%s, %s', async (memberId, _who, departments) => {
    const office = await testOffice();
    const round = await ask(office);
    for (const id of ['603', '104', '803']) await answer(office, round.id, id);
    const mine = await seen(office, november, { member: memberId as MemberId });
    expect(mine.departments.map(({ name }) => name)).toEqual(departments);
    expect(new Set(mine.missing?.listed.map(({ department }) => department))).toEqual(
      new Set(mine.departments.filter(({ prompts }) => prompts.missing > 0).map(({ name }) => name)),
    );
    for (const figure of ['asked', 'answered', 'late', 'missing'] as const)
      expect(mine.departments.reduce((sum, one) => sum + one.prompts[figure], 0)).toBe(mine.total.prompts[figure]);
    const [entry] = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.view').execute(),
    );
    expect(entry).toMatchObject({ member_id: memberId, subject: '2026-11-01..2026-11-30', detail: 'all; prompts' });
  });

  test.each([
    ['603', 'a cadre'],
    ['302', 'an administrator, who is in no office and heads nothing'],
    ['402', 'somebody of the party committee'],
    ['9999', 'nobody'],
  ])('%s, %s: refused, and nothing is noted as seen', async (memberId) => {
    const office = await testOffice();
    await ask(office);
    expect(
      await summarize(office.participation, { viewer: { member: memberId as MemberId }, period: november, subject: 'prompts' }),
    ).toEqual({
      ok: false,
      refusal: 'right-missing',
    });
    const looks = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.view').execute(),
    );
    expect(looks).toEqual([]);
  });

  test('who left sees nothing any more, from the moment of leaving', async () => {
    const office = await testOffice();
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '601').execute());
    expect(await summarize(office.participation, { viewer: { member: '601' as MemberId }, period: november })).toMatchObject({ ok: false });
  });

  test('one goes down into one’s own departments, and into no other, whatever is forged', async () => {
    const office = await testOffice();
    await ask(office);
    const viewer = { member: '003' as MemberId };
    const planning = await departmentId(office, '规划处');
    expect(await summarize(office.participation, { viewer, period: november, departmentId: planning })).toMatchObject({
      ok: true,
      department: { name: '规划处' },
      total: { prompts: { asked: 3 } },
      departments: [{ name: '规划处' }],
    });
    for (const forged of [await departmentId(office, '办公室'), await departmentId(office, '四问示范局'), '', 'nowhere'])
      expect(await summarize(office.participation, { viewer, period: november, departmentId: forged })).toEqual({
        ok: false,
        refusal: 'department-out-of-scope',
      });
    const bureau = await departmentId(office, '四问示范局');
    expect(await summarize(office.participation, { viewer: operator, period: november, departmentId: bureau })).toMatchObject({
      total: { prompts: { asked: 26 } },
    });
  });
});

describe('what counts (docs/figures.md)', () => {
  test('trials and missed occurrences count nowhere', async () => {
    const office = await testOffice();
    await seedSchedules(office.reflection, office.ground.policy.reflection);
    await sendTrial(office.reflection, { member: '102' as MemberId }, 'four-questions');
    office.moveTo(at('2027-01-20', '10:00'));
    for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
    const rounds = await office.transact((tx) => tx.selectFrom('reflection_round').select(['state', 'trial']).execute());
    expect(rounds.some(({ state }) => state === 'missed')).toBe(true);
    expect((await seen(office)).total.prompts).toEqual({ asked: 0, answered: 0, late: 0, missing: 0 });
    expect((await seen(office)).departments).toEqual([]);
  });

  test('an answer counts once, in time or late, however often it is changed', async () => {
    const office = await testOffice();
    const round = await ask(office);
    await answer(office, round.id, '603');
    await answer(office, round.id, '603', '改');
    office.moveTo(round.closesAt);
    await answer(office, round.id, '602');
    await answer(office, round.id, '602', '改');
    expect((await seen(office)).total.prompts).toEqual({ asked: 26, answered: 2, late: 1, missing: 24 });
  });

  test('erasing what was written changes no figure', async () => {
    const office = await testOffice();
    const round = await ask(office);
    await answer(office, round.id, '603');
    const before = (await seen(office)).total;
    await erase(office.reflection, '603', 'everything');
    expect((await seen(office)).total).toEqual(before);
  });

  test('who was asked twice counts twice, and is listed once with how often', async () => {
    const office = await testOffice();
    for (let n = 0; n < 11; n++) {
      await ask(office, { kind: 'members', members: ['603', '602'] });
      office.pass(0.01);
    }
    const { total, missing } = await seen(office);
    expect(total.prompts).toMatchObject({ asked: 22, missing: 22 });
    expect(missing?.listed).toMatchObject([
      { name: '梁思远', department: '规划处', unanswered: 11, absent: 0 },
      { name: '邓禾', department: '规划处', unanswered: 11, absent: 0 },
    ]);
  });

  test('who joins is not asked in a round that is open; who leaves stays among those who were asked', async () => {
    const office = await testOffice();
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '603').execute());
    const first = await ask(office);
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 1 }).where('id', '=', '603').execute());
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '602').execute());
    expect(await answer(office, first.id, '603')).toEqual({ ok: false, refusal: 'not-asked' });
    expect((await seen(office)).total.prompts.asked).toBe(25);
    await ask(office);
    expect((await seen(office)).total.prompts.asked).toBe(50);
  });

  test('an answer belongs to the department its author was in when asked, also after a transfer', async () => {
    const office = await testOffice();
    const round = await ask(office, { kind: 'members', members: ['603'] });
    const works = await departmentId(office, '项目管理处');
    await office.transact((tx) => tx.updateTable('org_member').set({ department_id: works }).where('id', '=', '603').execute());
    await answer(office, round.id, '603');
    expect((await seen(office)).departments).toMatchObject([{ name: '规划处', prompts: { asked: 1, answered: 1 } }]);
    await ask(office, { kind: 'members', members: ['603'] });
    expect((await seen(office)).departments.map(({ name, prompts }) => [name, prompts.missing])).toEqual([
      ['规划处', 0],
      ['项目管理处', 1],
    ]);
  });

  test('when the whole office takes another name, what was asked before still counts for its head', async () => {
    const office = await testOffice();
    await ask(office);
    await reimport(office, (csv) => csv.replaceAll('四问示范局', '四问新局'));
    expect((await seen(office)).total.prompts.asked).toBe(26);
    expect((await seen(office, november, { member: '001' as MemberId })).total.prompts.asked).toBe(26);
    expect((await seen(office, november, { member: '003' as MemberId })).total.prompts.asked).toBe(6);
  });

  test('when another office takes its place, what was asked before counts for the head of that', async () => {
    const office = await testOffice();
    await ask(office);
    await reimport(office, (csv) => csv.replaceAll('四问示范局', '四问新局').replace(/^(\d+),/gm, '9$1,新'), 26);
    expect((await seen(office, november, { member: '9001' as MemberId })).total.prompts.asked).toBe(26);
    expect((await seen(office, november, { member: '9003' as MemberId })).total.prompts.asked).toBe(0);
  });

  test('a department that is dissolved goes on counting, with whoever answers for what was above it', async () => {
    const office = await testOffice();
    const round = await ask(office, { kind: 'members', members: ['603', '702'] });
    await answer(office, round.id, '603');
    await refound(office, '规划处', '发展规划处');
    const { total, departments } = await seen(office);
    expect(total.prompts).toMatchObject({ asked: 2, answered: 1 });
    expect(departments.map(({ name, dissolved, prompts }) => [name, dissolved, prompts.asked])).toEqual([
      ['项目管理处', false, 1],
      ['规划处', true, 1],
    ]);
    expect((await seen(office, november, { member: '001' as MemberId })).total.prompts.asked).toBe(2);
    expect((await seen(office, november, { member: '003' as MemberId })).total.prompts.asked).toBe(0);
  });

  test.each([-1, 0])('a round belongs to the day on which it opened, by the office’s clock (%i ms from midnight)', async (offset) => {
    for (const midnight of [at('2026-11-01', '00:00'), at('2026-12-01', '00:00')]) {
      const office = await testOffice(plus(midnight, offset) as Instant);
      await ask(office, { kind: 'members', members: ['603'] });
      const inside = (midnight === at('2026-11-01', '00:00')) === (offset === 0);
      expect((await seen(office)).total.prompts.asked).toBe(inside ? 1 : 0);
    }
  });

  test('only so many names are listed, and the others are counted', async () => {
    const office = await testOffice();
    await addCrowd(office, 10);
    await ask(office);
    const { missing } = await seen(office);
    expect([missing?.listed.length, missing?.more]).toEqual([30, 6]);
  });
});
