import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder, takeLock } from '../../src/db/lock.js';
import { buildProgram } from '../support/program.js';
import { refusalOf, scratch } from './scratch.js';

const lockIn = (dir: string) => join(dir, 'data', 'lock.db');

/** A real process that tries to take the lock; what it says, and how to kill it as `kill -9` does. */
function contender(program: string, path: string) {
  const child: ChildProcess = spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = once(createInterface({ input: child.stdout ?? process.stdin }), 'line').then(([line]) => String(line));
  const kill = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { said, kill, pid: child.pid };
}

test('of ten bots started at once exactly one runs, and the others say which', async () => {
  const program = await buildProgram(fileURLToPath(new URL('./holder.ts', import.meta.url)));
  const path = lockIn(scratch());
  const all = Array.from({ length: 10 }, () => contender(program, path));
  const said = await Promise.all(all.map((each) => each.said));
  expect(said.filter((line) => line === 'held')).toHaveLength(1);
  expect(said.filter((line) => line.includes('另一个 siwen 正在使用'))).toHaveLength(9);
  const holder = all[said.indexOf('held')];
  const late = await contender(program, path).said;
  expect(late).toContain(`进程号 ${holder?.pid}`);
  expect(late).toContain('2026-11-24 09:00');
});

test('a lock left by a killed bot is no obstacle', async () => {
  const program = await buildProgram(fileURLToPath(new URL('./holder.ts', import.meta.url)));
  const path = lockIn(scratch());
  for (let round = 0; round < 3; round++) {
    const bot = contender(program, path);
    expect(await bot.said).toBe('held');
    await bot.kill();
  }
});

test('the lock is free again after its release', () => {
  const path = lockIn(scratch());
  const lock = takeLock(path, 'now');
  expect(refusalOf(() => takeLock(path, 'now')).en).toContain(`process ${process.pid}`);
  lock.release();
  takeLock(path, 'later').release();
});

test('a lock that cannot be taken is told with the file that stands in the way', () => {
  const file = join(scratch(), 'a-file');
  writeFileSync(file, '');
  expect(refusalOf(() => takeLock(join(file, 'lock.db'), 'now')).en).toMatch(/a-file cannot be written.*SIWEN_DATA_DIR/);
  expect(refusalOf(() => takeLock(join(file, 'below', 'lock.db'), 'now')).zh).toContain(join(file, 'below'));

  const noNote = scratch();
  mkdirSync(join(noNote, 'lock.db.txt'));
  expect(refusalOf(() => takeLock(join(noNote, 'lock.db'), 'now')).zh).toContain(`${join(noNote, 'lock.db.txt')} 无法写入`);
  rmdirSync(join(noNote, 'lock.db.txt'));
  takeLock(join(noNote, 'lock.db'), 'now').release(); // the failure has not kept it

  const aFolder = scratch();
  mkdirSync(join(aFolder, 'lock.db'));
  expect(refusalOf(() => takeLock(join(aFolder, 'lock.db'), 'now')).zh).toContain(`${join(aFolder, 'lock.db')} 无法写入`);
});

test('a damaged lock file is told by its own name, and is no matter for a backup', () => {
  const path = join(scratch(), 'lock.db');
  writeFileSync(path, '这不是数据库。'.repeat(200));
  const told = refusalOf(() => takeLock(path, 'now'));
  expect(told.zh).toContain(`${path} 已损坏`);
  expect(told.zh).toContain('删除');
  expect(told.en).toContain('delete');
  for (const sentence of [told.zh, told.en]) expect(sentence).not.toMatch(/siwen\.db|restore/);
  expect(lockHolder(path)).toBe('damaged');
  rmSync(path);
  takeLock(path, 'now').release();
});
