import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importRoster } from '../../../src/org/service.js';
import { erase } from '../../../src/reflection/own/service.js';
import { expireResponses } from '../../../src/reflection/response/expiry.js';
import type { Key } from '../../../src/reflection/response/service.js';
import { unshare } from '../../../src/reflection/response/share-service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';

const all = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function asked(office: Office) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

test('the search finds leaders by name, position and department, and the card is changed when it is taken back', async () => {
  const office = await testOffice();
  const { id } = await asked(office);
  const me = talk(office, '603');
  const form = formIn(await me.press('reflection.answer', id));
  await me.submit(form, all('甲'));
  const found = async (query: string) => {
    const answer = await me.search('reflection.leaders', query);
    return answer.do === 'options' ? answer.options.map(({ value }) => value) : [];
  };
  expect(await found('苏明')).toEqual(['003']);
  expect(await found('规划处处长')).toEqual(['601']);
  expect(await found('梁思远')).toEqual([]);
  expect((await found('')).length).toBeGreaterThan(10);
  const sharing = formIn(await me.press('reflection.share', id));
  expect(await me.submit(sharing, {})).toMatchObject({
    do: 'errors',
    errors: { leader: expect.stringContaining('只能给部门领导或局领导看') },
  });
  const shown = formIn(await me.submit(sharing, { leader: '601' }));
  expect(wordsOf(shown.blocks)).toContain('已给高思衡（规划处）查看。');
  // In the place of the answer, where it can be taken back at once; and back from the question without sharing.
  expect(button(shown.blocks, '收回').value).toBe(`${id}:601`);
  expect(await me.press('reflection.share', id, { form: shown })).toMatchObject({ do: 'replace' });
  expect(button(sharing.blocks, '返回')).toMatchObject({ id: 'reflection.view', value: id });
  expect(wordsOf(formIn(await me.press('reflection.answer', id)).blocks)).toContain('已给高思衡（规划处）查看，修改后的内容对方也能看到');
  await me.submit(form, all('乙'));
  const [card] = await office.outbox(`reflection.shared:${id}:603:601`);
  expect(card?.content).toContain('邓禾（规划处）请你看其四问作答');
  const look = button(JSON.parse(card?.content ?? '').blocks, '查看');
  await deliver(office);
  const leader = talk(office, '601');
  expect(wordsOf(formIn(await leader.press(look.id, look.value)).blocks)).toContain('乙一');
  expect(JSON.stringify(await talk(office, '003').press(look.id, look.value))).not.toContain('乙一');
  const own = formIn(await me.press('reflection.view', id));
  const unshare = button(own.blocks, '收回');
  await me.press(unshare.id, unshare.value, { form: own });
  expect(await cardNow(office, card?.key ?? '')).toContain('已由本人收回');
  expect(cardIn(await leader.press(look.id, look.value)).summary).toBe('对方已收回，不能再查看。');
});

test('an erasure ends it as well, and writing anew in the open window does not bring it back', async () => {
  const office = await testOffice();
  const { id } = await asked(office);
  const me = talk(office, '603');
  const form = formIn(await me.press('reflection.answer', id));
  await me.submit(form, all('甲'));
  await me.submit(formIn(await me.press('reflection.share', id)), { leader: '601' });
  const sharing = formIn(await me.press('reflection.share', id));
  await deliver(office);
  await me.press('reflection.erase', id);
  // A card or a form that lies open still.
  expect(cardIn(await me.press('reflection.share', id)).summary).toBe('内容已由本人清除。');
  expect(await me.submit(sharing, { leader: '001' })).toMatchObject({ errors: { leader: expect.stringContaining('内容已清除') } });
  await me.submit(form, all('乙'));
  const look = `${id}:0:603`;
  expect(cardIn(await talk(office, '601').press('reflection.look', look)).summary).toBe('对方已收回，不能再查看。');
  const [card] = await office.outbox(`reflection.shared:${id}:603:601`);
  expect(await cardNow(office, card?.key ?? '')).toContain('已由本人收回');
});

