import { expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import type { Meeting } from '../../src/meeting/meeting.js';
import { waitsUntil } from '../../src/meeting/service.js';
import type { Audience } from '../../src/org/audience.js';
import { reflectionJobs } from '../../src/reflection/jobs.js';
import { snooze } from '../../src/reflection/response/task-service.js';
import { insertReminder } from '../../src/reflection/round/reminder-store.js';
import { listOutlooks, preview } from '../../src/reflection/schedule/outlook-service.js';
import {
  changeSchedule,
  listSchedules,
  pauseSchedule,
  removeSchedule,
  seedSchedules,
  sendRound,
} from '../../src/reflection/schedule/service.js';
import { time } from '../calendar/build.js';
import { deliver } from '../support/announced.js';
import { meetingAt, noteMeeting } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';

/** 四问 goes out on the last workday of November at 15:00. */
const due = at('2026-11-30', '15:00');

async function officeWithMeeting(
  startsAt: Instant,
  endsAt: Instant,
  change: Partial<Meeting> = {},
  who: readonly string[] | 'all' = 'all',
) {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  await noteMeeting(office, meetingAt(startsAt, { endsAt, ...change }), who === 'all' ? undefined : who);
  return office;
}
const jobsOf = (office: Office) => reflectionJobs(office.reflection);
async function tick(office: Office, instant: Instant) {
  office.moveTo(instant);
  for (const job of jobsOf(office)) await job.run(instant);
}
const asked = async (office: Office) =>
  (await office.transact((tx) => tx.selectFrom('reflection_round').selectAll().execute())).filter((round) =>
    round.asked.includes('four-questions'),
  );
const next = (office: Office, after: Instant) =>
  office.transact(
    (tx) =>
      jobsOf(office)
        .find(({ name }) => name === 'reflection.rounds')
        ?.nextDueAt(tx, after) ?? Promise.resolve(undefined),
  );

test('a round never interrupts a bureau-wide meeting: it waits, and goes out when that ends, once', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs));
  await tick(office, due);
  await tick(office, plus(due, 30 * minuteMs));
  expect(await asked(office)).toEqual([]);
  expect(await next(office, due)).toBe(plus(due, hourMs));
  await tick(office, plus(due, hourMs));
  await tick(office, plus(due, hourMs + 1));
  expect(await asked(office)).toMatchObject([
    { state: 'open', occurrence_at: due, opens_at: plus(due, hourMs), closes_at: at('2026-12-03', '15:00') },
  ]);
});

test('the end of a meeting is waited for only where a round waits', async () => {
  const office = await officeWithMeeting(at('2026-11-25', '09:00'), at('2026-11-25', '11:00'));
  await tick(office, at('2026-11-25', '09:30'));
  expect(await next(office, office.now())).toBe(at('2026-11-30', '08:30'));
});

test.each<[string, Partial<Meeting>, readonly string[] | 'all']>([
  ['a meeting of a department', { scope: 'departments' }, 'all'],
  ['a meeting that was called off', { state: 'cancelled' }, 'all'],
  ['a meeting that nobody asked is expected at', {}, []],
  ['a meeting that ends as the round is due', { endsAt: due }, 'all'],
  ['a meeting that begins a moment later', { startsAt: plus(due, 1) }, 'all'],
])('it does not wait for %s', async (_, change, who) => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs), change, who);
  await tick(office, due);
  expect(await asked(office)).toHaveLength(1);
});

test('it waits even for a few of those it asks', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs), {}, ['101']);
  await tick(office, due);
  expect(await asked(office)).toEqual([]);
});

test('a round whose whole window lies in a meeting is recorded as missed, because of the meeting', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), at('2026-12-04', '09:00'));
  await tick(office, due);
  await tick(office, at('2026-12-04', '09:00'));
  expect(await asked(office)).toMatchObject([{ state: 'missed', missed_reason: 'in-meeting' }]);
  const told = (await office.outbox('reflection.missed:')).map(({ content }) => content).filter((said) => said?.includes('四问'));
  expect(told[0]).toContain('未推送：整个作答时间内都有全局性会议。');
});

