import { describe, expect, test } from 'vitest';
import { CalendarYear } from '../../../src/calendar/calendar-year.js';
import { hourMs, type Instant, type PlainTime } from '../../../src/calendar/instant.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import type { MemberId } from '../../../src/org/member.js';
import { departmentOptions } from '../../../src/org/options.js';
import type { Actor } from '../../../src/org/service.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { ScheduleSpec } from '../../../src/reflection/policy.js';
import { silentText } from '../../../src/reflection/schedule/form-text.js';
import { listOutlooks, preview } from '../../../src/reflection/schedule/outlook-service.js';
import {
  addSchedule,
  changeSchedule,
  listSchedules,
  pauseSchedule,
  removeSchedule,
  saveDraft,
  seedSchedules,
  sendFirstRound,
  sendRound,
  sendTrial,
} from '../../../src/reflection/schedule/service.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { refound, reimport } from '../../support/roster.js';

const ADMIN: Actor = { member: '102' as MemberId };
const SPEC = ScheduleSpec.parse({
  promptSet: 'five-duties',
  audience: { kind: 'bureau' },
  recurrence: { freq: 'weekly', weekdays: ['wednesday'] },
  time: '09:00',
  window: { days: 1 },
});
const everything = (office: Office, actor: Actor) =>
  ({
    add: () => addSchedule(office.reflection, actor, 'new', SPEC),
    change: () => changeSchedule(office.reflection, actor, 'weekly-four-reminders', { window: { days: 2 } }),
    pause: () => pauseSchedule(office.reflection, actor, 'weekly-four-reminders', true),
    resume: () => pauseSchedule(office.reflection, actor, 'weekly-four-reminders', false),
    send: () => sendRound(office.reflection, actor, { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { days: 1 } }),
    remove: () => removeSchedule(office.reflection, actor, 'weekly-four-reminders'),
  }) as const;

async function planned(now = at('2026-11-24', '10:00')) {
  const office = await testOffice(now);
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const tick = async (date: string, time: string) => {
    office.moveTo(at(date, time));
    for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
  };
  const rounds = (set: string) =>
    office.transact((tx) =>
      tx.selectFrom('reflection_round').select(['opens_at', 'state']).where('asked', 'like', `%"${set}"%`).orderBy('opens_at').execute(),
    );
  return { office, tick, rounds };
}

describe('rights', () => {
  test.each(['001', '003', '104', '301', '402', '601', '603', 'nobody'])('%s, who is no administrator, can do none of it', async (id) => {
    const { office } = await planned();
    const before = await listSchedules(office.reflection);
    const actor = { member: id as MemberId };
    for (const act of Object.values(everything(office, actor))) expect(await act()).toEqual({ ok: false, refusal: 'right-missing' });
    expect(await sendTrial(office.reflection, actor, 'four-questions')).toEqual({ ok: false, refusal: 'right-missing' });
    expect(await listSchedules(office.reflection)).toEqual(before);
    expect(await office.outbox('')).toEqual([]);
    const noted = await office.transact((tx) =>
      tx.selectFrom('org_audit').select('action').where('action', 'like', 'reflection.%').execute(),
    );
    expect(noted).toEqual([]);
  });

  test.each([
    ['an administrator', ADMIN],
    ['whoever sits at the command line', { operator: 'root' }],
  ])('%s can, and each deed is noted under their name', async (_who, actor) => {
    const { office } = await planned();
    for (const act of Object.values(everything(office, actor))) expect(await act()).toMatchObject({ ok: true });
    const noted = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', 'like', 'reflection.%').orderBy('id').execute(),
    );
    expect(noted.map(({ action }) => action)).toEqual([
      'reflection.schedule.add',
      'reflection.schedule.change',
      'reflection.schedule.pause',
      'reflection.schedule.resume',
      'reflection.round.send',
      'reflection.schedule.remove',
    ]);
    for (const entry of noted)
      expect(entry).toMatchObject(
        'member' in actor ? { member_id: actor.member, operator: null } : { operator: actor.operator, member_id: null },
      );
  });
});

