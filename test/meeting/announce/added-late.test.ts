import { expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { FILLED } from '../../support/meeting.js';
import { at, testOffice } from '../../support/office.js';
import { talk, wordsOf } from '../../support/talk.js';
import { cases, departmentId, giveAccounts, registered } from '../scene.js';
import { announced, OFFICE, previewedChange } from './organizing.js';

/** A week ahead a meeting of one department is announced, with a training of 规划处 at the same time; then everybody is to come. */
async function widened(expected: string, evening: boolean) {
  const office = await testOffice();
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  await registered(office, '601', { date: '2026-12-02' });
  const own: FormValues = { audience: 'departments', departments: [await departmentId(office, expected)] };
  const id = await announced(organizer, { ...FILLED, ...own });
  if (evening) office.moveTo(at('2026-12-01', '20:00'));
  const preview = await previewedChange(organizer, id, { audience: 'bureau' });
  await organizer.submit(preview, {});
  return { office, said: wordsOf(preview.blocks) };
}

test.each([
  ['whom nobody told in advance, is asked', '办公室', true, 'asked', '请其让路'],
  ['who were added in advance, must', '办公室', false, 'must', '应当让路'],
  ['of whom some were told in advance, must', '规划处', true, 'must', '应当让路'],
] as const)('an activity with people of a meeting %s', async (_, expected, evening, obligation, words) => {
  const { office, said } = await widened(expected, evening);
  expect(said).toContain(words);
  expect(await cases(office)).toMatchObject([{ obligation }]);
});

test('the same for an activity that is registered later', async () => {
  const { office } = await widened('办公室', true);
  await registered(office, '701', { date: '2026-12-02' });
  await registered(office, '102', { date: '2026-12-02' });
  expect((await cases(office)).map(({ obligation }) => obligation).toSorted()).toEqual(['asked', 'asked', 'must']);
});
