import { expect, test } from 'vitest';
import { CalendarYear } from '../../../src/calendar/calendar-year.js';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { viewReport } from '../../../src/leave/away/report/service.js';
import { undoEntry } from '../../../src/leave/balance/entry-service.js';
import { openRecounts, settleRecount } from '../../../src/leave/balance/recount-service.js';
import type { Leave } from '../../../src/leave/leave.js';
import { type Office, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';
import { days, reportBack } from '../away/world.js';
import { annual, balance, KEEPER, ME, restarted } from './world.js';

/* Leave to which personnel has added days since it was asked for, and whose member is back early. */

/** An invented notice: New Year's Day is off, and these days are worked. */
const notice = (...makeUpWorkdays: string[]) =>
  CalendarYear.parse({
    year: 2027,
    source: '虚构的通知，仅供测试',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-01' }],
    makeUpWorkdays,
  });

/** A week of ten half days, whose Saturday comes to be worked. */
async function corrected(until = '2027-01-10 pm', sum = 12): Promise<{ office: Office; leave: Leave }> {
  const before = await testOffice();
  const leave = await annual(before, days('2027-01-04 am', until));
  const office = restarted(before, notice('2027-01-09'));
  expect(await settleRecount(office.leave, { memberId: KEEPER, leaveId: leave.id, sum, verdict: 'correct' })).toEqual({ ok: true });
  return { office, leave };
}

async function reported(office: Office) {
  const dates = { from: '2027-01-01' as PlainDate, to: '2027-01-31' as PlainDate };
  const report = await viewReport(office.leave, { viewer: { operator: 'test' }, dates });
  return report.ok ? report.total.days['annual-leave'] : undefined;
}

async function undo(office: Office) {
  const [row] = await office.transact((tx) => tx.selectFrom('leave_entry').select('id').execute());
  return undoEntry(office.leave, { id: 'undone', memberId: KEEPER, undoes: row?.id ?? '', reason: '更正有误' });
}

const listed = async (office: Office) => {
  const list = await openRecounts(office.leave, { memberId: KEEPER, limit: 5 });
  return list.ok ? list.listed : undefined;
};

test.each([
  ['2027-01-06 am', 4, '2 天'],
  ['2027-01-04 pm', 1, '0.5 天'],
  ['2027-01-04 am', 0, '0 天'],
])('back on %s, the figures, the card and the ledger say the same: %i half days', async (back, spent, words) => {
  const { office, leave } = await corrected();
  await reportBack(office, leave, back);
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: spent, corrected: 0, left: 10 - spent });
  expect(await reported(office)).toBe(spent);
  expect(wordsOf(formIn(await talk(office, ME).press('leave.view', leave.id)).blocks)).toContain(words);
  expect(await listed(office)).toEqual([]);
});

test('a day that was added and spent is left out of the figures, as corrections are', async () => {
  const { office, leave } = await corrected('2027-01-12 pm', 16);
  await reportBack(office, leave, '2027-01-11 am');
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 10, corrected: -2 });
  expect(await reported(office)).toBe(10);
});

test.each([
  ['2027-01-04 am', 0],
  ['2027-01-06 am', 4],
])('a correction that is undone after they were back on %s leaves what was spent, and never less than nothing', async (back, spent) => {
  const { office, leave } = await corrected();
  await reportBack(office, leave, back);
  expect(await undo(office)).toMatchObject({ ok: true });
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: spent, corrected: 0, left: 10 - spent });
  expect(await listed(office)).toEqual([]);
});

test('so are days in a year of which nothing was counted at first', async () => {
  const before = restarted(await testOffice(), notice());
  const leave = await annual(before, days('2026-12-30 am', '2027-01-03 pm'));
  await before.transact((tx) => tx.deleteFrom('leave_days').where('leave_id', '=', leave.id).where('year', '=', 2027).execute());
  const office = restarted(before, notice('2027-01-03'));
  await settleRecount(office.leave, { memberId: KEEPER, leaveId: leave.id, sum: 2, verdict: 'correct' });
  expect(await balance(office, ME, 2027)).toMatchObject({ corrected: -2, left: 8 });
  await reportBack(office, leave, '2026-12-31 am');
  expect(await balance(office, ME, 2027)).toMatchObject({ taken: 0, corrected: 0, left: 10 });
});
