import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfDaysIn } from '../../../src/leave/balance/entry-rules.js';
import { correctBalance, setYearWithout, undoEntry } from '../../../src/leave/balance/entry-service.js';
import type { Ledger } from '../../../src/leave/balance/ledger.js';
import { openLedger } from '../../../src/leave/balance/ledger-service.js';
import Database from '../../../src/sqlite.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { days } from '../away/world.js';
import { annual, audited, balance, HEAD, KEEPER, ME, OTHER } from './world.js';

let ids = 0;
const correct = (office: Office, halfDays: number, more: Partial<Parameters<typeof correctBalance>[1]> = {}) =>
  correctBalance(office.leave, { id: `c${++ids}`, memberId: KEEPER, of: ME, year: 2026, halfDays, reason: '补记调入前的假', ...more });
const without = (office: Office, more: Partial<Parameters<typeof setYearWithout>[1]> = {}) =>
  setYearWithout(office.leave, { id: `w${++ids}`, memberId: KEEPER, of: ME, year: 2026, reason: '病假累计两个月', ...more });
const undo = (office: Office, undoes: string, more: Partial<Parameters<typeof undoEntry>[1]> = {}) =>
  undoEntry(office.leave, { id: `u${++ids}`, memberId: KEEPER, undoes, reason: '记错了人', ...more });

async function ledger(office: Office, memberId = KEEPER, of = ME, year = 2026): Promise<Ledger> {
  const found = await openLedger(office.leave, { memberId, of, year });
  if (!found.ok) throw new Error(found.refusal);
  return found;
}
const made = async (entered: ReturnType<typeof correct>) => {
  const result = await entered;
  if (!result.ok) throw new Error(result.refusal);
  return result.entry;
};

describe('who keeps the ledger (domain.md §5)', () => {
  test.each([
    [HEAD, true],
    [KEEPER, true],
    ['001', false],
    ['002', false],
    ['101', false],
    ['201', false],
    ['601', false],
    [OTHER, false],
    ['nobody', false],
  ])('%s may see and correct somebody else’s: %s', async (memberId, may) => {
    const office = await testOffice();
    const refused = { ok: false, refusal: 'right-missing' };
    const entry = await made(correct(office, 2));
    const results = [
      await openLedger(office.leave, { memberId, of: ME, year: 2026 }),
      await correct(office, 1, { memberId }),
      await without(office, { memberId }),
      await undo(office, entry.id, { memberId }),
    ];
    for (const result of results) expect(result).toMatchObject(may ? { ok: true } : refused);
  });

  test('everybody sees their own, which is no look at anybody else’s', async () => {
    const office = await testOffice();
    expect(await openLedger(office.leave, { memberId: ME, of: ME, year: 2026 })).toMatchObject({ ok: true, mayEnter: false });
    expect(await audited(office, 'leave.')).toEqual([]);
    await ledger(office);
    expect(await audited(office, 'leave.')).toMatchObject([{ action: 'leave.balance-looked', subject: ME, detail: '2026' }]);
  });

  test('nobody corrects their own, not even who keeps everybody’s', async () => {
    const office = await testOffice();
    const own = { of: KEEPER };
    expect(await correct(office, 2, own)).toEqual({ ok: false, refusal: 'own-balance' });
    expect(await without(office, own)).toEqual({ ok: false, refusal: 'own-balance' });
    const entry = await made(correct(office, -2, { memberId: HEAD, of: KEEPER }));
    expect(await undo(office, entry.id)).toEqual({ ok: false, refusal: 'own-balance' });
    expect(await ledger(office, KEEPER, KEEPER)).toMatchObject({ mayEnter: false, lines: [{ mayBeUndone: false }] });
    expect(await balance(office, KEEPER)).toMatchObject({ corrected: -2 });
  });

  test('whoever has left personnel meanwhile keeps it no more', async () => {
    const office = await testOffice();
    await office.transact((tx) => tx.updateTable('org_department').set({ active: 0 }).where('name', '=', '人事教育处').execute());
    expect(await correct(office, 2)).toEqual({ ok: false, refusal: 'right-missing' });
  });
});