describe('a schedule', () => {
  test('is seeded once: what was changed, paused or removed since stays so at the next start', async () => {
    const { office } = await planned();
    await changeSchedule(office.reflection, ADMIN, 'monthly-four-questions', { window: { days: 9 } });
    await removeSchedule(office.reflection, ADMIN, 'weekly-four-reminders');
    const before = await listSchedules(office.reflection);
    await seedSchedules(office.reflection, office.ground.policy.reflection);
    expect(await listSchedules(office.reflection)).toEqual(before);
  });

  test('that is added begins with its next occurrence, not with one that has passed today', async () => {
    const { office, tick, rounds } = await planned(at('2026-11-25', '10:00'));
    await addSchedule(office.reflection, ADMIN, 'new', SPEC);
    await tick('2026-11-25', '10:01');
    expect(await rounds('five-duties')).toEqual([]);
    await tick('2026-12-02', '09:00');
    expect(await rounds('five-duties')).toMatchObject([{ opens_at: at('2026-12-02', '09:00'), state: 'open' }]);
  });

  test('that is removed sends no more; what it sent stays, closes and can be answered', async () => {
    const { office, tick, rounds } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', SPEC);
    await tick('2026-11-25', '09:00');
    await removeSchedule(office.reflection, ADMIN, 'new');
    await tick('2026-12-02', '09:00');
    expect(await rounds('five-duties')).toMatchObject([{ opens_at: at('2026-11-25', '09:00'), state: 'closed' }]);
    expect(await addSchedule(office.reflection, ADMIN, 'new', SPEC)).toEqual({ ok: false, refusal: 'schedule-exists' });
  });

  test('follows those who join and leave its audience without anybody editing it', async () => {
    const { office, tick } = await planned();
    const spec = { ...SPEC, audience: { kind: 'departments' as const, departments: ['规划处'] } };
    await addSchedule(office.reflection, ADMIN, 'new', spec);
    expect((await preview(office.reflection, spec)).people).toBe(3);
    const { department_id } = await office.transact((tx) =>
      tx.selectFrom('org_member').select('department_id').where('id', '=', '601').executeTakeFirstOrThrow(),
    );
    await office.transact((tx) => tx.updateTable('org_member').set({ department_id }).where('id', '=', '104').execute());
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '603').execute());
    await tick('2026-11-25', '09:00');
    expect((await office.outbox('reflection.ask:')).map(({ member_id }) => member_id)).toEqual(['104', '601', '602']);
  });

  test.each([
    ['alone', ['规划处']],
    ['with others', ['规划处', '办公室']],
  ])('that names a department (%s) goes with it when it gets another name', async (_how, departments) => {
    const { office, tick } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, audience: { kind: 'departments', departments } });
    await reimport(office, (csv) => csv.replaceAll('规划处', '发展规划处'));
    await tick('2026-11-25', '09:00');
    const asked = (await office.outbox('reflection.ask:')).map(({ member_id }) => member_id);
    expect(asked).toEqual(expect.arrayContaining(['601', '602', '603']));
    expect(await office.outbox('reflection.leftOut:')).toEqual([]);
  });

  test('that was changed in chat or at the command line, or named a department before there was a roster, goes with it too', async () => {
    const { office } = await planned();
    const audience = { kind: 'departments' as const, departments: ['规划处'] };
    const [{ value: id } = { value: '' }] = await office.transact((tx) => departmentOptions(tx, '规划处'));
    const departmentsOf = async (schedule: string) =>
      (await listSchedules(office.reflection)).find((one) => one.id === schedule)?.spec.audience;
    await addSchedule(office.reflection, ADMIN, 'new', SPEC);
    await changeSchedule(office.reflection, ADMIN, 'new', { audience });
    expect(await departmentsOf('new')).toEqual({ ...audience, departments: [id] });
    const draft = { id: 'drafted', spec: { ...SPEC, audience } };
    expect(await saveDraft(office.reflection, ADMIN, draft)).toEqual({ ok: true });
    expect(await saveDraft(office.reflection, ADMIN, draft)).toEqual({ ok: true });
    expect(await departmentsOf('drafted')).toEqual({ ...audience, departments: [id] });
    const seeded = JSON.stringify({ ...SPEC, audience: { ...audience, departments: ['规划处', '尚未设立处'] } });
    await office.transact((tx) => tx.updateTable('reflection_schedule').set({ spec: seeded }).where('id', '=', 'new').execute());
    await seedSchedules(office.reflection, office.ground.policy.reflection);
    expect(await departmentsOf('new')).toEqual({ ...audience, departments: [id, '尚未设立处'] });
  });

  test('whose department is no more asks nobody, and administrators hear of it each time', async () => {
    const { office, tick } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, audience: { kind: 'departments', departments: ['规划处'] } });
    await refound(office, '规划处', '发展规划处');
    await tick('2026-11-25', '09:00');
    await tick('2026-11-25', '09:01');
    const rounds = await office.transact((tx) =>
      tx.selectFrom('reflection_round').select(['state', 'missed_reason']).where('schedule_id', '=', 'new').execute(),
    );
    expect(rounds).toEqual([{ state: 'missed', missed_reason: 'audience-empty' }]);
    const told = await office.outbox('reflection.missed:');
    expect(told.map(({ member_id }) => member_id)).toEqual(['102', '302']);
    expect(told[0]?.content).toContain('未推送：范围内没有可以推送的人');
  });

  test('one of whose departments is no more asks the others, and administrators hear each time whom it leaves out', async () => {
    const { office, tick } = await planned();
    const [{ value: id } = { value: '' }] = await office.transact((tx) => departmentOptions(tx, '规划处'));
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, audience: { kind: 'departments', departments: [id, '办公室'] } });
    await refound(office, '规划处', '发展规划处');
    for (const [date, time] of [
      ['2026-11-25', '09:00'],
      ['2026-11-25', '09:01'],
    ] as const)
      await tick(date, time);
    const asked = (await office.outbox('reflection.ask:')).map(({ member_id }) => member_id);
    expect(asked).toContain('103');
    expect(asked).not.toContain('603');
    const told = await office.outbox('reflection.leftOut:');
    expect(told.map(({ member_id }) => member_id)).toEqual(['102', '302']);
    expect(told[0]?.content).toContain('五要已推送，但计划范围中的“规划处”在花名册上已没有');
    await tick('2026-12-02', '09:00');
    expect(await office.outbox('reflection.leftOut:')).toHaveLength(4);
  });

  test('one of whose departments was joined with another of its audience claims of nobody that they were left out', async () => {
    const { office, tick } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, audience: { kind: 'departments', departments: ['规划处', '办公室'] } });
    await reimport(office, (csv) =>
      csv
        .replace('规划处、第一工程管理所', '第一工程管理所')
        .replaceAll('四问示范局/规划处,,是', '四问示范局/办公室,,')
        .replaceAll('四问示范局/规划处', '四问示范局/办公室'),
    );
    await tick('2026-11-25', '09:00');
    expect((await office.outbox('reflection.ask:')).map(({ member_id }) => member_id)).toContain('603');
    const [told] = await office.outbox('reflection.leftOut:');
    expect(told?.content).toContain('“规划处”在花名册上已没有（例如已撤销、合并），其人员不在范围内其他部门的，不会收到。');
    expect(told?.content).not.toContain('未推送给其人员');
  });

  test('all of whose people are on leave is no such case: it is sent, and counts those who were left out', async () => {
    const { office, tick, rounds } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, audience: { kind: 'members', members: ['603'] } });
    await leaveOf(office, '603', days('2026-11-25 am', '2026-11-25 pm'));
    await tick('2026-11-25', '09:00');
    expect(await rounds('five-duties')).toMatchObject([{ state: 'open' }]);
  });

  test('of a set that isn’t there is neither added nor sent', async () => {
    const { office } = await planned();
    expect(await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, promptSet: 'none' })).toEqual({
      ok: false,
      refusal: 'set-unknown',
    });
    expect(await changeSchedule(office.reflection, ADMIN, 'weekly-four-reminders', { promptSet: 'none' })).toEqual({
      ok: false,
      refusal: 'set-unknown',
    });
    expect(await changeSchedule(office.reflection, ADMIN, 'nowhere', {})).toEqual({ ok: false, refusal: 'schedule-unknown' });
    expect(await sendTrial(office.reflection, { member: '102' as MemberId }, 'none')).toEqual({ ok: false, refusal: 'set-unknown' });
  });
});

