import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, newDataDir } from '../support/running.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

test('whoever reads its output may stop: the program goes on, and ends in good order', { timeout: 60_000 }, async () => {
  const port = String(await freePort());
  const env = { ...process.env, SIWEN_DATA_DIR: newDataDir(), SIWEN_PORT: port };
  const bot = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void bot.kill('SIGKILL'));
  await once(bot.stdout, 'data');
  bot.stdout.destroy();
  bot.stderr.destroy();
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 30_000 }).toBe(true);
  bot.kill('SIGTERM');
  expect((await once(bot, 'exit'))[0]).toBe(0);
});
