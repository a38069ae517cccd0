import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { FormValues } from '../../src/chat/form.js';
import { handleDue } from '../../src/leave/absence/due-service.js';
import { requestAbsence } from '../../src/leave/absence/request-service.js';
import { findActivity, restoreActivity, suspendActivity } from '../../src/meeting/activity/changes.js';
import { restoreOne } from '../../src/meeting/activity/service.js';
import { followMeeting } from '../../src/meeting/give-way/service.js';
import { intervalOf, type MeetingId } from '../../src/meeting/meeting.js';
import { invitationFile } from '../../src/meeting/notice/icalendar/file.js';
import type { MemberId } from '../../src/org/member.js';
import { announce, cardNow, change, deliver, tick as runDue } from '../support/announced.js';
import { FILLED } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced as announcedBy, OFFICE, previewedChange } from './announce/organizing.js';
import { activityRow, announced as announcedByHand, departmentId, giveAccounts, tick } from './scene.js';

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

const absenceOf = (meetingId: string) =>
  ({ meetingId, memberId: MEMBER, sequence: 0, kind: 'illness', detail: '就诊', substituteId: undefined }) as const;

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
    const { office, id } = await departmentMeeting(state);
    const member = talk(office, MEMBER);
    const [home, details] = [await member.home(), formIn(await member.press('meeting.details', id))];
    const seen = [
      cardIn(await member.say('会议')).blocks,
      cardIn(await member.say('请假')).blocks,
      home.do === 'home' ? home.home.blocks : [],
      details.blocks,
    ];
    expect(seen.map((blocks) => wordsOf(blocks).includes('暂停'))).toEqual(seen.map(() => !held));
    const organizers = pressable(cardIn(await talk(office, ORGANIZER).say('会议')).blocks).map(({ label }) => label);
    expect(organizers.includes('开始签到')).toBe(held);
  });

  test(`lets ${held ? 'whoever is expected' : 'nobody'} ask to be excused`, async () => {
    const { office, id } = await departmentMeeting(state);
    const asked = await requestAbsence(office.leave, absenceOf(id));
    expect(asked.ok || asked.refusal).toBe(held || 'meeting-suspended');
  });
});

test('nobody is urged to decide who is excused from a suspended meeting, or told at its hour that it has begun', async () => {
  const { office, id } = await departmentMeeting('planned');
  expect((await requestAbsence(office.leave, absenceOf(id))).ok).toBe(true);
  await suspend(office, id);
  office.moveTo(at('2026-11-27', '17:00'));
  await handleDue(office.leave);
  office.moveTo(at('2026-11-30', '09:00'));
  await handleDue(office.leave);
  expect([await sentTo(office, 'leave.absenceNudge'), await sentTo(office, 'leave.undecided')]).toEqual([[], []]);
  const [card] = await office.outbox('leave.absenceOwn');
  expect(card?.content).toContain('会议取消、暂停或不再要求参加，申请已结束');
});

test('whoever is added to a suspended meeting, or told of another place, reads that it is suspended, until it is resumed', async () => {
  const { office, id } = await departmentMeeting('suspended');
  const meeting = await change(office, id, { place: '一楼礼堂' }, [ORGANIZER, MEMBER, '602']);
  await office.transact((tx) => followMeeting(tx, office.meeting, meeting, new Set([ORGANIZER, MEMBER, '602'] as MemberId[])));
  const cards = [`meeting.notice:${id}:602`, `meeting.changed:${id}:1:${MEMBER}`, `meeting.notice:${id}:${MEMBER}`];
  for (const key of cards) expect(await cardNow(office, key)).toContain('暂停举行');
  expect(await cardNow(office, `meeting.changed:${id}:1:${MEMBER}`)).not.toContain('请按现在的安排参加');
  const restored = await restoreOne(office.meeting, ORGANIZER as MemberId, id, intervalOf(meeting));
  expect(restored).toEqual({ ok: true });
  for (const key of cards) expect(await cardNow(office, key)).not.toContain('暂停举行');
});

test('suspended since nobody settled it in time, it says so on every notice of it', async () => {
  const { office, id } = await departmentMeeting('planned');
  await announcedByHand(office, { id: 'M2' as MeetingId, startsAt: at('2026-11-30', '09:00') }, [MEMBER]);
  await tick(office, '2026-11-27', '17:30');
  expect(await cardNow(office, `meeting.notice:${id}:${MEMBER}`)).toContain('暂停举行');
});