test('a round that the program could have sent before the meeting, or after it, was missed because of the program', async () => {
  for (const [startsAt, endsAt] of [
    [plus(due, hourMs), at('2026-12-04', '09:00')],
    [plus(due, -hourMs), plus(due, hourMs)],
  ] as const) {
    const office = await officeWithMeeting(startsAt, endsAt);
    await tick(office, at('2026-12-04', '09:00'));
    expect(await asked(office)).toMatchObject([{ state: 'missed', missed_reason: 'window-over' }]);
  }
});

const admin = { operator: 'test' };
const questions = 'monthly-four-questions';

test('a round that waits still goes out when somebody changes the schedule meanwhile, but not its times', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs));
  await tick(office, due);
  office.moveTo(plus(due, 30 * minuteMs));
  await changeSchedule(office.reflection, admin, questions, { nudges: [{ hoursBefore: 8 }] });
  await tick(office, plus(due, hourMs));
  expect(await asked(office)).toMatchObject([{ state: 'open', occurrence_at: due, closes_at: at('2026-12-03', '15:00') }]);
});

test.each([
  ['given other times', 'changed', (office: Office) => changeSchedule(office.reflection, admin, questions, { time: time('16:30') })],
  ['paused', 'paused', (office: Office) => pauseSchedule(office.reflection, admin, questions, true)],
  ['removed', 'removed', (office: Office) => removeSchedule(office.reflection, admin, questions)],
])('a round that waits when its schedule is %s is recorded as missed, and administrators hear why', async (_, reason, act) => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs));
  await tick(office, due);
  office.moveTo(plus(due, 30 * minuteMs));
  expect(await act(office)).toEqual({ ok: true });
  expect(await asked(office)).toMatchObject([{ state: 'missed', occurrence_at: due, missed_reason: reason }]);
  const told = await office.outbox('reflection.missed:');
  expect(told.map(({ member_id }) => member_id)).toEqual(['102', '302']);
  expect(told[0]?.content).toContain('未推送：发出之前推送计划已');
  await tick(office, plus(due, hourMs));
  expect(await asked(office)).toHaveLength(1);
});

test('a paused schedule has nothing to give up', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs));
  await pauseSchedule(office.reflection, admin, questions, true);
  office.moveTo(plus(due, 30 * minuteMs));
  await changeSchedule(office.reflection, admin, questions, { time: time('16:30') });
  await removeSchedule(office.reflection, admin, questions);
  expect(await asked(office)).toEqual([]);
});

test('a reminder waits as well, and comes when the meeting ends', async () => {
  const office = await officeWithMeeting(at('2026-12-01', '09:00'), at('2026-12-01', '11:00'));
  await tick(office, due);
  const [round] = await asked(office);
  await snooze(office.reflection, { roundId: round?.id ?? '', memberId: '103', snooze: 'tomorrow' });
  const reminded = () => office.outbox('reflection.remind:');
  await tick(office, at('2026-12-01', '09:00'));
  await tick(office, at('2026-12-01', '10:59'));
  expect(await reminded()).toEqual([]);
  await tick(office, at('2026-12-01', '11:00'));
  await tick(office, at('2026-12-01', '11:01'));
  expect(await reminded()).toMatchObject([{ member_id: '103' }]);
});

test('a nudge waits for those alone who are in a meeting; whoever is free has it on time, and nobody has it twice', async () => {
  const office = await officeWithMeeting(at('2026-12-01', '09:00'), at('2026-12-01', '11:00'), {}, ['101']);
  await noteMeeting(office, meetingAt(at('2026-12-01', '09:30'), { endsAt: at('2026-12-01', '15:30') }), ['601']);
  await tick(office, due);
  await deliver(office);
  const [round] = await asked(office);
  await office.transact((tx) => insertReminder(tx, { roundId: round?.id ?? '', memberId: '', dueAt: at('2026-12-01', '10:00') }));
  const reminded = async (time: string) => {
    await tick(office, at('2026-12-01', time));
    return (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id as string);
  };
  const free = await reminded('10:00');
  expect(free).toHaveLength(24);
  expect(free).not.toEqual(expect.arrayContaining(['101']));
  expect(await reminded('11:00')).toEqual([...free, '101']);
  expect(await reminded('15:30')).toEqual([...free, '101', '601']);
  expect(await reminded('15:31')).toHaveLength(26);
});

