import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { erase, openVersion } from '../../../src/reflection/own/service.js';
import { PromptSet } from '../../../src/reflection/prompt-sets.js';
import { exportOwn } from '../../../src/reflection/response/export.js';
import { openOwn, saveDraft, submit } from '../../../src/reflection/response/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { type Office, testOffice } from '../../support/office.js';

const ME = '603';
const OTHER = '104';
const all = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function ask(office: Office, promptSet = 'four-questions') {
  office.pass(0.1);
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet, audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}
let presses = 0;
const write = async (office: Office, roundId: string, memberId: string, answers: Record<string, string>) => {
  presses += 1;
  const written = await submit(office.reflection, { roundId, memberId, submission: `press${presses}`, answers });
  expect(written).toMatchObject({ ok: true });
};
async function own(office: Office, roundId: string, memberId: string) {
  const opened = await openOwn(office.reflection, { roundId, memberId });
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.own;
}

describe('erasing', () => {
  /** Two rounds, two versions each, a draft of an edit in each; and somebody else's. */
  async function written() {
    const office = await testOffice();
    const [first, second] = [await ask(office), await ask(office)];
    for (const round of [first, second]) {
      for (const word of ['甲', '乙']) await write(office, round.id, ME, all(word));
      await saveDraft(office.reflection, { roundId: round.id, memberId: ME, answers: { post: '丙' } });
      await write(office, round.id, OTHER, all('丁'));
    }
    return { office, first, second };
  }

  test('one round takes all its versions and its draft, and leaves the other round as it was', async () => {
    const { office, first, second } = await written();
    await erase(office.reflection, ME, { roundId: first.id });
    expect(await own(office, first.id, ME)).toMatchObject({ answers: undefined, draft: undefined, gone: 'erased', versions: 2 });
    expect(await own(office, second.id, ME)).toMatchObject({ answers: all('乙'), draft: { answers: { post: '丙' } }, versions: 2 });
    for (const [round, words] of [
      [first, undefined],
      [second, all('甲')],
    ] as const)
      expect(await openVersion(office.reflection, { roundId: round.id, memberId: ME, version: 1 })).toMatchObject({
        version: 1,
        answers: words,
      });
    expect(await own(office, first.id, OTHER)).toMatchObject({ answers: all('丁') });
  });

  test('a draft alone takes nothing else, and nothing of it can be read in an older copy', async () => {
    const { office, first, second } = await written();
    const [sealed] = await office.transact((tx) =>
      tx.selectFrom('reflection_draft').select('content').where('round_id', '=', first.id).where('member_id', '=', ME).execute(),
    );
    await erase(office.reflection, ME, { roundId: first.id, only: 'draft' });
    expect(await own(office, first.id, ME)).toMatchObject({ answers: all('乙'), draft: undefined, gone: undefined, versions: 2 });
    expect(await own(office, second.id, ME)).toMatchObject({ answers: all('乙'), draft: { answers: { post: '丙' } } });
    expect(await office.transact((tx) => office.ground.vault.unseal(tx, ME, sealed?.content ?? new Uint8Array()))).toBeUndefined();
  });

  test('everything leaves nothing of oneself and everything of others; that one answered stays', async () => {
    const { office, first, second } = await written();
    await erase(office.reflection, ME, 'everything');
    for (const round of [first, second]) {
      expect(await own(office, round.id, ME)).toMatchObject({ answers: undefined, draft: undefined, gone: 'erased', ask: { late: false } });
      expect((await own(office, round.id, ME)).ask.answeredAt).toBeDefined();
      expect(await own(office, round.id, OTHER)).toMatchObject({ answers: all('丁') });
    }
    const rows = await office.transact((tx) => tx.selectFrom('reflection_response').selectAll().where('member_id', '=', ME).execute());
    expect(rows).toHaveLength(4);
    expect(rows.every(({ content }) => content === null)).toBe(true);
  });

  test('twice, or where there is nothing, changes nothing and breaks nothing', async () => {
    const { office, first } = await written();
    for (const what of [{ roundId: first.id }, { roundId: first.id }, { roundId: 'nowhere' }, 'everything', 'everything'] as const)
      await erase(office.reflection, ME, what);
    await erase(office.reflection, 'nobody', 'everything');
    expect(await own(office, first.id, OTHER)).toMatchObject({ answers: all('丁') });
  });

  test('one can write anew while the window is open, and that is a new version', async () => {
    const { office, first } = await written();
    await erase(office.reflection, ME, { roundId: first.id });
    await write(office, first.id, ME, all('新'));
    expect(await own(office, first.id, ME)).toMatchObject({ answers: all('新'), gone: undefined, versions: 3 });
    expect(await openVersion(office.reflection, { roundId: first.id, memberId: ME, version: 2 })).toMatchObject({ answers: undefined });
  });
});

