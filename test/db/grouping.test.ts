import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { type Tx, transactOn } from '../../src/db/transact.js';
import { seen } from '../../src/delivery/inbox.js';
import Database from '../../src/sqlite.js';
import { scratch } from './scratch.js';

const now = 0 as Instant;
const write = (key: string) => (tx: Tx) => seen(tx, key, now);
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A database whose statements are listened to, and a second look at its file: what is seen there has been committed. */
async function listened() {
  const path = join(scratch(), 'siwen.db');
  await openDatabase(path).close();
  const statements: string[] = [];
  const sqlite = new Database(path, { verbose: (statement) => void statements.push(String(statement)) });
  const beside = new Database(path, { readonly: true });
  onTestFinished(() => {
    sqlite.close();
    beside.close();
  });
  const keys = beside.prepare<[], string>('SELECT key FROM delivery_seen ORDER BY key').pluck();
  const transact = transactOn(sqlite, 10_000);
  const times = (statement: string) => statements.filter((one) => one === statement).length;
  return { sqlite, transact, committed: () => keys.all(), times };
}

test('what comes at the same time shares a commit, and is told of it only afterwards', async () => {
  const { transact, committed, times } = await listened();
  const keys = Array.from({ length: 40 }, (_, index) => `k${10 + index}`);
  const told = keys.map(async (key) => {
    await turns(1); // one after the other, as what comes over the net, but in the same turn of the loop
    await transact(write(key));
    expect(committed()).toContain(key);
  });
  await Promise.all(told);
  expect(committed()).toEqual(keys);
  expect(times('commit')).toBe(1);
});

test('what comes while another is at work joins it', async () => {
  const { transact, committed, times } = await listened();
  let come = () => {};
  const second = new Promise<void>((resolve) => {
    come = resolve;
  }).then(() => transact(write('b')));
  await transact(async (tx) => {
    await write('a')(tx);
    come();
    await turns(1);
  });
  expect(committed()).toEqual(['a', 'b']);
  await second;
  expect(times('commit')).toBe(1);
});

test('a crowd is committed in portions', async () => {
  const { transact, times } = await listened();
  await Promise.all(Array.from({ length: 120 }, (_, index) => transact(write(`k${index}`))));
  expect(times('commit')).toBe(3);
});

test('one that fails takes nothing of the others with it', async () => {
  const { transact, committed, times } = await listened();
  const broken = transact(async (tx) => {
    await write('bad')(tx);
    throw new Error('half way');
  });
  const results = await Promise.allSettled([transact(write('a')), broken, transact(write('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed()).toEqual(['a', 'b']);
  expect(times('commit')).toBe(1);
});

test('where the common commit fails, nobody is told that it worked, and the next one works', async () => {
  const { sqlite, transact, committed } = await listened();
  sqlite.pragma('foreign_keys = ON');
  // Checked at the commit: a department above that isn't there.
  const orphan = (tx: Tx) =>
    sql`INSERT INTO org_department (id, name, parent_id, sibling_order, active) VALUES ('D', 'D', 'nowhere', 1, 1)`.execute(tx);
  const results = await Promise.allSettled([transact(write('a')), transact(orphan), transact(write('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(committed()).toEqual([]);
  await transact(write('c'));
  expect(committed()).toEqual(['c']);
});

test('where SQLite rolls everything back by itself, those before have failed as well, and those after go on', async () => {
  const { transact, committed } = await listened();
  const disaster = async (tx: Tx) => {
    await write('bad')(tx);
    await sql`INSERT OR ROLLBACK INTO delivery_seen VALUES ('bad', 0)`.execute(tx).catch(() => undefined);
    await write('worse')(tx);
  };
  const results = await Promise.allSettled([transact(write('a')), transact(disaster), transact(write('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(committed()).toEqual(['b']);
});

test('a handle kept beyond its transaction is refused, although others of the group go on', async () => {
  const { transact, committed } = await listened();
  let kept: Tx | undefined;
  const first = transact(async (tx) => {
    kept = tx;
  });
  const misuse = first.then(() => kept && write('late')(kept));
  await expect(misuse).rejects.toThrow(/is over/);
  await transact(write('a'));
  expect(committed()).toEqual(['a']);
});

type Work = { readonly fails: boolean; readonly turns: number; readonly later: number };
const someWork = fc.record({ fails: fc.boolean(), turns: fc.integer({ min: 0, max: 2 }), later: fc.integer({ min: 0, max: 3 }) });

test('whatever comes when, and whichever fail: told is stored, refused is not', async () => {
  const { transact, committed } = await listened();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(someWork, { maxLength: 12 }), async (all) => {
      run += 1;
      const keyOf = (index: number) => `${run}-${index}`;
      const one = async ({ fails, turns: inside, later }: Work, index: number) => {
        await turns(later);
        await transact(async (tx) => {
          await write(keyOf(index))(tx);
          await turns(inside);
          if (fails) throw new Error('it fails');
        });
        expect(committed()).toContain(keyOf(index));
      };
      const results = await Promise.allSettled(all.map(one));
      expect(results.map(({ status }) => status)).toEqual(all.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')));
      const mine = committed().filter((key) => key.startsWith(`${run}-`));
      expect(mine.sort()).toEqual(all.flatMap(({ fails }, index) => (fails ? [] : [keyOf(index)])).sort());
    }),
    { numRuns: 60 },
  );
});

/** `failing`: statements that fail as on a broken disk, before they do anything. */
async function broken() {
  const scene = await listened();
  const failing = new Set<string>();
  const exec = scene.sqlite.exec.bind(scene.sqlite);
  scene.sqlite.exec = (statement) => {
    if (failing.has(statement)) throw new Error(`disk I/O error in ${statement}`);
    return exec(statement);
  };
  return { ...scene, failing };
}

test('where a commit fails and nothing can be rolled back, everybody is told, and nothing of it is stored later', async () => {
  const { transact, committed, failing } = await broken();
  failing.add('commit').add('rollback');
  const results = await Promise.allSettled([transact(write('a')), transact(write('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(transact(write('c'))).rejects.toThrow('disk I/O error in rollback');
  failing.clear();
  await transact(write('d'));
  expect(committed()).toEqual(['d']);
});

test('where one of a group cannot be taken back, those before it have failed with it, and half of it is never stored', async () => {
  const { transact, committed, failing } = await broken();
  failing.add('rollback to work');
  const half = async (tx: Tx) => {
    await write('bad')(tx);
    throw new Error('half way');
  };
  const results = await Promise.allSettled([transact(write('a')), transact(half), transact(write('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { message: 'half way' } });
  expect(committed()).toEqual(['b']);
});

test('where neither one of a group nor the whole can be taken back, nothing is committed, and nothing begins before it can', async () => {
  const { transact, committed, failing } = await broken();
  failing.add('rollback to work').add('rollback');
  const half = async (tx: Tx) => {
    await write('bad')(tx);
    throw new Error('half way');
  };
  const results = await Promise.allSettled([transact(write('a')), transact(half)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(transact(write('c'))).rejects.toThrow('disk I/O error in rollback');
  expect(committed()).toEqual([]);
  failing.clear();
  await transact(write('d'));
  expect(committed()).toEqual(['d']);
});
