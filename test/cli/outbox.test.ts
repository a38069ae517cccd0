import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { plus } from '../../src/calendar/instant.js';
import { outboxCommand } from '../../src/cli/outbox.js';
import { enqueue, withdraw } from '../../src/delivery/outbox.js';
import { expirePending, markRefused } from '../../src/delivery/states.js';
import type { MemberId } from '../../src/org/member.js';
import { testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

const SECRET = '只给本人看的卡片';

async function officeWithFailures(count: number) {
  const office = await testOffice();
  const { transact, now, path } = office;
  await transact(async (tx) => {
    for (let index = 1; index <= count; index++) {
      const card = { summary: SECRET, blocks: [] };
      await enqueue(tx, now(), { kind: 'post', key: `org.test:${index}`, to: { member: '302' as MemberId }, card, urgency: 'routine' });
      await markRefused(tx, now(), index, 'user_disabled');
    }
  });
  const outbox = (...words: string[]) => run(outboxCommand, dirname(path), words, KEY);
  return { ...office, outbox };
}

test('siwen outbox lists what did not arrive, page by page, never what it said', async () => {
  const { outbox, transact } = await officeWithFailures(3);
  const member = await transact((tx) => tx.selectFrom('org_member').select('name').where('id', '=', '302').executeTakeFirstOrThrow());
  const shown = await outbox('--limit', '2');
  expect(shown).toMatchObject({ code: 0, text: expect.stringContaining('被拒收 3') });
  expect(shown.text).toContain(`3\t11月24日（周二） 10:00\t被拒收\t${member.name}\torg.test\t0\t账号已停用（user_disabled）`);
  expect(shown.text).toContain('续看请加 --before 2');
  expect(shown.text).not.toContain(SECRET);
  const json = await outbox('list', '--json', '--before', '2');
  expect(json.json()).toMatchObject({ depth: { refused: 3, pending: 0 }, messages: [{ id: 1, kind: 'org.test' }], more: false });
  expect(json.text).not.toContain(SECRET);
  expect((await outbox('list', '--state', 'expired')).text).toContain('没有这样的消息');
});

test('with nothing amiss it says so; a list of none is no use', async () => {
  const { outbox } = await officeWithFailures(0);
  expect((await outbox()).text).toContain('没有未送达的消息。');
  expect((await outbox('--state', 'refused', 'expired', 'unknown')).text).toContain('没有未送达的消息。');
  expect((await outbox('--state', 'sent')).text).toContain('没有这样的消息。');
  expect((await outbox('--limit', '0')).code).toBe(2);
});

test('what has expired is counted with the way to list it, and listed with the reason', async () => {
  const { outbox, transact, now } = await officeWithFailures(0);
  await transact(async (tx) => {
    const message = {
      kind: 'post',
      key: 'org.test:late',
      to: { member: '302' as MemberId },
      card: { summary: SECRET, blocks: [] },
    } as const;
    await enqueue(tx, now(), { ...message, urgency: 'routine', expiresAt: plus(now(), 60_000) });
    await expirePending(tx, plus(now(), 120_000));
  });
  const { text } = await outbox();
  expect(text).toContain('过时未发 1\n没有被拒收或不明的消息。\n另有 1 条过时未发，加 --state expired 可列出。');
  expect(text).not.toContain('没有这样的消息');
  expect((await outbox('--state', 'expired')).text).toMatch(
    /\t过时未发\t\S+\torg\.test\t0\t到 11月24日（周二） 10:01 还没能发出，不再补发$/,
  );
});

test('one, several or all are retried or dropped; a wrong use changes nothing', async () => {
  const { outbox, transact } = await officeWithFailures(4);
  for (const wrong of [['retry'], ['retry', '1', '--all'], ['drop', 'x'], ['list', '--state', 'lost']])
    expect((await outbox(...wrong)).code).toBe(2);
  expect(await outbox('retry', '1', '2')).toMatchObject({ code: 0, text: '2 条将重新发送。' });
  expect(await outbox('drop', '3')).toMatchObject({ code: 0, text: '已放弃 1 条。' });
  expect(await outbox('retry', '3')).toMatchObject({ code: 1, text: expect.stringContaining('没有变动') });
  expect((await outbox('drop', '--all', '--state', 'unknown', '--json')).json()).toEqual({ done: [], tooLate: [], others: [] });
  expect((await outbox('retry', '--all', '--json')).json()).toEqual({ done: [4], tooLate: [], others: [] });
  const audit = await transact((tx) => tx.selectFrom('org_audit').select(['operator', 'action', 'subject']).execute());
  expect(audit.filter(({ action }) => action.startsWith('delivery.'))).toEqual([
    { operator: 'tester', action: 'delivery.retry', subject: 'org.test:1' },
    { operator: 'tester', action: 'delivery.retry', subject: 'org.test:2' },
    { operator: 'tester', action: 'delivery.drop', subject: 'org.test:3' },
    { operator: 'tester', action: 'delivery.retry', subject: 'org.test:4' },
  ]);
});

test('what was withdrawn is not counted among what did not arrive, and what came too late is', async () => {
  const { outbox, transact, now } = await officeWithFailures(0);
  const post = { kind: 'post', to: { member: '302' as MemberId }, card: { summary: SECRET, blocks: [] }, urgency: 'routine' } as const;
  await transact(async (tx) => {
    await enqueue(tx, now(), { ...post, key: 'org.test:withdrawn' });
    await withdraw(tx, now(), 'org.test:withdrawn');
    await expirePending(tx, now());
  });
  expect((await outbox('--state', 'expired')).text).toContain('没有未送达的消息。');
  await transact(async (tx) => {
    await enqueue(tx, now(), { ...post, key: 'org.test:late', expiresAt: plus(now(), -1) });
    await expirePending(tx, now());
  });
  expect((await outbox()).text).toContain('过时未发 1');
});
