import { expect, test } from 'vitest';
import { type Instant, plus } from '../../../src/calendar/instant.js';
import { readerOf } from '../../../src/calendar/reader.js';
import type { MemberId } from '../../../src/org/member.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { submit } from '../../../src/reflection/response/service.js';
import { snooze } from '../../../src/reflection/response/task-service.js';
import { closedCard } from '../../../src/reflection/round/cards.js';
import { insertReminder } from '../../../src/reflection/round/reminder-store.js';
import { findRound } from '../../../src/reflection/round/store.js';
import { leastOpenMs } from '../../../src/reflection/rules.js';
import { preview } from '../../../src/reflection/schedule/outlook-service.js';
import {
  changeSchedule,
  listSchedules,
  pauseSchedule,
  seedSchedules,
  sendRound,
  sendTrial,
} from '../../../src/reflection/schedule/service.js';
import { deliver } from '../../support/announced.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';

const everyQuestion = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

async function scheduled() {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const jobs = reflectionJobs(office.reflection);
  const tick = async (instant: Instant) => {
    office.moveTo(instant);
    for (const job of jobs) await job.run(instant);
  };
  const rounds = () => office.transact((tx) => tx.selectFrom('reflection_round').selectAll().orderBy('opens_at').execute());
  return { office, jobs, tick, rounds };
}

test('四问 goes out on the last workday of the month at 15:00, once, however many ticks come', async () => {
  const { tick, rounds } = await scheduled();
  await tick(plus(at('2026-11-30', '15:00'), -1));
  expect((await rounds()).filter((round) => round.asked.includes('four-questions'))).toEqual([]);
  await tick(at('2026-11-30', '15:00'));
  await tick(at('2026-11-30', '15:00'));
  await tick(at('2026-11-30', '15:01'));
  expect((await rounds()).filter((round) => round.asked.includes('four-questions'))).toMatchObject([
    { state: 'open', closes_at: at('2026-12-03', '15:00') },
  ]);
});

test('two ticks at the same time open one round', async () => {
  const { jobs, office, rounds } = await scheduled();
  const now = at('2026-11-30', '15:00');
  office.moveTo(now);
  await Promise.all(jobs.flatMap((job) => [job.run(now), job.run(now)]));
  expect((await rounds()).filter((round) => round.asked.includes('four-questions') && round.state === 'open')).toHaveLength(1);
});

test('an occurrence that fell into a downtime longer than its window is recorded as missed, and administrators hear of it once', async () => {
  const { tick, rounds, office } = await scheduled();
  await tick(at('2026-12-10', '10:00'));
  await tick(at('2026-12-10', '10:01'));
  const missed = (await rounds()).filter((round) => round.state === 'missed' && round.asked.includes('four-questions'));
  expect(missed).toMatchObject([{ occurrence_at: at('2026-11-30', '15:00'), missed_reason: 'window-over' }]);
  const told = await office.outbox(`reflection.missed:${missed[0]?.id}`);
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map((row) => row.member_id)).size).toBe(told.length);
});

test('an occurrence whose prompts are gone is recorded as missed, and administrators hear of it once, while there is time to see to it', async () => {
  const { office, rounds } = await scheduled();
  const promptSets = new Map([...office.reflection.promptSets].filter(([id]) => id !== 'four-questions'));
  const jobs = reflectionJobs({ ...office.reflection, promptSets });
  for (const time of ['15:00', '15:00', '15:01']) {
    office.moveTo(at('2026-11-30', time));
    for (const job of jobs) await job.run(office.now());
  }
  const missed = (await rounds()).filter((round) => round.schedule_id === 'monthly-four-questions');
  expect(missed).toMatchObject([{ state: 'missed', occurrence_at: at('2026-11-30', '15:00'), missed_reason: 'prompts-gone' }]);
  expect(await office.transact((tx) => findRound(tx, missed[0]?.id ?? ''))).toMatchObject({ set: { id: 'four-questions' } });
  const told = await office.outbox('reflection.missed:');
  expect(told.map(({ member_id }) => member_id)).toEqual(['102', '302']);
  expect(told[0]?.content).toContain('four-questions（11月30日（周一） 15:00）未推送：它的题目已不在');
});