describe('exporting', () => {
  const tableOf = async (office: Office) => {
    const file = await exportOwn(office.reflection, ME);
    const text = Buffer.from(file?.content ?? []).toString('utf8');
    return { file, text, rows: parse(text, { bom: true }) as string[][] };
  };

  test('has a byte order mark, a heading, and a row for each prompt of each version, the oldest first', async () => {
    const office = await testOffice();
    const first = await ask(office);
    await write(office, first.id, ME, all('甲'));
    await write(office, first.id, ME, all('乙'));
    await write(office, first.id, OTHER, all('别人'));
    office.moveTo(first.closesAt);
    const second = await ask(office, 'four-reminders');
    await write(office, second.id, ME, { ability: '子', duty: '丑', done: '寅', effect: '卯' });
    const { file, text, rows } = await tableOf(office);
    expect(file).toMatchObject({ filename: '我的作答.csv', title: '我的作答' });
    expect(text.startsWith('\ufeff内容,推送时间,提交时间,第几稿,补答,题目,作答\r\n')).toBe(true);
    expect(rows).toHaveLength(1 + 4 + 4 + 4);
    expect(rows.slice(1).map((row) => row.at(-1))).toEqual([
      ...Object.values(all('甲')),
      ...Object.values(all('乙')),
      '子',
      '丑',
      '寅',
      '卯',
    ]);
    const at = '2026年11月24日（周二） 10:06';
    expect(rows[1]).toEqual(['四问', at, at, '1', '', '一问我自己的工作与我的岗位对照有什么差距', '甲一']);
    expect(text).not.toContain('别人');
  });

  test('a late version says so, an erased one says so, and nothing else of it is left', async () => {
    const office = await testOffice();
    const [first, second] = [await ask(office), await ask(office)];
    await write(office, first.id, ME, all('甲'));
    await erase(office.reflection, ME, { roundId: first.id });
    office.moveTo(second.closesAt);
    await write(office, second.id, ME, all('乙'));
    const { rows, text } = await tableOf(office);
    expect(rows[1]).toEqual(['四问', expect.any(String), expect.any(String), '1', '', '', '内容已由本人清除。']);
    expect(rows.slice(2).map((row) => row[4])).toEqual(['是', '是', '是', '是']);
    expect(text).not.toContain('甲一');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1＋1', '=HYPERLINK("http://x")'])('%j is not run as a formula', async (text) => {
    const office = await testOffice();
    const round = await ask(office);
    await write(office, round.id, ME, { ...all('甲'), post: `x${text}`, expectations: text });
    const { rows } = await tableOf(office);
    expect(rows[1]?.at(-1)).toBe(`x${text}`.trim());
    expect(rows[2]?.at(-1)).toBe(`'${text.trim()}`);
  });

  test('line breaks, commas and quotes stay in their cell', async () => {
    const office = await testOffice();
    const round = await ask(office);
    const text = '第一行，\n第二行, "引" ；\r\n';
    await write(office, round.id, ME, { ...all('甲'), post: text });
    expect((await tableOf(office)).rows[1]?.at(-1)).toBe('第一行，\n第二行, "引" ；');
  });

  test('ratings, choices and ticks are written in words, in the reader’s language', async () => {
    const office = await testOffice();
    const set = PromptSet.parse({
      id: 'kinds',
      title: { zh: '各类', en: 'Kinds' },
      introduction: { zh: '请答', en: 'Please' },
      prompts: [
        { id: 'r', kind: 'rating', zh: '评分', en: 'Rating' },
        {
          id: 'c',
          kind: 'choice',
          zh: '选择',
          en: 'Choice',
          options: [
            { id: 'good', zh: '好', en: 'good' },
            { id: 'bad', zh: '差', en: 'bad' },
          ],
        },
        { id: 'k', kind: 'acknowledge', zh: '确认', en: 'Confirm' },
        { id: 't', kind: 'text', optional: true, zh: '补充', en: 'More' },
      ],
    });
    const reflection = { ...office.reflection, promptSets: new Map([[set.id, set]]) };
    const round = await ask({ ...office, reflection }, 'kinds');
    await write(office, round.id, ME, { r: '4', c: 'bad', k: 'yes' });
    expect((await tableOf(office)).rows.slice(1).map((row) => row.at(-1))).toEqual(['4 做得较好', '差', '已对照', '']);
    await office.transact((tx) =>
      tx
        .insertInto('org_account')
        .values({ user_id: 'U1', team_id: 'T', name: 'x', locale: 'en-US', active: 1, bot: 0, member_id: ME, seen_at: 1 })
        .execute(),
    );
    const { file, rows } = await tableOf(office);
    expect(file?.filename).toBe('My answers.csv');
    expect(rows[0]).toEqual(['Round', 'Sent', 'Submitted', 'Version', 'Late', 'Prompt', 'Answer']);
    expect(rows.slice(1).map((row) => row.at(-1))).toEqual(['4 mostly', 'bad', 'I have considered this', '']);
  });

  test('of somebody who wrote nothing has a heading only; of nobody there is none', async () => {
    const office = await testOffice();
    await ask(office);
    expect((await tableOf(office)).rows).toHaveLength(1);
    expect(await exportOwn(office.reflection, 'nobody')).toBeUndefined();
  });

  test('has what was saved and never submitted, last and marked', async () => {
    const office = await testOffice();
    const { id } = await ask(office);
    await write(office, id, ME, all('甲'));
    await saveDraft(office.reflection, { roundId: id, memberId: ME, answers: all('乙') });
    const { rows } = await tableOf(office);
    expect(rows.map((row) => row[1]).slice(1)).toEqual(Array(8).fill('2026年11月24日（周二） 10:06'));
    expect(rows.slice(5).map((row) => [row[3], row.at(-1)])).toEqual(Object.values(all('乙')).map((words) => ['未提交的内容', words]));
  });
});
