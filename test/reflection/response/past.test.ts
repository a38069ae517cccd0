import { expect, test } from 'vitest';
import { closeRounds } from '../../../src/reflection/round/close-service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { testOffice } from '../../support/office.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';

test('作答或查看: the name of what was asked lists it also once it is answered or over', async () => {
  const office = await testOffice();
  const request = { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } } as const;
  const sent = await sendRound(office.reflection, { operator: 'test' }, request);
  if (!sent.ok) throw new Error(sent.refusal);
  const [me, other] = [talk(office, '603'), talk(office, '602')];
  const form = formIn(await me.press('reflection.answer', sent.round.id));
  await me.submit(form, { post: '一', expectations: '二', contribution: '三', conscience: '四' });
  const labels = async (who: typeof me) => pressable(cardIn(await who.say('四问')).blocks).map(({ label }) => label);
  expect(await labels(me)).toEqual(['查看']);
  office.moveTo(sent.round.closesAt);
  await closeRounds(office.reflection);
  expect(await labels(other)).toEqual(['作答']);
  expect(wordsOf(cardIn(await me.say('四提醒')).blocks)).toContain('现在没有等你作答的内容。');
});

test('the last of a set is found by its name, however many of another came since', async () => {
  const office = await testOffice();
  const send = (promptSet: string) =>
    sendRound(
      office.reflection,
      { operator: 'test' },
      { promptSet, audience: { kind: 'members', members: ['603'] }, closes: { workdays: 1 } },
    );
  await send('four-checks');
  for (let day = 0; day < 55; day++) {
    office.pass(24);
    await send('four-reminders');
  }
  await closeRounds(office.reflection);
  expect(wordsOf(cardIn(await talk(office, '603').say('四看')).blocks)).not.toContain('现在没有等你作答的内容');
});
