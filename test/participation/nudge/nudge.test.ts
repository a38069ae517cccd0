import { expect, test } from 'vitest';
import { syncAccounts } from '../../../src/org/service.js';
import { submit } from '../../../src/reflection/response/service.js';
import { insertReminder } from '../../../src/reflection/round/reminder-store.js';
import { sendReminders } from '../../../src/reflection/round/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { account } from '../../org/bureau.js';
import { deliver } from '../../support/announced.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, pressable, talk } from '../../support/talk.js';

const HEAD = '601';
const ME = '603';
const COLLEAGUE = '602';
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

async function asked(start = at('2026-11-24', '10:00')) {
  const office = await testOffice(start);
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  await deliver(office);
  return { office, round: sent.round };
}
const press = async (office: Office, who = HEAD, value = '2026-11-01..2026-11-30|all|') =>
  cardIn(await talk(office, who).press('participation.nudge', value)).summary;
/** As the next tick leaves it. */
const reminded = async (office: Office) => {
  await sendReminders(office.reflection);
  return (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id as string).sort();
};

test('a head has those of their own department reminded who have not answered, by name, and not themselves', async () => {
  const { office, round } = await asked();
  await submit(office.reflection, { roundId: round.id, memberId: COLLEAGUE, submission: 'a', answers });
  const card = cardIn(await talk(office, HEAD).say('汇总'));
  const shown = button(card.blocks, '提醒未作答人员');
  expect(JSON.stringify(card)).toContain('有 1 人次还没有作答');
  expect(await press(office, HEAD, shown.value)).toBe('已提醒 1 人次。');
  expect(await reminded(office)).toEqual([ME]);
  const [row] = await office.outbox('reflection.remind:');
  expect(row?.content).toContain('由高思衡提醒');
  const [entry] = await office.transact((tx) =>
    tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.nudge').execute(),
  );
  expect(entry).toMatchObject({ member_id: HEAD, subject: '2026-11-01..2026-11-30', detail: 'all; nudged=1' });
});

test('nobody is reminded twice a day of the same round, whoever presses and however often; the next day is another', async () => {
  const { office } = await asked();
  expect(await press(office)).toBe('已提醒 2 人次。');
  expect(await press(office)).toBe('2 人次当天已提醒过，没有重复提醒。');
  await press(office, '003');
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(1);
  office.moveTo(at('2026-11-25', '10:00'));
  await press(office);
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(2);
});

test('whoever was nudged by the schedule may be reminded by a leader that day, and the button promises nothing else', async () => {
  const { office, round } = await asked();
  await office.transact((tx) => insertReminder(tx, { roundId: round.id, memberId: '', dueAt: at('2026-11-24', '14:00') }));
  office.moveTo(at('2026-11-24', '14:00'));
  await reminded(office);
  office.moveTo(at('2026-11-24', '14:10'));
  const card = JSON.stringify(cardIn(await talk(office, HEAD).say('汇总')));
  expect(card).toContain('领导当天已提醒过同一项内容的，不重复提醒。');
  expect(card).not.toContain('一天最多提醒一次');
  await press(office);
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(2);
});

test.each([
  ['for a meeting', '16:30', '16:30', [ME]],
  ['since the program was down', '16:59', '20:00', []],
])('nor where the first of them had to wait until the next morning, %s', async (_why, pressed, looked, meeting) => {
  const { office } = await asked();
  await noteMeeting(office, { ...meetingAt(at('2026-11-24', '15:00')), endsAt: at('2026-11-24', '18:30') }, meeting);
  office.moveTo(at('2026-11-24', pressed));
  await press(office);
  office.moveTo(at('2026-11-24', looked));
  expect(await reminded(office)).not.toContain(ME);
  office.moveTo(at('2026-11-25', '08:30'));
  expect(await reminded(office)).toContain(ME);
  office.moveTo(at('2026-11-25', '09:00'));
  expect(await press(office)).toContain('当天已提醒过，没有重复提醒。');
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(1);
  office.moveTo(at('2026-11-26', '09:00'));
  await press(office);
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(2);
});

