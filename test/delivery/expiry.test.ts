import { expect, onTestFinished, test, vi } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { expirePending } from '../../src/delivery/states.js';
import Database from '../../src/sqlite.js';
import { testDatabase } from '../support/database.js';

const NOW = 1_790_000_000_000 as Instant;

test('what has expired is read from its index, not from everything that waits', async () => {
  const { transact, path } = await testDatabase();
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await transact((tx) => expirePending(tx, NOW));
  const [statement = ''] = prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('delivery_outbox'));
  prepare.mockRestore();
  const file = new Database(path, { readonly: true });
  onTestFinished(() => void file.close());
  const [first] = file.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all(statement.match(/\?/g) ?? []);
  expect(first?.detail).toContain('delivery_outbox_by_expiry (state=? AND expires_at<?)');
});
