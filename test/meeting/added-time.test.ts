import { expect, test } from 'vitest';
import { deliver } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { talk, wordsOf } from '../support/talk.js';
import { announced, OFFICE, PLANNING, previewedChange } from './announce/organizing.js';
import { activityRow, cases, giveAccounts, registered, tick } from './scene.js';

/** A bureau-wide meeting of 10 December, 09:00 to 11:00, announced two weeks before; on its eve somebody makes it longer. */
async function longAnnounced() {
  const office = await testOffice();
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const date = '2026-12-10';
  const training = await registered(office, PLANNING, { date, start: '09:00', end: '10:00' });
  const after = await registered(office, PLANNING, { title: '处务会', date, start: '11:00', end: '12:00' });
  const id = await announced(organizer, { ...FILLED, date, start: '09:00', end: '11:00' });
  await deliver(office);
  office.moveTo(at('2026-12-09', '15:00'));
  const obligations = async () => Object.fromEntries((await cases(office)).map(({ activity_id, obligation }) => [activity_id, obligation]));
  return { office, organizer, training, after, id, obligations };
}

test('half an hour more on the eve takes no precedence from what was announced in advance, and gives the half hour none', async () => {
  const { office, organizer, training, after, id, obligations } = await longAnnounced();
  const preview = await previewedChange(organizer, id, { end: '11:30' });
  expect(wordsOf(preview.blocks)).toContain('原定时间里的照旧应当让路');
  expect(wordsOf(preview.blocks)).not.toContain('不作强制');
  await organizer.submit(preview, {});
  expect(await obligations()).toEqual({ [training]: 'must', [after]: 'asked' });
  await tick(office, '2026-12-09', '17:31');
  await tick(office, '2026-12-10', '08:59');
  expect((await activityRow(office, training)).state).toBe('suspended');
  expect((await activityRow(office, after)).state).toBe('planned');
});

test('so does a start half an hour earlier; what is left of it afterwards, or is moved away from, counts as it was announced', async () => {
  const { organizer, training, after, id, obligations } = await longAnnounced();
  const change = async (values: Record<string, string>) => organizer.submit(await previewedChange(organizer, id, values), {});
  await change({ start: '08:30', end: '11:30' });
  await change({ start: '08:30', end: '10:00' });
  expect(await obligations()).toMatchObject({ [training]: 'must' });
  await change({ start: '11:00', end: '12:00' });
  expect(await obligations()).toMatchObject({ [after]: 'asked' });
});
