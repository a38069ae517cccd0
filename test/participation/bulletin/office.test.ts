import { describe, expect, test } from 'vitest';
import { at, type Office } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import {
  audited,
  bulletinOf,
  CHANNEL,
  CLERK,
  cards,
  drafted,
  editForm,
  HEAD,
  posts,
  publish,
  publishFormOf,
  SECOND,
  settlePost,
} from './world.js';

const WRITTEN = { heading: '关于十一月份情况的通报', introduction: '各部门：', body: '甲。\n<!channel> *乙*' };
const KEY = '2026-11:0';
const PRESSES = ['Edit', 'Publish', 'Correct', 'Restore', 'Dismiss'].map((verb) => `participation.bulletin${verb}` as const);
const said = async (answer: ReturnType<ReturnType<typeof talk>['press']>) => {
  const got = await answer;
  if (got.do === 'errors') return Object.values(got.errors).join('');
  return got.do === 'show' ? got.card.summary : got.do === 'replace' ? wordsOf(got.form.blocks) : got.do;
};
const edit = async (office: Office, who = HEAD, values = WRITTEN, key = KEY) =>
  talk(office, who).submit(await editForm(office, who, key), values);
const stateOf = (office: Office) =>
  office.transact((tx) => tx.selectFrom('participation_bulletin').select(['state', 'version', 'settled_by']).executeTakeFirstOrThrow());
const moveToDepartment = (office: Office, who: string, like: string) =>
  office.transact(async (tx) => {
    const { department_id } = await tx
      .selectFrom('org_member')
      .select('department_id')
      .where('id', '=', like as never)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('org_member')
      .set({ department_id })
      .where('id', '=', who as never)
      .execute();
  });

describe('发布', () => {
  test('shows where and what first; then posts that once, signed, and every card says who and when, with nothing left to press', async () => {
    const office = await drafted();
    const preview = await publishFormOf(office, HEAD);
    expect(wordsOf(preview.blocks)).toContain(`将发布到${CHANNEL}，频道里`);
    expect(await posts(office)).toEqual([]);
    office.moveTo(at('2026-12-01', '10:30'));
    expect(await said(talk(office, HEAD).submit(preview, {}))).toContain('通报已发布');
    const [post, ...others] = await posts(office);
    expect(others).toEqual([]);
    const { channel } = await office.transact((tx) =>
      tx
        .selectFrom('delivery_outbox')
        .select('channel')
        .where('key', '=', post?.key ?? '')
        .executeTakeFirstOrThrow(),
    );
    expect(channel).toBe(CHANNEL);
    for (const { text } of preview.blocks.slice(2) as { text: unknown }[])
      expect(JSON.stringify(post?.card)).toContain(JSON.stringify(text));
    expect(wordsOf(post?.card.blocks)).toContain('办公室　2026年12月1日');
    for (const { card } of await cards(office)) {
      expect(wordsOf(card.blocks)).toContain('周慎行已于12月1日（周二） 10:30发布到#全局通知。');
      expect(pressable(card.blocks)).toEqual([]);
    }
  });

  test('is signed by the office, also where its head, who publishes it, sits among the leaders', async () => {
    const office = await drafted();
    await reimport(office, (csv) =>
      csv
        .replace(/^101,(.*)四问示范局\/办公室,办公室,是,/m, '101,$1四问示范局/局领导,,办公室,')
        .replace(/^(102,.*四问示范局\/办公室),,/m, '$1,办公室,'),
    );
    expect(wordsOf((await publishFormOf(office, HEAD)).blocks)).toContain('办公室　2026年12月1日');
  });

  test('two at the same instant post once: the second is told who was first', async () => {
    const office = await drafted();
    const [one, two] = [await publishFormOf(office, HEAD), await publishFormOf(office, CLERK)];
    const answers = await Promise.all([
      said(talk(office, HEAD).submit(one, {})),
      said(talk(office, CLERK).submit(two, {})),
      said(talk(office, HEAD).submit(one, {})),
    ]);
    expect(answers.filter((words) => words.includes('通报已发布'))).toHaveLength(1);
    expect(answers.filter((words) => words.includes('已经发布') && words.includes('12月1日'))).toHaveLength(2);
    expect(await posts(office)).toHaveLength(1);
    expect((await audited(office)).filter(({ action }) => action === 'participation.bulletin-published')).toHaveLength(1);
  });

  test('what was edited after the preview is not posted unseen', async () => {
    const office = await drafted();
    const preview = await publishFormOf(office, CLERK);
    await edit(office);
    expect(await said(talk(office, CLERK).submit(preview, {}))).toContain('周慎行于12月1日（周二） 09:00编辑过');
    expect(await posts(office)).toEqual([]);
    await publish(office, CLERK);
    expect(await posts(office)).toHaveLength(1);
  });

  test('the edited text is what is posted, word for word', async () => {
    const office = await drafted();
    await edit(office);
    await publish(office, CLERK);
    const [post] = await posts(office);
    expect(post?.card.summary).toBe(WRITTEN.heading);
    expect(post?.card.blocks.slice(0, 3)).toEqual([
      { kind: 'heading', text: WRITTEN.heading },
      { kind: 'text', text: [WRITTEN.introduction] },
      { kind: 'text', text: [WRITTEN.body] },
    ]);
    expect(wordsOf(post?.card.blocks)).not.toContain('已更正');
  });

  test('goes to the channel of its own where the policy names one', async () => {
    const office = await drafted({ bulletin: { channel: '通报栏' } });
    await publish(office);
    const rows = await office.transact((tx) =>
      tx.selectFrom('delivery_outbox').select('channel').where('key', 'like', 'participation.post:%').execute(),
    );
    expect(rows).toEqual([{ channel: '#通报栏' }]);
  });

  test('without a channel the card says so, and a press what to write into the policy', async () => {
    const office = await drafted({ bulletin: {} }, '');
    const bare = {
      ...office,
      ground: { ...office.ground, policy: { ...office.ground.policy, meeting: { ...office.ground.policy.meeting } } },
    };
    delete bare.ground.policy.meeting.channel;
    expect(wordsOf((await bulletinOf(bare, HEAD)).blocks)).toContain('还没有设定发布通报的频道');
    const words = await said(talk(bare, HEAD).press('participation.bulletinPublish', KEY));
    expect(words).toContain('data/policy.yaml');
    expect(words).toContain('participation.bulletin');
    const forged = { id: 'participation.bulletinPublish', title: '', close: '', context: KEY, blocks: [] } as const;
    expect(await said(talk(bare, HEAD).submit(forged, {}))).toContain('data/policy.yaml');
    expect(await stateOf(office)).toMatchObject({ state: 'draft' });
  });
});

