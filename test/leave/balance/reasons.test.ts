import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../../src/cli/erase.js';
import { correctBalance, setYearWithout } from '../../../src/leave/balance/entry-service.js';
import { openLedger } from '../../../src/leave/balance/ledger-service.js';
import { retentionJob } from '../../../src/retention/job.js';
import { KEY, run } from '../../cli/command-line.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { balance, HEAD, KEEPER, ME, OTHER } from './world.js';

async function entered(office: Office, of = ME) {
  await correctBalance(office.leave, { id: `c${of}`, memberId: KEEPER, of, year: 2026, halfDays: 2, reason: '补记调入前的假' });
  await setYearWithout(office.leave, { id: `w${of}`, memberId: HEAD, of, year: 2027, reason: '病假累计两个月' });
}
const reasons = async (office: Office, of = ME) => {
  const found: (string | undefined)[] = [];
  for (const year of [2026, 2027]) {
    const ledger = await openLedger(office.leave, { memberId: KEEPER, of, year });
    if (ledger.ok) found.push(...ledger.lines.map(({ reason }) => reason));
  }
  return found;
};
const night = (office: Office) =>
  retentionJob({ ...office.ground, policy: office.ground.policy.retention, reflection: office.reflection, log: { info: () => undefined } });

test('why a ledger says what it says goes in the night after its year, as foreseen; what it says stays', async () => {
  const office = await testOffice();
  await entered(office);
  office.pass(24);
  await entered(office, OTHER);
  const due = () => office.transact((tx) => night(office).nextDueAt(tx, office.now()));
  expect(await due()).toBe(at('2027-11-25', '03:30'));
  office.moveTo(at('2027-11-25', '03:30'));
  await night(office).run(office.now());
  expect([await reasons(office), await reasons(office, OTHER)]).toEqual([
    [undefined, undefined],
    ['补记调入前的假', '病假累计两个月'],
  ]);
  expect(await balance(office)).toMatchObject({ corrected: 2 });
  expect(await due()).toBe(at('2027-11-26', '03:30'));
});

test('it is erased with whoever has left, and nobody else’s with it', async () => {
  const office = await testOffice();
  await entered(office);
  await entered(office, OTHER);
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', ME).execute());
  const erase = async (...words: string[]) => (await run(eraseCommand, dirname(office.path), [ME, '--json', ...words], KEY)).json();
  expect(await erase()).toMatchObject({ ok: true, reasons: 2 });
  expect(await reasons(office)).toEqual(['补记调入前的假', '病假累计两个月']);
  expect(await erase('--apply')).toMatchObject({ ok: true, reasons: 2 });
  expect(await erase()).toMatchObject({ ok: true, reasons: 0 });
  expect([await reasons(office), await reasons(office, OTHER)]).toEqual([
    [undefined, undefined],
    ['补记调入前的假', '病假累计两个月'],
  ]);
});