test('an occurrence that was missed is caught up while its window is open, for the time that is left', async () => {
  const { tick, rounds } = await scheduled();
  await tick(at('2026-12-02', '09:00'));
  const [round] = (await rounds()).filter((one) => one.asked.includes('four-questions'));
  expect(round).toMatchObject({ state: 'open', opens_at: at('2026-12-02', '09:00'), closes_at: at('2026-12-03', '15:00') });
});

test.each([
  [-1, 'missed', 'closes-too-early'],
  [0, 'open', null],
])('it is not sent any more where too little is left for the question to reach people (%i ms)', async (offset, state, reason) => {
  const { office, tick, rounds } = await scheduled();
  await tick(plus(at('2026-12-03', '15:00'), -leastOpenMs(26) - offset));
  const [round] = (await rounds()).filter((one) => one.asked.includes('four-questions'));
  expect(round).toMatchObject({ state, missed_reason: reason });
  if (state === 'missed') {
    const told = (await office.outbox(`reflection.missed:${round?.id}`)).map(({ content }) => content);
    expect(told[0]).toContain('未推送：能够发出时离截止时间太近');
  }
});

test('an occurrence that was missed is caught up although the schedule was changed during the downtime', async () => {
  const { office, tick, rounds } = await scheduled();
  await tick(at('2026-11-30', '14:50'));
  office.moveTo(at('2026-11-30', '16:00'));
  await changeSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', { nudges: [{ hoursBefore: 8 }] });
  await tick(at('2026-11-30', '16:30'));
  const [round] = (await rounds()).filter((one) => one.asked.includes('four-questions'));
  expect(round).toMatchObject({ state: 'open', opens_at: at('2026-11-30', '16:30'), closes_at: at('2026-12-03', '15:00') });
});

async function openOne(office: Office) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

test('when the window ends every card says so, and nobody is asked again', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  await submit(office.reflection, { roundId: round.id, memberId: '603', submission: 'V', answers: everyQuestion });
  await tick(plus(round.closesAt, -1));
  expect((await office.outbox(`reflection.ask:${round.id}:104`))[0]?.content).not.toContain('已截止');
  await tick(round.closesAt);
  const cards = await office.outbox(`reflection.ask:${round.id}`);
  expect(cards.filter((card) => card.content?.includes('已截止'))).toHaveLength(cards.length - 1);
  expect(cards.find((card) => card.member_id === '603')?.content).toContain('已作答');
});

test('nudges go to those who have not answered, once each, and expire with the window', async () => {
  const { office, tick, rounds } = await scheduled();
  await tick(at('2026-11-30', '15:00'));
  const round = (await rounds()).find((one) => one.asked.includes('four-questions'));
  if (!round) throw new Error('no round');
  await deliver(office);
  await submit(office.reflection, { roundId: round.id, memberId: '603', submission: 'V', answers: everyQuestion });
  await tick(at('2026-12-02', '15:00'));
  await tick(at('2026-12-02', '15:00'));
  const nudges = await office.outbox(`reflection.remind:${round.id}`);
  expect(nudges.some((nudge) => nudge.member_id === '603')).toBe(false);
  expect(nudges.length).toBe(new Set(nudges.map((nudge) => nudge.member_id)).size);
  expect(nudges.length).toBeGreaterThan(10);
  expect(nudges.every((nudge) => nudge.expires_at === round.closes_at)).toBe(true);
});

test('nobody is told that they have not answered before they have been asked, nor once they have just been', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  await office.transact(async (tx) => {
    await insertReminder(tx, { roundId: round.id, memberId: '', dueAt: at('2026-11-24', '14:00') });
    await insertReminder(tx, { roundId: round.id, memberId: '603', dueAt: at('2026-11-24', '14:00'), askedBy: '601' as MemberId });
  });
  await tick(at('2026-11-24', '14:00'));
  await deliver(office);
  await tick(at('2026-11-24', '14:01'));
  expect(await office.outbox(`reflection.remind:${round.id}`)).toEqual([]);
});

