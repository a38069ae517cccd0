import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../../src/cli/erase.js';
import { openOwn } from '../../../src/leave/absence/decision-service.js';
import { retentionJob } from '../../../src/retention/job.js';
import { KEY, run } from '../../cli/command-line.js';
import { at } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';
import { bureau, ME, ORGANIZER, OTHER } from './world.js';

test('at the wish of somebody who has left the reasons go with their key; what was decided stays', async () => {
  const { office, requested, decide, excused } = await bureau();
  const { id } = await requested();
  const kept = await requested(OTHER);
  await decide(id, ORGANIZER, 'approve');
  const seal = await office.transact((tx) => tx.selectFrom('leave_absence').select('reason').where('id', '=', id).executeTakeFirst());
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', ME).execute());
  const erase = (...words: string[]) => run(eraseCommand, dirname(office.path), words, KEY);
  expect((await erase(ME)).text).toContain('1 条理由');
  expect((await erase(ME, '--apply')).text).toContain('已清除');
  expect(await openOwn(office.leave, { id, memberId: ME })).toMatchObject({ reason: undefined });
  // Nor from a copy of the row.
  await office.transact((tx) =>
    tx
      .updateTable('leave_absence')
      .set({ reason: seal?.reason ?? null })
      .where('id', '=', id)
      .execute(),
  );
  expect(await openOwn(office.leave, { id, memberId: ME })).toMatchObject({ reason: undefined });
  expect((await excused()).map(({ memberId }) => memberId)).toEqual([ME]);
  expect(await openOwn(office.leave, { id: kept.id, memberId: OTHER })).toMatchObject({ reason: { detail: '腰伤复发' } });
});

test('reasons are kept as long as policy says, and the request without them', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested();
  await decide(id, ORGANIZER, 'refuse', '当天要汇报');
  const job = retentionJob({
    ...office.ground,
    policy: office.ground.policy.retention,
    reflection: office.reflection,
    log: { info: () => undefined },
  });
  const own = async () => wordsOf(formIn(await talk(office, ME).press('leave.absenceView', id)).blocks);
  expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBe(at('2027-11-25', '03:30'));
  for (const [date, has] of [
    ['2027-11-24', true],
    ['2027-11-25', false],
  ] as const) {
    office.moveTo(at(date, '03:30'));
    await job.run(office.now());
    expect((await own()).includes('腰伤复发')).toBe(has);
    expect((await own()).includes('当天要汇报')).toBe(has);
  }
  expect(await own()).toContain('未同意');
});
