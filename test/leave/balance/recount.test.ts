import { expect, test } from 'vitest';
import { CalendarYear } from '../../../src/calendar/calendar-year.js';
import { undoEntry } from '../../../src/leave/balance/entry-service.js';
import { recountJob } from '../../../src/leave/balance/jobs.js';
import { openRecounts, settleRecount } from '../../../src/leave/balance/recount-service.js';
import { yearBalances } from '../../../src/leave/request/year-balances.js';
import { moveLeave } from '../../../src/leave/store.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { button, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { days, reportBack } from '../away/world.js';
import { annual, audited, balance, HEAD, KEEPER, ME, OTHER, restarted } from './world.js';

/** An invented notice: New Year's Day and the Monday after it, for which the Saturday of the week after is worked. */
const notice = (last = '2027-01-04') =>
  CalendarYear.parse({
    year: 2027,
    source: '虚构的通知，仅供测试',
    holidays: [{ name: '元旦', from: '2027-01-01', to: last }],
    makeUpWorkdays: ['2027-01-09'],
  });

const open = async (office: Office, memberId = KEEPER, limit = 10) => {
  const list = await openRecounts(office.leave, { memberId, limit });
  if (!list.ok) throw new Error(list.refusal);
  return list;
};
const settle = (office: Office, leaveId: string, sum: number, verdict: 'correct' | 'keep' = 'correct', memberId = KEEPER) =>
  settleRecount(office.leave, { memberId, leaveId, sum, verdict });
const told = (office: Office) => office.outbox('leave.recounts:');

/** Asked for while 2027 was Monday to Friday for all anybody knew: six half days, of which two are left after the notice. */
const early = (office: Office, more: Parameters<typeof annual>[2] = {}, memberId = ME) =>
  annual(office, days('2027-01-01 am', '2027-01-05 pm'), more, memberId);

test('holidays that are announced later change nothing by themselves: personnel has a list of what would count otherwise', async () => {
  const before = await testOffice();
  const leave = await early(before);
  await annual(before, days('2027-01-06 am', '2027-01-07 pm'));
  const longer = await annual(before, days('2027-01-07 am', '2027-01-10 pm'), {}, OTHER);
  expect((await open(before)).listed).toEqual([]);
  const office = restarted(before, notice());
  expect((await open(office)).listed).toMatchObject([
    { leave: { id: leave.id }, name: '邓禾', differences: [{ year: 2027, counts: 6, wouldCount: 2 }] },
    { leave: { id: longer.id }, name: '梁思远', differences: [{ year: 2027, counts: 4, wouldCount: 6 }] },
  ]);
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 10 });
  expect(await audited(office, 'leave.recounts')).toHaveLength(2);
});

test('two of one name stand with their departments', async () => {
  const before = await testOffice();
  await reimport(before, (csv) => csv.replace('803,孟小川', '803,邓禾'));
  for (const memberId of [ME, '803']) await early(before, {}, memberId);
  const office = restarted(before, notice());
  const words = wordsOf(formIn(await talk(office, KEEPER).press('leave.recounts', '')).blocks);
  expect(words).toMatch(/邓禾 　规划处[\s\S]*邓禾 　第一工程管理所/);
});

test('corrected in one press, with the reason; the stored days stay', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  expect(await settle(office, leave.id, 2)).toEqual({ ok: true });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 6, corrected: 4, left: 8 });
  expect((await open(office)).total).toBe(0);
  expect(await audited(office, 'leave.recount')).toContainEqual(expect.objectContaining({ subject: ME, detail: '2027 recount 4' }));
  expect(await office.outbox('leave.entry:')).toMatchObject([{ member_id: ME }]);
});

test('left as it is, it is asked no more, until yet another calendar counts otherwise', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  expect(await settle(office, leave.id, 2, 'keep')).toEqual({ ok: true });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 6, corrected: 0 });
  expect((await open(office)).total).toBe(0);
  const again = restarted(before, notice('2027-01-03'));
  expect((await open(again)).listed).toMatchObject([{ differences: [{ counts: 6, wouldCount: 4 }] }]);
});