describe('编辑', () => {
  test('starts from the text as it will be posted; every card follows, and says who', async () => {
    const office = await drafted();
    const form = await editForm(office, HEAD);
    const fields = form.blocks.flatMap((block) =>
      block.kind === 'field' && block.input.kind === 'text' ? [block.input.initial ?? ''] : [],
    );
    expect(fields[0]).toBe('关于2026年11月作答和到会情况的通报');
    expect(fields[2]).toContain('作答率 75.0%');
    await edit(office);
    for (const { card } of await cards(office)) {
      const words = wordsOf(card.blocks);
      expect(words).toContain(WRITTEN.heading);
      expect(words).toContain('周慎行于12月1日（周二） 09:00编辑过');
      expect(words).toContain('恢复初稿');
    }
  });

  test('of two at once the second is told whose is there, and their form stays open with what they wrote', async () => {
    const office = await drafted();
    const [one, two] = [await editForm(office, HEAD), await editForm(office, CLERK)];
    const answers = await Promise.all([
      talk(office, HEAD).submit(one, WRITTEN),
      talk(office, CLERK).submit(two, { ...WRITTEN, body: '丙' }),
    ]);
    expect(answers[0]).toMatchObject({ do: 'close' });
    expect(answers[1]).toMatchObject({ do: 'errors' });
    const words = Object.values((answers[1] as { errors: Record<string, string> }).errors).join('');
    expect(words).toContain('周慎行');
    expect(words).toContain('你写的还在这里');
    expect(wordsOf((await bulletinOf(office, CLERK)).blocks)).toContain('<!channel> *乙*');
  });

  test.each([
    ['no heading', { ...WRITTEN, heading: '  ' }, '请填写标题'],
    ['no text', { ...WRITTEN, body: ' \n' }, '请填写正文'],
    ['more than a form takes', { ...WRITTEN, body: '长'.repeat(3_001) }, '太长'],
  ])('%s is refused, and nothing changes', async (_what, values, sentence) => {
    const office = await drafted();
    expect(await said(edit(office, HEAD, values))).toContain(sentence);
    expect(await stateOf(office)).toMatchObject({ version: 0 });
  });

  test('unchanged text is no edit; a double press of 保存 is one', async () => {
    const office = await drafted();
    const form = await editForm(office, HEAD);
    await Promise.all([talk(office, HEAD).submit(form, WRITTEN), talk(office, HEAD).submit(form, WRITTEN)]);
    expect(await stateOf(office)).toMatchObject({ version: 1 });
    await edit(office, CLERK, WRITTEN, '2026-11:1');
    expect(await stateOf(office)).toMatchObject({ version: 1 });
  });

  test('恢复初稿 gives back what was counted, and keeps what was written', async () => {
    const office = await drafted();
    await edit(office);
    expect(await said(talk(office, CLERK).press('participation.bulletinRestore', KEY))).toContain('已有人改过');
    expect(await said(talk(office, CLERK).press('participation.bulletinRestore', '2026-11:1'))).toContain('恢复');
    expect(wordsOf((await bulletinOf(office, HEAD)).blocks)).toContain('作答率 75.0%');
    const versions = await office.transact((tx) =>
      tx.selectFrom('participation_bulletin_version').select(['version', 'heading', 'written_by']).orderBy('version').execute(),
    );
    expect(versions).toMatchObject([
      { version: 0, written_by: null },
      { version: 1, heading: WRITTEN.heading, written_by: HEAD },
      { version: 2, written_by: CLERK },
    ]);
  });

  test('a form that was opened before it was published changes nothing in the channel', async () => {
    const office = await drafted();
    const form = await editForm(office, CLERK);
    await publish(office);
    const [before] = await posts(office);
    expect(await said(talk(office, CLERK).submit(form, WRITTEN))).toContain('周慎行已于');
    expect(await posts(office)).toEqual([before]);
  });
});

