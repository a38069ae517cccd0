import { expect, test } from 'vitest';
import { limits } from '../../src/block-kit/limits.js';
import { dayMs, plus } from '../../src/calendar/instant.js';
import type { CardBlock, HandlerId } from '../../src/chat/card.js';
import type { ActionEvent } from '../../src/chat/event.js';
import { homeOf } from '../../src/chat/home.js';
import type { Transact } from '../../src/db/transact.js';
import { requestAbsence } from '../../src/leave/absence/request-service.js';
import { organizedBlocks } from '../../src/meeting/announce/cards.js';
import type { MemberId } from '../../src/org/member.js';
import { syncAccounts } from '../../src/org/service.js';
import { ScheduleSpec } from '../../src/reflection/policy.js';
import { submit } from '../../src/reflection/response/service.js';
import { addSchedule, seedSchedules, sendRound } from '../../src/reflection/schedule/service.js';
import { wireDispatch } from '../../src/wire.js';
import { account } from '../org/bureau.js';
import { meetingAt, noteMeeting } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { button, formIn, pressable, talk, wordsOf } from '../support/talk.js';

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

const lines = (count: number, of: string) => Array.from({ length: count }, (): CardBlock => ({ kind: 'text', text: [of] }));
const countOf = (blocks: readonly CardBlock[], of: string) =>
  blocks.filter((block) => block.kind === 'text' && block.text[0] === of).length;

test.each([
  ['all of it fits', 40, 30, 30, [40, 30, 30]],
  ['one block too many: what the role may do makes room', 40, 30, 31, [40, 30, 2]],
  ['then the history', 70, 30, 31, [70, 3, 2]],
  ['and open tasks last of all', 100, 30, 31, [4, 3, 2]],
])('Home takes what the chat does, open tasks first: %s', (_what, tasks, history, role, shown) => {
  const { blocks } = homeOf([
    { part: 'role', blocks: lines(role, 'role'), shorter: lines(2, 'role') },
    { part: 'history', blocks: lines(history, 'history'), shorter: lines(3, 'history') },
    { part: 'tasks', blocks: lines(tasks, 'tasks'), shorter: lines(4, 'tasks') },
  ]);
  expect(['tasks', 'history', 'role'].map((part) => countOf(blocks, part))).toEqual(shown);
  expect(blocks.length).toBeLessThanOrEqual(limits.view.blocks);
});

test('Home opens for whoever keeps schedules, organizes meetings and decides absences, however full each list is', async () => {
  const office = await testOffice();
  const operator = { operator: 'test' };
  const request = { promptSet: 'four-questions', audience: { kind: 'bureau' } } as const;
  const monthly = { ...request, recurrence: { freq: 'monthly', workday: 1 }, time: '09:00', window: { workdays: 3 } };
  for (let n = 0; n < 11; n++) await addSchedule(office.reflection, operator, `s${n}`, ScheduleSpec.parse(monthly));
  for (let n = 0; n < 5; n++) await sendRound(office.reflection, operator, { ...request, closes: { hours: 1 } });
  office.pass(2);
  for (let n = 0; n < 4; n++) await sendRound(office.reflection, operator, { ...request, closes: { days: 7 } });
  for (let n = 0; n < 11; n++) {
    const startsAt = plus(at('2026-12-01', '09:00'), n * dayMs);
    const { id: meetingId, sequence } = await noteMeeting(office, meetingAt(startsAt, { organizerId: '102' as MemberId }));
    const why = { kind: 'illness', detail: '腰伤', substituteId: undefined } as const;
    if (n < 5) await requestAbsence(office.leave, { meetingId, memberId: '603', sequence, ...why });
  }
  const busy = talk(office, '102');
  const answer = await busy.home();
  const home = answer.do === 'home' ? answer.home.blocks : [];
  const pressed = pressable(home);
  expect(pressed.filter(({ id }) => id === 'leave.absenceDecide')).toHaveLength(5);
  // There is no room for the schedules; their button leads to them, as that of the meetings does where there is none for those.
  expect(pressed.some(({ id }) => id === 'reflection.schedule')).toBe(false);
  const list = async (id: HandlerId, value: string) => pressable(formIn(await busy.press(id, value)).blocks).map((one) => one.id);
  expect(
    (await list('reflection.schedules', button(home, '全部推送计划').value)).filter((id) => id === 'reflection.schedule'),
  ).toHaveLength(11);
  const [, actions] = organizedBlocks({ locale: 'zh-CN', zone: office.ground.zone, now: office.now() });
  expect(
    (await list('meeting.listPage', button(actions ? [actions] : [], '查看会议').value)).filter((id) => id === 'meeting.change'),
  ).toHaveLength(10);
});

test('whoever presses on Home has it before them; a press on a card says nothing of Home', async () => {
  const press = { kind: 'action', id: 'reflection.all', value: '', trigger: 't' } as const;
  expect((await crossing(99, { ...press, from: { surface: 'home' } })).redrawn).toBe(true);
  expect((await crossing(99, { ...press, from: { surface: 'message' } })).redrawn).toBe(false);
});
