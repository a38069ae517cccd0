import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'siwen-data-'));

export type Running = {
  readonly url: string;
  readonly dataDir: string;
  /** Everything the program has written so far, log included. */
  output(): string;
  /** As the machine's own kill -9. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** As Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
};

/** The real program, built, as `npm start` runs it; resolves once it has said its address. A `SIWEN_PORT` given is kept to. */
export function startProgram(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  return launchProgram(dataDir, environment, (bot) => onTestFinished(() => void bot.kill('SIGKILL')));
}

/** The same outside of a test; `spawned` gets the process before it is ready. */
export async function launchProgram(
  dataDir: string,
  environment: Readonly<Record<string, string>>,
  spawned: (bot: ChildProcess) => void,
): Promise<Running> {
  const port = environment.SIWEN_PORT ?? String(await freePort());
  const env = { ...process.env, SIWEN_DATA_DIR: dataDir, TZ: 'America/Los_Angeles', ...environment, SIWEN_PORT: port };
  const bot = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: dataDir });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (/四问已启动|siwen is running/.test(output)) resolve();
    };
    bot.stdout.on('data', take);
    bot.stderr.on('data', take);
    bot.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${output}`)));
  });
  spawned(bot);
  await ready;
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    output: () => output,
    kill: async () => void (await ended(bot, 'SIGKILL')),
    stop: () => ended(bot, 'SIGTERM'),
  };
}

async function ended(bot: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const exit = once(bot, 'exit');
  bot.kill(signal);
  const [code] = await exit;
  return code;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
