import { expect, test } from 'vitest';
import { plus } from '../../../src/calendar/instant.js';
import type { MemberId } from '../../../src/org/member.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { saveDraft, submit } from '../../../src/reflection/response/service.js';
import { snooze } from '../../../src/reflection/response/task-service.js';
import { insertReminder } from '../../../src/reflection/round/reminder-store.js';
import { askKey, remindKey } from '../../../src/reflection/round/service.js';
import { seedSchedules, sendRound, withdrawSent } from '../../../src/reflection/schedule/service.js';
import { countedRounds, ownAsks, roundCounts } from '../../../src/reflection/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { at, testOffice } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';

const [ANSWERED, OTHER] = ['603', '602'] as [MemberId, MemberId];
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };
const operator = { operator: 'test' };
const questions = 'monthly-four-questions';

async function sentRound(promptSet = 'four-questions') {
  const office = await testOffice();
  const sent = await sendRound(office.reflection, operator, { promptSet, audience: { kind: 'bureau' }, closes: { workdays: 3 } });
  if (!sent.ok) throw new Error(sent.refusal);
  const roundId = sent.round.id;
  const withdraw = () => withdrawSent(office.reflection, operator, roundId);
  const tick = async () => {
    for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
    await deliver(office);
  };
  const answer = (submission: string, memberId = ANSWERED) => submit(office.reflection, { roundId, memberId, submission, answers });
  return { office, roundId, withdraw, tick, answer };
}

test('whom it has not reached is not asked any more', async () => {
  const { office, roundId, withdraw, tick } = await sentRound();
  expect((await withdraw()).ok).toBe(true);
  await tick();
  const asks = await office.outbox(askKey(roundId, ''));
  expect(asks).toHaveLength(26);
  expect(asks.every(({ state }) => state === 'expired')).toBe(true);
});

test('whoever has it reads that there is nothing to answer, whoever has answered that their words are still there, and nobody is reminded', async () => {
  const { office, roundId, withdraw, tick, answer } = await sentRound();
  await tick();
  await office.transact((tx) => insertReminder(tx, { roundId, memberId: OTHER, dueAt: plus(office.now(), 3_600_000) }));
  office.pass(1);
  await tick();
  await answer('first');
  await withdraw();
  await tick();
  expect(await cardNow(office, askKey(roundId, OTHER))).toContain('已由管理员撤回，不用作答');
  expect(await cardNow(office, askKey(roundId, OTHER))).not.toContain('reflection.answer');
  expect(await cardNow(office, askKey(roundId, ANSWERED))).toContain('你已写的内容仍保存在“我的作答”里');
  const [reminder] = await office.outbox(remindKey(roundId, OTHER));
  expect(await cardNow(office, reminder?.key ?? '')).toContain('已撤回，不用作答');
  office.moveTo(at('2026-11-27', '11:00'));
  await tick();
  expect(await office.outbox(`reflection.remind:${roundId}`)).toHaveLength(1);
  expect(await cardNow(office, askKey(roundId, OTHER))).toContain('已由管理员撤回');
});

test('a reminder that has not gone out yet does not go out any more', async () => {
  const { office, roundId, withdraw, tick } = await sentRound();
  await tick();
  await office.transact((tx) => insertReminder(tx, { roundId, memberId: OTHER, dueAt: plus(office.now(), 3_600_000) }));
  office.pass(1);
  for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
  expect(await office.outbox(remindKey(roundId, OTHER))).toMatchObject([{ state: 'pending' }]);
  await withdraw();
  await deliver(office);
  expect(await office.outbox(remindKey(roundId, OTHER))).toMatchObject([{ state: 'expired' }]);
});

test('nothing more can be written in it, and each attempt says why; the same press once more is taken as it was', async () => {
  const { office, roundId, withdraw, answer } = await sentRound();
  await answer('first');
  await withdraw();
  const other = { roundId, memberId: OTHER };
  expect(await answer('second', OTHER)).toEqual({ ok: false, refusal: 'round-withdrawn' });
  expect(await saveDraft(office.reflection, { ...other, answers })).toEqual({ ok: false, refusal: 'round-withdrawn' });
  expect(await snooze(office.reflection, { ...other, snooze: 'hour' })).toMatchObject({ text: { zh: '这次推送已撤回，不用作答。' } });
  expect(await answer('first')).toMatchObject({ ok: true });
  const me = talk(office, OTHER);
  expect(wordsOf(cardIn(await me.command('作答')).blocks)).toContain('没有等你作答');
  const form = formIn(await me.press('reflection.answer', roundId));
  expect(wordsOf(form.blocks)).toContain('这次推送已撤回，不用作答');
  expect(JSON.stringify(form.blocks)).not.toContain('reflection.answer');
  expect(wordsOf(formIn(await talk(office, ANSWERED).press('reflection.answer', roundId)).blocks)).toContain('一');
});

test('it counts nowhere, its ratings neither', async () => {
  const { office, roundId, withdraw, tick } = await sentRound('four-checks');
  const interval = { start: at('2026-11-01', '00:00'), end: at('2026-12-01', '00:00') };
  expect(await office.transact((tx) => countedRounds(tx, interval))).toEqual([roundId]);
  await withdraw();
  expect(await office.transact((tx) => tx.selectFrom('reflection_rating_due').selectAll().execute())).toEqual([]);
  office.moveTo(at('2026-12-02', '10:00'));
  await tick();
  expect(await office.transact((tx) => countedRounds(tx, interval))).toEqual([]);
  expect(await office.transact((tx) => ownAsks(tx, OTHER))).toEqual([]);
  expect(await office.transact(roundCounts)).toEqual({ open: 0, closed: 0, missed: 0, withdrawn: 1 });
});

test('once, and only while it can be answered', async () => {
  const { office, withdraw } = await sentRound();
  office.moveTo(at('2026-11-27', '10:00'));
  expect(await withdraw()).toEqual({ ok: false, refusal: 'round-over' });
  const second = await sentRound();
  await second.withdraw();
  expect(await second.withdraw()).toEqual({ ok: false, refusal: 'round-over' });
});

test('an administrator takes it back where it was sent or where the preview names it, nobody else does, and it can be sent anew', async () => {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const admin = talk(office, '102');
  const preview = async () => formIn(await admin.press('reflection.schedule', questions));
  const send = async () => formIn(await admin.press('reflection.send', questions, { form: await preview() }));
  const roundIn = (form: object) => JSON.stringify(form).match(/"reflection\.withdraw",.*?"value":"([^"]+)"/)?.[1] ?? '';
  const first = roundIn(await send());
  expect(wordsOf(formIn(await talk(office, '603').press('reflection.withdraw', first)).blocks)).toContain('由管理员持有');
  expect(wordsOf(formIn(await admin.press('reflection.withdraw', first)).blocks)).toContain('已撤回');
  office.pass(1 / 60);
  await send();
  const shown = await preview();
  expect(roundIn(shown)).not.toBe(first);
  expect(wordsOf(formIn(await admin.press('reflection.withdraw', roundIn(shown))).blocks)).toContain('已撤回');
  expect(wordsOf((await preview()).blocks)).not.toContain('同一套题目');
  const noted = await office.transact((tx) =>
    tx.selectFrom('org_audit').selectAll().where('action', '=', 'reflection.round.withdraw').execute(),
  );
  expect(noted.map(({ member_id, subject }) => [member_id, subject])).toEqual([
    ['102', 'four-questions'],
    ['102', 'four-questions'],
  ]);
});