describe('更正', () => {
  test('changes the posted message in place, which says so; once more is as good', async () => {
    const office = await drafted();
    await publish(office);
    settlePost(office, 'sent');
    office.moveTo(at('2026-12-02', '14:00'));
    const card = await bulletinOf(office, CLERK);
    const { id, value } = button(card.blocks, '更正');
    expect(await said(talk(office, CLERK).submit(formIn(await talk(office, CLERK).press(id, value)), WRITTEN))).toContain('已更正');
    expect(await posts(office)).toHaveLength(1);
    const updates = () => office.transact((tx) => tx.selectFrom('delivery_update').select('card').execute());
    const updated = async () => (await updates()).map((row) => JSON.parse(row.card)).find(({ summary }) => summary === WRITTEN.heading);
    expect(wordsOf((await updated()).blocks)).toContain('已更正　12月2日（周三） 14:00');
    expect(wordsOf((await updated()).blocks)).toContain('2026年12月1日');
    expect(wordsOf((await bulletinOf(office, HEAD)).blocks)).toContain('李思齐于12月2日（周三） 14:00更正');
    const again = formIn(await talk(office, HEAD).press('participation.bulletinCorrect', '2026-11:1'));
    await talk(office, HEAD).submit(again, { ...WRITTEN, body: '丁' });
    expect(JSON.stringify(await updated())).toContain('丁');
    expect(await said(talk(office, CLERK).submit(again, { ...WRITTEN, body: '戊' }))).toContain('已有人改过');
  });

  test('is refused before it is published, and where the post is not there', async () => {
    const office = await drafted();
    expect(await said(talk(office, HEAD).press('participation.bulletinCorrect', KEY))).toContain('还没有发布');
    await publish(office);
    const form = formIn(await talk(office, HEAD).press('participation.bulletinCorrect', KEY));
    await office.transact((tx) => tx.deleteFrom('delivery_outbox').where('key', 'like', 'participation.post:%').execute());
    expect(await said(talk(office, HEAD).submit(form, WRITTEN))).toContain('siwen outbox');
    expect(await stateOf(office)).toMatchObject({ version: 0 });
  });
});

test('不发布: every card says who, and nothing is posted afterwards, whatever is pressed', async () => {
  const office = await drafted();
  const preview = await publishFormOf(office, CLERK);
  await talk(office, SECOND).press('participation.bulletinDismiss', KEY);
  for (const { card } of await cards(office)) {
    expect(wordsOf(card.blocks)).toContain('沈知微已于12月1日（周二） 09:00决定不发布');
    expect(pressable(card.blocks)).toEqual([]);
  }
  expect(await said(talk(office, CLERK).submit(preview, {}))).toContain('沈知微');
  for (const id of PRESSES) expect(await said(talk(office, HEAD).press(id, KEY)), id).toContain('不发布');
  expect(await posts(office)).toEqual([]);
});

