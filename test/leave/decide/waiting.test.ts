import { expect, test, vi } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { todosFor } from '../../../src/leave/decide/waiting/service.js';
import Database from '../../../src/sqlite.js';
import { testOffice } from '../../support/office.js';
import { days } from '../away/world.js';
import { requested } from './world.js';

const CLERK_OF_THE_OFFICE = '104';

test('who plays a part is read once for everything that waits, not once for each', async () => {
  const office = await testOffice();
  for (const [memberId, day] of [
    ['603', '2026-12-01'],
    ['602', '2026-12-02'],
    ['603', '2026-12-03'],
  ] as const) {
    const leave = await requested(office, memberId, { kind: 'annual-leave' }, days(`${day} am`, `${day} pm`));
    await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  }
  const asked: string[] = [];
  const all = vi.spyOn(Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')), 'all').mockImplementation(function (
    this: { source: string; iterate: (values: unknown[]) => Iterable<unknown> },
    values: unknown,
  ) {
    asked.push(this.source);
    return [...this.iterate(values as unknown[])];
  });
  const waiting = (memberId: string) => office.transact((tx) => todosFor(tx, office.leave, memberId, 10));
  expect((await waiting(CLERK_OF_THE_OFFICE)).waiting).toEqual([]);
  expect(asked.filter((sql) => sql.includes('"played"'))).toHaveLength(1);
  expect((await waiting('301')).waiting).toHaveLength(3);
  all.mockRestore();
});
