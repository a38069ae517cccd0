import { expect, test } from 'vitest';
import { requestAbsence, withdrawAbsence } from '../../../src/leave/absence/request-service.js';
import { findAbsence } from '../../../src/leave/absence/store.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { MemberId } from '../../../src/org/member.js';
import { cardNow } from '../../support/announced.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office } from '../../support/office.js';
import { talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { toldOf } from '../decide/world.js';
import { bureau, ME, ORGANIZER, OUTSIDER, SECOND, type World } from './world.js';

/* Who decides on absences follows who is there. The head of planning, 601, is its only organizer. */

const HEAD = '601' as MemberId;
const LEADER = '003';
const STAND_IN = '701';
const WEEK = days('2026-11-23 am', '2026-11-27 pm');

const ofPlanning = (more = {}) => bureau({ organizerId: HEAD, startsAt: at('2026-11-26', '14:00'), ...more });
const told = (office: Office, id: string) => toldOf(office, `leave.absence:${id}`);

test('an organizer on leave is replaced by their acting person', async () => {
  const { office, requested, decide } = await ofPlanning();
  await leaveOf(office, HEAD, WEEK, acting(STAND_IN));
  const { id } = await requested();
  expect(await told(office, id)).toEqual([STAND_IN]);
  expect(await decide(id, HEAD, 'approve')).toMatchObject({ refusal: 'right-missing' });
  expect(await decide(id, STAND_IN, 'approve')).toMatchObject({ ok: true });
});

test.each([
  ['nobody is in charge for them', {}, LEADER],
  ['whoever is has declined', acting(STAND_IN, 'declined'), LEADER],
  ['the applicant is', acting(ME), LEADER],
] as const)('where %s it moves up, past the head who is the organizer', async (_, more, to) => {
  const { office, requested } = await ofPlanning();
  await leaveOf(office, HEAD, WEEK, more);
  expect(await told(office, (await requested()).id)).toEqual([to]);
});

test('where others of the department organize, whoever is on leave is left out', async () => {
  const { office, requested } = await bureau();
  await leaveOf(office, ORGANIZER, WEEK);
  expect(await told(office, (await requested()).id)).toEqual([SECOND]);
});

test('where everybody is on leave, the organizer is asked all the same', async () => {
  const { office, requested } = await ofPlanning();
  for (const id of [HEAD, LEADER, '001']) await leaveOf(office, id, WEEK);
  expect(await told(office, (await requested()).id)).toEqual([HEAD]);
});

const gone = (office: Office, id: MemberId) =>
  office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', id).execute());
const appointed = (office: Office) =>
  office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ organizer: 1 })
      .where('id', '=', '602' as MemberId)
      .execute(),
  );
const tick = async (office: Office) => {
  for (const job of leaveJobs(office.leave)) await job.run(office.now());
};
const SOON = { startsAt: at('2026-11-24', '16:00'), absenceDeadlineAt: at('2026-11-24', '15:00') };

test('once nobody who was asked may decide any more, whoever may is asked, though no reminder is due', async () => {
  const { office, requested } = await ofPlanning(SOON);
  office.moveTo(at('2026-11-24', '14:30'));
  const { id } = await requested();
  await gone(office, HEAD);
  await appointed(office);
  office.pass(0.25);
  await tick(office);
  expect(await told(office, id)).toEqual([HEAD, '602'].sort());
});

test('as long as one of them may, nobody else is asked before the next reminder', async () => {
  const { office, requested } = await ofPlanning(SOON);
  office.moveTo(at('2026-11-24', '14:30'));
  const { id } = await requested();
  await appointed(office);
  office.pass(0.25);
  await tick(office);
  expect(await told(office, id)).toEqual([HEAD]);
});

test('whoever decides when the meeting begins is told that nobody has decided, also where they were never asked', async () => {
  const { office, requested } = await ofPlanning(SOON);
  office.moveTo(at('2026-11-24', '14:30'));
  const { id } = await requested();
  await gone(office, HEAD);
  await appointed(office);
  office.moveTo(at('2026-11-24', '16:01'));
  await tick(office);
  expect(await toldOf(office, `leave.undecided:${id}`)).toEqual(['602', ME].sort());
  // 602 organizes nothing, and corrects nothing.
  expect(await cardNow(office, `leave.undecided:${id}:602`)).toContain('可由组织者更正');
});

test('whoever was asked and may decide no more when the meeting begins is not told of it', async () => {
  const { office, requested } = await bureau(SOON);
  office.moveTo(at('2026-11-24', '14:30'));
  const { id } = await requested();
  expect(await told(office, id)).toEqual([ORGANIZER, SECOND]);
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ organizer: 0 })
      .where('id', '=', SECOND as MemberId)
      .execute(),
  );
  office.moveTo(at('2026-11-24', '16:01'));
  await tick(office);
  expect(await toldOf(office, `leave.undecided:${id}`)).toEqual([ORGANIZER, ME]);
});

