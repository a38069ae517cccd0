import { expect, test } from 'vitest';
import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import { PlainDateText } from '../../../src/calendar/plain-date.js';
import { summarize } from '../../../src/participation/summary/service.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { submit } from '../../../src/reflection/response/service.js';
import { snooze } from '../../../src/reflection/response/task-service.js';
import { seedSchedules, sendRound, sendTrial } from '../../../src/reflection/schedule/service.js';
import { deliver } from '../../support/announced.js';
import { initialValues } from '../../support/initial-values.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { days, leaveOf, reportBack } from './world.js';

const [ME, COLLEAGUE, OFFICE] = ['603', '602', '101'];
const operator = { operator: 'test' };
/** 四问 goes out on the last workday of November at 15:00. */
const due = at('2026-11-30', '15:00');

async function tick(office: Office, instant: Instant) {
  office.moveTo(instant);
  for (const job of reflectionJobs(office.reflection)) await job.run(instant);
}
/** Of the planning department, however many rounds. */
const askedIn = async (office: Office) => {
  const asked = new Set((await office.outbox('reflection.ask:')).map(({ member_id }) => member_id as string));
  return ['601', COLLEAGUE, ME].filter((id) => asked.has(id));
};
const summary = async (office: Office) => {
  const result = await summarize(office.participation, {
    viewer: operator,
    period: { from: PlainDateText.parse('2026-11-01'), to: PlainDateText.parse('2026-12-31') },
  });
  if (!result.ok) throw new Error(result.refusal);
  return result;
};
const planning = { kind: 'departments' as const, departments: ['规划处'] };
const send = (office: Office) =>
  sendRound(office.reflection, operator, { promptSet: 'four-questions', closes: { workdays: 3 }, audience: planning });

test.each([
  ['on leave that day', '2026-11-30 am', '2026-11-30 pm', ['601', COLLEAGUE]],
  ['back since noon', '2026-11-30 am', '2026-11-30 am', ['601', COLLEAGUE, ME]],
  ['on leave from tomorrow', '2026-12-01 am', '2026-12-04 pm', ['601', COLLEAGUE, ME]],
])('a scheduled round asks everybody but whoever is on leave: %s', async (_what, from, until, expected) => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  await leaveOf(office, ME, days(from, until));
  await tick(office, due);
  expect(await askedIn(office)).toEqual(expected);
});

test('leave that is only asked for leaves nobody out, nor does leave they are back from', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-23 am', '2026-11-27 pm'), { state: 'pending' });
  await reportBack(office, await leaveOf(office, COLLEAGUE, days('2026-11-23 am', '2026-11-27 pm')), '2026-11-24 am');
  await send(office);
  expect(await askedIn(office)).toEqual(['601', COLLEAGUE, ME]);
});

test('whoever was on leave is in no figure of the round, and the summary says how many were', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-24 pm'));
  const sent = await send(office);
  expect(sent).toMatchObject({ people: 2 });
  const seen = await summary(office);
  expect(seen.total.prompts).toMatchObject({ asked: 2, answered: 0, missing: 2 });
  expect(seen.missing?.listed.map(({ name }) => name)).not.toContain('邓禾');
  expect(seen.onLeave).toBe(1);
  const shown = wordsOf(cardIn(await talk(office, '601').say('汇总 本月')).blocks);
  expect(shown).toContain('另有 1 人次因请假');
  // Another department's head has nothing to do with it.
  expect(wordsOf(cardIn(await talk(office, '701').say('汇总 本月')).blocks)).not.toContain('因请假');
});

test('whoever is left out has nothing to answer, and can not answer', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-24 pm'));
  const sent = await send(office);
  if (!sent.ok) throw new Error(sent.refusal);
  const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };
  expect(await submit(office.reflection, { roundId: sent.round.id, memberId: ME, submission: 'x', answers })).toMatchObject({ ok: false });
});

test('a trial to oneself comes, also on leave', async () => {
  const office = await testOffice();
  await leaveOf(office, '102', days('2026-11-24 am', '2026-11-24 pm'));
  expect(await sendTrial(office.reflection, { member: '102' as never }, 'four-questions')).toMatchObject({ people: 1 });
});

test('whoever goes on leave after being asked is not nudged, but for the reminder that they chose themselves', async () => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  await leaveOf(office, ME, days('2026-12-01 am', '2026-12-04 pm'));
  await tick(office, due);
  await deliver(office);
  const [round] = await office.transact((tx) =>
    tx.selectFrom('reflection_round').select('id').where('asked', 'like', '%four-questions%').execute(),
  );
  await snooze(office.reflection, { roundId: round?.id ?? '', memberId: ME, snooze: 'tomorrow' });
  for (let hour = 1; hour <= 72; hour++) await tick(office, plus(due, hour * hourMs));
  const all = (await office.outbox(`reflection.remind:${round?.id}:`)).map(({ member_id }) => member_id as string);
  expect(all.filter((id) => id === COLLEAGUE).length).toBeGreaterThan(0);
  // 稍后提醒, which was theirs, and no nudge.
  expect(all.filter((id) => id === ME)).toHaveLength(1);
  expect((await summary(office)).total.prompts.asked).toBeGreaterThan(20);
});

test('a reachability check leaves out whoever is on leave, and says how many', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-25 pm'));
  await leaveOf(office, COLLEAGUE, days('2026-11-25 am', '2026-11-25 pm'));
  const person = talk(office, OFFICE);
  const form = formIn(await person.press('meeting.newCheck'));
  const sure = formIn(await person.submit(form, initialValues(form)));
  expect(wordsOf(sure.blocks)).toContain('另有 1 人请假');
  await person.submit(sure, {});
  const asked = (await office.outbox('meeting.reachable:')).map(({ member_id }) => member_id as string);
  expect([asked.includes(ME), asked.includes(COLLEAGUE)]).toEqual([false, true]);
  const [report] = await office.outbox('meeting.reachability:');
  expect(report?.content).toContain('另有 1 人请假');
});

test('at night, whoever would not have to be reachable anyway is not counted as on leave', async () => {
  const office = await testOffice(at('2026-11-24', '23:00'));
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-25 pm'));
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-25 pm'));
  const person = talk(office, OFFICE);
  const form = formIn(await person.press('meeting.newCheck'));
  expect(wordsOf(formIn(await person.submit(form, initialValues(form))).blocks)).toContain('另有 1 人请假');
});