test('nudges that were missed, or could not be sent, come as one, whatever else reminds of the same', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  await deliver(office);
  const nudges = ['11:00', '14:00', '15:00'].map((time) => at('2026-11-25', time));
  await office.transact(async (tx) => {
    for (const dueAt of nudges) await insertReminder(tx, { roundId: round.id, memberId: '', dueAt });
  });
  await snooze(office.reflection, { roundId: round.id, memberId: '603', snooze: 'hour' });
  const waiting = async () =>
    (await office.outbox(`reflection.remind:${round.id}:603`)).filter(({ expires_at }) => expires_at !== 0).map(({ key }) => key);
  await tick(at('2026-11-24', '11:00'));
  const [chosen] = await waiting();
  await tick(at('2026-11-25', '14:30'));
  const missed = await waiting();
  expect(missed).toHaveLength(1);
  expect(missed).not.toContain(chosen);
  expect(await office.outbox(`reflection.remind:${round.id}:104`)).toHaveLength(1);
  await tick(at('2026-11-25', '15:00'));
  expect(await waiting()).toHaveLength(1);
  expect(await waiting()).not.toEqual(missed);
});

test('a nudge that was missed waits for working hours; what somebody has chosen does not', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  await deliver(office);
  await office.transact(async (tx) => {
    await insertReminder(tx, { roundId: round.id, memberId: '', dueAt: at('2026-11-25', '15:00') });
    await insertReminder(tx, { roundId: round.id, memberId: '104', dueAt: at('2026-11-25', '15:00'), askedBy: '101' as MemberId });
  });
  await snooze(office.reflection, { roundId: round.id, memberId: '603', snooze: 'tomorrow' });
  const reminded = async () => (await office.outbox(`reflection.remind:${round.id}`)).map(({ member_id }) => member_id);
  await tick(at('2026-11-25', '23:00'));
  expect(await reminded()).toEqual(['603']);
  await tick(plus(at('2026-11-26', '08:30'), -1));
  expect(await reminded()).toHaveLength(1);
  await tick(at('2026-11-26', '08:30'));
  expect((await reminded()).length).toBeGreaterThan(10);
});

test('a nudge that policy has in the evening comes in the evening', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  await deliver(office);
  await office.transact((tx) => insertReminder(tx, { roundId: round.id, memberId: '', dueAt: at('2026-11-25', '20:00') }));
  await tick(at('2026-11-25', '20:01'));
  expect((await office.outbox(`reflection.remind:${round.id}`)).length).toBeGreaterThan(10);
});

test('稍后提醒 reminds only the one who asked for it, and not after they have answered', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  expect(await snooze(office.reflection, { roundId: round.id, memberId: '603', snooze: 'hour' })).toEqual({
    ok: true,
    at: at('2026-11-24', '11:00'),
  });
  expect(await snooze(office.reflection, { roundId: round.id, memberId: '104', snooze: 'hour' })).toMatchObject({ ok: true });
  await submit(office.reflection, { roundId: round.id, memberId: '104', submission: 'V', answers: everyQuestion });
  await tick(at('2026-11-24', '11:00'));
  expect((await office.outbox(`reflection.remind:${round.id}`)).map((row) => row.member_id)).toEqual(['603']);
  expect(await snooze(office.reflection, { roundId: round.id, memberId: '104', snooze: 'hour' })).toMatchObject({ ok: false });
});

test('a nudge that waits to be sent is withdrawn when its member answers, and nobody else’s is', async () => {
  const { office, tick } = await scheduled();
  const round = await openOne(office);
  for (const memberId of ['603', '104']) await snooze(office.reflection, { roundId: round.id, memberId, snooze: 'hour' });
  await tick(at('2026-11-24', '11:00'));
  await submit(office.reflection, { roundId: round.id, memberId: '104', submission: 'V', answers: everyQuestion });
  expect(await office.outbox(`reflection.remind:${round.id}:104`)).toMatchObject([{ expires_at: 0 }]);
  expect(await office.outbox(`reflection.remind:${round.id}:603`)).toMatchObject([{ expires_at: round.closesAt }]);
  expect(await office.outbox(`reflection.ask:${round.id}:104`)).toMatchObject([{ expires_at: round.closesAt }]);
});

test('a paused schedule sends nothing, and what fell into the pause is not made up', async () => {
  const { office, tick, rounds } = await scheduled();
  await pauseSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', true);
  await tick(at('2026-11-30', '15:00'));
  office.moveTo(at('2026-11-30', '15:01'));
  await pauseSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', false);
  await tick(at('2026-11-30', '15:02'));
  expect((await rounds()).filter((round) => round.asked.includes('four-questions'))).toEqual([]);
});

