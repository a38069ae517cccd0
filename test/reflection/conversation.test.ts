import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/chat/form.js';
import { closeRounds } from '../../src/reflection/round/close-service.js';
import { sendReminders } from '../../src/reflection/round/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { at, type Office, testOffice } from '../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';

const all = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function asked(office: Office, closes: { hours: number } | { workdays: number } = { workdays: 3 }) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

describe('answering', () => {
  test('an empty field is named, nothing is stored, and the corrected form goes through', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', id));
    expect(await me.submit(form, { ...all('甲'), contribution: ' ' })).toMatchObject({
      do: 'errors',
      errors: { contribution: '请先填写再提交。' },
    });
    expect(await me.submit(form, all('甲'))).toMatchObject({ do: 'close' });
    expect(wordsOf(formIn(await me.press('reflection.view', id)).blocks)).toContain('甲三');
  });

  test('暂存 keeps what was typed, and the form says when; 作答 again brings it back', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', id));
    const saved = formIn(await me.press('reflection.draft', id, { form, values: { post: '写到一半' } }));
    expect(wordsOf(saved.blocks)).toContain('已于 11月24日（周二） 10:00 暂存，尚未提交。');
    const again = formIn(await me.press('reflection.answer', id, 'home'));
    const [first] = again.blocks.filter((block): block is Field => block.kind === 'field');
    expect(first?.input).toMatchObject({ kind: 'text', initial: '写到一半' });
  });

  test.each(['open', 'over'])('a draft that was never submitted is erased by itself, the round being %s', async (state) => {
    const office = await testOffice();
    const { id, closesAt } = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', id));
    expect(JSON.stringify(form.blocks)).not.toContain('清除暂存');
    await me.press('reflection.draft', id, { form, values: { post: '又不想留的话' } });
    if (state === 'over') office.moveTo(closesAt);
    const again = formIn(await me.press('reflection.answer', id, 'home'));
    const erase = button(again.blocks, '清除暂存');
    const after = formIn(await me.press(erase.id, erase.value, { form: again }));
    // They read that it is gone, and write anew in a form in which nothing of it stands.
    expect(wordsOf(after.blocks)).toContain('已清除暂存的内容。');
    expect(wordsOf(after.blocks)).not.toContain('还没有作答记录');
    expect(button(after.blocks, state === 'over' ? '补答' : '作答')).toMatchObject({ id: 'reflection.answer', value: id });
    expect(JSON.stringify(formIn(await me.press('reflection.answer', id, 'home')).blocks)).not.toContain('又不想留的话');
  });

  test('a draft beside an answer is cleared in the form and where it is shown, and the answer stays', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    await me.submit(formIn(await me.press('reflection.answer', id)), all('交'));
    for (const where of ['reflection.answer', 'reflection.unsent'] as const) {
      await me.press('reflection.draft', id, { form: formIn(await me.press('reflection.answer', id)), values: all('气话') });
      const clear = button(formIn(await me.press(where, id)).blocks, '清除暂存');
      const after = wordsOf(formIn(await me.press(clear.id, clear.value)).blocks);
      expect(after).toContain('已清除暂存的内容。');
      expect(after).toContain('交一');
      expect(JSON.stringify(formIn(await me.press('reflection.answer', id)).blocks)).not.toContain('气话');
    }
  });

  test('我的作答, typed as the cards call it, lists what one has answered', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    expect(wordsOf(cardIn(await me.command('我的作答')).blocks)).toContain('还没有作答记录');
    await me.submit(formIn(await me.press('reflection.answer', id)), all('交'));
    const card = cardIn(await me.command('我的作答'));
    expect(button(card.blocks, '查看')).toMatchObject({ id: 'reflection.view', value: id });
    expect(button(card.blocks, '全部作答')).toBeDefined();
  });

  test('an older form that is submitted on another device leaves a draft that was saved since, and the next form says which is which', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    const desk = formIn(await me.press('reflection.answer', id));
    const phone = formIn(await me.press('reflection.answer', id));
    office.pass(1);
    await me.press('reflection.draft', id, { form: phone, values: all('写了很久') });
    office.pass(1);
    expect(await me.submit(desk, all('短'))).toMatchObject({ do: 'close' });
    const next = formIn(await me.press('reflection.answer', id));
    expect(JSON.stringify(next.blocks)).toContain('写了很久一');
    expect(wordsOf(next.blocks)).toContain(
      '表中是你 11月24日（周二） 11:00 暂存、尚未提交的内容；此后你在 11月24日（周二） 12:00 另提交过一稿',
    );
    await me.submit(next, all('写了很久'));
    expect(JSON.stringify(formIn(await me.press('reflection.answer', id)).blocks)).not.toContain('暂存、尚未提交');
  });

  test('what is submitted before the form of 暂存 has come back is not called 尚未提交', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', id));
    await me.press('reflection.draft', id, { form, values: all('甲') });
    expect(await me.submit(form, all('甲'))).toMatchObject({ do: 'close' });
    expect(wordsOf(formIn(await me.press('reflection.answer', id)).blocks)).not.toContain('尚未提交');
  });

  test('暂存 in an older form leaves a draft that was saved since, says so, and takes its place when it is pressed once more', async () => {
    const office = await testOffice();
    const { id } = await asked(office);
    const me = talk(office, '603');
    const desk = formIn(await me.press('reflection.answer', id));
    const phone = formIn(await me.press('reflection.answer', id));
    office.pass(1);
    const kept = { form: phone, values: all('写了很久') };
    await me.press('reflection.draft', id, kept);
    office.pass(1);
    expect(wordsOf(formIn(await me.press('reflection.draft', id, kept)).blocks)).toContain('暂存，尚未提交。');
    const told = formIn(await me.press('reflection.draft', id, { form: desk, values: { post: '短' } }));
    expect(wordsOf(told.blocks)).toContain('还没有暂存：你在别处打开的表单里 11月24日（周二） 12:00 暂存过');
    expect(JSON.stringify(told.blocks)).toContain('短');
    expect(JSON.stringify(formIn(await me.press('reflection.answer', id)).blocks)).toContain('写了很久一');
    const saved = formIn(await me.press('reflection.draft', id, { form: told, values: { post: '短' } }));
    expect(wordsOf(saved.blocks)).toContain('已于 11月24日（周二） 12:00 暂存，尚未提交。');
    expect(JSON.stringify(formIn(await me.press('reflection.answer', id)).blocks)).not.toContain('写了很久');
  });

  test('an edit that comes after the end keeps the form open with what was typed', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', round.id));
    await me.submit(form, all('甲'));
    office.moveTo(round.closesAt);
    expect(await me.submit(form, all('乙'))).toMatchObject({ do: 'errors', errors: { post: '已过截止时间，作答不能再修改。' } });
    expect(wordsOf(formIn(await me.press('reflection.answer', round.id)).blocks)).toContain('甲一');
  });

  test('a late answer is announced as late in the form, on the card, in the list and to the leader', async () => {
    const office = await testOffice();
    const round = await asked(office);
    office.moveTo(round.closesAt);
    await closeRounds(office.reflection);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', round.id));
    expect(wordsOf(form.blocks)).toContain('现在提交会记为补答');
    await me.submit(form, all('甲'));
    expect((await office.outbox(`reflection.ask:${round.id}:603`))[0]?.content).toContain('四问已补答');
    expect(wordsOf(formIn(await me.shortcut('reflection.open')).blocks)).toContain('已补答 11月27日（周五） 10:00');
    const own = formIn(await me.press('reflection.view', round.id));
    const share = button(own.blocks, '给领导看');
    await me.submit(formIn(await me.press(share.id, share.value, { form: own })), { leader: '001' });
    const [card] = await office.outbox('reflection.shared:');
    const look = button(JSON.parse(card?.content ?? '').blocks, '查看');
    expect(wordsOf(formIn(await talk(office, '001').press(look.id, look.value)).blocks)).toContain('补答时间');
  });

  test('the card says what is asked, until when, and who will see what; English where the chat is English', async () => {
    const office = await testOffice();
    await office.transact((tx) =>
      tx
        .insertInto('org_account')
        .values({ user_id: 'U1', team_id: 'T', name: 'x', locale: 'en-US', active: 1, bot: 0, member_id: '104', seen_at: 1 })
        .execute(),
    );
    const { id } = await asked(office);
    const cardOf = async (member: string) => JSON.parse((await office.outbox(`reflection.ask:${id}:${member}`))[0]?.content ?? '').blocks;
    const chinese = wordsOf(await cardOf('603'));
    for (const said of ['四问我一切付出的结果', '截止 11月27日（周五） 10:00', '只有你自己能看到，除非你主动给某位领导看', '一小时后'])
      expect(chinese).toContain(said);
    const english = wordsOf(await cardOf('104'));
    for (const said of ['Four: is the outcome', 'Due Fri, Nov 27 10:00', 'Only you can see what you write', 'In an hour'])
      expect(english).toContain(said);
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('one’s own answers', () => {
  test('what was never submitted can still be read when the time is over, and erased', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    await me.submit(formIn(await me.press('reflection.answer', round.id)), all('甲'));
    const form = formIn(await me.press('reflection.answer', round.id));
    await me.press('reflection.draft', round.id, { form, values: all('改了很久') });
    office.moveTo(round.closesAt);
    await closeRounds(office.reflection);
    const own = formIn(await me.press('reflection.view', round.id));
    expect(wordsOf(own.blocks)).toContain('已于 11月24日（周二） 10:00 暂存，尚未提交。');
    const unsent = button(own.blocks, '未提交的内容');
    const shown = formIn(await me.press(unsent.id, unsent.value, { form: own }));
    expect(wordsOf(shown.blocks)).toContain('改了很久四');
    await me.press('reflection.erase', round.id, { form: own });
    expect(wordsOf(formIn(await me.press('reflection.unsent', round.id)).blocks)).toContain('没有未提交的内容');
    expect(pressable(formIn(await me.press('reflection.view', round.id)).blocks).map(({ label }) => label)).not.toContain('未提交的内容');
  });

  test('历次修改 shows each version as it was, also after the end, and nothing where there was one only', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    const form = formIn(await me.press('reflection.answer', round.id));
    await me.submit(form, all('甲'));
    expect(pressable(formIn(await me.press('reflection.view', round.id)).blocks).map(({ label }) => label)).not.toContain('历次修改');
    office.pass(1);
    await me.submit(form, all('乙'));
    office.moveTo(round.closesAt);
    const own = formIn(await me.press('reflection.view', round.id));
    const versions = button(own.blocks, '历次修改');
    const newest = formIn(await me.press(versions.id, versions.value, { form: own }));
    expect(wordsOf(newest.blocks)).toContain('第 2 稿，共 2 稿');
    expect(wordsOf(newest.blocks)).toContain('乙一');
    const earlier = button(newest.blocks, '更早一稿');
    const oldest = formIn(await me.press(earlier.id, earlier.value, { form: newest }));
    expect(wordsOf(oldest.blocks)).toContain('提交时间 11月24日（周二） 10:00');
    expect(wordsOf(oldest.blocks)).toContain('甲一');
    expect(pressable(oldest.blocks).map(({ label }) => label)).toEqual(['更新一稿', '返回']);
    const back = button(oldest.blocks, '返回');
    expect(formIn(await me.press(back.id, back.value, { form: oldest })).id).toBe('reflection.own');
  });

  test('nobody else’s version, page or answer comes out of a forged press', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    await me.submit(formIn(await me.press('reflection.answer', round.id)), all('秘密'));
    const other = talk(office, '104');
    const forged = [
      round.id,
      `${round.id}:1`,
      `${round.id}:1:0`,
      `${round.id}:0:603`,
      `${round.id}:603`,
      '603',
      '',
      '::',
      'x:y:z',
      `${round.id}:-1`,
    ];
    for (const id of ['view', 'version', 'answer', 'share', 'look', 'erase', 'unshare', 'page', 'draft', 'snooze'] as const)
      for (const value of forged) expect(JSON.stringify(await other.press(`reflection.${id}`, value))).not.toContain('秘密');
    expect(wordsOf(formIn(await me.press('reflection.view', round.id)).blocks)).toContain('秘密一');
  });

  test('erasing asks first, says what stays, and does as it says', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    await me.submit(formIn(await me.press('reflection.answer', round.id)), all('甲'));
    const own = formIn(await me.press('reflection.view', round.id));
    const [confirm] = own.blocks.flatMap((block) =>
      block.kind === 'actions'
        ? block.elements.flatMap((element) => ('confirm' in element && element.confirm ? [element.confirm] : []))
        : [],
    );
    expect(confirm).toMatchObject({ danger: true, no: '不清除', text: expect.stringContaining('已作答的记录仍然保留') });
    const erase = button(own.blocks, '清除内容');
    const erased = formIn(await me.press(erase.id, erase.value, { form: own }));
    expect(wordsOf(erased.blocks)).toContain('内容已由本人清除。');
    expect(wordsOf(erased.blocks)).toContain('已作答');
    const list = formIn(await me.shortcut('reflection.open'));
    const everything = button(list.blocks, '清除全部内容');
    expect(wordsOf(formIn(await me.press(everything.id, '', { form: list })).blocks)).toContain('内容已清除');
  });

  test('导出 sends one file for one press, however often the press is delivered', async () => {
    const office = await testOffice();
    const me = talk(office, '603');
    for (const key of ['a', 'a', 'b']) cardIn(await me.press('reflection.export', '', 'home', key));
    expect((await office.outbox('reflection.export:603')).map(({ key }) => key)).toEqual([
      'reflection.export:603:a',
      'reflection.export:603:b',
    ]);
  });

  test('Home shows what one answered, however many rounds wait in front of it', async () => {
    const office = await testOffice();
    const round = await asked(office);
    const me = talk(office, '603');
    await me.submit(formIn(await me.press('reflection.answer', round.id)), all('甲'));
    for (let n = 0; n < 7; n++) {
      office.pass(0.1);
      await asked(office);
    }
    const home = await me.home();
    const words = home.do === 'home' ? wordsOf(home.home.blocks) : '';
    expect(words).toContain('已作答 11月24日（周二） 10:00');
    expect(words).not.toContain('还没有作答记录');
  });

  test('the list turns its pages, ten rounds each, newest first', async () => {
    const office = await testOffice();
    for (let n = 0; n < 12; n++) {
      await asked(office, { hours: 1 });
      office.pass(24);
    }
    const me = talk(office, '603');
    const first = formIn(await me.shortcut('reflection.open'));
    expect(pressable(first.blocks).filter(({ id }) => id === 'reflection.answer')).toHaveLength(10);
    const next = button(first.blocks, '下一页');
    const second = formIn(await me.press(next.id, next.value, { form: first }));
    expect(pressable(second.blocks).filter(({ id }) => id === 'reflection.answer')).toHaveLength(2);
    expect(pressable(second.blocks).map(({ label }) => label)).not.toContain('下一页');
    expect(wordsOf(first.blocks).split('\n')[0]).toContain('12月5日');
  });
});

