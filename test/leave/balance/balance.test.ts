import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { addDays, datesFrom, yearOf } from '../../../src/calendar/plain-date.js';
import type { LeaveDeps } from '../../../src/leave/deps.js';
import { compareHalfDays, type HalfDay } from '../../../src/leave/half-days.js';
import type { Leave } from '../../../src/leave/leave.js';
import { yearBalances } from '../../../src/leave/request/year-balances.js';
import { moveLeave } from '../../../src/leave/store.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
import { days, reportBack } from '../away/world.js';
import { annual, balance, ME, OTHER } from './world.js';

const worked = (office: Office, memberId: string, workedSince: string | null, joined: string | null = null) =>
  office.transact((tx) =>
    tx.updateTable('org_member').set({ worked_since: workedSince, joined_on: joined }).where('id', '=', memberId).execute(),
  );

test('what is approved is taken, what is undecided waits, and nothing else counts', async () => {
  const office = await testOffice();
  await annual(office, days('2026-11-26 am', '2026-11-27 am'));
  await annual(office, days('2026-12-01 am', '2026-12-01 pm'), { state: 'pending' });
  for (const [day, state] of [
    ['02', 'refused'],
    ['03', 'returned'],
    ['04', 'withdrawn'],
    ['07', 'replaced'],
  ] as const)
    await annual(office, days(`2026-12-${day} am`, `2026-12-${day} pm`), { state });
  await annual(office, days('2026-12-08 am', '2026-12-08 pm'), { kind: 'business-trip' });
  await annual(office, days('2026-12-08 am', '2026-12-08 pm'), {}, OTHER);
  expect(await balance(office)).toEqual({ entitled: 10, ahead: 0, carriedOver: 0, corrected: 0, taken: 3, waiting: 2, left: 5 });
});

test('a leave over the turn of the year takes of each its own days', async () => {
  const office = await testOffice();
  await annual(office, days('2026-12-30 pm', '2027-01-05 am'));
  // Nobody has announced the holidays of 2027 yet: its first Friday counts, until somebody does.
  expect([await balance(office, ME, 2026), await balance(office, ME, 2027)]).toMatchObject([{ taken: 3 }, { taken: 5 }]);
});

test('where the roster doesn’t say since when somebody has worked, the joining date counts; without either nothing is known', async () => {
  const office = await testOffice();
  await worked(office, ME, '2006-03-01', '2022-07-01');
  expect(await balance(office)).toMatchObject({ entitled: 30 });
  await worked(office, ME, null, '2022-07-01');
  expect(await balance(office)).toMatchObject({ entitled: 10 });
  await worked(office, ME, null);
  expect(await balance(office)).toBeUndefined();
  expect(await balance(office, 'nobody')).toBeUndefined();
});

test('a request that changes an approved leave waits with what it adds only, until it takes its place', async () => {
  const office = await testOffice();
  const former = await annual(office, days('2026-11-26 am', '2026-11-27 pm'));
  const longer = await annual(office, days('2026-11-26 am', '2026-11-30 pm'), { state: 'pending', replaces: former.id });
  expect(await balance(office)).toMatchObject({ taken: 4, waiting: 2, left: 4 });
  await office.transact(async (tx) => {
    await moveLeave(tx, former.id, ['approved'], 'replaced');
    await moveLeave(tx, longer.id, ['pending'], 'approved');
  });
  expect(await balance(office)).toMatchObject({ taken: 6, waiting: 0, left: 4 });
});

test('one that was returned and is asked for anew waits in full', async () => {
  const office = await testOffice();
  const returned = await annual(office, days('2026-11-26 am', '2026-11-27 pm'), { state: 'replaced' });
  await annual(office, days('2026-11-26 am', '2026-11-30 pm'), { state: 'pending', replaces: returned.id });
  expect(await balance(office)).toMatchObject({ taken: 0, waiting: 6 });
});

test.each([
  ['on the day after its end', '2026-11-28 am', 6],
  ['days late', '2026-12-03 am', 6],
  ['half a day early', '2026-11-27 pm', 5],
  ['two days early', '2026-11-26 am', 2],
  ['before it began', '2026-11-25 am', 0],
])('whoever reports back %s has taken what they were away', async (_when, back, taken) => {
  const office = await testOffice();
  const leave = await annual(office, days('2026-11-25 am', '2026-11-27 pm'));
  expect(await reportBack(office, leave, back)).toBe(true);
  expect(await balance(office)).toMatchObject({ taken, left: 10 - taken });
});

test('what was given back is given back once, however often it is reported', async () => {
  const office = await testOffice();
  const leave = await annual(office, days('2026-11-25 am', '2026-11-27 pm'));
  expect([await reportBack(office, leave, '2026-11-26 am'), await reportBack(office, leave, '2026-11-25 pm')]).toEqual([true, false]);
  expect(await balance(office)).toMatchObject({ taken: 2 });
});

/** What is left of 2026 may be taken until the end of March. */
const carrying = ({ leave }: Office): LeaveDeps => ({
  ...leave,
  policy: { ...leave.policy, annual: { carryOver: { years: 1, fromYear: 2026, untilMonth: 3 } } },
});