test('a meeting that lasts until the round is over takes the nudge from those who are in it, and from nobody else', async () => {
  const office = await officeWithMeeting(at('2026-12-03', '10:30'), at('2026-12-03', '15:30'), {}, ['101']);
  await tick(office, due);
  await deliver(office);
  const [round] = await asked(office);
  await office.transact((tx) => insertReminder(tx, { roundId: round?.id ?? '', memberId: '', dueAt: at('2026-12-03', '11:00') }));
  for (const time of ['11:00', '15:00', '15:30']) await tick(office, at('2026-12-03', time));
  const reminded = (await office.outbox('reflection.remind:')).filter(({ key }) => key.endsWith(`:${at('2026-12-03', '11:00')}`));
  expect(reminded).toHaveLength(25);
});

test('what has waited for a meeting that ends at night waits for the morning, but for what somebody chose for themselves', async () => {
  const office = await officeWithMeeting(at('2026-12-01', '14:00'), at('2026-12-01', '21:30'));
  await tick(office, due);
  await deliver(office);
  const [round] = await asked(office);
  const roundId = round?.id ?? '';
  await office.transact((tx) => insertReminder(tx, { roundId, memberId: '', dueAt: at('2026-12-01', '15:00') }));
  office.moveTo(at('2026-12-01', '13:59'));
  await snooze(office.reflection, { roundId, memberId: '103', snooze: 'afternoon' });
  const reminded = async () => (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id as string);
  for (const time of ['14:30', '15:00', '21:30']) await tick(office, at('2026-12-01', time));
  expect(await reminded()).toEqual(['103']);
  await tick(office, at('2026-12-02', '08:30'));
  expect(new Set(await reminded()).size).toBe(26);
});

test('a round that comes late waits for the morning, if people can still answer then', async () => {
  const [evening, morning] = [at('2026-11-30', '21:30'), at('2026-12-01', '08:30')];
  const office = await officeWithMeeting(plus(due, -hourMs), evening);
  await tick(office, due);
  await tick(office, evening);
  expect(await asked(office)).toEqual([]);
  expect(await next(office, evening)).toBe(morning);
  const monthly = (await listOutlooks(office.reflection)).find(({ schedule }) => schedule.id === questions);
  expect(monthly?.next).toBe(morning);
  await tick(office, morning);
  expect(await asked(office)).toMatchObject([{ state: 'open', opens_at: morning, closes_at: at('2026-12-03', '15:00') }]);
});

test('a meeting that lasts until closing time costs nobody the question of that day, nor its nudge', async () => {
  const office = await officeWithMeeting(at('2026-11-30', '14:30'), at('2026-11-30', '17:30'));
  for (const instant of ['15:00', '17:30', '17:31']) await tick(office, at('2026-11-30', instant));
  expect(await asked(office)).toMatchObject([{ occurrence_at: due, opens_at: at('2026-11-30', '17:30') }]);
  await deliver(office);
  // The week's 四提醒 closes on the next morning; its nudge falls into a meeting, too.
  const [round] = await office.transact((tx) => tx.selectFrom('reflection_round').selectAll().where('state', '=', 'open').execute());
  await office.transact((tx) => insertReminder(tx, { roundId: round?.id ?? '', memberId: '', dueAt: at('2026-12-02', '16:30') }));
  await office.transact((tx) =>
    tx
      .updateTable('reflection_round')
      .set({ closes_at: at('2026-12-03', '08:30') })
      .execute(),
  );
  await noteMeeting(office, meetingAt(at('2026-12-02', '15:00'), { endsAt: at('2026-12-02', '17:30') }));
  for (const instant of ['16:30', '17:30']) await tick(office, at('2026-12-02', instant));
  expect(await office.outbox(`reflection.remind:${round?.id}`)).toHaveLength(26);
});

