import { expect, test } from 'vitest';
import { tick } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../support/talk.js';
import { announced, NOBODY, OFFICE, PLANNING } from './announce/organizing.js';

const OTHERS = '701';

test('a meeting of a department that has no organizer any more is changed, opened and called off by those of the office', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const id = await announced(talk(office, PLANNING), { ...FILLED, title: '规划处处务会', scope: 'departments' });
  const [organizer, other] = [talk(office, OFFICE), talk(office, OTHERS)];
  const refused = async () => wordsOf(formIn(await organizer.press('meeting.change', id)).blocks);
  expect(await refused()).toContain('只有该部门的组织者');
  await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', PLANNING).execute());
  await tick(office);
  expect(formIn(await organizer.press('meeting.change', id)).id).toBe('meeting.draft');
  expect(wordsOf(cardIn(await organizer.say('会议')).blocks)).toContain('规划处处务会');
  office.moveTo(at('2026-12-02', '08:50'));
  expect(formIn(await organizer.press('meeting.openCheckIn', id)).id).toBe('meeting.board');
  for (const one of [other, talk(office, NOBODY)])
    expect(cardIn(await one.press('meeting.cancel', `${id}:0`)).summary).not.toContain('已取消');
  expect(cardIn(await organizer.press('meeting.cancel', `${id}:0`)).summary).toContain('已取消');
});
