import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyInWorker } from '../../src/backup/in-worker.js';
import { backupJob } from '../../src/backup/job.js';
import type { BackupDeps } from '../../src/backup/service.js';
import { dayMs, hourMs, minuteMs } from '../../src/calendar/instant.js';
import { say } from '../../src/chat/text.js';
import { codeOf, StartError } from '../../src/db/start-error.js';
import { createMetrics } from '../../src/metrics.js';
import { metricsSources } from '../../src/metrics-sources.js';
import { at } from '../support/office.js';
import { backedOffice } from './world.js';

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** The demo bureau with its daily job, as a bot that was started now. */
async function nightly() {
  const office = await backedOffice();
  const start = (more: Partial<BackupDeps> = {}) => backupJob({ ...office.deps, log, ...more });
  const names = () =>
    existsSync(join(office.dataDir, 'backups'))
      ? readdirSync(join(office.dataDir, 'backups')).filter((name) => name.startsWith('siwen-'))
      : [];
  const run = async (job: ReturnType<typeof start>) => {
    await job.run(office.now());
    await job.settled();
  };
  const notices = () => office.outbox('backup.');
  return { ...office, start, names, run, notices };
}

test('one copy a day at the quiet hour; a start by itself makes none', async () => {
  const { start, run, names, moveTo, now } = await nightly();
  const job = start();
  for (let minutes = 0; minutes < 3 * 24 * 60; minutes += 7) {
    await run(job);
    moveTo((now() + 7 * minuteMs) as never);
  }
  // Ticks come every seven minutes here.
  expect(names().map((name) => name.slice(6, 17))).toEqual(['20261125-02', '20261126-02', '20261127-02']);
});

test('one that was missed while the program was off is made at the next start, once, however long it was off', async () => {
  const { start, run, names, later } = await nightly();
  await run(start());
  later(9 * dayMs);
  const job = start();
  await run(job);
  await run(job);
  await run(start());
  expect(names()).toEqual(['siwen-20261203-100000.db']);
});

test('a clock that went back makes none a second time, and a copy from the future is no excuse', async () => {
  const { start, run, names, moveTo } = await nightly();
  const job = start();
  await run(job);
  moveTo(at('2026-11-25', '02:30'));
  await run(job);
  moveTo(at('2026-11-25', '02:29'));
  await run(job);
  moveTo(at('2026-11-25', '02:31'));
  await run(job);
  expect(names()).toHaveLength(1);
  moveTo(at('2031-01-01', '02:30'));
  await run(job);
  moveTo(at('2026-11-26', '02:30'));
  await run(job);
  expect(names()).toContain('siwen-20261126-023000.db');
});

test('what is due in the meantime does not wait for a copy, and a second one is not begun', async () => {
  const { start, later, names, run, now } = await nightly();
  await run(start());
  later(dayMs);
  let begun = 0;
  let finish = silent as () => void;
  const job = start({
    copy: () => {
      begun += 1;
      return new Promise<void>((resolve) => {
        finish = () => resolve();
      });
    },
  });
  for (let tick = 0; tick < 5; tick++) await job.run(now());
  while (begun === 0) await new Promise((resolve) => setImmediate(resolve));
  await job.run(now());
  expect(begun).toBe(1);
  expect(names()).toEqual([]);
  finish();
  await job.settled().catch(silent);
});

test('administrators are told once of a failure, however often it fails; when it works again the next failure is another', async () => {
  const { start, run, later, notices, dataDir, names } = await nightly();
  const job = start();
  await run(job);
  later(dayMs);
  writeFileSync(join(dataDir, 'backups'), 'a file where the folder should be');
  for (let hours = 0; hours < 30; hours++) {
    await run(job);
    later(hourMs);
  }
  const told = await notices();
  expect(told).toHaveLength(2); // two administrators
  expect(told[0]?.content).toContain('每日备份没有做成');
  expect(told[0]?.content).toContain(join(dataDir, 'backups'));
  expect(told[0]?.content).toContain('目前没有一份完好的备份');
  rmSync(join(dataDir, 'backups'));
  await run(job);
  expect(names()).toHaveLength(1);
  later(dayMs);
  // Keys that have changed since are copied anew; whether they have is seen from the file's time, which is the machine's and not this office's.
  rmSync(join(dataDir, 'backups', 'keys.db'));
  mkdirSync(join(dataDir, 'backups', 'keys.db.partial', 'in the way'), { recursive: true });
  await run(job);
  expect(await notices()).toHaveLength(4);
  expect((await notices()).at(-1)?.content).toMatch(/上一份完好的备份：昨天 \d\d:\d\d/);
});

test('a disk that is away a second time is told of a second time', async () => {
  const { start, run, later, notices, dataDir, names } = await nightly();
  const [job, folder, drawer] = [start(), join(dataDir, 'backups'), join(dataDir, 'drawer')];
  const days = async (count: number) => {
    for (let day = 0; day < count; day++) {
      later(dayMs);
      await run(job);
    }
  };
  const unplug = () => {
    renameSync(folder, drawer);
    writeFileSync(folder, 'where the disk would be');
  };
  await run(job);
  await days(1);
  unplug();
  await days(2);
  expect(await notices()).toHaveLength(2); // two administrators
  rmSync(folder);
  renameSync(drawer, folder);
  await days(2);
  expect(names()).toHaveLength(3);
  unplug();
  await days(2);
  expect(await notices()).toHaveLength(4);
});

test('a failure is tried again after ten minutes, not every second', async () => {
  const { start, run, later } = await nightly();
  await run(start());
  later(dayMs);
  let tries = 0;
  const job = start({
    copy: () => {
      tries += 1;
      return Promise.reject(new Error('a bug'));
    },
  });
  for (let seconds = 0; seconds < 30 * 60; seconds++) {
    await run(job);
    later(1_000);
  }
  expect(tries).toBe(3);
});

test('the age of the newest good copy is a metric', async () => {
  const office = await nightly();
  const last = async () => {
    const text = await createMetrics({ ...metricsSources(office.ground), connected: () => true }).text();
    return Number(/^siwen_backup_last_timestamp_seconds (\S+)$/m.exec(text)?.[1]);
  };
  expect(await last()).toBe(0);
  const made = await office.backup();
  expect(await last()).toBe(made.takenAt / 1_000);
  rmSync(made.path);
  expect(await last()).toBe(0);
});

test('the thread makes the same copy, and brings back what went wrong in words', async () => {
  const { backup, names, later, dataDir, path } = await nightly();
  await backup(undefined, { copy: copyInWorker });
  expect(names()).toHaveLength(1);
  later(hourMs);
  mkdirSync(join(dataDir, 'backups', 'siwen-20261124-110000.db'));
  const full = await backup(undefined, { copy: copyInWorker }).catch((error: unknown) => error);
  expect(full).toBeInstanceOf(Error);
  const nowhere = {
    database: `${path}.nowhere`,
    to: join(dataDir, 'x.db'),
    takenAt: at('2026-11-24', '10:00'),
    workspace: { from: 'none', to: 'none' },
    files: [],
  };
  const missing = await copyInWorker(nowhere).catch((error: unknown) => error);
  expect(missing instanceof StartError ? say(missing.text, 'zh-CN') : missing).toContain('无法写入');
  expect(codeOf(missing instanceof Error ? missing.cause : undefined)).toMatch(/^SQLITE_CANTOPEN/);
});
