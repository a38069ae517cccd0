import { beforeEach, describe, expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import { leaveApproved } from '../../../src/leave/away/follow-service.js';
import { moveLeave } from '../../../src/leave/store.js';
import type { Meeting } from '../../../src/meeting/meeting.js';
import { announced, OFFICE, previewedChange } from '../../meeting/announce/organizing.js';
import { departmentId, giveAccounts } from '../../meeting/scene.js';
import { cardNow, deliver, tick } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { type Office, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';
import { days, leaveOf } from '../away/world.js';

/** How the meeting is without whoever is taken off it is not for them to see. */
const SECRET = /干部任免|小会议室|14:00/;
const NARROWED = { title: '讨论干部任免', place: '小会议室', start: '14:00', end: '15:00', audience: 'members', members: ['101', '201'] };
const AWAY = '603';
const ASKING = '602';
const SUBSTITUTE = '902';

let office: Office;
let id: Meeting['id'];
let asked: string;

const change = async (values: FormValues) => {
  const organizer = talk(office, OFFICE);
  await organizer.submit(await previewedChange(organizer, id, values), {});
  await tick(office);
};

beforeEach(async () => {
  office = await testOffice();
  await giveAccounts(office);
  const departments = [await departmentId(office, '规划处'), await departmentId(office, '办公室')];
  id = await announced(talk(office, OFFICE), { ...FILLED, audience: 'departments', departments, options: ['substitutes'] });
  const leave = await leaveOf(office, AWAY, days('2026-12-01 am', '2026-12-03 pm'));
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['pending'], 'approved');
    await leaveApproved(tx, office.leave, leave);
  });
  const own = { meetingId: id, memberId: ASKING, sequence: 0, kind: 'illness', detail: '就诊', substituteId: SUBSTITUTE };
  const result = await requestAbsence(office.leave, own);
  if (!result.ok) throw new Error(result.refusal);
  asked = result.absence.id;
  await deliver(office);
});

describe('whoever is taken off a meeting sees it as they last knew it', () => {
  test('on the request that was prepared for their leave, however often it is changed afterwards', async () => {
    const [row] = await office.outbox('leave.overlap:');
    await change(NARROWED);
    await change({ title: '再议干部任免', date: '2026-12-03' });
    const card = await cardNow(office, row?.key ?? '');
    expect(card).not.toMatch(SECRET);
    expect(card).toContain('机关干部大会');
  });

  test('on their own request, and when they look at it', async () => {
    await change(NARROWED);
    expect(await cardNow(office, `leave.absenceOwn:${asked}`)).not.toMatch(SECRET);
    await change({ title: '再议干部任免' });
    expect(wordsOf(formIn(await talk(office, ASKING).press('leave.absenceView', asked)).blocks)).not.toMatch(SECRET);
  });

  test('its organizers see it as it is', async () => {
    await change(NARROWED);
    expect(await cardNow(office, `leave.absence:${asked}:${OFFICE}`)).toMatch(SECRET);
  });
});

describe('a substitute sees nothing of what becomes of a meeting that they do not go to any more', () => {
  const cardsOfSubstitute = async () => {
    const rows = (await office.outbox('leave.')).filter(({ member_id }) => member_id === SUBSTITUTE);
    return Promise.all(rows.map(({ key }) => cardNow(office, key)));
  };

  test.each([
    ['for whom they were to go is taken off it', NARROWED],
    ['it is moved, and its applicant asked again', { title: '讨论干部任免', place: '小会议室', start: '14:00', end: '15:00' }],
  ])('where %s', async (_what, values) => {
    await change(values);
    const cards = await cardsOfSubstitute();
    expect(cards).toHaveLength(2);
    for (const card of cards) {
      expect(card).toContain('不用再代');
      expect(card).not.toMatch(SECRET);
    }
  });

  test('once they have declined', async () => {
    await talk(office, SUBSTITUTE).press('leave.substituteDecline', asked);
    await change({ title: '讨论干部任免', place: '小会议室' });
    const [card, ...others] = await cardsOfSubstitute();
    expect(others).toEqual([]);
    expect(card).toContain('不能代会');
    expect(card).not.toMatch(SECRET);
  });
});
