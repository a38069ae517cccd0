import { describe, expect, test } from 'vitest';
import { PlainDateText } from '../../../src/calendar/plain-date.js';
import type { MemberId } from '../../../src/org/member.js';
import { scopeOf } from '../../../src/org/scope.js';
import { allMembers, loadOrg } from '../../../src/org/service.js';
import { ratingsCard } from '../../../src/participation/ratings/cards.js';
import { viewRatings } from '../../../src/participation/ratings/service.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { submit } from '../../../src/reflection/response/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { addCrowd } from '../../support/crowd.js';
import { type Office, testOffice } from '../../support/office.js';
import { button, cardIn, pressable, talk, wordsOf } from '../../support/talk.js';

const november = { from: PlainDateText.parse('2026-11-01'), to: PlainDateText.parse('2026-11-30') };
const VIEW = '2026-11-01..2026-11-30|prompts|';

async function ask(office: Office) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-checks', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}
type Round = Awaited<ReturnType<typeof ask>>;
async function rate(office: Office, round: Round, memberId: string, rating: number) {
  const answers = Object.fromEntries(round.set.prompts.map(({ id, kind }) => [id, kind === 'rating' ? `${rating}` : '秘密']));
  const submitted = await submit(office.reflection, { roundId: round.id, memberId, submission: `${round.id}${memberId}`, answers });
  if (!submitted.ok) throw new Error(submitted.refusal);
}
async function closed(office: Office, round: Round) {
  office.moveTo(round.closesAt);
  for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
}

/** Of 规划处 six, of every other department fewer than five. */
async function rated(others: readonly string[] = ['001', '101', '201', '301', '701']) {
  const office = await testOffice();
  await addCrowd(office, 4);
  const round = await ask(office);
  for (const [n, id] of ['602', '603', 'M0', 'M1', 'M2', 'M3'].entries()) await rate(office, round, id, 3 + (n % 3));
  for (const id of others) await rate(office, round, id, 1);
  return { office, round };
}

describe('自评分布', () => {
  test('shows how often each rating was given to each prompt, from 汇总 and back', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    const leader = talk(office, '001');
    const summary = cardIn(await leader.press('participation.show', VIEW));
    const to = button(summary.blocks, '自评分布');
    const card = cardIn(await leader.press(to.id, to.value));
    expect(card.summary).toBe('自评分布 · 2026年11月：4 题，44 人次');
    const words = wordsOf(card.blocks);
    expect(words).toContain('题目 平均 5 分 4 分 3 分 2 分 1 分 人次');
    expect(words).toMatch(/四看体制机制创新是否已经或正在取得新的成果 2.6 2 2 2 0 5 11/);
    expect(words).toContain('5 完全做到，1 差距很大');
    expect(words).not.toContain('不足五人');
    expect(JSON.stringify(card)).not.toContain('秘密');
    const back = button(card.blocks, '返回作答汇总');
    expect(cardIn(await leader.press(back.id, back.value)).summary).toContain('作答汇总 · 2026年11月');
  });

  test('shows of a scope only the groups that lie in it, and says why there are fewer', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    const words = wordsOf(cardIn(await talk(office, '601').press('participation.ratings', VIEW)).blocks);
    expect(words).toMatch(/取得新的成果 4.0 2 2 2 0 0 6/);
    expect(words).not.toContain('不足五人');
    const few = wordsOf(cardIn(await talk(office, '201').press('participation.ratings', VIEW)).blocks);
    expect(few).toContain('还没有可以显示的评分');
    expect(few).toContain('所在范围作答不足五人，未列出，以免看出个人');
    expect(few).not.toMatch(/成果/);
  });

  test('what is left over at the top is shown to nobody, and the bureau’s leaders are told so', async () => {
    const { office, round } = await rated(['001', '101', '201', '301']);
    await closed(office, round);
    const words = wordsOf(cardIn(await talk(office, '001').press('participation.ratings', VIEW)).blocks);
    expect(words).toMatch(/取得新的成果 4.0 2 2 2 0 0 6/);
    expect(words).toContain('所在范围作答不足五人，未列出');
  });

  test('answers that came late are missed by nobody: they were never to be counted', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    for (const id of ['103', '104']) await rate(office, round, id, 2);
    const words = wordsOf(cardIn(await talk(office, '001').press('participation.ratings', VIEW)).blocks);
    expect(words).toMatch(/取得新的成果 2.6 2 2 2 0 5 11/);
    expect(words).not.toContain('未列出');
  });

  test('a round that is still open is not counted yet, which is said', async () => {
    const { office, round } = await rated();
    const before = cardIn(await talk(office, '001').press('participation.ratings', VIEW));
    expect(wordsOf(before.blocks)).toContain('另有 1 次推送尚未统计，截止之后计入');
    await closed(office, round);
    expect(wordsOf(cardIn(await talk(office, '001').press('participation.ratings', VIEW)).blocks)).not.toContain('尚未统计');
  });

  test('an average that lies half-way is rounded up, as by hand', () => {
    const title = { zh: '四看', en: 'Checks' };
    const distribution = { title, prompt: title, times: { 5: 7, 4: 13, 3: 0, 2: 0, 1: 0 }, shown: 20, answers: 20 };
    const ratings = {
      ok: true,
      period: november,
      department: undefined,
      scope: [],
      rounds: 1,
      open: 0,
      distributions: [distribution],
    } as const;
    expect(wordsOf(ratingsCard(ratings, 'zh-CN').blocks)).toContain('四看 4.4 7 13');
  });

  test('where no round asked for ratings, nothing leads to it', async () => {
    const office = await testOffice();
    const sent = { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } } as const;
    await sendRound(office.reflection, { operator: 'test' }, sent);
    const labels = pressable(cardIn(await talk(office, '001').press('participation.show', VIEW)).blocks).map(({ label }) => label);
    expect(labels).not.toContain('自评分布');
    expect(cardIn(await talk(office, '001').press('participation.ratings', VIEW)).summary).toContain('没有需要自评的推送');
  });

  test('is read in English by an English chat', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    const card = cardIn(await talk(office, '001', 'en').press('participation.ratings', VIEW));
    expect(card.summary).toBe('Self-ratings · November 2026: 4 prompts, 44 ratings');
    expect(wordsOf(card.blocks)).toContain('5 fully, 1 far from it');
  });

  test('a prompt whose words have changed is counted apart', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    const changed = { ...round.set, prompts: round.set.prompts.map((one) => ({ ...one, zh: `新${one.zh}` })) };
    const promptSets = new Map([[changed.id, changed]]);
    const later = { ...office, reflection: { ...office.reflection, promptSets } };
    const second = await ask(later);
    for (const id of ['602', '603', 'M0', 'M1', 'M2']) await rate(later, second, id, 2);
    await closed(later, second);
    const words = wordsOf(cardIn(await talk(office, '601').press('participation.ratings', VIEW)).blocks);
    expect(words).toMatch(/\s四看体制机制创新.*成果 4.0 2 2 2 0 0 6/);
    expect(words).toMatch(/新四看体制机制创新.*成果 2.0 0 0 0 5 0 5/);
  });
});