test('two presses at the same instant remind once', async () => {
  const { office } = await asked();
  await Promise.all([press(office), press(office), press(office, '003')]);
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(1);
});

test('whoever is on leave is left alone, and the leader is told how many', async () => {
  const { office } = await asked();
  await leaveOf(office, ME, days('2026-11-24 am', '2026-11-24 pm'));
  expect(await press(office)).toBe('已提醒 1 人次。1 人次正在请假外出，没有提醒。');
  expect(await reminded(office)).toEqual([COLLEAGUE]);
});

test('whoever has not had the question yet is not said to be reminded, and may be once they have', async () => {
  const { office } = await asked();
  await office.transact((tx) =>
    tx
      .updateTable('delivery_outbox')
      .set({ state: 'pending', message_channel: null, message_id: null, settled_at: null })
      .where('key', 'like', `reflection.ask:%:${ME}`)
      .execute(),
  );
  expect(await press(office)).toBe('已提醒 1 人次。1 人次的推送还没有送达，没有提醒。');
  expect(await reminded(office)).toEqual([COLLEAGUE]);
  await deliver(office);
  expect(await press(office)).toBe('已提醒 1 人次。1 人次当天已提醒过，没有重复提醒。');
});

test('whoever’s account is switched off is not said to be reminded, by the schedule neither', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const accounts = (active: boolean) => [account('U1', 'liang.siyuan@siwen.example'), account('U2', 'deng.he@siwen.example', { active })];
  await syncAccounts(office.ground, accounts(true));
  const audience = { kind: 'departments' as const, departments: ['规划处'] };
  const sent = await sendRound(office.reflection, { operator: 'test' }, { promptSet: 'four-questions', audience, closes: { workdays: 3 } });
  if (!sent.ok) throw new Error(sent.refusal);
  await deliver(office);
  await syncAccounts(office.ground, accounts(false));
  expect(await press(office)).toBe('已提醒 1 人次。1 人次的聊天账号已停用，没有提醒。');
  expect(await reminded(office)).toEqual([COLLEAGUE]);
  office.moveTo(at('2026-11-24', '14:00'));
  await office.transact((tx) => insertReminder(tx, { roundId: sent.round.id, memberId: '', dueAt: at('2026-11-24', '14:00') }));
  expect(new Set(await reminded(office))).toEqual(new Set([HEAD, COLLEAGUE]));
});

test('outside working hours the reminders wait for the morning, and whoever answers before gets none', async () => {
  const { office, round } = await asked();
  office.moveTo(at('2026-11-24', '20:00'));
  expect(await press(office)).toBe('现在不在工作时间，将于11月25日（周三） 08:30提醒 2 人次；在此之前作答的不再提醒。');
  expect(await reminded(office)).toEqual([]);
  await submit(office.reflection, { roundId: round.id, memberId: ME, submission: 'a', answers });
  office.moveTo(at('2026-11-25', '08:30'));
  expect(await reminded(office)).toEqual([COLLEAGUE]);
});

test('whoever chose that very time themselves is told once, and by whom', async () => {
  const { office, round } = await asked(at('2026-11-24', '20:00'));
  const morning = at('2026-11-25', '08:30');
  const own = { roundId: round.id, memberId: ME, dueAt: morning };
  await office.transact((tx) => insertReminder(tx, own));
  await press(office);
  await office.transact((tx) => insertReminder(tx, own));
  office.moveTo(morning);
  expect((await reminded(office)).filter((id) => id === ME)).toHaveLength(1);
  const row = (await office.outbox('reflection.remind:')).find(({ member_id }) => member_id === ME);
  expect(row?.content).toContain('由高思衡提醒');
});

test('whoever the schedule reminds at that very time is told by whom, too', async () => {
  const { office, round } = await asked();
  const morning = at('2026-11-25', '08:30');
  await office.transact((tx) => insertReminder(tx, { roundId: round.id, memberId: '', dueAt: morning }));
  office.moveTo(at('2026-11-24', '19:00'));
  await press(office);
  office.moveTo(morning);
  const all = await reminded(office);
  expect(all.filter((id) => id === ME)).toHaveLength(1);
  expect(all).toContain('701');
  const row = (await office.outbox('reflection.remind:')).find(({ member_id }) => member_id === ME);
  expect(row?.content).toContain('由高思衡提醒');
});