describe('catching up', () => {
  test('of several occurrences missed, the newest is sent, the others are recorded, and each administrator is told of each once', async () => {
    const { office, tick, rounds } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', { ...SPEC, window: { days: 20 } });
    await tick('2026-12-09', '10:00');
    await tick('2026-12-09', '10:01');
    const missed = await office.transact((tx) =>
      tx
        .selectFrom('reflection_round')
        .select(['occurrence_at', 'missed_reason'])
        .where('schedule_id', '=', 'new')
        .where('state', '=', 'missed')
        .execute(),
    );
    expect(missed).toEqual([
      { occurrence_at: at('2026-11-25', '09:00'), missed_reason: 'superseded' },
      { occurrence_at: at('2026-12-02', '09:00'), missed_reason: 'superseded' },
    ]);
    expect((await rounds('five-duties')).filter(({ state }) => state === 'open')).toEqual([
      { opens_at: at('2026-12-09', '10:00'), state: 'open' },
    ]);
    const told = (await office.outbox('reflection.missed:')).filter(({ content }) => content?.includes('五要'));
    expect(new Set(told.map(({ member_id }) => member_id))).toEqual(new Set(['102', '302']));
    expect(told).toHaveLength(4);
    expect(told[0]?.content).toContain('五要（11月25日（周三） 09:00）未推送：已有更新的一次推送。');
  });

  test('a month that has had its round has no second one where the calendar of the year is imported late, unless the times were changed', async () => {
    const { office, tick, rounds } = await planned(at('2027-01-04', '10:00'));
    const id = 'monthly-four-questions';
    await tick('2027-01-29', '15:00');
    // Sunday the 31st is worked in turn for a day of the Spring Festival.
    const calendar = makeWorkCalendar(office.ground.policy.calendar, [
      CalendarYear.parse({
        year: 2027,
        source: '通知',
        holidays: [{ name: '春节', from: '2027-02-05', to: '2027-02-11' }],
        makeUpWorkdays: ['2027-01-31'],
      }),
    ]);
    const reflection = { ...office.reflection, calendar };
    const tickAgain = async (date: string, time: string) => {
      office.moveTo(at(date, time));
      for (const job of reflectionJobs(reflection)) await job.run(office.now());
    };
    await tickAgain('2027-01-30', '10:00');
    await pauseSchedule(reflection, ADMIN, id, true);
    await pauseSchedule(reflection, ADMIN, id, false);
    const listed = async () => (await listOutlooks(reflection)).find(({ schedule }) => schedule.id === id);
    const outlook = async () => (await listed())?.next;
    expect(await outlook()).toBe(at('2027-02-26', '15:00'));
    const kept = (await listed())?.schedule;
    const spec = ScheduleSpec.parse(kept?.spec);
    const previewed = async (other: ScheduleSpec) => (await preview(reflection, other, kept)).next[0];
    expect(await previewed(spec)).toBe(at('2027-02-26', '15:00'));
    expect(await previewed({ ...spec, time: '16:00' as PlainTime })).toBe(at('2027-01-31', '16:00'));
    await tickAgain('2027-01-31', '15:00');
    await tickAgain('2027-01-31', '15:30');
    const month = async () => (await rounds('four-questions')).map(({ opens_at }) => opens_at);
    expect(await month()).toEqual([at('2027-01-29', '15:00')]);
    await changeSchedule(reflection, ADMIN, id, { time: '16:00' as PlainTime });
    expect(await outlook()).toBe(at('2027-01-31', '16:00'));
    await tickAgain('2027-01-31', '16:00');
    expect(await month()).toEqual([at('2027-01-29', '15:00'), at('2027-01-31', '16:00')]);
  });

  test('a clock that goes back sends nothing a second time', async () => {
    const { office, tick, rounds } = await planned();
    await addSchedule(office.reflection, ADMIN, 'new', SPEC);
    for (const [date, time] of [
      ['2026-11-25', '09:00'],
      ['2026-11-25', '08:00'],
      ['2026-11-25', '09:00'],
    ] as const)
      await tick(date, time);
    expect(await rounds('five-duties')).toHaveLength(1);
  });

  test('the next thing due is the earliest of closing, reminding and sending', async () => {
    const { office } = await planned();
    await sendRound(office.reflection, ADMIN, { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { hours: 3 } });
    const next = await Promise.all(
      reflectionJobs(office.reflection).map(async (job) => [job.name, await office.transact((tx) => job.nextDueAt(tx, office.now()))]),
    );
    expect(next).toEqual([
      ['reflection.close', at('2026-11-24', '13:00')],
      ['reflection.rounds', at('2026-11-30', '08:30')],
      ['reflection.remind', undefined],
      ['reflection.ratings', undefined],
    ]);
  });
});