describe('who may', () => {
  test.each(['001', '003', '301', '302', '402', '601', '603', '9999'])(
    '%s, who is not of the office, sees and does nothing, whatever is forged',
    async (who) => {
      const office = await drafted();
      const [text, preview] = [await editForm(office, HEAD), await publishFormOf(office, HEAD)];
      const looks = await audited(office);
      expect((await bulletinOf(office, who)).summary).toContain('权限');
      expect(await said(talk(office, who).press('participation.bulletin', '2026-11'))).toContain('权限');
      for (const id of PRESSES) expect(await said(talk(office, who).press(id, KEY)), id).toContain('权限');
      expect(await said(talk(office, who).submit(text, WRITTEN))).toContain('权限');
      expect(await said(talk(office, who).submit({ ...text, context: `correct:${KEY}` }, WRITTEN))).toContain('权限');
      expect(await said(talk(office, who).submit(preview, {}))).toContain('权限');
      expect(await stateOf(office)).toEqual({ state: 'draft', version: 0, settled_by: null });
      expect(await posts(office)).toEqual([]);
      expect(await audited(office)).toEqual(looks);
      expect(JSON.stringify(await talk(office, who).home())).not.toContain('通报');
    },
  );

  test('whoever left the office meanwhile is refused at the press, and their card says no more what it is about', async () => {
    const office = await drafted();
    const [text, preview] = [await editForm(office, CLERK), await publishFormOf(office, CLERK)];
    await moveToDepartment(office, CLERK, '603');
    expect(await said(talk(office, CLERK).submit(text, WRITTEN))).toContain('权限');
    expect(await said(talk(office, CLERK).submit(preview, {}))).toContain('权限');
    await edit(office);
    const [theirs] = (await cards(office)).filter(({ to }) => to === CLERK);
    expect(wordsOf(theirs?.card.blocks)).toContain('你现在已不在办公室');
    expect(JSON.stringify(theirs?.card)).not.toContain(WRITTEN.body.slice(0, 2));
    expect(pressable(theirs?.card.blocks)).toEqual([]);
  });

  test.each(['2026-10:0', '2026-13:0', 'x', '', '2026-11', '2026-11:-1', '2026-11:7', "2026-11:0'; DROP"])(
    '%j, which nobody was shown, does nothing',
    async (value) => {
      const office = await drafted();
      for (const id of ['participation.bulletinRestore', 'participation.bulletinDismiss'] as const)
        expect(await said(talk(office, HEAD).press(id, value))).toMatch(/没有这个月的通报|已有人改过/);
      const form = { id: 'participation.bulletinPublish', title: '', close: '', context: value, blocks: [] } as const;
      expect(await said(talk(office, HEAD).submit(form, {}))).toMatch(/没有这个月的通报|已有人改过/);
      expect(await stateOf(office)).toMatchObject({ state: 'draft', version: 0 });
    },
  );

  test('looks at the draft, edits and publishing are on record, without a word of the text', async () => {
    const office = await drafted();
    await bulletinOf(office, HEAD);
    await edit(office);
    await publish(office, CLERK);
    const entries = await audited(office);
    expect(entries.map(({ member_id, action, detail }) => [member_id, action, detail])).toEqual([
      [HEAD, 'participation.bulletin-viewed', 'version=0'],
      [HEAD, 'participation.bulletin-viewed', 'version=0'],
      [HEAD, 'participation.bulletin-edited', 'version=1'],
      [CLERK, 'participation.bulletin-viewed', 'version=1'],
      [CLERK, 'participation.bulletin-published', 'version=1'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('甲');
  });
});

test('Home of the office leads to the draft until it is settled', async () => {
  const office = await drafted();
  const home = async () => {
    const answer = await talk(office, CLERK).home();
    return answer.do === 'home' ? answer.home.blocks : [];
  };
  const { id, value } = button(await home(), '查看通报');
  expect(cardIn(await talk(office, CLERK).press(id, value, 'home')).summary).toBe('2026年11月通报初稿');
  await publish(office);
  expect(JSON.stringify(await home())).not.toContain('通报');
});
