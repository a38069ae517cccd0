import { expect, test } from 'vitest';
import { at, type Office, testOffice } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { announced, giveAccounts, registered, tick } from './scene.js';

const SETTLE = '请负责人在让路通知上办理';
const shown = async (office: Office, id: string) => wordsOf(formIn(await talk(office, '601').press('meeting.activity', id)).blocks);

test('an activity in the way of a meeting says how its case stands, and how it is settled only while it isn’t', async () => {
  const office = await testOffice(at('2026-11-30', '10:00'));
  await giveAccounts(office);
  const id = await registered(office, '601');
  const meeting = await announced(office);
  expect(await shown(office, id)).toContain('待处理');
  expect(await shown(office, id)).toContain(`本活动须让路。${SETTLE}`);
  const person = talk(office, '601');
  const form = formIn(await person.press('meeting.giveWayExempt', `${meeting.id}:${id}`));
  await person.submit(form, { reason: '省厅已定' });
  expect(await shown(office, id)).toContain('已申请不让路，待组织部门决定');
  expect(await shown(office, id)).not.toContain(SETTLE);
});

test('nor does it where nothing can be asked any more', async () => {
  const office = await testOffice(at('2026-12-02', '15:00'));
  await giveAccounts(office);
  const id = await registered(office, '601');
  await announced(office, { inAdvance: false, announcedAt: office.now() });
  for (const time of ['08:00', '08:01']) await tick(office, '2026-12-03', time);
  expect(await shown(office, id)).toContain('到时未处理，仍按原时间举行');
  expect(await shown(office, id)).not.toContain(SETTLE);
});
