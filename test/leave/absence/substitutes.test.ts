import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import { followSubstitutes } from '../../../src/leave/absence/substitute-service.js';
import { addCrowd } from '../../support/crowd.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import type { Office } from '../../support/office.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
import { bureau, later, ME, ORGANIZER, OUTSIDER } from './world.js';

/** How many statements were asked for rows meanwhile. */
async function reads(work: () => Promise<unknown>): Promise<number> {
  const statement: { all: () => unknown } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  const all = vi.spyOn(statement, 'all');
  await work();
  const count = all.mock.calls.length;
  all.mockRestore();
  return count;
}

const look = (office: Office) => () => followSubstitutes(office.leave);

test('however many go to a meeting instead of somebody, whether they may still is read at once, every minute', async () => {
  const { office, requested } = await bureau();
  // After who is expected was written: they are not.
  await addCrowd(office, 4);
  await requested('603', { substituteId: 'M0' });
  await look(office)();
  const before = await reads(look(office));
  for (const [n, id] of ['602', '701', '702'].entries()) await requested(id, { substituteId: `M${n + 1}` });
  expect(await reads(look(office))).toBe(before);
});

describe('nobody is to be at two meetings at once', () => {
  async function twoMeetings(scope: 'bureau' | 'departments' = 'bureau') {
    const world = await bureau();
    const { office, meeting } = world;
    const beside = { substitutes: true, scope, announcedAt: office.now() };
    const other = await noteMeeting(office, meetingAt(later(meeting.startsAt, 1), beside), [OUTSIDER]);
    await addCrowd(office, 1);
    return { ...world, other };
  }

  test('whoever is expected at another bureau-wide meeting then cannot stand in; at one that gives way they can', async () => {
    await expect((await twoMeetings()).requested(ME, { substituteId: OUTSIDER })).rejects.toThrow('substitute-elsewhere');
    expect(await (await twoMeetings('departments')).requested(ME, { substituteId: OUTSIDER })).toMatchObject({ state: 'pending' });
  });

  test('nor whoever stands in at another meeting then', async () => {
    const { office, other, requested } = await twoMeetings();
    await requested(ME, { substituteId: 'M0' });
    const asking = { meetingId: other.id, memberId: OUTSIDER, sequence: 0, kind: 'illness', detail: '', substituteId: 'M0' };
    expect(await requestAbsence(office.leave, asking)).toMatchObject({ ok: false, refusal: 'substitute-taken' });
  });

  test('a substitute who comes to be expected at another is dropped, and the applicant told', async () => {
    const { office, meeting, requested } = await bureau();
    await requested(ME, { substituteId: OUTSIDER });
    await noteMeeting(office, meetingAt(later(meeting.startsAt, 1)), [OUTSIDER]);
    await look(office)();
    expect((await office.outbox('leave.substituteDeclined:')).map(({ member_id }) => member_id)).toEqual([ME]);
    expect((await office.outbox('leave.notNeeded:')).map(({ member_id }) => member_id)).toEqual([OUTSIDER]);
  });
});

test('whoever stands in has the link of the meeting and what there is to read, and where they are others now', async () => {
  const attachments = [{ title: '材料一', url: 'https://files.example/1' }];
  const { requested, decide, change, card } = await bureau({ link: 'https://meet.example/1', attachments });
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  const { sequence } = await change({ link: 'https://meet.example/2' });
  const now = JSON.stringify(await card(`leave.standInChanged:${id}:${sequence}`));
  expect(now).toContain('https://meet.example/2');
  expect(now).toContain('https://files.example/1');
});

test('once nobody may stand in any more, whoever was to is told that they need not, and so is the applicant, who stays excused', async () => {
  const { office, requested, decide, change, excused } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  await change({ substitutes: false });
  expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
  expect((await office.outbox('leave.notNeeded:')).map(({ member_id }) => member_id)).toEqual([OUTSIDER]);
  expect(await office.outbox('leave.substituteNotAllowed:')).toMatchObject([
    { member_id: ME, content: expect.stringContaining('不能由他人代会，江一帆不再代你参加') },
  ]);
});

test('whoever stands in finds the meeting under 会议, with whom they replace', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  const listed = async () => wordsOf(cardIn(await talk(office, OUTSIDER).say('会议')).blocks);
  expect(await listed()).toContain('近期没有会议');
  await decide(id, ORGANIZER, 'approve');
  expect(await listed()).toMatch(/机关干部大会.*代邓禾参加/s);
});
