import { expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { whatItSays } from '../../src/delivery/content.js';
import { undeliveredNotice } from '../../src/delivery/notices.js';
import { enqueue } from '../../src/delivery/outbox.js';
import { markRefused } from '../../src/delivery/states.js';
import { undeliveredJob } from '../../src/delivery/undelivered-notice.js';
import { syncAccounts } from '../../src/org/service.js';
import { account, NOW, office } from '../org/bureau.js';
import { card } from './world.js';

async function bureau() {
  const { deps, transact, apply } = await office();
  await apply();
  await syncAccounts(deps, [account('U202', 'ji@bureau.example')]);
  const notice = undeliveredJob({ transact });
  const fail = (key: string, code: string, at: Instant) =>
    transact(async (tx) => {
      await enqueue(tx, at, { kind: 'post', key, to: { chatUser: 'U1' }, card: card(key), urgency: 'routine' });
      const row = await tx.selectFrom('delivery_outbox').select('id').where('key', '=', key).executeTakeFirstOrThrow();
      await markRefused(tx, at, row.id, code);
    });
  const expire = (key: string, to: '202' | '201', at: Instant) =>
    transact(async (tx) => {
      await enqueue(tx, at, { kind: 'post', key, to: { member: to as never }, card: card(key), urgency: 'routine', expiresAt: at });
      await tx.updateTable('delivery_outbox').set({ state: 'expired', content_id: null, settled_at: at }).where('key', '=', key).execute();
    });
  const said = () =>
    transact(async (tx) =>
      (
        await tx
          .selectFrom('delivery_outbox')
          .select([whatItSays, 'member_id'])
          .where('key', 'like', 'delivery.%')
          .where('state', '=', 'pending')
          .execute()
      ).map(({ content, member_id }) => ({ to: member_id, text: content ?? '' })),
    );
  return { notice, fail, expire, said };
}

test('the administrators are told once of everything that failed within five minutes, with counts and codes', async () => {
  const { notice, fail, expire, said } = await bureau();
  await fail('a', 'user_disabled', NOW);
  await notice.run(plus(NOW, 5 * minuteMs - 1));
  expect(await said()).toEqual([]);
  await fail('b', 'user_disabled', plus(NOW, minuteMs));
  await fail('c', 'invalid_blocks', plus(NOW, minuteMs));
  await expire('d', '202', plus(NOW, minuteMs));
  await expire('e', '201', plus(NOW, minuteMs));
  await notice.run(plus(NOW, 5 * minuteMs));
  const [only, ...more] = await said();
  expect(more).toEqual([]);
  expect(only?.to).toBe('102');
  expect(only?.text).toContain('3 条消息没有送达');
  expect(only?.text).toContain('没有送达。原因：账号已停用（user_disabled）2 条；格式不被接受，属程序缺陷，请报告（invalid_blocks）。');
  expect(only?.text).toContain('2 条消息到截止时仍未能发出，已不再补发；其中 1 条的收件人没有聊天账号');
  await notice.run(plus(NOW, hourMs));
  expect(await said()).toHaveLength(1);
});

test('what expired while the clock was two days ahead is told as soon as it is right again', async () => {
  const { notice, expire, said } = await bureau();
  await expire('a', '202', plus(NOW, 48 * hourMs));
  const once = [expect.stringContaining('1 条消息到截止时仍未能发出')];
  for (const at of [plus(NOW, minuteMs), plus(NOW, 49 * hourMs)]) {
    await notice.run(at);
    expect((await said()).map(({ text }) => text)).toEqual(once);
  }
});

test('a notice that does not arrive causes no other, and a file whose content was erased is no failure', async () => {
  const { notice, fail, said } = await bureau();
  await fail('delivery.undelivered:102:1', 'user_disabled', NOW);
  await fail('reflection.export:202:1', 'nothing_to_send', NOW);
  await notice.run(plus(NOW, hourMs));
  expect(await said()).toEqual([]);
  await fail('reflection.export:202:2', 'file_not_made', NOW); // the control
  await notice.run(plus(NOW, 2 * hourMs));
  expect(await said()).toHaveLength(1);
});

test('an administrator who reads English reads why in English; a code that nobody knows stands as it is', () => {
  const refused = [
    { code: 'is_archived', count: 2 },
    { code: 'some_new_code', count: 1 },
  ];
  const { summary } = undeliveredNotice({ refused, expired: 0, withoutAccount: 0 }, NOW).card({ locale: 'en' });
  expect(summary).toBe('3 messages did not arrive: the channel is archived (is_archived) × 2; some_new_code.');
});