test('given another time, it says nothing of a suspension that is over with it', async () => {
  const { office, id } = await departmentMeeting('suspended');
  await change(office, id, { startsAt: at('2026-12-01', '09:00') });
  expect(await cardNow(office, `meeting.changed:${id}:1:${MEMBER}`)).not.toContain('暂停举行');
});

test('made bureau-wide, it takes place, and whoever stays is told so', async () => {
  const { office, id } = await departmentMeeting('suspended');
  const meeting = await change(office, id, { scope: 'bureau' }, [MEMBER, '602']);
  await office.transact((tx) => followMeeting(tx, office.meeting, meeting, new Set([MEMBER, '602'] as MemberId[])));
  const news = (await office.outbox('meeting.changed:')).filter(({ content }) => content?.includes('会议照常举行，请你参加'));
  expect(news.map(({ member_id }) => member_id)).toEqual([MEMBER]);
  expect(await office.outbox(`meeting.activityChanged:${id}:2:`)).toEqual([]);
});

describe('made bureau-wide after its suspension', () => {
  async function madeBureauWide(instant: Instant, values: FormValues) {
    const afternoon = { ...FILLED, start: '14:00', end: '16:00' };
    const office = await testOffice();
    await giveAccounts(office);
    const own = { scope: 'departments', audience: 'departments', departments: [await departmentId(office, '办公室')] };
    const id = await announcedBy(talk(office, OFFICE), { ...afternoon, ...own });
    const other = await announcedBy(talk(office, OFFICE), { ...afternoon, audience: 'members', members: ['103'] });
    await deliver(office);
    await tick(office, '2026-12-01', '17:30');
    const organizer = talk(office, OFFICE);
    await organizer.press('meeting.cancel', `${other}:0`);
    await deliver(office);
    await runDue(office, instant);
    await organizer.submit(await previewedChange(organizer, id, { scope: 'bureau', ...values }), {});
    const told = async () => (await deliver(office)).filter((key) => key.endsWith(':104') && key.startsWith('meeting.'));
    return { office, id, told };
  }

  test.each([
    ['as it was', {}],
    ['with another link', { link: 'https://meet.example/1' }],
    ['elsewhere', { place: '一楼礼堂' }],
  ])('%s, it is told of once', async (_what, values) => {
    const { id, told } = await madeBureauWide(at('2026-12-02', '09:30'), values);
    expect(await told()).toEqual([`meeting.changed:${id}:1:104`]);
  });

  test('at night, it is told in the morning to whoever is not obliged to be reachable', async () => {
    const { office, id, told } = await madeBureauWide(at('2026-12-01', '23:00'), {});
    expect(await told()).toEqual([]);
    await tick(office, '2026-12-02', '08:30');
    expect(await told()).toContain(`meeting.changed:${id}:1:104`);
  });
});

test('nudges that are due while it is suspended come once it is resumed, and nobody is named before', async () => {
  const { office, id } = await departmentMeeting('suspended');
  await tick(office, '2026-11-24', '14:00');
  expect(await cardNow(office, `meeting.board:${id}`)).not.toContain('催促之后仍未收到');
  await resume(office, id);
  await tick(office, '2026-11-25', '09:00');
  expect(await sentTo(office, `meeting.nudge:${id}`)).toEqual([ORGANIZER, MEMBER]);
  expect(await cardNow(office, `meeting.board:${id}`)).toContain('催促之后仍未收到');
});

test('suspended once its check-in is open, it takes no more names and ends in no report; resumed, the check-in goes on', async () => {
  const { office, id } = await departmentMeeting('planned');
  const organizer = talk(office, ORGANIZER);
  office.moveTo(at('2026-11-30', '08:50'));
  const board = wordsOf(formIn(await organizer.press('meeting.openCheckIn', id)).blocks);
  await suspend(office, id);
  const code = /\d{3} \d{3}/.exec(board)?.[0] ?? '';
  const checkIn = async () => cardIn(await talk(office, MEMBER).say(`签到 ${code}`)).summary;
  expect(await checkIn()).toContain('签到码不对');
  office.moveTo(at('2026-11-30', '09:00'));
  expect(cardIn(await organizer.press('meeting.closeCheckIn', id)).summary).toContain('没有到会情况');
  await resume(office, id);
  const again = wordsOf(formIn(await organizer.press('meeting.openCheckIn', id)).blocks);
  expect(cardIn(await talk(office, MEMBER).say(`签到 ${/\d{3} \d{3}/.exec(again)?.[0]}`)).summary).toContain('已签到');
  await suspend(office, id);
  await tick(office, '2026-11-30', '15:30');
  expect(await sentTo(office, 'meeting.report:')).toEqual([]);
});

