import { describe, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { WorkingHours } from '../../src/calendar/working-hours.js';
import { requestExemption } from '../../src/meeting/give-way/owner-service.js';
import { freeSlots } from '../../src/meeting/give-way/slots.js';
import type { Meeting } from '../../src/meeting/meeting.js';
import type { MemberId } from '../../src/org/member.js';
import { auditEntries } from '../../src/org/service.js';
import { cardNow, deliver, tick as runDue } from '../support/announced.js';
import { FILLED as MEETING } from '../support/meeting.js';
import { at, type Office, testOffice, zone } from '../support/office.js';
import { formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced as announcedBy, OFFICE, previewedChange } from './announce/organizing.js';
import { announced, cases, giveAccounts, registered, tick, wordsUnder } from './scene.js';

const asked = async (office: Office) => (await office.outbox('meeting.giveWay:')).map(({ member_id }) => member_id);
const cardOf = async (office: Office) => JSON.parse((await office.outbox('meeting.giveWay:')).at(-1)?.content ?? '{"blocks":[]}');

describe('an activity of several days that has begun', () => {
  const DAYS = { date: '2026-11-25', start: '09:00', endDate: '2026-12-04', end: '17:00' };

  test('is not threatened with suspension, and its owner may ask for an exemption', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const id = await registered(office, '601', DAYS);
    office.moveTo(at('2026-11-26', '10:00'));
    const meeting = await announced(office);
    const { blocks } = await cardOf(office);
    expect(wordsOf(blocks)).toContain('不作暂停');
    expect(pressable(blocks).map((one) => one.id)).toEqual(['meeting.giveWayExempt', 'meeting.giveWay']);
    const owner = talk(office, '601');
    const form = formIn(await owner.press('meeting.giveWayExempt', `${meeting.id}:${id}`));
    await owner.submit(form, { reason: '外地培训' });
    expect(await cases(office)).toMatchObject([{ state: 'exemption-asked' }]);
  });

  test('one that begins before its deadline is not threatened either; another is', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await registered(office, '601', { ...DAYS, date: '2026-12-01' });
    await announced(office);
    expect(wordsOf((await cardOf(office)).blocks)).toContain('不作暂停');
    await registered(office, '601', { date: '2026-12-03' });
    expect(wordsOf((await cardOf(office)).blocks)).toContain('活动暂停举行');
  });
});

/* 601, of 正处级, is obliged to be reachable at any hour; 603 in working hours. */
describe('whoever is asked to give way at night', () => {
  async function atNight(owner: string, more: Partial<Meeting>) {
    const office = await testOffice();
    await giveAccounts(office);
    await registered(office, '601', { owner });
    await office.transact((tx) =>
      tx
        .updateTable('meeting_activity')
        .set({ owner_id: owner as MemberId })
        .execute(),
    );
    office.moveTo(at('2026-12-01', '23:30'));
    await announced(office, more);
    return office;
  }

  test.each<[string, string, Partial<Meeting>, readonly string[]]>([
    ['is not woken for what was announced in advance', '603', {}, []],
    ['nor is whoever has to be reachable', '601', {}, []],
    ['is woken for what was not, if they have to be reachable', '601', { inAdvance: false }, ['601']],
    ['is not, if they need not be', '603', { inAdvance: false }, []],
    ['is woken for an emergency', '603', { emergency: true }, ['603']],
    [
      'is woken where the morning would be too late',
      '603',
      { startsAt: at('2026-12-02', '08:40'), endsAt: at('2026-12-03', '11:00') },
      ['603'],
    ],
  ])('%s', async (_, owner, more, now) => {
    const office = await atNight(owner, more);
    expect(await asked(office)).toEqual(now);
    await tick(office, '2026-12-02', '08:29');
    expect(await asked(office)).toEqual(now);
    await tick(office, '2026-12-02', '08:30');
    await tick(office, '2026-12-02', '08:31');
    expect(await asked(office)).toEqual([owner]);
    expect((await wordsUnder(office, 'meeting.giveWayRemind:')).length).toBe(0);
  });

  test('is asked in the morning, and reminded later like anybody', async () => {
    const office = await atNight('603', {});
    await tick(office, '2026-12-02', '08:30');
    await tick(office, '2026-12-02', '15:30');
    expect((await wordsUnder(office, 'meeting.giveWayRemind:')).map(({ member }) => member)).toEqual(['603']);
  });

  test('and has settled it by then, is not asked any more', async () => {
    const office = await atNight('603', {});
    const [activity] = await cases(office);
    await talk(office, '601').press('meeting.activityCancel', `${activity?.activity_id}:0`);
    await tick(office, '2026-12-02', '08:30');
    expect(await asked(office)).toEqual([]);
  });
});

