import { expect, onTestFinished, test, vi } from 'vitest';
import { awayAt, awayDuring } from '../../../src/leave/away/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import Database from '../../../src/sqlite.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { acting, days, leaveOf, reportBack } from './world.js';

const ME = '603';
const OTHER = '602';

const who = (office: Office, date: string, time: string) =>
  office.transact(async (tx) => [...(await awayAt(tx, office.leave, at(date, time))).keys()]);

test.each([
  ['the minute before', '2026-11-25', '11:59', false],
  ['from noon on', '2026-11-25', '12:00', true],
  ['at night', '2026-11-26', '03:00', true],
  ['to the last minute of the last morning', '2026-11-27', '11:59', true],
  ['not from noon on', '2026-11-27', '12:00', false],
])('whoever is on leave from one afternoon to a morning is away %s', async (_what, date, time, expected) => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-25 pm', '2026-11-27 am'));
  expect(await who(office, date, time)).toEqual(expected ? [ME] : []);
});

test.each(['pending', 'refused', 'returned', 'withdrawn', 'replaced'] as const)('leave that is %s keeps nobody away', async (state) => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, days('2026-11-25 am', '2026-11-27 pm'));
  expect(await who(office, '2026-11-26', '10:00')).toEqual([ME]);
  await office.transact((tx) => moveLeave(tx, leave.id, ['approved'], state));
  expect(await who(office, '2026-11-26', '10:00')).toEqual([]);
});

test('whoever has reported back was away until then, and nobody longer than was approved', async () => {
  const office = await testOffice();
  await reportBack(office, await leaveOf(office, ME, days('2026-11-24 am', '2026-11-27 pm')), '2026-11-26 pm');
  await reportBack(office, await leaveOf(office, OTHER, days('2026-11-24 am', '2026-11-25 pm')), '2026-11-30 am');
  expect(await who(office, '2026-11-25', '23:59')).toHaveLength(2);
  expect(await who(office, '2026-11-26', '11:59')).toEqual([ME]);
  expect(await who(office, '2026-11-26', '12:00')).toEqual([]);
});

test('whoever is back before it has begun was never away', async () => {
  const office = await testOffice();
  await reportBack(office, await leaveOf(office, ME, days('2026-11-26 am', '2026-11-27 pm')), '2026-11-26 am');
  expect(await who(office, '2026-11-26', '10:00')).toEqual([]);
});

test('over a span, each is named once, with the leave that lasts longest and whoever is in charge', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-11-25 am', '2026-11-26 am'), acting('601', 'declined'));
  const second = await leaveOf(office, ME, days('2026-11-26 pm', '2026-11-27 pm'), acting(OTHER, 'asked'));
  await leaveOf(office, '601', days('2026-11-27 pm', '2026-12-01 pm'));
  const during = (from: string, to: string) =>
    office.transact((tx) => awayDuring(tx, office.leave, { start: at(from, '09:00'), end: at(to, '12:00') }));
  expect([...(await during('2026-11-25', '2026-11-25'))].map(([id, { actingId }]) => [id, actingId])).toEqual([[ME, undefined]]);
  const found = await during('2026-11-25', '2026-11-27');
  expect([...found.values()].map(({ leave, actingId, until }) => [leave.id, actingId, until])).toEqual([
    [second.id, OTHER, at('2026-11-28', '00:00')],
  ]);
});

test('who is away is read from the index of approved leave, not from years of it', async () => {
  const office = await testOffice();
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await who(office, '2026-11-24', '10:00');
  const statements = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('leave_request'));
  prepare.mockRestore();
  expect(statements).toHaveLength(1);
  const file = new Database(office.path, { readonly: true });
  onTestFinished(() => void file.close());
  const [first] = file.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statements[0]}`).all(statements[0]?.match(/\?/g) ?? []);
  expect(first?.detail).toContain('SEARCH leave_request USING INDEX leave_request_by_span');
});