test('a correction stands in the balance, with who, when and why; why is in no other place', async () => {
  const office = await testOffice();
  await correct(office, 3);
  expect(await balance(office)).toMatchObject({ corrected: 3, left: 13 });
  const [line] = (await ledger(office)).lines;
  expect(line).toMatchObject({ by: '宋予安', reason: '补记调入前的假', entry: { halfDays: 3, at: office.now() } });
  expect(await audited(office, 'leave.correction')).toMatchObject([{ subject: ME, detail: '2026 correction 3' }]);
  expect(JSON.stringify(await audited(office, ''))).not.toContain('调入');
  expect(await office.outbox('leave.entry:')).toMatchObject([{ member_id: ME, content: expect.not.stringContaining('调入') }]);
  const file = new Database(office.path, { readonly: true });
  const { reason } = file.prepare<[], { reason: Buffer }>('SELECT reason FROM leave_entry').get() ?? { reason: Buffer.from('') };
  file.close();
  expect(reason.includes(Buffer.from('调入'))).toBe(false);
});

test('a form that arrives twice corrects once', async () => {
  const office = await testOffice();
  expect(await correct(office, 3, { id: 'form' })).toMatchObject({ ok: true });
  expect(await correct(office, 3, { id: 'form' })).toEqual({ ok: false, refusal: 'entered-already' });
  expect(await without(office, { id: 'other' })).toMatchObject({ ok: true });
  expect(await without(office, { id: 'other' })).toEqual({ ok: false, refusal: 'entered-already' });
  expect(await balance(office)).toMatchObject({ corrected: 3 });
});

test('of two who correct at once neither is lost', async () => {
  const office = await testOffice();
  const all = Array.from({ length: 10 }, (_, index) => correct(office, index + 1, { memberId: index % 2 ? KEEPER : HEAD }));
  expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true);
  expect((await ledger(office)).lines).toHaveLength(10);
  expect(await balance(office)).toMatchObject({ corrected: 55 });
});

test('of two who undo at once one is told that it was undone', async () => {
  const office = await testOffice();
  const entry = await made(correct(office, 4));
  const results = await Promise.all([undo(office, entry.id), undo(office, entry.id, { memberId: HEAD })]);
  expect(results.map((one) => (one.ok ? 'ok' : one.refusal)).toSorted()).toEqual(['ok', 'undone-already']);
  expect(await balance(office)).toMatchObject({ corrected: 0 });
});

test('an entry is undone by another that says the opposite, once, and that one is not undone in turn', async () => {
  const office = await testOffice();
  const entry = await made(correct(office, -5));
  const undone = await made(undo(office, entry.id));
  expect(undone).toMatchObject({ halfDays: 5, undoes: entry.id, year: 2026 });
  expect(await undo(office, entry.id)).toEqual({ ok: false, refusal: 'undone-already' });
  expect(await undo(office, undone.id)).toEqual({ ok: false, refusal: 'undoes-another' });
  expect(await undo(office, 'nothing')).toEqual({ ok: false, refusal: 'entry-unknown' });
  expect((await ledger(office)).lines.map(({ mayBeUndone }) => mayBeUndone)).toEqual([false, false]);
});

test('a year without leave is set once, and again after it was undone', async () => {
  const office = await testOffice();
  const entry = await made(without(office));
  expect(await balance(office)).toMatchObject({ entitled: 0, left: 0 });
  expect(await without(office)).toEqual({ ok: false, refusal: 'without-already' });
  expect(await without(office, { year: 2027 })).toMatchObject({ ok: true });
  await undo(office, entry.id);
  expect(await balance(office)).toMatchObject({ entitled: 10 });
  expect(await without(office)).toMatchObject({ ok: true });
});

test('only the ledgers of last year, this one and the next are written; others are there to be read', async () => {
  const office = await testOffice();
  for (const [year, ok] of [
    [2024, false],
    [2025, true],
    [2026, true],
    [2027, true],
    [2028, false],
    [2026.5, false],
    [Number.NaN, false],
  ] as const)
    for (const result of [await correct(office, 2, { year }), await without(office, { year })])
      expect(result, `${year}`).toMatchObject(ok ? { ok } : { ok, refusal: 'year-far' });
  expect(await openLedger(office.leave, { memberId: ME, of: ME, year: 2028 })).toMatchObject({ ok: false, refusal: 'year-far' });
  expect(await ledger(office, KEEPER, ME, 2024)).toMatchObject({ mayEnter: false });
  office.moveTo(at('2028-01-01', '00:00'));
  const [line] = (await ledger(office, KEEPER, ME, 2026)).lines;
  expect(line).toMatchObject({ mayBeUndone: false });
  expect(await undo(office, line?.entry.id ?? '')).toMatchObject({ ok: false, refusal: 'year-far' });
});

