import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { followSubstitutes } from '../../../src/leave/absence/substitute-service.js';
import { addCrowd } from '../../support/crowd.js';
import type { Office } from '../../support/office.js';
import { bureau } from './world.js';

/** How many statements were asked for rows meanwhile. */
async function reads(work: () => Promise<unknown>): Promise<number> {
  const statement: { all: () => unknown } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  const all = vi.spyOn(statement, 'all');
  await work();
  const count = all.mock.calls.length;
  all.mockRestore();
  return count;
}

const look = (office: Office) => () => followSubstitutes(office.leave);

test('however many go to a meeting instead of somebody, whether they may still is read at once, every minute', async () => {
  const { office, requested } = await bureau();
  // After who is expected was written: they are not.
  await addCrowd(office, 4);
  await requested('603', { substituteId: 'M0' });
  await look(office)();
  const before = await reads(look(office));
  for (const [n, id] of ['602', '701', '702'].entries()) await requested(id, { substituteId: `M${n + 1}` });
  expect(await reads(look(office))).toBe(before);
});