test('whoever leads nothing any more sees it no longer, and its author is told so', async () => {
  const office = await testOffice();
  const { id } = await asked(office);
  const me = talk(office, '603');
  const form = formIn(await me.press('reflection.answer', id));
  await me.submit(form, all('甲'));
  await me.submit(formIn(await me.press('reflection.share', id)), { leader: '601' });
  // 602 becomes the head of 规划处 in the place of 601.
  const lines = readFileSync(new URL('../../../data/roster.csv', import.meta.url), 'utf8').split('\n');
  const roster = lines.map((line) => {
    if (line.startsWith('601,')) return line.replace(/,是,/, ',,');
    return line.startsWith('602,') ? line.replace(/(规划处,[^,]*),[^,]*,/, '$1,是,') : line;
  });
  const { transact, ground } = office;
  const imported = await importRoster(
    { transact, clock: ground.clock, zone: ground.zone, ranks: ground.policy.org.ranks },
    { actor: { operator: 'test' }, content: new TextEncoder().encode(roster.join('\n')), apply: true },
  );
  expect(imported).toMatchObject({ ok: true });
  await me.submit(form, all('乙'));
  expect(cardIn(await talk(office, '601').press('reflection.look', `${id}:0:603`)).summary).toContain('你现在不是部门领导或局领导');
  expect(wordsOf(formIn(await me.press('reflection.view', id)).blocks)).toContain(
    '曾给高思衡（规划处）查看；对方现在不是领导，已不能查看。',
  );
  expect(wordsOf(formIn(await me.press('reflection.answer', id)).blocks)).not.toContain('高思衡');
});

test('a leader is not told that it was taken back when it was deleted at the end of its time', async () => {
  const office = await testOffice();
  const { id } = await asked(office);
  const me = talk(office, '603');
  await me.submit(formIn(await me.press('reflection.answer', id)), all('甲'));
  await me.submit(formIn(await me.press('reflection.share', id)), { leader: '601' });
  office.pass(24);
  await office.transact((tx) => expireResponses(tx, office.reflection, office.now(), 10));
  expect(cardIn(await talk(office, '601').press('reflection.look', `${id}:0:603`)).summary).toBe('内容已按保存期限删除，不能再查看。');
});

test.each([
  ['taken back', (office: Office, key: Key) => unshare(office.reflection, { ...key, leaderId: '601' })],
  ['erased', (office: Office, { memberId }: Key) => erase(office.reflection, memberId, 'everything')],
])('what was %s before it was sent is never sent: whoever was not shown it is told nothing', async (_what, end) => {
  const office = await testOffice();
  const { id } = await asked(office);
  await deliver(office);
  const me = talk(office, '603');
  await me.submit(formIn(await me.press('reflection.answer', id)), all('甲'));
  await me.submit(formIn(await me.press('reflection.share', id)), { leader: '601' });
  await end(office, { roundId: id, memberId: '603' });
  await deliver(office);
  expect((await office.outbox('reflection.shared:')).map(({ state }) => state)).toEqual(['expired']);
});

test('two leaders of one name and position are told apart by their department, before and after', async () => {
  const office = await testOffice();
  const roster = readFileSync(new URL('../../../data/roster.csv', import.meta.url), 'utf8')
    .replace('601,高思衡,正处级,规划处处长', '601,王伟,正处级,处长')
    .replace('701,彭实干,正处级,项目管理处处长', '701,王伟,正处级,处长');
  const input = { actor: { operator: 'test' }, content: Buffer.from(roster), apply: true, confirmedOtherPeople: 2 };
  expect(await importRoster({ ...office.ground, ranks: office.ground.policy.org.ranks }, input)).toMatchObject({ ok: true });
  const { id } = await asked(office);
  const me = talk(office, '603');
  await me.submit(formIn(await me.press('reflection.answer', id)), all('甲'));
  expect(await me.search('reflection.leaders', '王伟')).toMatchObject({
    options: [
      { label: '王伟（处长）', description: '规划处', value: '601' },
      { label: '王伟（处长）', description: '项目管理处', value: '701' },
    ],
  });
  for (const leader of ['601', '701']) await me.submit(formIn(await me.press('reflection.share', id)), { leader });
  const own = wordsOf(formIn(await me.press('reflection.view', id)).blocks);
  expect(own).toContain('已给王伟（规划处）查看');
  expect(own).toContain('已给王伟（项目管理处）查看');
});