describe('稍后提醒', () => {
  test('of what came in the afternoon, 今天下午 is over, and the time to answer is not', async () => {
    const office = await testOffice(at('2026-11-24', '15:00'));
    const { id } = await asked(office);
    const said = async (choice: string) => cardIn(await talk(office, '603').press('reflection.snooze', `${choice}:${id}`)).summary;
    expect(await said('afternoon')).toBe('今天的这个时间已经过了，没有另设提醒。请另选时间，或现在作答。');
    office.moveTo(at('2026-11-30', '15:00'));
    expect(await said('afternoon')).toBe('到那时已经截止，没有另设提醒。请现在作答。');
  });

  test('chosen anew takes the place of what was chosen before', async () => {
    const office = await testOffice(at('2026-11-24', '10:00'));
    const { id } = await asked(office);
    const me = talk(office, '603');
    for (const choice of ['hour', 'tomorrow']) await me.press('reflection.snooze', `${choice}:${id}`);
    const reminded = async (time: string, date: '2026-11-24' | '2026-11-25') => {
      office.moveTo(at(date, time));
      await sendReminders(office.reflection);
      return (await office.outbox('reflection.remind:')).length;
    };
    expect([await reminded('11:00', '2026-11-24'), await reminded('09:00', '2026-11-25')]).toEqual([0, 1]);
  });

  test('says when it comes, and when it would come too late', async () => {
    const office = await testOffice(at('2026-11-24', '10:00'));
    const { id } = await asked(office, { hours: 2 });
    const me = talk(office, '603');
    const said = async (choice: string) => cardIn(await me.press('reflection.snooze', `${choice}:${id}`)).summary;
    expect(await said('hour')).toBe('好的，11月24日（周二） 11:00 再提醒你。');
    expect(await said('afternoon')).toBe('到那时已经截止，没有另设提醒。请现在作答。');
    expect(await said('tomorrow')).toBe('到那时已经截止，没有另设提醒。请现在作答。');
    expect(await said('never')).toBe('到那时已经截止，没有另设提醒。请现在作答。');
    await me.submit(formIn(await me.press('reflection.answer', id)), all('甲'));
    expect(await said('hour')).toBe('你已经作答，不再另行提醒。');
    expect(cardIn(await me.press('reflection.snooze', 'hour:unknown')).summary).toContain('没有找到这次推送');
  });
});