test('a first start sends one round, and no later start another', async () => {
  const { office } = await planned();
  await sendFirstRound(office.reflection, 'four-questions');
  await sendFirstRound(office.reflection, 'four-questions');
  expect(await office.outbox('reflection.ask:')).toHaveLength(26);
});

test('a round that is sent by hand is open for exactly as long as was asked, however the clock moves meanwhile', async () => {
  const { reflection } = await testOffice(at('2026-11-24', '09:00'));
  let now: number = at('2026-11-24', '09:00');
  const clock = { now: () => ++now as Instant };
  const sent = await sendRound({ ...reflection, clock }, ADMIN, {
    promptSet: 'five-duties',
    audience: { kind: 'bureau' },
    closes: { hours: 2 },
  });
  expect(sent.ok && sent.round.closesAt - sent.round.opensAt).toBe(2 * hourMs);
});

test('of a nudge that finds no working hours between opening and end it is not said that it comes before the opening alone', async () => {
  const office = await testOffice();
  const overnight = { ...SPEC, time: '20:00', window: { hours: 12 }, nudges: [{ hoursBefore: 2 }] };
  const { silent } = await preview(office.reflection, ScheduleSpec.parse(overnight));
  expect(silent).toEqual([2]);
  expect(silentText(silent).zh).toBe(
    '截止前 2 小时的催办下一次不会发出：届时还没有推送，或推送之后、截止之前没有足够的工作时间。请改为较短的提前量，或放宽作答时限。',
  );
});

test('how many a schedule reaches is reckoned for its next time: whoever is away today only is among them, whoever is away then is not', async () => {
  const office = await testOffice(at('2026-12-09', '09:00'));
  await addSchedule(office.reflection, ADMIN, 'weekly', SPEC);
  const people = async () => (await listOutlooks(office.reflection))[0]?.people;
  expect(await people()).toBe(26);
  await leaveOf(office, '603', days('2026-12-07 am', '2026-12-09 pm'));
  office.moveTo(at('2026-12-09', '10:00'));
  expect(await people()).toBe(26);
  await leaveOf(office, '602', days('2026-12-16 am', '2026-12-16 pm'));
  expect(await people()).toBe(25);
});