test('a time of day that is changed to earlier today does not fire at once', async () => {
  const { office, tick, rounds } = await scheduled();
  office.moveTo(at('2026-11-30', '12:00'));
  const time =
    at('2026-11-30', '09:00') && (await listSchedules(office.reflection)).find((one) => one.id === 'quarterly-four-checks')?.spec.time;
  if (!time) throw new Error('no time');
  await changeSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', { time });
  await tick(at('2026-11-30', '12:01'));
  expect((await rounds()).filter((round) => round.asked.includes('four-questions'))).toEqual([]);
});

test('a preview says how many people get it now and when the next five occurrences are', async () => {
  const { office } = await scheduled();
  const checks = (await listSchedules(office.reflection)).find((one) => one.id === 'monthly-four-questions');
  if (!checks) throw new Error('no schedule');
  const seen = await preview(office.reflection, checks.spec);
  expect(seen.people).toBe(26);
  expect(seen.next).toHaveLength(5);
  expect(seen.next[0]).toBe(at('2026-11-30', '15:00'));
});

test('a trial goes to oneself and counts nowhere; only administrators may', async () => {
  const { office } = await scheduled();
  expect(await sendTrial(office.reflection, { member: '603' as MemberId }, 'four-questions')).toEqual({
    ok: false,
    refusal: 'right-missing',
  });
  const sent = await sendTrial(office.reflection, { member: '102' as MemberId }, 'four-questions');
  expect(sent).toMatchObject({ ok: true, people: 1, round: { trial: true } });
  expect((await office.outbox('reflection.ask:')).map((row) => row.member_id)).toEqual(['102']);
});

test.each(['zh-CN', 'en'] as const)('a trial says wherever it stands that it is one, in %s', async (locale) => {
  const { office } = await scheduled();
  const sent = await sendTrial(office.reflection, { member: '102' as MemberId }, 'four-questions');
  if (!sent.ok) throw new Error(sent.refusal);
  const [named, noted] = locale === 'en' ? ['Four Questions (trial)', 'Trial: sent to you only'] : ['四问（试发）', '试发：只发给你自己'];
  const reader = readerOf(office.reflection, { locale });
  expect(wordsOf(closedCard(sent.round, reader).blocks)).toContain(named);
  const me = talk(office, '102', locale);
  expect(wordsOf(formIn(await me.press('reflection.answer', sent.round.id)).blocks)).toContain(noted);
  expect(wordsOf(formIn(await me.press('reflection.view', sent.round.id)).blocks)).toContain(noted);
  expect(wordsOf(formIn(await me.press('reflection.all', '')).blocks)).toContain(named);
  expect(JSON.stringify(await me.home())).toContain(named);
});

test('the same press delivered again sends no second round; another press does', async () => {
  const { office } = await scheduled();
  const admin = { member: '102' as MemberId };
  const send = (request: string) =>
    sendRound(office.reflection, admin, { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { days: 2 }, request });
  expect(await send('T1:U1:V1:reflection.send:1')).toMatchObject({ ok: true });
  const asked = (await office.outbox('reflection.ask:')).length;
  expect(await send('T1:U1:V1:reflection.send:1')).toEqual({ ok: false, refusal: 'sent-already' });
  expect(await office.outbox('reflection.ask:')).toHaveLength(asked);
  expect(await send('T1:U1:V1:reflection.send:2')).toMatchObject({ ok: true });
  const trial = (request: string) => sendTrial(office.reflection, admin, 'four-questions', request);
  expect([(await trial('T1:U1:M1:reflection.trial:1')).ok, (await trial('T1:U1:M1:reflection.trial:1')).ok]).toEqual([true, false]);
});

test('a member added while a round is open is not in it', async () => {
  const { office } = await scheduled();
  const round = await openOne(office);
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '603').execute());
  const next = await openOne(office);
  expect(await office.outbox(`reflection.ask:${round.id}:603`)).toHaveLength(1);
  expect(await office.outbox(`reflection.ask:${next.id}:603`)).toHaveLength(0);
});
