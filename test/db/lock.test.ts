import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder, takeLock } from '../../src/db/lock.js';
import { at, zone } from '../support/office.js';
import { buildProgram } from '../support/program.js';
import { refusalOf, scratch } from './scratch.js';

const NOW = at('2026-11-24', '09:00');
const ZONE = zone();
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
  expect(late).toContain('自 2026年11月24日（周二） 09:00 起');
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
  const lock = takeLock(path, NOW, ZONE);
  expect(refusalOf(() => takeLock(path, NOW, ZONE)).en).toContain(`process ${process.pid}`);
  lock.release();
  takeLock(path, NOW, ZONE).release();
});

test('a lock that cannot be taken is told with the file that stands in the way', () => {
  const file = join(scratch(), 'a-file');
  writeFileSync(file, '');
  expect(refusalOf(() => takeLock(join(file, 'lock.db'), NOW, ZONE)).en).toMatch(/a-file cannot be written.*SIWEN_DATA_DIR/);
  expect(refusalOf(() => takeLock(join(file, 'below', 'lock.db'), NOW, ZONE)).zh).toContain(join(file, 'below'));

  const noNote = scratch();
  mkdirSync(join(noNote, 'lock.db.txt'));
  expect(refusalOf(() => takeLock(join(noNote, 'lock.db'), NOW, ZONE)).zh).toContain(`${join(noNote, 'lock.db.txt')} 无法写入`);
  rmdirSync(join(noNote, 'lock.db.txt'));
  takeLock(join(noNote, 'lock.db'), NOW, ZONE).release(); // the failure has not kept it

  const aFolder = scratch();
  mkdirSync(join(aFolder, 'lock.db'));
  expect(refusalOf(() => takeLock(join(aFolder, 'lock.db'), NOW, ZONE)).zh).toContain(`${join(aFolder, 'lock.db')} 无法写入`);
});

test('a damaged lock file is told by its own name, and is no matter for a backup', () => {
  const path = join(scratch(), 'lock.db');
  writeFileSync(path, '这不是数据库。'.repeat(200));
  const told = refusalOf(() => takeLock(path, NOW, ZONE));
  expect(told.zh).toContain(`${path} 已损坏`);
  expect(told.zh).toContain('删除');
  expect(told.en).toContain('delete');
  for (const sentence of [told.zh, told.en]) expect(sentence).not.toMatch(/siwen\.db|restore/);
  expect(lockHolder(path, ZONE)).toBe('damaged');
  rmSync(path);
  takeLock(path, NOW, ZONE).release();
});

test('since when it is held is said in the language of whoever reads it, by the clock of the office', () => {
  const path = join(scratch(), 'lock.db');
  const lock = takeLock(path, NOW, ZONE);
  const { zh, en } = refusalOf(() => takeLock(path, NOW, ZONE));
  expect(zh).toContain(`进程号 ${process.pid}，自 2026年11月24日（周二） 09:00 起`);
  expect(en).toContain(`process ${process.pid}, since Tue, Nov 24, 2026 09:00)`);
  expect(en).not.toMatch(/\p{Script=Han}/u);
  expect(lockHolder(path, zone('Asia/Tokyo'))).toMatchObject({ since: { en: 'Tue, Nov 24, 2026 10:00' } });
  lock.release();
});

test.each([
  ['4711\n2026年11月24日（周二） 09:00\n', '自 2026年11月24日（周二） 09:00 起'],
  ['4711\nsiwen key rotate\n', '自 siwen key rotate 起'],
  ['4711\n', '正在使用'],
  ['', '正在使用'],
  ['4711\n99999999999999999999\n', '自 99999999999999999999 起'],
])('the note of a former version, or half a note, is no obstacle: %j', (note, said) => {
  const path = join(scratch(), 'lock.db');
  const lock = takeLock(path, NOW, ZONE);
  writeFileSync(`${path}.txt`, note);
  expect(refusalOf(() => takeLock(path, NOW, ZONE)).zh).toContain(said);
  expect(lockHolder(path, ZONE)).toBeDefined();
  lock.release();
});