async function suspend(office: Office, id: string) {
  await office.transact(async (tx) => {
    const activity = await findActivity(tx, id);
    if (activity) await suspendActivity(tx, office.meeting, activity, { by: undefined });
  });
}

async function resume(office: Office, id: string) {
  await office.transact(async (tx) => {
    const activity = await findActivity(tx, id);
    if (activity) await restoreActivity(tx, office.meeting, activity, { by: undefined });
  });
}

describe('按原时间恢复 on an offer', () => {
  async function offered() {
    const office = await testOffice();
    await giveAccounts(office);
    const own = { scope: 'departments', audience: 'departments', departments: [await departmentId(office, '规划处')] };
    const id = await announcedBy(talk(office, ORGANIZER), { ...FILLED, ...own });
    const other = await announcedBy(talk(office, OFFICE), { ...FILLED, audience: 'members', members: [MEMBER] });
    await tick(office, '2026-12-01', '17:30');
    await talk(office, OFFICE).press('meeting.cancel', `${other}:0`);
    const [offer] = await office.outbox('meeting.offer:');
    const restore = button(JSON.parse(offer?.content ?? '').blocks, '按原时间恢复');
    const state = async () => (await activityRow(office, id)).state;
    return { office, id, state, press: () => talk(office, ORGANIZER).press(restore.id, restore.value) };
  }

  test('does so, though the roster has added somebody since', async () => {
    const { office, id, state, press } = await offered();
    const joined = '699,新来人,科员,办事员,四问示范局/规划处,,,,,xin.lairen@siwen.example,,2026-11-20,2020-07-01';
    await reimport(office, (csv) => `${csv.trimEnd()}\r\n${joined}\r\n`);
    await runDue(office);
    expect(JSON.stringify((await activityRow(office, id)).audience)).toContain('699');
    await press();
    expect(await state()).toBe('planned');
  });

  test('does so, though its place has changed', async () => {
    const { office, id, state, press } = await offered();
    const organizer = talk(office, ORGANIZER);
    await organizer.submit(await previewedChange(organizer, id, { place: '小会议室' }), {});
    await press();
    expect(await state()).toBe('planned');
  });

  test('restores no other time than the one it was offered for', async () => {
    const { office, id, state, press } = await offered();
    const suspendedAgain = { state: 'suspended', ends_at: at('2026-12-02', '10:30') } as const;
    await office.transact((tx) =>
      tx
        .updateTable('meeting_activity')
        .set(suspendedAgain)
        .where('id', '=', id as never)
        .execute(),
    );
    expect(wordsOf(formIn(await press()).blocks)).toContain('刚刚有了变动');
    expect(await state()).toBe('suspended');
  });
});

test('calendars follow when a meeting is suspended, and in the morning when it takes place after all', async () => {
  const { office, id } = await departmentMeeting('planned');
  const member = talk(office, MEMBER);
  await member.press('meeting.calendarFile', id);
  await deliver(office);
  const inItsPlace = async (put: typeof suspendActivity) => {
    await office.transact(async (tx) => {
      const activity = await findActivity(tx, id);
      if (activity) await put(tx, office.meeting, activity, { by: undefined });
    });
    await deliver(office);
  };
  const files = async () =>
    (await office.outbox(`meeting.calendarFile:${id}:`)).map(({ key }) => key.slice(`meeting.calendarFile:${id}:`.length));
  const written = async () => String((await invitationFile(office.meeting, id, MEMBER))?.content);
  await inItsPlace(suspendActivity);
  expect(await files()).toEqual([`0:${MEMBER}`, `1:${MEMBER}`]);
  expect(await written()).toMatch(/SEQUENCE:1\b.*STATUS:TENTATIVE/s);
  office.moveTo(at('2026-11-24', '22:00'));
  await inItsPlace(restoreActivity);
  expect(await files()).toHaveLength(2);
  await runDue(office, at('2026-11-25', '08:30'));
  expect(await files()).toEqual([`0:${MEMBER}`, `1:${MEMBER}`, `2:${MEMBER}`]);
  expect(await written()).toMatch(/SEQUENCE:2\b.*STATUS:CONFIRMED/s);
  await member.press('meeting.calendarFile', id);
  expect(await files()).toHaveLength(3);
});
