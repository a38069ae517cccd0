import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardBlock } from '../../src/chat/card.js';
import type { Field } from '../../src/chat/form.js';
import { loadOrg } from '../../src/org/service.js';
import { ScheduleSpec } from '../../src/reflection/policy.js';
import { PromptSet } from '../../src/reflection/prompt-sets.js';
import { openOwn, saveDraft, submit } from '../../src/reflection/response/service.js';
import { MOST_SHARES, share } from '../../src/reflection/response/share-service.js';
import { closeRounds } from '../../src/reflection/round/close-service.js';
import { MOST_CHARACTERS } from '../../src/reflection/rules.js';
import { addSchedule, sendRound } from '../../src/reflection/schedule/service.js';
import { ephemeral } from '../../src/slack/reply.js';
import { wireRooms } from '../../src/wire.js';
import { type Office, testOffice } from '../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';

const MEMBER = '603';

/** As many prompts as a set may have, each as long as it may be. */
const largest = (kind: 'longText' | 'rating'): PromptSet =>
  PromptSet.parse({
    id: 'largest',
    title: { zh: '题'.repeat(12), en: 't'.repeat(20) },
    introduction: { zh: '引'.repeat(1_000), en: 'i'.repeat(1_000) },
    prompts: Array.from({ length: 20 }, (_, n) => ({ id: `p${n}`, kind, zh: `${n}${'问'.repeat(298)}`, en: `${n}${'q'.repeat(298)}` })),
  });

/** No two answers alike, three bytes a character. */
const fullest = (mark: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, `${`${mark}${n}始${'字'.repeat(3_000)}`.slice(0, 2_998)}终。`]));

async function officeWith(set: PromptSet): Promise<{ office: Office; roundId: string }> {
  const office = await testOffice();
  const ground = { ...office.ground, promptSets: new Map([[set.id, set]]) };
  const { reflection } = wireRooms(ground);
  const sent = await sendRound(
    reflection,
    { operator: 'test' },
    { promptSet: set.id, audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return { office: { ...office, ground, reflection }, roundId: sent.round.id };
}

/** Turns the pages of a form from the first to the last; what stood on all of them. */
async function readThrough(me: ReturnType<typeof talk>, first: ReturnType<typeof formIn>, id: string): Promise<string> {
  let form = first;
  let words = wordsOf(form.blocks);
  for (;;) {
    const next = pressable(form.blocks).find((one) => one.label === '下一页' && one.id === id);
    if (!next) return words;
    form = formIn(await me.press(next.id, next.value, { form }));
    words += wordsOf(form.blocks);
  }
}

describe('twenty prompts with the longest labels and the longest answers', () => {
  test('are asked, drafted, submitted and looked at within what Slack takes, and nothing is cut', async () => {
    const { office, roundId } = await officeWith(largest('longText'));
    const me = talk(office, MEMBER);
    for (const { content } of await office.outbox('reflection.ask:')) ephemeral(JSON.parse(content ?? ''), true);
    const key = { roundId, memberId: MEMBER };
    expect(await saveDraft(office.reflection, { ...key, answers: fullest('稿') })).toMatchObject({ ok: true });
    const form = formIn(await me.press('reflection.answer', roundId));
    expect(form.blocks.filter((block): block is Field => block.kind === 'field')).toHaveLength(20);
    for (const mark of ['甲', '乙', '丙']) expect(await me.submit(form, fullest(mark))).toMatchObject({ do: 'close' });
    const own = formIn(await me.press('reflection.view', roundId, 'home'));
    expect(await readThrough(me, own, 'reflection.view')).toSatisfy((words: string) =>
      Object.values(fullest('丙')).every((answer) => words.includes(answer)),
    );
    const versions = button(own.blocks, '历次修改');
    const newest = formIn(await me.press(versions.id, versions.value, { form: own }));
    const earlier = button(newest.blocks, '更早一稿');
    const second = formIn(await me.press(earlier.id, earlier.value, { form: newest }));
    expect(wordsOf(second.blocks)).toContain('第 2 稿，共 3 稿');
    expect(await readThrough(me, second, 'reflection.version')).toSatisfy((words: string) =>
      Object.values(fullest('乙')).every((answer) => words.includes(answer)),
    );
  });

  test('a leader with whom all of it is shared sees all of it, and each page is a look in the audit log', async () => {
    const { office, roundId } = await officeWith(largest('longText'));
    await submit(office.reflection, { roundId, memberId: MEMBER, submission: 'V', answers: fullest('甲') });
    expect(await share(office.reflection, { roundId, memberId: MEMBER, leaderId: '001' })).toMatchObject({ ok: true });
    const [card] = await office.outbox('reflection.shared:');
    const leader = talk(office, '001');
    const look = button(JSON.parse(card?.content ?? '').blocks, '查看');
    const first = formIn(await leader.press(look.id, look.value));
    expect(await readThrough(leader, first, 'reflection.look')).toSatisfy((words: string) =>
      Object.values(fullest('甲')).every((answer) => words.includes(answer)),
    );
    const looks = await office.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', '=', 'reflection.look').execute());
    expect(looks.length).toBeGreaterThan(5);
  });

  test('of short answers, shared with as many leaders as may be, the list fits under it', async () => {
    const { office, roundId } = await officeWith(largest('rating'));
    const answers = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, '5']));
    await submit(office.reflection, { roundId, memberId: MEMBER, submission: 'V', answers });
    const { departments } = await office.transact(loadOrg);
    const leaders = [...new Set(departments.flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]))].filter(
      (id) => id !== undefined,
    );
    const shared = [];
    for (const leaderId of leaders) shared.push(await share(office.reflection, { roundId, memberId: MEMBER, leaderId }));
    expect(shared.filter(({ ok }) => ok)).toHaveLength(MOST_SHARES);
    expect(shared.slice(MOST_SHARES)).toEqual(leaders.slice(MOST_SHARES).map(() => ({ ok: false, refusal: 'shared-with-many' })));
    const me = talk(office, MEMBER);
    const own = formIn(await me.press('reflection.view', roundId, 'home'));
    expect(pressable(own.blocks).filter(({ id }) => id === 'reflection.unshare')).toHaveLength(MOST_SHARES);
    expect(own.blocks.length).toBeGreaterThan(60);
    expect(wordsOf(formIn(await me.press('reflection.answer', roundId)).blocks)).toContain('陈守正');
  });
});