describe('an exemption', () => {
  test('that nobody else could decide about is not asked for: it says so, and what may be done', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', '101').execute());
    const id = await registered(office, '102');
    const meeting = await announced(office);
    const own = talk(office, '102');
    expect(wordsOf(formIn(await own.press('meeting.giveWayExempt', `${meeting.id}:${id}`)).blocks)).toContain('没有其他组织者');
    const done = await requestExemption(office.meeting, '102' as MemberId, { meetingId: meeting.id, activityId: id }, '有原因');
    expect(done).toEqual({ ok: false, refusal: 'nobody-decides' });
    expect(await cases(office)).toMatchObject([{ state: 'open' }]);
    // Somebody else’s is decided by the one there is.
    await office.transact((tx) =>
      tx
        .updateTable('meeting_activity')
        .set({ owner_id: '601' as MemberId })
        .execute(),
    );
    expect(await requestExemption(office.meeting, '601' as MemberId, { meetingId: meeting.id, activityId: id }, '有原因')).toEqual({
      ok: true,
    });
  });

  test('is asked for by whoever answers for the activity, and by nobody else, whatever they send', async () => {
    const { office, form } = await conflict();
    for (const id of ['603', '701', '401', '999'])
      expect(wordsOf(formIn(await talk(office, id).submit(form, { reason: '有原因' })).blocks)).toMatch(/没有权限|没有找到/);
    expect(await cases(office)).toMatchObject([{ state: 'open' }]);
  });

  test('is decided by organizers of the meeting’s department, and by nobody else, whatever they send', async () => {
    const { office, form, value } = await conflict();
    await talk(office, '601').submit(form, { reason: '有原因' });
    const decision = formIn(await talk(office, '101').press('meeting.exemption', value));
    for (const id of ['601', '603', '201', '401', '001', '999'])
      expect(wordsOf(formIn(await talk(office, id).submit(decision, { decision: 'grant', reason: '可以' })).blocks)).toMatch(
        /没有权限|没有找到/,
      );
    expect(await cases(office)).toMatchObject([{ state: 'exemption-asked' }]);
  });

  test('of an organizer’s own is not decided by them, whatever they send', async () => {
    const { office, form, value } = await conflict('102');
    await talk(office, '102').submit(form, { reason: '有原因' });
    const decision = formIn(await talk(office, '101').press('meeting.exemption', value));
    const own = formIn(await talk(office, '102').submit(decision, { decision: 'grant', reason: '可以' }));
    expect(wordsOf(own.blocks)).toContain('其他组织者');
    expect(await cases(office)).toMatchObject([{ state: 'exemption-asked' }]);
    await talk(office, '101').submit(decision, { decision: 'grant', reason: '可以' });
    expect(await cases(office)).toMatchObject([{ state: 'exempted' }]);
  });
});

test('what somebody else asks for an activity of an organizer’s own is decided by another organizer, who alone is told', async () => {
  const { office, value, form } = await conflict('101');
  await talk(office, '104').submit(form, { reason: '有原因' });
  expect((await wordsUnder(office, 'meeting.exemption:')).map(({ member }) => member)).toEqual(['102']);
  const decision = formIn(await talk(office, '102').press('meeting.exemption', value));
  for (const answer of [
    await talk(office, '101').press('meeting.exemption', value),
    await talk(office, '101').submit(decision, { decision: 'grant', reason: '可以' }),
  ])
    expect(wordsOf(formIn(answer).blocks)).toContain('其他组织者');
  expect(await cases(office)).toMatchObject([{ state: 'exemption-asked' }]);
  await talk(office, '102').submit(decision, { decision: 'grant', reason: '可以' });
  expect(await cases(office)).toMatchObject([{ state: 'exempted' }]);
});

test('where the owner is the only organizer of the meeting, nobody else can ask for them either', async () => {
  const { office, form } = await conflict('101');
  await office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', '102').execute());
  expect(wordsOf(formIn(await talk(office, '104').submit(form, { reason: '有原因' })).blocks)).toContain('没有其他组织者');
});

