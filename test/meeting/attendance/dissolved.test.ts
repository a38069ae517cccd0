import { expect, test } from 'vitest';
import { tick } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { refound } from '../../support/roster.js';
import { cardIn, formIn, talk } from '../../support/talk.js';
import { announced, PLANNING } from '../announce/organizing.js';
import { giveAccounts } from '../scene.js';

/** A meeting of 规划处, whose check-in is open; it is over, and 规划处 is another department with the same people. */
async function over() {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const organizer = talk(office, PLANNING);
  const id = await announced(organizer, { ...FILLED, date: '2026-11-24', start: '14:00', end: '15:00', scope: 'departments' });
  office.moveTo(at('2026-11-24', '13:50'));
  await organizer.press('meeting.openCheckIn', id);
  office.moveTo(at('2026-11-24', '15:05'));
  await refound(office, '规划处', '发展规划处');
  await tick(office);
  return { office, organizer, id };
}
const readers = async (office: Office) => (await office.outbox('meeting.report:')).map(({ member_id }) => member_id);

test('a check-in that closes by itself is reported to the announcer and the leaders, though the department is another one by now', async () => {
  const { office } = await over();
  await tick(office, at('2026-11-24', '19:01'));
  expect(await readers(office)).toEqual(['001', '003', PLANNING]);
});

test('the department in which its announcer is now closes the check-in, and corrects what was recorded', async () => {
  const { office, organizer, id } = await over();
  expect(cardIn(await talk(office, '701').press('meeting.closeCheckIn', id)).summary).toContain('权限');
  await organizer.press('meeting.closeCheckIn', id);
  expect(await readers(office)).toEqual(['001', '003', PLANNING]);
  const form = formIn(await organizer.press('meeting.correct', id));
  expect(formIn(await organizer.submit(form, { member: '603' })).id).not.toBe(form.id);
});
