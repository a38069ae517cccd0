import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from '../src/sqlite.js';
import { firstDay } from '../test/support/first-day.js';
import { rosterOf } from './office.js';
import type { Address } from './server.js';

/** Fast enough that only the machine sets a limit. */
export const NO_LIMIT = 1_000;
/** Slack's own limits, as an office runs it. */
export const SLACK = 1;
const LOOK_EVERY_MS = 100;

export type Running = { readonly pid: number; readonly startedAt: number; kill(): Promise<void>; stop(): Promise<void> };
export type Office = {
  /** The real program, as `npm start` runs it; resolves when it has said that it runs. `pace`: a multiple of Slack's limits. */
  start(pace: number): Promise<Running>;
  /** Everybody has an account, every message is sent, and nothing is left to draw either. */
  settled(): Promise<void>;
  close(): void;
};

const UNDONE = `SELECT (SELECT count(*) FROM org_account WHERE member_id IS NOT NULL) < ?
  OR EXISTS (SELECT 1 FROM delivery_outbox WHERE state IN ('pending', 'sending'))
  OR EXISTS (SELECT 1 FROM delivery_home) OR EXISTS (SELECT 1 FROM delivery_update)`;

/** The office's data, in a folder on the disk that is measured, with everybody on the roster and a round that has been sent; gone afterwards. */
export async function openOffice(members: number, { apiUrl, botToken, appToken }: Address): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-bench-'));
  const env = {
    PATH: process.env.PATH ?? '',
    SIWEN_DATA_DIR: dataDir,
    SIWEN_PORT: '0',
    SIWEN_KEY: '07'.repeat(32),
    // What lay unshown at a start is shown once more after two of them, and `settled` waits for it. Nothing that is measured waits for any.
    SIWEN_QUIET_SECONDS: '0.5',
    SLACK_API_URL: apiUrl,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
  };
  const roster = join(dataDir, 'roster.csv');
  writeFileSync(roster, rosterOf(members));
  await firstDay(dataDir, roster, env);
  return {
    async start(pace) {
      const profile = process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`];
      const startedAt = Date.now();
      // The benchmark is started in the project's folder.
      const child = spawn(process.execPath, [...profile, join(process.cwd(), 'dist/main.js')], {
        env: { ...env, SIWEN_PACE: String(pace) },
        stdio: ['ignore', 'pipe', 'ignore'],
        cwd: dataDir,
      });
      const exit = once(child, 'exit');
      const dieTogether = () => child.kill('SIGKILL');
      process.once('exit', dieTogether);
      void exit.then(() => process.off('exit', dieTogether));
      await Promise.race([once(child.stdout, 'data'), exit.then(() => Promise.reject(new Error('siwen did not start')))]);
      const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
        child.kill(signal);
        await exit;
      };
      return { pid: child.pid ?? 0, startedAt, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
    },
    async settled() {
      const database = new Database(join(dataDir, 'siwen.db'), { readonly: true });
      const undone = database.prepare<[number], number>(UNDONE).pluck();
      while (undone.get(members) !== 0) await pause(LOOK_EVERY_MS);
      database.close();
    },
    close: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