describe('who sees it', () => {
  test.each(['603', '402', '302', '9999'])('%s, who leads nothing, is refused, and nothing is noted as seen', async (memberId) => {
    const { office, round } = await rated();
    await closed(office, round);
    const viewer = { member: memberId as MemberId };
    expect(await viewRatings(office.participation, { viewer, period: november })).toEqual({ ok: false, refusal: 'right-missing' });
    const looks = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.view').execute(),
    );
    expect(looks).toEqual([]);
  });

  test('a department out of scope is refused, whatever is forged, and each look is recorded', async () => {
    const { office, round } = await rated();
    await closed(office, round);
    const viewer = { member: '601' as MemberId };
    const { departments } = await office.transact(loadOrg);
    const other = departments.find(({ name }) => name === '办公室')?.id;
    for (const departmentId of [other, 'nowhere'])
      expect(await viewRatings(office.participation, { viewer, period: november, departmentId })).toMatchObject({
        refusal: 'department-out-of-scope',
      });
    await viewRatings(office.participation, { viewer, period: november });
    const looks = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.view').execute(),
    );
    expect(looks).toMatchObject([{ member_id: '601', subject: '2026-11-01..2026-11-30', detail: 'all; ratings' }]);
  });

  test('whoever reads everything that anybody is shown never comes down to fewer than five', async () => {
    const { office, round } = await rated(['001', '002', '101', '103', '201', '301', '302', '401', '501', '601', '701', '801', '802']);
    await closed(office, round);
    const { members, departments } = await office.transact(async (tx) => ({
      members: await allMembers(tx),
      departments: (await loadOrg(tx)).departments,
    }));
    const looks: { scope: ReadonlySet<string>; shown: readonly number[] }[] = [];
    for (const { id } of members)
      for (const departmentId of [undefined, ...departments.map((one) => one.id)]) {
        const viewer = { member: id };
        const seen = await viewRatings(office.participation, { viewer, period: november, departmentId });
        const scope = await office.transact((tx) => scopeOf(tx, viewer, 'participation.view', departmentId));
        if (seen.ok && scope.ok) looks.push({ scope: scope.chosen, shown: seen.distributions.map(({ shown }) => shown) });
      }
    expect(looks.length).toBeGreaterThan(20);
    for (const wide of looks)
      for (const narrow of looks) {
        if (![...narrow.scope].every((one) => wide.scope.has(one))) continue;
        for (const [n, shown] of wide.shown.entries()) {
          const apart = shown - (narrow.shown[n] ?? 0);
          if (apart !== 0) expect(apart).toBeGreaterThanOrEqual(5);
          if (shown !== 0) expect(shown).toBeGreaterThanOrEqual(5);
        }
      }
  });
});
