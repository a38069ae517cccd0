import { expect, test } from 'vitest';
import type { ActionEvent } from '../../src/chat/event.js';
import type { Transact } from '../../src/db/transact.js';
import { syncAccounts } from '../../src/org/service.js';
import { submit } from '../../src/reflection/response-service.js';
import { seedSchedules, sendRound } from '../../src/reflection/schedule-service.js';
import { wireDispatch } from '../../src/wire.js';
import { account } from '../org/bureau.js';
import { testOffice } from '../support/office.js';
import { talk, wordsOf } from '../support/talk.js';

const WEEKLY = { promptSet: 'four-reminders', audience: { kind: 'bureau' }, closes: { days: 1 } } as const;
const nothing = () => undefined;

test.each([
  ['an ordinary member', '603', ['等你作答', '我的作答']],
  ['an administrator', '302', ['等你作答', '我的作答', '推送计划', '发给 13 人']],
])('Home of %s is drawn in one transaction: everything on it is of one instant', async (_who, memberId, words) => {
  const office = await testOffice();
  await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { days: 1 } },
  );
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  let transactions = 0;
  const transact: Transact = (work) => {
    transactions += 1;
    return office.transact(work);
  };
  const answer = await talk({ ...office, transact, ground: { ...office.ground, transact } }, memberId).home();
  expect(transactions).toBe(1);
  const shown = answer.do === 'home' ? wordsOf(answer.home.blocks) : '';
  for (const word of words) expect(shown).toContain(word);
});

/** 邓禾 does something in the chat, and answers a round when `nth` of its transactions have ended. */
async function crossing(
  nth: number,
  doing: Pick<ActionEvent, 'kind' | 'id' | 'value' | 'trigger' | 'from'> | { readonly kind: 'home-opened' },
) {
  const office = await testOffice();
  await syncAccounts(office.ground, [account('U603', 'deng.he@siwen.example')]);
  const sent = await sendRound(office.reflection, { operator: 'test' }, WEEKLY);
  if (!sent.ok) throw new Error(sent.refusal);
  const answer = {
    roundId: sent.round.id,
    memberId: '603',
    submission: 's',
    answers: { ability: '甲', duty: '乙', done: '丙', effect: '丁' },
  };
  let ended = 0;
  let answered = false;
  let over = false;
  const change = async () => {
    if (answered || (ended < nth && !over)) return;
    answered = true;
    expect(await submit(office.reflection, answer)).toMatchObject({ ok: true });
  };
  const transact: Transact = async (work) => {
    await change();
    const result = await office.transact(work);
    ended += 1;
    return result;
  };
  const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const { dispatch } = wireDispatch({ ...office.ground, transact }, quiet, { handled: nothing, failed: nothing });
  const reply = await dispatch({ ...doing, person: { userId: 'U603', teamId: 'T1' }, key: 'k' });
  over = true;
  await change();
  const waiting = await office.transact((tx) => tx.selectFrom('delivery_home').select('member_id').execute());
  return { shown: reply.do === 'home' ? wordsOf(reply.home.blocks) : '', redrawn: waiting.some(({ member_id }) => member_id === '603') };
}

test.each([0, 1, 2])('an answer that crosses the opening of Home, after %i of its transactions, is shown there', async (nth) => {
  const { shown, redrawn } = await crossing(nth, { kind: 'home-opened' });
  expect(shown).toContain('我的作答');
  expect(redrawn || shown.includes('已作答')).toBe(true);
});

test('whoever presses on Home has it before them; a press on a card says nothing of Home', async () => {
  const press = { kind: 'action', id: 'reflection.all', value: '', trigger: 't' } as const;
  expect((await crossing(99, { ...press, from: { surface: 'home' } })).redrawn).toBe(true);
  expect((await crossing(99, { ...press, from: { surface: 'message' } })).redrawn).toBe(false);
});
