import { expect, test } from 'vitest';
import { draftBulletin } from '../../src/participation/bulletin/draft-service.js';
import type { Month } from '../../src/participation/bulletin/month.js';
import { addSchedule, listSchedules, pauseSchedule, seedSchedules, sendRound } from '../../src/reflection/schedule/service.js';
import { initialValues } from '../support/initial-values.js';
import { at, type Office, testOffice } from '../support/office.js';
import { cardIn, formIn, talk } from '../support/talk.js';
import { coverage, noteShown, nothingSeen, walkThrough } from '../support/walk.js';

const all = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function send(office: Office, closes: { hours: number } | { workdays: number }, promptSet = 'four-questions') {
  const sent = await sendRound(office.reflection, { operator: 'test' }, { promptSet, audience: { kind: 'bureau' }, closes });
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

test('every button, menu, form and search field that is shown has a handler, and every handler is shown somewhere', async () => {
  const plain = await testOffice(at('2026-10-28', '10:00'));
  const { policy } = plain.ground;
  const office = { ...plain, ground: { ...plain.ground, policy: { ...policy, meeting: { ...policy.meeting, channel: '#全局通知' } } } };
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  // A trend is drawn of two months.
  await send(office, { hours: 1 });
  office.moveTo(at('2026-11-24', '10:00'));
  const first = await send(office, { hours: 200 });
  const me = talk(office, '102');
  const form = formIn(await me.press('reflection.answer', first.id));
  await me.submit(form, all('甲'));
  await me.submit(form, all('乙'));
  await me.press('reflection.draft', first.id, { form, values: all('丙') });
  await me.submit(formIn(await me.press('reflection.share', first.id)), { leader: '001' });
  for (let n = 0; n < 11; n++) {
    office.pass(1);
    await send(office, { workdays: 3 });
  }
  await draftBulletin(office.participation, '2026-10' as Month);
  const bulletin = formIn(await me.press('participation.bulletinEdit', '2026-10:0'));
  await me.submit(bulletin, { ...initialValues(bulletin), heading: '关于十月情况的通报' });
  await send(office, { workdays: 3 }, 'four-checks');
  const seen = nothingSeen();
  await pauseSchedule(office.reflection, { operator: 'test' }, 'weekly-four-reminders', true);
  await walkThrough(office, '001', seen); // before 102 takes back what they shared
  await walkThrough(office, '102', seen);
  // More schedules than a card shows; looked at only, since each leads to the same.
  const [schedule] = await listSchedules(office.reflection);
  for (let n = 0; schedule && n < 11; n++) await addSchedule(office.reflection, { operator: 'test' }, `further-${n}`, schedule.spec);
  noteShown({ name: '推送', card: cardIn(await me.command('推送')) }, seen);
  const { shown, handled } = coverage(office, seen, ['reflection', 'participation']);
  expect(shown).toEqual(handled);
});
