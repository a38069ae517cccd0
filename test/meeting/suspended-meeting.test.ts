import { describe, expect, test } from 'vitest';
import { findActivity, restoreActivity, suspendActivity } from '../../src/meeting/activity/changes.js';
import { followMeeting } from '../../src/meeting/give-way/service.js';
import { invitationFile } from '../../src/meeting/notice/calendar-file.js';
import type { MemberId } from '../../src/org/member.js';
import { announce, deliver } from '../support/announced.js';
import { at, type Office, testOffice } from '../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../support/talk.js';
import { departmentId, giveAccounts, tick } from './scene.js';

const [ORGANIZER, MEMBER] = ['601', '603'];

/** 规划处 meets on 30 November at nine; `state`: what has become of it because of a bureau meeting. */
async function departmentMeeting(state: 'planned' | 'suspended' | 'restored') {
  const office = await testOffice();
  await giveAccounts(office);
  const own = { scope: 'departments', departmentId: await departmentId(office, '规划处'), organizerId: ORGANIZER as MemberId } as const;
  const meeting = await announce(office, own, [ORGANIZER, MEMBER]);
  await office.transact(async (tx) => {
    await followMeeting(tx, office.meeting, meeting, new Set([ORGANIZER, MEMBER] as MemberId[]));
    const activity = await findActivity(tx, meeting.id);
    if (!activity || state === 'planned') return;
    const suspended = await suspendActivity(tx, office.meeting, activity, { by: undefined });
    if (suspended && state === 'restored') await restoreActivity(tx, office.meeting, suspended, { by: undefined });
  });
  await deliver(office);
  return { office, id: meeting.id };
}

const sentTo = async (office: Office, prefix: string) => (await office.outbox(prefix)).map(({ member_id }) => member_id);

describe.each([
  ['planned', true],
  ['restored', true],
  ['suspended', false],
] as const)('a departments’ meeting that is %s', (state, held) => {
  test(`nudges and reminds ${held ? 'whoever is expected' : 'nobody'}`, async () => {
    const { office, id } = await departmentMeeting(state);
    await tick(office, '2026-11-24', '14:00');
    expect(await sentTo(office, `meeting.nudge:${id}`)).toEqual(held ? [ORGANIZER, MEMBER] : []);
    await tick(office, '2026-11-30', '08:00');
    expect(await sentTo(office, `meeting.remind:${id}`)).toEqual(held ? [ORGANIZER, MEMBER] : []);
  });

  test(`${held ? 'opens' : 'does not open'} its check-in`, async () => {
    const { office, id } = await departmentMeeting(state);
    office.moveTo(at('2026-11-30', '08:50'));
    const answer = await talk(office, ORGANIZER).press('meeting.openCheckIn', id);
    if (held) expect(wordsOf(formIn(answer).blocks)).toMatch(/\d{3} \d{3}/);
    else expect(cardIn(answer).summary).toContain('暂停举行');
  });

  test(`${held ? 'takes up' : 'leaves free'} its time in people’s calendars`, async () => {
    const { office, id } = await departmentMeeting(state);
    const file = String((await invitationFile(office.meeting, id, MEMBER))?.content);
    expect(file).toContain(held ? 'STATUS:CONFIRMED' : 'STATUS:TENTATIVE');
    expect(file).toContain(held ? 'TRANSP:OPAQUE' : 'TRANSP:TRANSPARENT');
  });

  test(`is listed ${held ? 'as ever' : 'as suspended'}`, async () => {
    const { office } = await departmentMeeting(state);
    expect(wordsOf(cardIn(await talk(office, MEMBER).say('会议')).blocks).includes('暂停')).toBe(!held);
  });
});
