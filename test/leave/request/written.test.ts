import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../../src/cli/erase.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { openOwn } from '../../../src/leave/request/own/service.js';
import { retentionJob } from '../../../src/retention/job.js';
import { KEY, run } from '../../cli/command-line.js';
import { at } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';
import { bureau, DEPUTY, HEAD, leaveNow, ME, previewed, requested, TRIP } from './world.js';

/** Everything that can be typed, each a word that is looked for. */
const CANARIES = {
  ...TRIP,
  destination: 'CANARY-PLACE',
  reason: 'CANARY-REASON',
  phone: '029-31415926',
  attachments: 'CANARY-TITLE https://canary.example.cn/1',
};

const returned = async () => {
  const office = await bureau();
  const id = await requested(office, ME, { ...CANARIES, acting: DEPUTY });
  await decide(office.leave, { id, memberId: HEAD, position: 0, verdict: 'returned', words: 'CANARY-WORDS' });
  return { office, id };
};

test('what is written lies nowhere in the clear: not in drafts, requests, decisions, messages nor the audit log', async () => {
  const { office, id } = await returned();
  await previewed(office, ME, CANARIES, formIn(await talk(office, ME).press('leave.change', id)));
  const own = wordsOf(formIn(await talk(office, ME).press('leave.view', id)).blocks);
  for (const canary of ['CANARY-PLACE', 'CANARY-REASON', 'CANARY-TITLE', 'CANARY-WORDS', '31415926']) expect(own).toContain(canary);
  office.checkpoint();
  const file = readFileSync(office.path);
  for (const canary of ['CANARY', '31415926', 'canary.example']) expect(file.includes(canary)).toBe(false);
});

test('at the wish of somebody who has left it goes with their key, forms and all; what was decided stays', async () => {
  const { office, id } = await returned();
  const other = await requested(office, DEPUTY, TRIP);
  await previewed(office, ME, CANARIES, formIn(await talk(office, ME).press('leave.change', id)));
  const row = await office.transact((tx) => tx.selectFrom('leave_request').select('written').where('id', '=', id).executeTakeFirst());
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', ME).execute());
  const erase = (...words: string[]) => run(eraseCommand, dirname(office.path), words, KEY);
  expect((await erase(ME)).text).toContain('2 条理由');
  expect((await erase(ME, '--apply')).text).toContain('已清除');
  const left = async (memberId: string, of: string) => {
    const own = await openOwn(office.leave, { id: of, memberId });
    return { written: own?.written?.reason, said: own?.said.map(({ words }) => words) };
  };
  expect(await left(ME, id)).toEqual({ written: undefined, said: [] });
  expect(await office.transact((tx) => tx.selectFrom('leave_draft').selectAll().execute())).toEqual([]);
  // Nor from a copy of the row.
  await office.transact((tx) =>
    tx
      .updateTable('leave_request')
      .set({ written: row?.written ?? null })
      .where('id', '=', id)
      .execute(),
  );
  expect(await left(ME, id)).toEqual({ written: undefined, said: [] });
  expect(await leaveNow(office, id)).toMatchObject({ state: 'returned' });
  expect(await left(DEPUTY, other)).toMatchObject({ written: '参加项目评审' });
});

test('it is kept as long as policy says: from the request, and from the decision', async () => {
  const { office, id } = await returned();
  const job = retentionJob({
    ...office.ground,
    policy: office.ground.policy.retention,
    reflection: office.reflection,
    log: { info: () => undefined },
  });
  const own = async () => wordsOf(formIn(await talk(office, ME).press('leave.view', id)).blocks);
  expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBe(at('2027-11-25', '03:30'));
  for (const [date, has] of [
    ['2027-11-24', true],
    ['2027-11-25', false],
  ] as const) {
    office.moveTo(at(date, '03:30'));
    await job.run(office.now());
    const words = await own();
    for (const canary of ['CANARY-PLACE', 'CANARY-REASON', 'CANARY-WORDS']) expect(words.includes(canary)).toBe(has);
  }
  expect(await own()).toContain('按保存期限删除');
  expect(await own()).toContain('退回修改');
});

test('a form that was left open is forgotten after a week', async () => {
  const office = await bureau();
  await previewed(office, ME, CANARIES);
  const count = async () => (await office.transact((tx) => tx.selectFrom('leave_draft').selectAll().execute())).length;
  office.pass(24 * 7);
  await talk(office, DEPUTY).press('leave.new');
  expect(await count()).toBe(2);
  office.pass(0.01);
  await talk(office, DEPUTY).press('leave.new');
  expect(await count()).toBe(2);
});