test('corrected twice, it counts from where the first correction left it', async () => {
  const before = await testOffice();
  const leave = await early(before);
  await settle(restarted(before, notice()), leave.id, 2);
  const again = restarted(before, notice('2027-01-03'));
  expect((await open(again)).listed).toMatchObject([{ differences: [{ counts: 2, wouldCount: 4 }] }]);
  await settle(again, leave.id, 4);
  expect(await balance(again, ME, 2027)).toMatchObject({ taken: 6, corrected: 2 });
});

test('a correction that is undone leaves the days as they were stored, and is not asked again', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2);
  const [row] = await office.transact((tx) => tx.selectFrom('leave_entry').select('id').execute());
  expect(await undoEntry(office.leave, { id: 'u', memberId: KEEPER, undoes: row?.id ?? '', reason: '仍按原来的' })).toMatchObject({
    ok: true,
  });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 6, corrected: 0 });
  expect((await open(office)).total).toBe(0);
});

test('days that were left as they are and of which that is undone come back on the list, and can be corrected', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2, 'keep');
  const [row] = await office.transact((tx) => tx.selectFrom('leave_entry').select('id').execute());
  await undoEntry(office.leave, { id: 'u', memberId: KEEPER, undoes: row?.id ?? '', reason: '看错了' });
  expect((await open(office)).listed).toMatchObject([{ leave: { id: leave.id }, differences: [{ counts: 6, wouldCount: 2 }] }]);
  expect(await settle(office, leave.id, 2)).toEqual({ ok: true });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 6, corrected: 4 });
});

test('of two who settle it at once one is told; so is whoever saw another count', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  expect(await settle(office, leave.id, 4)).toEqual({ ok: false, refusal: 'counts-the-same' });
  const both = await Promise.all([settle(office, leave.id, 2), settle(office, leave.id, 2, 'keep', HEAD)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await settle(office, 'nothing', 2)).toEqual({ ok: false, refusal: 'counts-the-same' });
});

test('nobody but personnel sees or settles it, and nobody of personnel their own leave', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const own = await early(before, {}, KEEPER);
  const office = restarted(before, notice());
  expect(await openRecounts(office.leave, { memberId: ME, limit: 10 })).toEqual({ ok: false, refusal: 'right-missing' });
  for (const memberId of [ME, '001', '101', '601'])
    expect(await settle(office, leave.id, 2, 'correct', memberId)).toEqual({ ok: false, refusal: 'right-missing' });
  expect(await settle(office, own.id, 2)).toEqual({ ok: false, refusal: 'own-balance' });
  expect((await open(office)).listed.map(({ leave: { id }, isOwn }) => [id, isOwn])).toEqual(
    expect.arrayContaining([
      [leave.id, false],
      [own.id, true],
    ]),
  );
  expect(await settle(office, own.id, 2, 'correct', HEAD)).toEqual({ ok: true });
});

test('only annual leave that was decided is on the list', async () => {
  const before = await testOffice();
  for (const state of ['pending', 'refused', 'returned', 'withdrawn', 'replaced'] as const) await early(before, { state });
  await early(before, { kind: 'business-trip' });
  expect((await open(restarted(before, notice()))).total).toBe(0);
});

test('leave that had counted as nothing is found when its days become workdays', async () => {
  const before = await testOffice();
  const leave = await annual(before, days('2027-01-09 am', '2027-01-10 pm'));
  const office = restarted(before, notice());
  expect((await open(office)).listed).toMatchObject([{ differences: [{ year: 2027, counts: 0, wouldCount: 2 }] }]);
  await settle(office, leave.id, 2);
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 0, corrected: -2 });
});

test('whoever came back early is looked at for the days they were away', async () => {
  const before = await testOffice();
  const [same, other] = [await early(before), await early(before, {}, OTHER)];
  await reportBack(before, same, '2027-01-01 am');
  await reportBack(before, other, '2027-01-05 am');
  const office = restarted(before, notice());
  expect((await open(office)).listed).toMatchObject([{ leave: { id: other.id }, differences: [{ counts: 4, wouldCount: 0 }] }]);
});

test('days that were corrected and then given back are not asked about again', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2);
  await reportBack(office, leave, '2027-01-05 pm');
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 5, corrected: 4 });
  expect((await open(office)).total).toBe(0);
});

