import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import Database from '../../src/sqlite.js';
import { aWorkspace } from '../slack/desk.js';
import { firstDay } from '../support/first-day.js';
import { newDataDir, startProgram } from '../support/running.js';

const emails = [...readFileSync('data/roster.csv', 'utf8').matchAll(/[\w.]+@siwen\.example/g)].map(([email]) => email);

test('SIGTERM in the middle of a fan-out: what is being sent is finished and noted, and nothing else is begun', {
  timeout: 60_000,
}, async () => {
  const workspace = await aWorkspace({ people: emails.map((email) => ({ name: email, email })) });
  let posts = 0;
  workspace.faults.choose = (method) => {
    if (method !== 'chat.postMessage') return undefined;
    posts += 1;
    return { kind: 'delay', ms: 500 };
  };
  const dataDir = newDataDir();
  await firstDay(dataDir, join(process.cwd(), 'data/roster.csv'));
  const bot = await startProgram(dataDir, {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SIWEN_PACE: '100',
  });
  await vi.waitUntil(() => posts > 0, { timeout: 20_000, interval: 5 });
  const since = performance.now();
  expect(await bot.stop()).toBe(0);
  expect(performance.now() - since).toBeLessThan(10_000);

  const database = new Database(join(dataDir, 'siwen.db'), { readonly: true });
  const states = database
    .prepare<[], { state: string; rows: number }>('SELECT state, count(*) AS rows FROM delivery_outbox GROUP BY state')
    .all();
  database.close();
  const rowsOf = (wanted: string) => states.find(({ state }) => state === wanted)?.rows ?? 0;
  expect(posts).toBeGreaterThan(0);
  expect([rowsOf('sent'), rowsOf('sending')]).toEqual([posts, 0]);
  expect(rowsOf('pending')).toBeGreaterThan(0);
});
