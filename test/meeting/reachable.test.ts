import { expect, test } from 'vitest';
import { samplesOf } from '../../src/cli/doctor/samples.js';
import { initialValues } from '../support/initial-values.js';
import { testOffice } from '../support/office.js';
import { button, cardIn, formIn, idIn, talk } from '../support/talk.js';
import { coverage, noteShown, nothingSeen, walkThrough } from '../support/walk.js';
import { giveAccounts, registered } from './scene.js';

test('around meetings, too, every button, form and search field that is shown has a handler, and every handler is shown somewhere', async () => {
  const plain = await testOffice();
  const office = { ...plain, ground: { ...plain.ground, publicUrl: 'https://siwen.example.cn' } };
  await giveAccounts(office);
  const [organizer, planner, member] = [talk(office, '101'), talk(office, '601'), talk(office, '603')];
  const lines = async (person: typeof organizer, line: string) => {
    const card = cardIn(await person.say(`会议 ${line}`));
    const form = formIn(await person.press('meeting.back', button(card.blocks, '填写会议通知').value));
    return person.submit(form, { ...initialValues(form), options: ['substitutes'] });
  };
  await member.press('meeting.feedMake');
  const seen = nothingSeen();
  for (let day = 1; day <= 14; day += 1) await registered(office, '601', { date: `2026-12-${10 + day}` });
  // A department's meeting in the way of the bureau's; somebody who cannot come, with somebody in their place.
  await planner.submit(formIn(await lines(planner, '下周三上午10点 二楼会议室 规划处例会')), {});
  const announced = formIn(await lines(organizer, '下周三上午9点 三楼会议室 机关干部大会'));
  await organizer.submit(announced, {});
  const absence = formIn(await member.press('leave.absence', idIn(announced.context)));
  await member.submit(absence, { ...initialValues(absence), kind: 'illness', detail: '就诊', substitute: '602' });
  const starts = [await lines(organizer, '下周四上午9点 三楼会议室 全局工作会')];
  for (const id of ['603', '602', '601', '102', '101']) await walkThrough(office, id, seen, id === '101' ? starts : []);
  const walked = coverage(office, seen, ['meeting', 'leave']);
  for (const kind of ['actions', 'forms', 'options'] as const)
    expect(walked.handled[kind]).toEqual(expect.arrayContaining(walked.shown[kind]));
  expect(walked.shown.actions.length).toBeGreaterThan(15);
  // What only stands on cards of rarer moments is found on one of each of them.
  for (const sample of samplesOf(office.ground.promptSets, office.ground.zone, 'zh-CN')) noteShown(sample, seen);
  const { shown, handled } = coverage(office, seen, ['meeting', 'leave']);
  expect(shown).toEqual(handled);
});