test('why it was refused is for its owner, who asked and organizers, each look of another recorded; for nobody else who may settle it', async () => {
  const { office, value, form } = await conflict();
  await talk(office, '601').submit(form, { reason: '有原因' });
  const decision = formIn(await talk(office, '101').press('meeting.exemption', value));
  await talk(office, '101').submit(decision, { decision: 'refuse', reason: '上月已有两次' });
  const seen = async (id: string) => wordsOf(formIn(await talk(office, id).press('meeting.giveWay', value)).blocks);
  const looks = async (actor: string) =>
    (await office.transact((tx) => auditEntries(tx, { actor, limit: 9 }))).filter(({ action }) => action === 'meeting.exemption-read')
      .length;
  const before = await looks('101');
  const found: Record<string, [boolean, number]> = {};
  for (const id of ['601', '101', '102', '104']) found[id] = [(await seen(id)).includes('上月已有两次'), await looks(id)];
  expect(found).toEqual({ '601': [true, 0], '101': [true, before], '102': [true, 1], '104': [false, 0] });
  expect(await seen('104')).not.toContain('已清除');
});

/** An activity of `owner` in a meeting's way, and the form to ask for an exemption. */
async function conflict(owner = '601') {
  const office = await testOffice();
  await giveAccounts(office);
  const id = await registered(office, owner);
  const meeting = await announced(office);
  const value = `${meeting.id}:${id}`;
  return { office, value, form: formIn(await talk(office, owner).press('meeting.giveWayExempt', value)) };
}

test('the times that are offered instead lie in working hours of workdays, after now, as long as the activity', () => {
  const interval = (date: string, start: string, end: string) => ({ start: at(date, start), end: at(date, end) });
  const workingHours = WorkingHours.parse({ start: '08:30', end: '17:30' });
  const office = { calendar: makeWorkCalendar({ workCalendar: { kind: 'china' } }, []), workingHours, zone: zone() };
  // Thursday morning; the whole day is taken, and so is Friday morning.
  const busy = [interval('2026-12-03', '08:00', '18:00'), interval('2026-12-04', '08:00', '12:00')];
  const found = freeSlots(interval('2026-12-03', '06:00', '08:00'), busy, at('2026-11-24', '10:00'), office, 3);
  // Its own hour lies before work: the first half hour that is free, and no weekend.
  expect(found).toEqual([
    interval('2026-12-04', '12:00', '14:00'),
    interval('2026-12-07', '08:30', '10:30'),
    interval('2026-12-08', '08:30', '10:30'),
  ]);
  // Nothing that is past by now is offered.
  const today = freeSlots(interval('2026-12-07', '09:00', '10:00'), [], at('2026-12-07', '11:10'), office, 2);
  expect(today).toEqual([interval('2026-12-07', '11:30', '12:30'), interval('2026-12-08', '09:00', '10:00')]);
});

describe('the owner sees a meeting that their activity is in the way of no more as they were asked to give way to it', () => {
  test.each(['open', 'suspended'])('where their case was %s', async (state) => {
    const office = await testOffice();
    await giveAccounts(office);
    const activityId = await registered(office, '701', { date: '2026-12-02' });
    const id = await announcedBy(talk(office, OFFICE), MEETING);
    await deliver(office);
    if (state === 'suspended') await runDue(office, at('2026-12-01', '17:30'));
    await deliver(office);
    const organizer = talk(office, OFFICE);
    const values = {
      scope: 'departments',
      audience: 'members',
      members: ['102'],
      title: '干部谈话',
      place: '小会议室',
      start: '14:00',
      end: '15:00',
    };
    await organizer.submit(await previewedChange(organizer, id, values), {});
    await organizer.submit(await previewedChange(organizer, id, { title: '再次谈话' }), {});
    const keys = [...(await office.outbox('meeting.giveWay:')), ...(await office.outbox('meeting.offer:'))].filter(
      ({ member_id }) => member_id === '701',
    );
    const cards = await Promise.all(keys.map(({ key }) => cardNow(office, key)));
    const form = wordsOf(formIn(await talk(office, '701').press('meeting.giveWay', `${id}:${activityId}`)).blocks);
    expect(cards).toHaveLength(state === 'suspended' ? 2 : 1);
    for (const words of [...cards, form]) {
      expect(words).toContain('机关干部大会');
      expect(words).not.toMatch(/谈话|14:00/);
    }
    // Whoever organizes it sees it as it is.
    expect(wordsOf(formIn(await organizer.press('meeting.giveWay', `${id}:${activityId}`)).blocks)).toContain('再次谈话');
  });
});
