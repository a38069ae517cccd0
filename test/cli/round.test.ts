import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { roundCommand } from '../../src/cli/round.js';
import { syncAccounts } from '../../src/org/service.js';
import { account } from '../org/bureau.js';
import { testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

async function commandLine() {
  const office = await testOffice();
  const round = (...words: string[]) => run(roundCommand, dirname(office.path), words, KEY);
  const asked = async () => (await office.outbox('reflection.ask:')).map(({ member_id }) => member_id);
  return { office, round, asked };
}

test('send asks everybody once, in the outbox where the bot finds it', async () => {
  const { office, round, asked } = await commandLine();
  expect(await round('send', 'four-questions')).toMatchObject({
    code: 0,
    text: '已排入待发，共 26 人。其中 26 人还没有聊天账号，对应上之后才能收到。',
  });
  expect(new Set(await asked()).size).toBe(26);
  expect((await office.outbox('reflection.ask:')).every(({ state }) => state === 'pending')).toBe(true);
  const [entry] = await office.transact((tx) =>
    tx.selectFrom('org_audit').selectAll().where('action', '=', 'reflection.round.send').execute(),
  );
  expect(entry).toMatchObject({ operator: 'tester', subject: 'four-questions' });
});

test('whoever has an account gets it as soon as the bot sends; it says how many have none', async () => {
  const { office, round } = await commandLine();
  const [one] = await office.transact((tx) => tx.selectFrom('org_member').select(['id', 'email']).where('id', '=', '603').execute());
  await syncAccounts(office.ground, [account('U603', one?.email ?? undefined)]);
  const to = (members: string) => ['--to', `{ kind: members, members: ${members} }`];
  expect((await round('send', 'four-questions', ...to('["603"]'))).text).toBe('已排入待发，共 1 人。');
  expect((await round('send', 'four-questions', '--again', ...to('["603", "104"]'), '--json')).json()).toMatchObject({
    people: 2,
    withoutAccount: 1,
  });
});

test.each([
  ['{ kind: departments, departments: [规划处] }', ['601', '602', '603']],
  ['{ kind: members, members: ["603", "104"] }', ['104', '603']],
  ['{ kind: ranks, atLeast: 副厅级 }', ['001', '002', '003', '004']],
])('--to %s', async (audience, members) => {
  const { round, asked } = await commandLine();
  expect((await round('send', 'five-duties', '--to', audience, '--json')).json()).toMatchObject({ ok: true, people: members.length });
  expect(await asked()).toEqual(members);
});

test('--closes takes a window, or a day and time by the office’s clock', async () => {
  const { office, round } = await commandLine();
  const { opensAt, closesAt } = (await round('send', 'four-questions', '--closes', '{ hours: 2 }', '--json')).json();
  expect(closesAt - opensAt).toBe(2 * 3_600_000);
  expect((await round('send', 'four-questions', '--again', '--closes', '2099-01-05 17:30', '--json')).json()).toMatchObject({
    closesAt: Date.UTC(2099, 0, 5, 9, 30),
  });
  expect((await office.outbox('reflection.ask:')).length).toBe(52);
});

test.each([
  [['six-wishes'], 1, '没有这套题目，请核对 prompts 目录。'],
  [['four-questions', '--to', '{ kind: members, members: ["9999"] }'], 1, '按这个范围现在没有可以发送的人。'],
  [['four-questions', '--to', '{ kind: departments, departments: [办公室, 规化处] }'], 1, '范围中写了花名册上没有的部门或人员'],
  [['four-questions', '--to', '{ kind: members, members: ["603", "9999"] }'], 1, '范围中写了花名册上没有的部门或人员'],
  [['four-questions', '--closes', '2020-01-01 17:30'], 1, '截止时间太早，请另选。'],
  [['four-questions', '--closes', 'soon'], 2, 'closes: 应为 { workdays: 天数 }'],
  [['four-questions', '--closes', '2026-12-01'], 2, '或日期和时间，如 2026-11-27 17:30'],
  [['four-questions', '--to', 'everybody'], 2, '/ '],
])('%j sends nothing and says why', async (words, code, sentence) => {
  const { round, asked } = await commandLine();
  const printed = await round('send', ...words);
  expect(printed).toMatchObject({ code, text: expect.stringContaining(sentence) });
  expect(printed.text).not.toMatch(/^\s+at /m);
  expect(await asked()).toEqual([]);
});

test('the same questions are not sent once more while they are open, but to whoever asks for that', async () => {
  const { round, asked } = await commandLine();
  await round('send', 'four-questions');
  expect(await round('send', 'four-questions')).toMatchObject({ code: 1, text: expect.stringContaining('请加 --again') });
  expect(await asked()).toHaveLength(26);
  expect((await round('send', 'five-duties')).code).toBe(0);
  expect((await round('send', 'four-questions', '--again')).text).toBe(
    '已排入待发，共 26 人。其中 26 人还没有聊天账号，对应上之后才能收到。',
  );
});

test('withdraw takes back the one round that is open; of several it asks which', async () => {
  const { office, round } = await commandLine();
  expect(await round('withdraw', 'four-questions')).toMatchObject({ code: 1, text: expect.stringContaining('没有可以作答的推送') });
  await round('send', 'four-questions');
  expect(await round('withdraw', 'five-duties')).toMatchObject({ code: 1 });
  expect(await round('withdraw', 'four-questions')).toMatchObject({ code: 0, text: expect.stringContaining('已撤回') });
  await round('send', 'four-questions');
  await round('send', 'four-questions', '--again');
  const earlier = Date.UTC(2026, 0, 5, 1, 0) as Instant;
  const [first] = await office.transact((tx) => tx.selectFrom('reflection_round').select('id').where('state', '=', 'open').execute());
  await office.transact((tx) =>
    tx
      .updateTable('reflection_round')
      .set({ opens_at: earlier })
      .where('id', '=', first?.id ?? '')
      .execute(),
  );
  const asked = await round('withdraw', 'four-questions');
  expect(asked.code).toBe(1);
  expect(asked.text).toContain('2026-01-05 09:00  发给 26 人');
  expect(await round('withdraw', 'four-questions', '--opened', '2026-01-05 09:00')).toMatchObject({ code: 0 });
  const left = await office.transact((tx) => tx.selectFrom('reflection_round').select('id').where('state', '=', 'open').execute());
  expect(left.map(({ id }) => id)).not.toContain(first?.id);
  expect(left).toHaveLength(1);
});
