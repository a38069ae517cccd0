import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../src/workspace/server.js';

const READY = '四问已启动';
const READY_WITHIN_MS = 60_000;

/** What the program is started with, beside what differs from machine to machine. */
export function environmentFor(workspace: Workspace, dataDir: string, quietMs: number): Record<string, string> {
  return {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SIWEN_DATA_DIR: dataDir,
    SIWEN_PORT: '0',
    SIWEN_KEY: '07'.repeat(32),
    SIWEN_QUIET_SECONDS: String(quietMs / 1_000),
    LOG_LEVEL: 'warn',
  };
}

export type Life = {
  /** It has said that it runs. Rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  /** SIGKILL; from here on it does nothing more. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves with the exit code. */
  stop(): Promise<number | null>;
};

/** One life of the real program, from its start to its death. `onOwnEnd`: it ended although nobody had killed it. */
export function startLife(
  main: string,
  environment: Record<string, string>,
  dataDir: string,
  onOwnEnd: (code: number | null) => void,
): Life {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', TZ: 'America/Los_Angeles', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: dataDir,
  });
  const log = createWriteStream(join(dataDir, 'program.log'), { flags: 'a' });
  child.stderr.pipe(log);
  let asked = false;
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => {
    if (!asked) onOwnEnd(code ?? null);
    return code ?? null;
  });
  const ready = new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`the program did not start within ${READY_WITHIN_MS} ms`)), READY_WITHIN_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes(READY)) return;
      clearTimeout(giveUp);
      resolve();
    });
    void ended.then(() => {
      clearTimeout(giveUp);
      reject(new Error('the program ended before it was ready'));
    });
  });
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    async kill() {
      asked = true;
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      asked = true;
      child.kill('SIGTERM');
      return ended;
    },
  };
}