test('a bureau-wide meeting is not interrupted: the reminders come when it is over', async () => {
  const { office } = await asked();
  await noteMeeting(office, meetingAt(at('2026-11-24', '09:30')));
  await press(office);
  expect(await reminded(office)).toEqual([]);
  office.moveTo(at('2026-11-24', '11:30'));
  expect(await reminded(office)).toEqual([COLLEAGUE, ME]);
});

test('the leader is told how many wait for it, and not that they have been reminded', async () => {
  const { office } = await asked();
  await noteMeeting(office, meetingAt(at('2026-11-24', '09:30')), [ME, '104']);
  expect(await press(office)).toBe('已提醒 1 人次。1 人次因全局性会议，改在会后的工作时间提醒；那时已截止或已作答的，不再提醒。');
  expect(await reminded(office)).toEqual([COLLEAGUE]);
  office.moveTo(at('2026-11-24', '11:30'));
  expect(await reminded(office)).toEqual([COLLEAGUE, ME]);
});

test('one that ends at night keeps them until the morning', async () => {
  const { office } = await asked();
  await noteMeeting(office, meetingAt(at('2026-11-24', '09:30'), { endsAt: at('2026-11-24', '21:30') }));
  await press(office);
  await reminded(office);
  office.moveTo(at('2026-11-24', '21:30'));
  expect(await reminded(office)).toEqual([]);
  office.moveTo(at('2026-11-25', '08:30'));
  expect(await reminded(office)).toEqual([COLLEAGUE, ME]);
});

test('when nobody can answer any more, nobody is reminded and no button is shown', async () => {
  const { office, round } = await asked();
  office.moveTo(round.closesAt);
  expect(pressable(cardIn(await talk(office, HEAD).say('汇总')).blocks).map(({ label }) => label)).not.toContain('提醒未作答人员');
  expect(await press(office)).toBe('现在没有可以提醒的人：都已作答，或已过作答时间。');
});

test('after hours, of a round that closes before the next morning’s work, it is not said that all have answered', async () => {
  const office = await testOffice(at('2026-11-24', '08:30'));
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 1 } },
  );
  expect(sent).toMatchObject({ ok: true });
  office.moveTo(at('2026-11-24', '17:31'));
  expect(await press(office)).toBe('2 人次在11月25日（周三） 08:30以前截止，来不及提醒。');
});

test('whoever has not answered themselves, or has left, is neither counted by the button nor forgotten by what it says', async () => {
  const { office, round } = await asked();
  await submit(office.reflection, { roundId: round.id, memberId: COLLEAGUE, submission: 'a', answers });
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active: 0 })
      .where('id', '=', ME as never)
      .execute(),
  );
  expect(pressable(cardIn(await talk(office, HEAD).say('汇总')).blocks).map(({ label }) => label)).not.toContain('提醒未作答人员');
  expect(await press(office)).toBe('现在没有可以提醒的人。你本人还有 1 次没有作答。1 人次没有作答的人员已不在花名册上。');
  expect(await reminded(office)).toEqual([]);
});

test.each([ME, '302', '402'])('%s, who may not see participation, reminds nobody, whatever is forged', async (who) => {
  const { office } = await asked();
  expect(await press(office, who)).toContain('权限');
  expect(await reminded(office)).toEqual([]);
});

test('no department outside the scope is reached by a forged value', async () => {
  const { office } = await asked();
  const other = await office.transact((tx) =>
    tx
      .selectFrom('org_member')
      .select('department_id')
      .where('id', '=', '104' as never)
      .executeTakeFirstOrThrow(),
  );
  expect(await press(office, HEAD, `2026-11|all|${other.department_id}`)).toBe('这个部门不在你的查看范围内。');
  expect(await press(office, HEAD, 'nonsense|x|y')).toContain('没有看懂');
  expect(await reminded(office)).toEqual([]);
});
