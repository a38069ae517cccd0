import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesFinding, lockFinding, nodeFinding } from '../../../src/cli/doctor/machine.js';
import { takeLock } from '../../../src/db/lock.js';
import { scratch } from '../../db/scratch.js';
import { at, zone } from '../../support/office.js';

test.each([
  ['v20.18.3', false],
  ['v20.19.0', true],
  ['v22.1.0', true],
  ['v18.20.0', false],
])('Node.js %s fits: %s', (version, fits) => {
  expect(nodeFinding(version).ok).toBe(fits);
});

test('who holds the lock is said, and asking neither takes nor makes it', () => {
  const dir = scratch();
  expect(lockFinding(dir, zone()).what.zh).toBe('机器人没有运行');
  const lock = takeLock(join(dir, 'lock.db'), at('2026-11-24', '09:00'), zone());
  expect(lockFinding(dir, zone()).what.zh).toBe(`机器人正在运行（进程号 ${process.pid}，自 2026年11月24日（周二） 09:00 起）`);
  expect(lockFinding(dir, zone()).what.en).toBe(`the bot is running (process ${process.pid}, since Tue, Nov 24, 2026 09:00)`);
  lock.release();
  expect(lockFinding(dir, zone()).what.en).toBe('the bot is not running');
  takeLock(join(dir, 'lock.db'), at('2026-11-24', '09:00'), zone()).release();
});

test('files that others can read are named, with the command that closes them', () => {
  const dir = join(scratch(), 'data');
  mkdirSync(dir, { mode: 0o755 });
  const self = process.getuid?.();
  for (const name of ['siwen.db', 'siwen.key', 'keys.db-wal', 'roster.csv']) writeFileSync(join(dir, name), '', { mode: 0o600 });
  chmodSync(join(dir, 'roster.csv'), 0o644);
  expect(filesFinding(dir, self).map(({ ok }) => ok)).toEqual([true]);
  chmodSync(join(dir, 'siwen.key'), 0o640);
  chmodSync(join(dir, 'keys.db-wal'), 0o604);
  const [found] = filesFinding(dir, self);
  expect(found).toMatchObject({ check: 'permissions', ok: false });
  expect(found?.next?.zh).toContain('chmod 600 keys.db-wal siwen.key');
  expect(filesFinding(dir, undefined)).toEqual([]);
});

test('a file with tokens that others can read is named wherever it lies, once', () => {
  const [dir, elsewhere] = [scratch(), scratch()];
  const file = join(elsewhere, '.env');
  expect(filesFinding(dir, 1, file)).toMatchObject([{ ok: true }]);
  writeFileSync(file, 'SLACK_BOT_TOKEN=');
  chmodSync(file, 0o644);
  expect(filesFinding(dir, 1, file)[0]).toMatchObject({ ok: false, next: { zh: expect.stringContaining(`chmod 600 ${file}`) } });
  expect(filesFinding(elsewhere, 1, file)[0]?.what.zh).toBe('别人也能读这些文件：.env');
  chmodSync(file, 0o600);
  expect(filesFinding(dir, 1, file)).toMatchObject([{ ok: true }]);
});