test('days that were corrected and then not taken at all are given back as they were corrected', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2);
  await reportBack(office, leave, '2027-01-01 am');
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 4, corrected: 4, left: 10 });
  expect((await open(office)).total).toBe(0);
});

test('days that were added by a correction and not taken are given back as well', async () => {
  const before = await testOffice();
  const whole = days('2027-01-07 am', '2027-01-11 pm');
  const [never, early] = [await annual(before, whole), await annual(before, whole, {}, OTHER)];
  const office = restarted(before, CalendarYear.parse({ ...notice('2027-01-01'), makeUpWorkdays: ['2027-01-09', '2027-01-10'] }));
  for (const { id } of [never, early]) await settle(office, id, 10);
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 6, corrected: -4 });
  const left = (await balance(office, OTHER, 2027))?.left ?? 0;
  await reportBack(office, never, '2027-01-07 am');
  await reportBack(office, early, '2027-01-08 am');
  expect(await balance(office, ME, 2027)).toMatchObject({ left: 10 });
  // A day of it was taken.
  expect(await balance(office, OTHER, 2027)).toMatchObject({ left: left + 10 - 2 });
  expect((await open(office)).total).toBe(0);
});

test.each(['withdrawn', 'replaced'] as const)('a correction of leave that is %s goes with it: nobody keeps its days', async (state) => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2);
  if (state === 'replaced') await early(office, { replaces: leave.id });
  await office.transact((tx) => moveLeave(tx, leave.id, ['approved'], state));
  const taken = state === 'replaced' ? 2 : 0;
  expect(await balance(office, ME, 2027)).toMatchObject({ taken, corrected: 0, left: 10 - taken });
  const person = talk(office, ME);
  expect(wordsOf(formIn(await person.press('leave.ledger', `2027:${ME}`)).blocks)).toContain('不再计入');
});

test('a change of leave that was corrected takes what it adds to the corrected days, before and after it is approved', async () => {
  const before = await testOffice();
  const leave = await early(before);
  const office = restarted(before, notice());
  await settle(office, leave.id, 2);
  const longer = days('2027-01-01 am', '2027-01-06 pm');
  const asked = await office.transact((tx) => yearBalances(tx, office.leave, ME, longer, new Map([[2027, 4]]), [leave]));
  expect(asked).toMatchObject([{ year: 2027, takes: 4, before: 10 }]);
  const change = await annual(office, longer, { state: 'pending', replaces: leave.id });
  expect(await balance(office, ME, 2027)).toMatchObject({ waiting: 2, left: 6 });
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['approved'], 'replaced');
    await moveLeave(tx, change.id, ['pending'], 'approved');
  });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 4, corrected: 0, left: 6 });
});

test('the list has a length, and says how many more there are', async () => {
  const before = await testOffice();
  for (let index = 0; index < 4; index++) await early(before);
  expect(await open(restarted(before, notice()), KEEPER, 3)).toMatchObject({ total: 4, listed: { length: 3 } });
});

test('after one of a list is settled, the rest of the list stands as it was, however many there are', async () => {
  const before = await testOffice();
  for (let index = 0; index < 22; index++) await early(before);
  const office = restarted(before, notice());
  const keeper = talk(office, KEEPER);
  let form = formIn(await keeper.press('leave.recounts'));
  const left = () => pressable(form.blocks).filter(({ id }) => id === 'leave.recountKeep').length;
  const keep = async () => {
    const { id, value } = button(form.blocks, '保留原来的');
    form = formIn(await keeper.press(id, value, { form }));
  };
  expect([left(), wordsOf(form.blocks).includes('另有 2 份')]).toEqual([20, true]);
  await keep();
  expect([left(), wordsOf(form.blocks).includes('另有 2 份')]).toEqual([19, true]);
  while (left() > 1) await keep();
  await keep();
  expect([left(), wordsOf(form.blocks).includes('另有')]).toEqual([2, false]);
  await keep();
  await keep();
  expect(wordsOf(form.blocks)).toContain('没有因放假安排变动需要重新计天的年休假');
});