test.each([
  ['', 'reason-missing'],
  [' \n　', 'reason-missing'],
  ['假'.repeat(501), 'too-long'],
])('the reason %j is refused', async (reason, refusal) => {
  const office = await testOffice();
  const entry = await made(correct(office, 2));
  for (const result of [await correct(office, 2, { reason }), await without(office, { reason }), await undo(office, entry.id, { reason })])
    expect(result).toEqual({ ok: false, refusal });
});

test('of a change that waits the ledger lists what it adds, so that the list adds up to the balance', async () => {
  const office = await testOffice();
  const former = await annual(office, days('2026-11-26 am', '2026-11-27 pm'));
  await annual(office, days('2026-11-26 am', '2026-11-30 pm'), { state: 'pending', replaces: former.id });
  const { leaves, standing } = await ledger(office);
  expect(leaves.map(({ leave: { state }, halfDays }) => [state, halfDays])).toEqual([
    ['approved', 4],
    ['pending', 2],
  ]);
  expect(standing?.balance).toMatchObject({ taken: 4, waiting: 2 });
});

test('somebody unknown has no ledger', async () => {
  const office = await testOffice();
  expect(await correct(office, 2, { of: 'nobody' })).toEqual({ ok: false, refusal: 'nobody' });
  expect(await openLedger(office.leave, { memberId: KEEPER, of: 'nobody', year: 2026 })).toEqual({ ok: false, refusal: 'nobody' });
});

test.each([
  ['0.5', 1],
  ['1', 2],
  ['1.5', 3],
  ['2 天', 4],
  ['２．５天', 5],
  ['1 day', 2],
  ['30', 60],
  ['30.5', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['1.25', undefined],
  ['1.', undefined],
  ['1e1', undefined],
  ['', undefined],
  ['半天', undefined],
])('%j is read as %s half days', (written, halfDays) => {
  expect(halfDaysIn(written)).toBe(halfDays);
});

test('whatever is entered and undone, the ledger only grows, and the balance is its sum', async () => {
  const office = await testOffice();
  const step = fc.oneof(
    fc.record({ do: fc.constant('correct' as const), halfDays: fc.integer({ min: -20, max: 20 }).filter((n) => n !== 0) }),
    fc.record({ do: fc.constant('undo' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('without' as const) }),
  );
  let before: readonly string[] = [];
  const written = async () => (await ledger(office)).lines.map((line) => JSON.stringify([line.entry, line.by, line.reason]));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      for (const one of steps) {
        const entries = (await ledger(office)).lines.map(({ entry }) => entry);
        if (one.do === 'correct') await correct(office, one.halfDays);
        if (one.do === 'without') await without(office);
        if (one.do === 'undo') await undo(office, entries[one.which % Math.max(1, entries.length)]?.id ?? '');
        const after = await written();
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.length - before.length).toBeLessThanOrEqual(1);
        before = after;
      }
      const { lines } = await ledger(office);
      expect((await balance(office))?.corrected).toBe(lines.reduce((sum, { entry }) => sum + entry.halfDays, 0));
    }),
    { numRuns: 15 },
  );
});

test('the database itself lets nothing of the ledger change or go, and nobody enter anything of their own', async () => {
  const office = await testOffice();
  await correct(office, 2);
  const file = new Database(office.path);
  for (const sql of [
    'UPDATE leave_entry SET half_days = 9',
    "UPDATE leave_entry SET made_by = '301'",
    "UPDATE leave_entry SET reason = x'00'",
    'DELETE FROM leave_entry',
    'INSERT INTO leave_entry (id, member_id, year, kind, half_days, made_by, made_at) SELECT id || 2, member_id, year, kind, 2, member_id, made_at FROM leave_entry',
  ])
    expect(() => file.exec(sql), sql).toThrow();
  file.exec('UPDATE leave_entry SET reason = NULL');
  file.close();
  expect((await ledger(office)).lines).toMatchObject([{ reason: undefined, entry: { halfDays: 2 } }]);
});
