import { expect, test } from 'vitest';
import { plus } from '../../../src/calendar/instant.js';
import type { MemberId } from '../../../src/org/member.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { submit } from '../../../src/reflection/response/service.js';
import { insertReminder } from '../../../src/reflection/round/reminder-store.js';
import { remindKey } from '../../../src/reflection/round/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { at, testOffice } from '../../support/office.js';

const [MEMBER, OTHER] = ['603', '602'] as MemberId[];
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

/** Both have chosen to be reminded in an hour, and were. */
async function reminded() {
  const office = await testOffice();
  const request = { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } } as const;
  const sent = await sendRound(office.reflection, { operator: 'test' }, request);
  if (!sent.ok) throw new Error(sent.refusal);
  const roundId = sent.round.id;
  for (const memberId of [MEMBER, OTHER] as MemberId[])
    await office.transact((tx) => insertReminder(tx, { roundId, memberId, dueAt: plus(office.now(), 3_600_000) }));
  const tick = async () => {
    for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
    await deliver(office);
  };
  office.pass(1);
  await tick();
  const reminderOf = async (memberId = '') => {
    const [row] = await office.outbox(remindKey(roundId, memberId));
    return cardNow(office, row?.key ?? '');
  };
  /** The call is under way, or its reply was lost. */
  const inDoubt = (memberId = '') =>
    office.transact((tx) =>
      tx
        .updateTable('delivery_outbox')
        .set({ state: 'sending', sent_to: 'U', look_since: 0, message_channel: null, message_id: null, settled_at: null })
        .where('key', '>=', remindKey(roundId, memberId))
        .where('key', '<', `${remindKey(roundId, memberId)}~`)
        .execute(),
    );
  return { office, roundId, tick, reminderOf, inDoubt };
}

test('a reminder says that it is answered as soon as it is, and nobody else’s does', async () => {
  const { office, roundId, reminderOf } = await reminded();
  expect(await reminderOf(MEMBER)).toContain('还未作答');
  await submit(office.reflection, { roundId, memberId: MEMBER ?? '', submission: 's', answers });
  expect(await reminderOf(MEMBER)).not.toContain('还未作答');
  expect(await reminderOf(MEMBER)).toContain('已作答');
  expect(await reminderOf(OTHER)).toContain('还未作答');
});

test('when the time is over it says so, and leads to a late answer', async () => {
  const { office, tick, reminderOf } = await reminded();
  office.moveTo(at('2026-11-30', '12:00'));
  await tick();
  expect(await reminderOf(OTHER)).not.toContain('还未作答');
  expect(await reminderOf(OTHER)).toContain('补答');
});

test('one whose reply was lost says so as well, since it may be there', async () => {
  const { office, roundId, tick, reminderOf, inDoubt } = await reminded();
  for (const memberId of [MEMBER, OTHER]) await inDoubt(memberId);
  await submit(office.reflection, { roundId, memberId: MEMBER ?? '', submission: 's', answers });
  expect(await reminderOf(MEMBER)).toContain('已作答');
  office.moveTo(at('2026-11-30', '12:00'));
  await tick();
  expect(await reminderOf(OTHER)).not.toContain('还未作答');
});
