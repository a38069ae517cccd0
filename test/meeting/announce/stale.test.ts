import { expect, test } from 'vitest';
import { findMeeting } from '../../../src/meeting/store.js';
import { FILLED } from '../../support/meeting.js';
import { type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, idIn, talk, wordsOf } from '../../support/talk.js';
import { announced, changeForm, filled, newForm, OFFICE, previewedChange } from './organizing.js';

const meetingIn = (office: Office, id: string) => office.transact((tx) => findMeeting(tx, id));

test('a preview announces only what it showed: not what another window’s form has become since', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const form = await newForm(organizer);
  const small = formIn(await filled(organizer, form, { ...FILLED, audience: 'members', members: ['103'] }));
  const large = formIn(await filled(organizer, form, FILLED));
  expect(wordsOf(formIn(await organizer.submit(small, {})).blocks)).toContain('另一个窗口');
  expect(await meetingIn(office, idIn(small.context))).toBeUndefined();
  expect(wordsOf(formIn(await organizer.submit(large, {})).blocks)).toContain('已发布');
  expect(await meetingIn(office, idIn(large.context))).toMatchObject({ audience: { kind: 'bureau' } });
});

test('a preview of a change makes only the change it showed', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const form = await changeForm(organizer, id);
  const older = formIn(await filled(organizer, form, { place: '大礼堂' }));
  await filled(organizer, form, { place: '二楼会议室' });
  expect(wordsOf(formIn(await organizer.submit(older, {})).blocks)).toContain('另一个窗口');
  expect(await meetingIn(office, id)).toMatchObject({ place: '三楼会议室', sequence: 0 });
});

test('a mistake in the other window’s form counts as well: what stands there now was never checked', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const form = await newForm(organizer);
  const preview = formIn(await filled(organizer, form, FILLED));
  expect(await filled(organizer, form, { ...FILLED, end: '08:00' })).toMatchObject({ do: 'errors' });
  expect(wordsOf(formIn(await organizer.submit(preview, {})).blocks)).toContain('另一个窗口');
});

test('a button of before the meeting was changed calls nothing off; the new one does, and names what it calls off', async () => {
  const office = await testOffice();
  const [one, other] = [talk(office, OFFICE), talk(office, '102')];
  const id = await announced(one, FILLED);
  const cancel = async () => button(cardIn(await one.say('会议')).blocks, '取消会议');
  const stale = await cancel();
  await other.submit(await previewedChange(other, id, { date: '2026-12-09' }), {});
  expect(cardIn(await one.press(stale.id, stale.value)).summary).toContain('有过变更，没有取消');
  expect(await meetingIn(office, id)).toMatchObject({ state: 'announced' });
  const asked = JSON.stringify(cardIn(await one.say('会议')).blocks);
  expect(asked).toMatch(/取消“机关干部大会”（12月9日（周三） 09:00–11:00）/);
  const fresh = await cancel();
  expect(cardIn(await one.press(fresh.id, fresh.value)).summary).toContain('已取消');
  expect(await meetingIn(office, id)).toMatchObject({ state: 'cancelled' });
});

test('a change that is confirmed twice is made once, and is not said to be lost', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const preview = await previewedChange(organizer, id, { place: '大礼堂' });
  await organizer.submit(preview, {});
  expect(wordsOf(formIn(await organizer.submit(preview, {})).blocks)).toContain('已提交或已过期，没有再作改动');
  expect(await meetingIn(office, id)).toMatchObject({ place: '大礼堂', sequence: 1 });
});