test('a nudge whose meeting ends at night comes then, where its round is over by the morning', async () => {
  const office = await officeWithMeeting(at('2026-12-01', '14:00'), at('2026-12-01', '21:30'));
  await tick(office, due);
  await deliver(office);
  const [round] = await asked(office);
  await office.transact((tx) => insertReminder(tx, { roundId: round?.id ?? '', memberId: '', dueAt: at('2026-12-01', '15:00') }));
  await office.transact((tx) =>
    tx
      .updateTable('reflection_round')
      .set({ closes_at: at('2026-12-02', '08:30') })
      .execute(),
  );
  for (const instant of ['15:00', '21:30']) await tick(office, at('2026-12-01', instant));
  expect(await office.outbox(`reflection.remind:${round?.id}`)).toHaveLength(26);
});

test('a round is not put off to a morning in which a meeting takes the rest of its time, and comes after a shorter one', async () => {
  const evening = at('2026-11-30', '21:30');
  for (const [morningEnd, opens] of [
    ['2026-12-03T15:00', evening],
    ['2026-12-01T11:00', at('2026-12-01', '11:00')],
  ] as const) {
    const office = await officeWithMeeting(plus(due, -hourMs), evening);
    const endsAt = at(morningEnd.slice(0, 10), morningEnd.slice(11));
    await noteMeeting(office, meetingAt(at('2026-12-01', '08:30'), { endsAt }));
    for (const instant of [due, evening, at('2026-12-01', '08:30'), at('2026-12-01', '11:00')]) await tick(office, instant);
    expect(await asked(office)).toMatchObject([{ state: 'open', opens_at: opens }]);
  }
});

test('a round that was put off to a morning, in which a meeting was announced since, was missed because of meetings', async () => {
  const evening = at('2026-11-30', '21:30');
  const office = await officeWithMeeting(plus(due, -hourMs), evening);
  await tick(office, evening);
  expect(await asked(office)).toEqual([]);
  await noteMeeting(office, meetingAt(at('2026-12-01', '08:30'), { endsAt: at('2026-12-03', '15:00') }));
  for (const instant of [at('2026-12-01', '08:30'), at('2026-12-03', '15:00')]) await tick(office, instant);
  expect(await asked(office)).toMatchObject([{ state: 'missed', missed_reason: 'in-meeting' }]);
});

test('while one waits the preview says so, and what is sent by hand in the meeting is refused as needless', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs));
  await tick(office, due);
  office.moveTo(plus(due, 30 * minuteMs));
  const chat = talk(office, '102');
  const form = formIn(await chat.press('reflection.schedule', questions));
  expect(wordsOf(form.blocks)).toContain('11月30日（周一） 15:00 的一次在等候');
  expect(wordsOf(form.blocks)).toContain('将于 11月30日（周一） 16:00 自动推送');
  expect(wordsOf(formIn(await chat.press('reflection.send', questions, { form })).blocks)).toContain('不用另发');
  await tick(office, plus(due, hourMs));
  expect(wordsOf(formIn(await chat.press('reflection.schedule', questions)).blocks)).not.toContain('在等候');
});

test('nudges that can’t come are reckoned from the end of what waits', async () => {
  const office = await officeWithMeeting(at('2026-11-30', '08:30'), at('2026-11-30', '14:00'));
  await changeSchedule(office.reflection, admin, questions, { time: time('08:30'), window: { hours: 8 }, nudges: [{ hoursBefore: 4 }] });
  await tick(office, at('2026-11-30', '10:00'));
  const schedule = (await listSchedules(office.reflection)).find(({ id }) => id === questions);
  expect(schedule && (await preview(office.reflection, schedule.spec, schedule)).silent).toEqual([4]);
});

