import { describe, expect, test } from 'vitest';
import { retryMessages } from '../../../src/delivery/undelivered.js';
import { wireRooms } from '../../../src/wire.js';
import { at, type Office } from '../../support/office.js';
import { button, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { audited, bulletinOf, CHANNEL, CLERK, cards, drafted, followed, HEAD, posts, publish, publishFormOf, settlePost } from './world.js';

const KEY = '2026-11:0';
const said = async (answer: ReturnType<ReturnType<typeof talk>['press']>) => {
  const got = await answer;
  return got.do === 'show' ? got.card.summary : got.do === 'replace' ? wordsOf(got.form.blocks) : got.do;
};
const labels = (blocks: Parameters<typeof pressable>[0]) => pressable(blocks).map(({ label }) => label);
const told = (office: Office) => office.outbox('participation.notPosted:');
const homeOf = async (office: Office, who: string) => {
  const answer = await talk(office, who).home();
  return answer.do === 'home' ? wordsOf(answer.home.blocks) : '';
};
const retried = (office: Office) =>
  retryMessages({ transact: office.transact, clock: { now: office.now } }, { operator: 'tester' }, { all: ['refused', 'unknown'] });

/** Published by the head of the office, and refused by the chat. */
async function refused() {
  const office = await drafted();
  await publish(office);
  settlePost(office, 'refused');
  await followed(office);
  return office;
}

describe('a post that the chat refuses', () => {
  test('is on every card of the office, on Home and told to whoever published it, with what to do', async () => {
    const office = await refused();
    await followed(office);
    for (const { card } of await cards(office)) {
      const words = wordsOf(card.blocks);
      expect(words).toContain(`周慎行于12月1日（周二） 09:00发布，但${CHANNEL}没有接收，通报没有发出`);
      expect(words).toContain(`邀请四问加入${CHANNEL}，再按“重新发布”`);
      expect(words).not.toContain('需要更正的');
      expect(labels(card.blocks)).toEqual(['编辑', '重新发布']);
    }
    const notices = await told(office);
    expect(notices.map(({ member_id }) => member_id)).toEqual([HEAD]);
    expect(notices[0]?.content).toContain('2026年11月通报没有发出，需要重新发布');
    expect(notices[0]?.content).toContain('participation.bulletin"');
    expect(await homeOf(office, CLERK)).toContain('2026年11月通报没有发出');
    expect(wordsOf((await bulletinOf(office, CLERK)).blocks)).toContain('没有接收');
  });

  test('is posted again once, by any of the office, under a key of its own, as often as it is refused', async () => {
    const office = await refused();
    office.moveTo(at('2026-12-02', '10:00'));
    const { id, value } = button((await bulletinOf(office, CLERK)).blocks, '重新发布');
    const preview = formIn(await talk(office, CLERK).press(id, value));
    expect(wordsOf(preview.blocks)).toContain('2026年12月2日');
    const answers = await Promise.all([1, 2].map(() => said(talk(office, CLERK).submit(preview, {}))));
    expect(answers.filter((words) => words.includes('通报已发布'))).toHaveLength(1);
    expect(answers.filter((words) => words.includes('已经发布') && words.includes('李思齐'))).toHaveLength(1);
    expect((await posts(office)).map(({ key }) => key)).toEqual(['participation.post:2026-11', 'participation.post:2026-11:1']);
    expect(await homeOf(office, CLERK)).not.toContain('通报没有发出');
    settlePost(office, 'refused', 1);
    await followed(office);
    expect((await told(office)).map(({ member_id }) => member_id)).toEqual([HEAD, CLERK]);
    await publish(office, HEAD);
    settlePost(office, 'sent', 2);
    await followed(office);
    expect((await posts(office)).map(({ key }) => key).at(-1)).toBe('participation.post:2026-11:2');
    for (const { card } of await cards(office)) {
      expect(wordsOf(card.blocks)).toContain(`周慎行已于12月2日（周三） 10:00发布到${CHANNEL}。`);
      expect(labels(card.blocks)).toEqual([]);
    }
    expect((await audited(office)).map(({ action }) => action).filter((action) => action.endsWith('posted'))).toHaveLength(2);
  });

  test('is edited first where that is what the chat minds: nobody has read it, so nothing is corrected', async () => {
    const office = await refused();
    const { id, value } = button((await bulletinOf(office, CLERK)).blocks, '编辑');
    const form = formIn(await talk(office, CLERK).press(id, value));
    expect(form.title).toBe('编辑');
    const written = { heading: '关于十一月份情况的通报', introduction: '', body: '甲。' };
    expect(await said(talk(office, CLERK).submit(form, written))).toContain('重新发布');
    const words = wordsOf((await bulletinOf(office, HEAD)).blocks);
    expect(words).toContain('李思齐于12月1日（周二） 09:00编辑过');
    expect(words).not.toContain('更正');
    const preview = await publishFormOf(office, HEAD, '2026-11:1');
    expect(wordsOf(preview.blocks)).not.toContain('已更正');
    await talk(office, HEAD).submit(preview, {});
    const post = (await posts(office)).at(-1);
    expect(post?.card.summary).toBe(written.heading);
    expect(JSON.stringify(post?.card)).not.toContain('已更正');
  });

  test('what was edited after the preview is not posted unseen', async () => {
    const office = await refused();
    const preview = await publishFormOf(office, HEAD);
    const form = formIn(await talk(office, CLERK).press('participation.bulletinCorrect', KEY));
    await talk(office, CLERK).submit(form, { heading: '甲', introduction: '', body: '乙' });
    expect(await said(talk(office, HEAD).submit(preview, {}))).toContain('已有人改过');
    expect(await posts(office)).toHaveLength(1);
  });

  test('goes where the policy says now: the channel may have been renamed', async () => {
    const office = await refused();
    const { policy } = office.ground;
    const ground = { ...office.ground, policy: { ...policy, meeting: { ...policy.meeting, channel: '#新频道' } } };
    const restarted = { ...office, ...wireRooms(ground), ground };
    expect(wordsOf((await publishFormOf(restarted, HEAD)).blocks)).toContain('将发布到#新频道，');
    await publish(restarted);
    const rows = await office.transact((tx) =>
      tx.selectFrom('delivery_outbox').select('channel').where('key', 'like', 'participation.post:%').orderBy('id').execute(),
    );
    expect(rows).toEqual([{ channel: CHANNEL }, { channel: '#新频道' }]);
  });

  test('sent after all at the command line, it is published as before, and not again', async () => {
    const office = await refused();
    const preview = await publishFormOf(office, HEAD);
    expect((await retried(office)).done).toHaveLength(1);
    expect(await said(talk(office, HEAD).submit(preview, {}))).toContain('已经发布');
    await followed(office);
    settlePost(office, 'sent');
    await followed(office);
    expect(await posts(office)).toHaveLength(1);
    for (const { card } of await cards(office)) {
      expect(wordsOf(card.blocks)).toContain(`发布到${CHANNEL}。`);
      expect(labels(card.blocks)).toEqual([]);
    }
  });

  test('posted again, the first one is never sent, whatever is retried', async () => {
    const office = await refused();
    await publish(office, CLERK);
    expect((await retried(office)).done).toEqual([]);
    expect((await posts(office))[0]?.card).toEqual({});
  });

  test('is nothing for who is not of the office', async () => {
    const office = await refused();
    const preview = await publishFormOf(office, HEAD);
    for (const who of ['001', '301', '603']) {
      expect(await said(talk(office, who).press('participation.bulletinPublish', KEY))).toContain('权限');
      expect(await said(talk(office, who).submit(preview, {}))).toContain('权限');
      expect(await homeOf(office, who)).not.toContain('通报没有发出');
    }
    expect(await posts(office)).toHaveLength(1);
  });
});

test.each([
  ['is on its way', 'pending', 0],
  ['is being sent', 'sending', 1],
  ['is there', 'sent', 1],
  ['may be there', 'unknown', 3],
  ['was refused after a reply was lost', 'refused', 2],
] as const)('what %s is not posted again, whatever is pressed or forged', async (_what, state, attempts) => {
  const office = await drafted();
  const preview = await publishFormOf(office, CLERK);
  await publish(office);
  settlePost(office, state, 0, attempts);
  await followed(office);
  expect(await said(talk(office, CLERK).press('participation.bulletinPublish', KEY))).toContain('已经发布');
  expect(await said(talk(office, CLERK).submit(preview, {}))).toContain('已经发布');
  expect(await posts(office)).toHaveLength(1);
  expect(await told(office)).toEqual([]);
  for (const { card } of await cards(office)) {
    expect(labels(card.blocks)).toEqual([]);
    expect(wordsOf(card.blocks).includes('还不能确定')).toBe(state === 'unknown' || attempts === 2);
  }
});
