// Starts the program as the README says, fetches its page as a browser would, and stops it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ANSWER_WITHIN_MS = 5_000;
const port = 3210;
const dataDir = mkdtempSync(join(tmpdir(), 'siwen-start-'));
const env = { ...process.env, SIWEN_DATA_DIR: dataDir, SIWEN_PORT: String(port) };
const started = Date.now();
const bot = spawn('npm', ['start'], { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
const exited = new Promise((resolve) => bot.once('exit', (code, signal) => resolve(code ?? signal)));

async function page() {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (response?.ok) return response.text();
    if (bot.exitCode !== null) throw new Error(`npm start ended with ${bot.exitCode}`);
    if (Date.now() - started > 10 * ANSWER_WITHIN_MS) throw new Error('npm start did not answer');
    await delay(50);
  }
}

async function check(path, expected) {
  const response = await fetch(new URL(path, `http://127.0.0.1:${port}/`));
  const body = await response.text();
  if (!response.ok || !expected.test(body)) throw new Error(`${path}: ${response.status}, ${body.slice(0, 200)}`);
}

try {
  const html = await page();
  const tookMs = Date.now() - started;
  const scripts = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
  if (scripts.length === 0) throw new Error('the page loads no script');
  for (const script of scripts) await check(script, /./);
  await check('/healthz', /ok/);
  if (tookMs > ANSWER_WITHIN_MS) throw new Error(`the page answered after ${tookMs} ms; promised: ${ANSWER_WITHIN_MS} ms`);
  console.log(`npm start: the page answered after ${tookMs} ms`);
} finally {
  process.kill(-bot.pid, 'SIGTERM');
  console.log(`npm start ended with ${await Promise.race([exited, delay(12_000, 'no end within 12 s')])}`);
  rmSync(dataDir, { recursive: true, force: true });
}