test('all of personnel hear of it once after a start with new holidays, and not again at the next start or tick', async () => {
  const before = await testOffice();
  await early(before);
  await recountJob(before.leave).run(before.now());
  expect(await told(before)).toEqual([]);
  const office = restarted(before, notice());
  const job = recountJob(office.leave);
  await job.run(office.now());
  expect((await told(office)).map(({ member_id }) => member_id)).toEqual([HEAD, KEEPER]);
  await job.run(office.now());
  office.pass(24);
  await job.run(office.now());
  await recountJob(office.leave).run(office.now());
  expect(await told(office)).toHaveLength(2);
  await recountJob(restarted(before, notice('2027-01-03')).leave).run(office.now());
  expect(await told(office)).toHaveLength(4);
  await recountJob(restarted(before, notice()).leave).run(office.now());
  expect(await told(office)).toHaveLength(6);
});

test('a restored database, to which all this is new, tells it by the keys under which it was told', async () => {
  const before = await testOffice();
  await early(before);
  const keys = async () => (await told(before)).map(({ key }) => key);
  const office = restarted(before, notice());
  await recountJob(office.leave).run(office.now());
  const first = await keys();
  await office.transact(async (tx) => {
    await tx.deleteFrom('leave_recount_told').execute();
    await tx.deleteFrom('delivery_outbox').where('key', 'in', first).execute();
  });
  office.pass(24);
  await recountJob(office.leave).run(office.now());
  expect([first.length, await keys()]).toEqual([2, first]);
});

test('leave that is approved after personnel has heard of that calendar is told of as well, and what was told of is not told again', async () => {
  const before = await testOffice();
  const first = await early(before);
  const later = await early(before, { state: 'pending' }, OTHER);
  const office = restarted(before, notice());
  const job = recountJob(office.leave);
  await job.run(office.now());
  expect(await told(office)).toHaveLength(2);
  await office.transact((tx) => moveLeave(tx, later.id, ['pending'], 'approved'));
  office.pass(24);
  await job.run(office.now());
  expect(await told(office)).toHaveLength(4);
  await settle(office, first.id, 2);
  office.pass(24);
  await job.run(office.now());
  await recountJob(office.leave).run(office.now());
  expect(await told(office)).toHaveLength(4);
});

test('of further leave personnel hears how much is new, and how much there is in all', async () => {
  const before = await testOffice();
  const later = await early(before, { state: 'pending' }, OTHER);
  await early(before);
  await early(before);
  const office = restarted(before, notice());
  const job = recountJob(office.leave);
  const heard = async () => (await told(office)).map(({ content }) => wordsOf(JSON.parse(content ?? '').blocks)).at(-1);
  await job.run(office.now());
  expect(await heard()).toMatch(/^(?!.*新增).*有 2 份/);
  await office.transact((tx) => moveLeave(tx, later.id, ['pending'], 'approved'));
  office.pass(24);
  await job.run(office.now());
  expect(await heard()).toContain('新增 1 份，共 3 份');
});

test('where nobody keeps the ledger, whoever comes to keep it is told', async () => {
  const before = await testOffice();
  await early(before);
  const office = restarted(before, notice());
  const keepers = (active: 0 | 1) =>
    office.transact((tx) =>
      tx
        .updateTable('org_member')
        .set({ active })
        .where('id', 'in', [HEAD, KEEPER] as never)
        .execute(),
    );
  await keepers(0);
  const job = recountJob(office.leave);
  await job.run(office.now());
  expect(await told(office)).toEqual([]);
  await keepers(1);
  office.pass(24);
  await job.run(office.now());
  expect((await told(office)).map(({ member_id }) => member_id)).toEqual([HEAD, KEEPER]);
});

test('leave that was waiting at the start and is approved later is told of on the next day', async () => {
  const before = await testOffice();
  const leave = await early(before, { state: 'pending' });
  const office = restarted(before, notice());
  const job = recountJob(office.leave);
  await job.run(office.now());
  expect(await told(office)).toEqual([]);
  await office.transact((tx) => tx.updateTable('leave_request').set({ state: 'approved' }).where('id', '=', leave.id).execute());
  office.moveTo(at('2026-11-25', '00:00'));
  await job.run(office.now());
  // Nobody is at work.
  expect(await told(office)).toEqual([]);
  office.moveTo(at('2026-11-25', '08:30'));
  await job.run(office.now());
  expect(await told(office)).toHaveLength(2);
});