test('any text a form lets through can be shown by the form again', async () => {
  const { office, roundId } = await officeWith(largest('longText'));
  const key = { roundId, memberId: MEMBER };
  const me = talk(office, MEMBER);
  const unit = fc.oneof(
    fc.constantFrom('\u0001', '"', '\\', '\n', '\ud800', '\udc00', '字', '😀', '\u2028', '\u007f'),
    fc.string({ maxLength: 3 }),
  );
  const texts = fc
    .array(unit, { minLength: 1, maxLength: 20 })
    .map((units) => units.join('').repeat(3_000).slice(0, MOST_CHARACTERS.longText));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const answers = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, text]));
      expect(await saveDraft(office.reflection, { ...key, answers })).toMatchObject({ ok: true });
      formIn(await me.press('reflection.answer', roundId));
      const opened = await openOwn(office.reflection, key);
      const kept = (opened.ok && opened.own.draft?.answers.p0) || '';
      expect(text.replaceAll(/[^\p{L}\p{N}]/gu, '')).toBe(kept.replaceAll(/[^\p{L}\p{N}]/gu, ''));
    }),
    { numRuns: 25 },
  );
});

test('a draft that no form could show again is refused, and the one before it stays', async () => {
  const { office, roundId } = await officeWith(largest('longText'));
  const key = { roundId, memberId: MEMBER };
  await saveDraft(office.reflection, { ...key, answers: { p0: '先写的' } });
  expect(await saveDraft(office.reflection, { ...key, answers: { p0: '字'.repeat(3_001) } })).toEqual({
    ok: false,
    refusal: 'answer-too-long',
  });
  const opened = await openOwn(office.reflection, key);
  expect(opened.ok && opened.own.draft?.answers).toEqual({ p0: '先写的' });
});

test('Home and the list stay within what Slack takes, however many rounds are open', async () => {
  const { office } = await officeWith(largest('rating'));
  for (let n = 0; n < 60; n++) {
    office.pass(0.1);
    await sendRound(office.reflection, { operator: 'test' }, { promptSet: 'largest', audience: { kind: 'bureau' }, closes: { days: 30 } });
  }
  for (const memberId of [MEMBER, '102', '001']) {
    const me = talk(office, memberId);
    const home = await me.home();
    const blocks: readonly CardBlock[] = home.do === 'home' ? home.home.blocks : [];
    expect(pressable(blocks).filter(({ id }) => id === 'reflection.answer')).toHaveLength(10);
    expect(wordsOf(blocks)).toContain('等你作答的不止这些');
    await me.say('作答');
    formIn(await me.shortcut('reflection.open'));
    await me.say('汇总');
    await me.say('推送');
  }
  office.pass(24 * 40);
  await closeRounds(office.reflection);
  expect(await talk(office, MEMBER).say('作答')).toMatchObject({ card: { summary: '现在没有等你作答的内容。' } });
});

test.each([10, 11, 50])('of %i schedules Home and the card show the first ten, and every one is in the list', async (count) => {
  const office = await testOffice();
  const spec = {
    promptSet: 'four-questions',
    audience: { kind: 'bureau' },
    recurrence: { freq: 'daily' },
    time: '15:00',
    window: { days: 1 },
  };
  for (let n = 0; n < count; n++) await addSchedule(office.reflection, { operator: 'test' }, `plan-${n}`, ScheduleSpec.parse(spec));
  const admin = talk(office, '302');
  const plans = (blocks: Parameters<typeof pressable>[0]) =>
    pressable(blocks).flatMap(({ id, value }) => (id === 'reflection.schedule' ? [value] : []));
  const all = (blocks: Parameters<typeof pressable>[0]) => pressable(blocks).find(({ label }) => label === '全部推送计划');
  const { blocks } = cardIn(await admin.command('推送'));
  expect(plans(blocks)).toHaveLength(10);
  const home = await admin.home();
  expect(home.do === 'home' && plans(home.home.blocks)).toEqual(plans(blocks));
  const more = all(blocks);
  expect(more !== undefined).toBe(count > 10);
  if (!more) return;
  expect(wordsOf(blocks)).toContain(`共 ${count} 个推送计划`);
  const listed = new Set<unknown>();
  for (let form = formIn(await admin.press(more.id, more.value)); ; ) {
    for (const id of plans(form.blocks)) listed.add(id);
    const next = pressable(form.blocks).find(({ label }) => label === '下一页');
    if (!next) break;
    form = formIn(await admin.press(next.id, next.value, { form }));
  }
  expect(listed.size).toBe(count);
});