test('a round that the program missed by day does not come at three in the night', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), due);
  await tick(office, at('2026-12-01', '03:00'));
  expect(await asked(office)).toEqual([]);
  await tick(office, at('2026-12-01', '08:30'));
  expect(await asked(office)).toMatchObject([{ state: 'open', occurrence_at: due }]);
});

test.each([
  ['one that closes in the night', { window: { hours: 12 } }, '21:30', '21:30'],
  ['one that is due in the evening', { time: time('20:00') }, '20:00', '20:00'],
  ['one that is due in the evening, and a little late', { time: time('20:00') }, '20:40', '20:40'],
] as const)('%s goes out in the evening', async (_, change, meetingEnd, goesOut) => {
  const office = await officeWithMeeting(at('2026-11-30', '08:00'), at('2026-11-30', meetingEnd));
  await changeSchedule(office.reflection, admin, questions, change);
  await tick(office, at('2026-11-30', goesOut));
  expect(await asked(office)).toMatchObject([{ state: 'open', opens_at: at('2026-11-30', goesOut) }]);
});

test('several reminders that have waited for the same meeting come as one', async () => {
  const office = await officeWithMeeting(at('2026-12-01', '08:30'), at('2026-12-01', '11:00'));
  await tick(office, due);
  await deliver(office);
  const [round] = await asked(office);
  const roundId = round?.id ?? '';
  await snooze(office.reflection, { roundId, memberId: '103', snooze: 'tomorrow' });
  // A nudge to everybody, at another time within the meeting.
  await office.transact((tx) => insertReminder(tx, { roundId, memberId: '', dueAt: at('2026-12-01', '10:00') }));
  for (const time of ['09:00', '10:00', '11:00', '11:01']) await tick(office, at('2026-12-01', time));
  const reminded = (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id);
  expect(reminded).toHaveLength(26);
  expect(new Set(reminded).size).toBe(26);
});

test('meanwhile the list names the end of the meeting as the next time, and not the next month', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, 2 * hourMs));
  await tick(office, plus(due, hourMs));
  const monthly = (await listOutlooks(office.reflection)).find(({ schedule }) => schedule.spec.promptSet === 'four-questions');
  expect(monthly?.next).toBe(plus(due, 2 * hourMs));
  const previewed = monthly && (await preview(office.reflection, monthly.schedule.spec, monthly.schedule)).next;
  expect(previewed?.slice(0, 2)).toEqual([plus(due, 2 * hourMs), at('2026-12-31', '15:00')]);
});

test('of two meetings under way, it waits for the later end, whichever began first', async () => {
  for (const [one, other] of [
    [hourMs, 2 * hourMs],
    [2 * hourMs, hourMs],
  ] as const) {
    const office = await officeWithMeeting(plus(due, -hourMs), plus(due, one), {}, ['101']);
    await noteMeeting(office, meetingAt(plus(due, -30 * minuteMs), { endsAt: plus(due, other) }), ['601']);
    const people = new Set(['101', '601']);
    expect(await office.transact((tx) => waitsUntil(tx, due, people))).toBe(plus(due, 2 * hourMs));
    expect(await office.transact((tx) => waitsUntil(tx, due, new Set(['603'])))).toBeUndefined();
  }
});

test('what an administrator sends by hand does not interrupt it either: it is not sent, and the reason is said', async () => {
  const office = await officeWithMeeting(plus(due, -hourMs), plus(due, hourMs), {}, ['101']);
  const send = (audience: Audience) =>
    sendRound(office.reflection, { operator: 'test' }, { promptSet: 'four-questions', audience, closes: { workdays: 3 } });
  office.moveTo(due);
  expect(await send({ kind: 'bureau' })).toEqual({ ok: false, refusal: 'in-meeting' });
  expect(await send({ kind: 'members', members: ['603'] })).toMatchObject({ ok: true });
  office.moveTo(plus(due, hourMs));
  expect(await send({ kind: 'bureau' })).toMatchObject({ ok: true });
});