test('what is carried over follows policy', async () => {
  const office = await testOffice(at('2027-02-01', '10:00'));
  const deps = carrying(office);
  await annual(office, days('2026-11-25 am', '2026-11-27 pm'));
  await annual(office, days('2027-03-31 am', '2027-04-01 pm'));
  expect(await balance(office, ME, 2027)).toMatchObject({ carriedOver: 0, left: 6 });
  expect(await balance(office, ME, 2027, deps)).toMatchObject({ entitled: 10, carriedOver: 4, taken: 4, left: 10 });
  office.moveTo(at('2027-04-01', '00:00'));
  expect(await balance(office, ME, 2027, deps)).toMatchObject({ carriedOver: 2, taken: 4, left: 8 });
});

test('whoever joined this year, wherever they worked before, has nothing carried over from the years before', async () => {
  const office = await testOffice(at('2027-02-01', '10:00'));
  expect(await balance(office, ME, 2027, carrying(office))).toMatchObject({ entitled: 10, carriedOver: 10 });
  await worked(office, ME, '2022-07-01', '2027-01-11');
  expect(await balance(office, ME, 2027, carrying(office))).toMatchObject({ entitled: 10, carriedOver: 0 });
});

test('a request for later than what was carried over lasts finds only what there is then', async () => {
  const office = await testOffice(at('2027-02-01', '10:00'));
  await annual(office, days('2026-11-25 am', '2026-11-27 pm'));
  const before = (from: string, until: string, takes: number, instead: Leave[] = []) =>
    office.transact((tx) => yearBalances(tx, carrying(office), ME, days(from, until), new Map([[2027, takes]]), instead));
  expect(await before('2027-03-30 am', '2027-03-31 pm', 4)).toMatchObject([{ before: 14 }]);
  expect(await before('2027-04-06 am', '2027-04-13 pm', 12)).toMatchObject([{ before: 10 }]);
  expect(await before('2027-03-31 am', '2027-04-07 pm', 12)).toMatchObject([{ before: 12 }]);
  // Moved from before to after the end of March.
  const leave = await annual(office, days('2027-03-30 am', '2027-03-31 pm'));
  expect(await before('2027-04-06 am', '2027-04-07 pm', 4, [leave])).toMatchObject([{ before: 10 }]);
  // While that waits, another finds neither what it gives up nor what it would take.
  await annual(office, days('2027-04-06 am', '2027-04-07 pm'), { state: 'pending', replaces: leave.id });
  expect(await before('2027-05-10 am', '2027-05-11 pm', 4)).toMatchObject([{ before: 6 }]);
});

test('who has more days from May on asks for leave after that before, and reads of both in the ledger', async () => {
  const office = await testOffice(at('2026-03-10', '10:00'));
  await worked(office, ME, '2016-04-15');
  const before = (from: string, until: string, takes: number) =>
    office.transact((tx) => yearBalances(tx, office.leave, ME, days(from, until), new Map([[2026, takes]]), []));
  expect(await before('2026-09-28 am', '2026-10-10 pm', 12)).toMatchObject([{ before: 20, now: 20 }]);
  expect(await before('2026-04-20 am', '2026-04-27 pm', 12)).toMatchObject([{ before: 10 }]);
  await annual(office, days('2026-09-28 am', '2026-10-10 pm'));
  expect(await balance(office)).toMatchObject({ entitled: 10, ahead: 10, taken: 12, left: 8 });
  expect(wordsOf(cardIn(await talk(office, ME).say('年假')).blocks)).toMatch(/应休 5 天[\s\S]*年内将增加、已安排 5 天[\s\S]*剩余 4 天/);
});

test('leave of this year leaves to leave of next January what that lives on, though the days rise in August', async () => {
  const office = await testOffice(at('2026-05-15', '10:00'));
  await worked(office, ME, '2017-07-28');
  const asked = () =>
    office.transact((tx) => yearBalances(tx, carrying(office), ME, days('2026-08-31 am', '2026-09-02 pm'), new Map([[2026, 6]]), []));
  expect(await asked()).toMatchObject([{ nextIsShort: false }]);
  await annual(office, days('2027-01-04 am', '2027-01-13 pm'));
  expect(await asked()).toMatchObject([{ nextIsShort: true }]);
});

test('the balance never counts a public holiday or a rest day, whatever the leave', async () => {
  const office = await testOffice();
  const { calendar } = office.ground;
  const someHalfDay = fc
    .tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom('morning' as const, 'afternoon' as const))
    .map(([later, half]): HalfDay => ({ on: addDays('2025-09-01' as PlainDate, later), half }));
  let expected = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(someHalfDay, fc.integer({ min: 0, max: 20 }), fc.constantFrom('morning', 'afternoon'), async (from, length, half) => {
      const until: HalfDay = { on: addDays(from.on, length), half: half as HalfDay['half'] };
      fc.pre(compareHalfDays(from, until) <= 0);
      await annual(office, { from, until });
      for (const on of datesFrom(from.on, until.on))
        for (const each of ['morning', 'afternoon'] as const)
          if (calendar.isWorkday(on) && compareHalfDays({ on, half: each }, from) >= 0 && compareHalfDays({ on, half: each }, until) <= 0)
            expected = new Map(expected).set(yearOf(on), (expected.get(yearOf(on)) ?? 0) + 1);
      for (const year of [2025, 2026, 2027]) expect((await balance(office, ME, year))?.taken).toBe(expected.get(year) ?? 0);
    }),
    { numRuns: 60 },
  );
});