test.each([
  ['organizes no more stays as it was', SECOND, { organizer: 0 }, false],
  ['organizes still follows it', ORGANIZER, {}, true],
])('the card of whoever %s', async (_, to, change, follows) => {
  const { office, requested, card } = await bureau();
  const { id } = await requested();
  const words = async () => wordsOf((await card(`leave.absence:${id}:${to}`)).blocks);
  const before = await words();
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ organizer: 1, ...change })
      .where('id', '=', to as MemberId)
      .execute(),
  );
  await withdrawAbsence(office.leave, { id, memberId: ME });
  if (follows) expect(await words()).toContain('本人已撤回');
  else expect(await words()).toBe(before);
});

test('the card of whoever was in charge for an organizer who is back follows it to its end', async () => {
  const { office, requested, card } = await ofPlanning();
  const { id } = await requested();
  const leave = await leaveOf(office, HEAD, WEEK, acting(STAND_IN));
  await tick(office);
  expect(await told(office, id)).toEqual([HEAD, STAND_IN]);
  await office.transact((tx) => tx.updateTable('leave_request').set({ state: 'withdrawn' }).where('id', '=', leave.id).execute());
  await withdrawAbsence(office.leave, { id, memberId: ME });
  expect(wordsOf((await card(`leave.absence:${id}:${STAND_IN}`)).blocks)).toContain('本人已撤回');
});

test('the card of an organizer who is on leave follows it, and that of whoever is in charge for them', async () => {
  const { office, requested, card } = await ofPlanning();
  const { id } = await requested();
  await leaveOf(office, HEAD, WEEK, acting(STAND_IN));
  await tick(office);
  expect(await told(office, id)).toEqual([HEAD, STAND_IN]);
  await withdrawAbsence(office.leave, { id, memberId: ME });
  for (const to of [HEAD, STAND_IN]) expect(wordsOf((await card(`leave.absence:${id}:${to}`)).blocks)).toContain('本人已撤回');
});

test('on Home stands what one may decide, however much one may decide no more', async () => {
  const { office, requested } = await bureau({ startsAt: at('2026-12-10', '14:00') });
  for (const id of ['602', '603', '701', '702', '801']) await requested(id);
  office.pass(1);
  await office.transact(async (tx) => {
    const { department_id } = await tx.selectFrom('org_member').select('department_id').where('id', '=', HEAD).executeTakeFirstOrThrow();
    await tx
      .updateTable('org_member')
      .set({ department_id })
      .where('id', '=', SECOND as MemberId)
      .execute();
  });
  const own = await noteMeeting(office, meetingAt(at('2026-12-09', '09:00'), { organizerId: SECOND as MemberId, title: '规划会' }));
  const wish = { meetingId: own.id, memberId: '902', sequence: 0, kind: 'illness', detail: '', substituteId: undefined };
  expect(await requestAbsence(office.leave, wish)).toMatchObject({ ok: true });
  expect(JSON.stringify(await talk(office, SECOND).home())).toContain('江一帆请假：规划会');
});

test.each([
  ['waits to be decided', async () => undefined],
  [
    'waits for them after the meeting was moved',
    ({ change }: World) => change({ startsAt: at('2026-11-27', '09:00'), endsAt: at('2026-11-27', '11:00') }),
  ],
])(
  'what somebody has asked for who has left the office, and %s, is nobody’s to decide: nobody is nudged, nor told that nobody did',
  async (_, then) => {
    const world = await bureau();
    const { office, requested } = world;
    const { id } = await requested(ME);
    await then(world);
    await gone(office, ME as MemberId);
    const before = (await office.outbox('leave.')).map(({ key }) => key);
    for (const hour of [
      '2026-11-24T10',
      '2026-11-25T09',
      '2026-11-25T16',
      '2026-11-26T08',
      '2026-11-26T09',
      '2026-11-27T08',
      '2026-11-27T09',
    ]) {
      office.moveTo(at(hour.slice(0, 10), `${hour.slice(11)}:00`));
      for (const job of leaveJobs(office.leave)) await job.run(office.now());
    }
    expect((await office.outbox('leave.')).map(({ key }) => key)).toEqual(before);
    expect(await office.transact(async (tx) => (await findAbsence(tx, id))?.state)).toBe('cancelled');
  },
);

test('who is off the roster by mistake has waiting for them what was decided meanwhile, and that they go for nobody any more', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested();
  const other = await requested(SECOND, { substituteId: OUTSIDER });
  await decide(other.id, ORGANIZER, 'approve');
  for (const one of [ME, OUTSIDER]) await gone(office, one as MemberId);
  await tick(office);
  expect(await decide(id, ORGANIZER, 'refuse', '会议重要')).toMatchObject({ ok: true });
  expect(await toldOf(office, `leave.absenceDecided:${id}`)).toEqual([ME]);
  expect(await toldOf(office, `leave.notNeeded:${other.id}`)).toEqual([OUTSIDER]);
});
