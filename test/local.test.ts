import { chownSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { StartError } from '../src/db/start-error.js';
import { openGround } from '../src/ground.js';
import { startLocal } from '../src/local.js';
import { systemClock } from '../src/schedule/clock.js';
import Database from '../src/sqlite.js';

/** The local workspace of this folder; it is closed when it has started, and `look` has been there. */
async function start(dataDir: string, look = () => {}): Promise<void> {
  const config = readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32), SIWEN_PORT: '0' });
  const { ground, database } = await openGround(config, systemClock);
  onTestFinished(() => database.close());
  const workspace = await startLocal({ ...ground, config, control: () => undefined, routes: new Hono() });
  look();
  await workspace.close();
}

test('a workspace.db of a newer siwen is refused in a sentence', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-local-'));
  await start(dataDir);
  const workspace = new Database(join(dataDir, 'workspace.db'));
  workspace.pragma('user_version = 99');
  workspace.close();
  const told = await start(dataDir).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(told instanceof StartError)) throw told;
  expect(told.text.zh).toContain(`${join(dataDir, 'workspace.db')} 由更新版本的 siwen 写入`);
});

test.each([
  ['is no database', (path: string) => writeFileSync(path, '这不是数据库。'.repeat(2_000))],
  ['is cut off', (path: string) => truncateSync(path, readFileSync(path).length / 2)],
])('a workspace.db that %s is told by its own name', async (_what, damage) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-local-'));
  await start(dataDir);
  await start(dataDir); // the control
  damage(join(dataDir, 'workspace.db'));
  const told = await start(dataDir).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(told instanceof StartError)) throw told;
  expect(told.text.zh).toContain(`${join(dataDir, 'workspace.db')} 不是数据库文件，或已损坏`);
  expect(told.text.en).not.toContain('siwen.db');
});

test.skipIf(process.getuid?.() !== 0)('started by root in somebody else’s folder, the workspace is theirs as well', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-local-'));
  chownSync(dataDir, 65_534, 65_534);
  await start(dataDir, () => {
    const files = readdirSync(dataDir).filter((name) => name.startsWith('workspace.db'));
    expect(files).toContain('workspace.db-wal');
    expect(files.filter((name) => statSync(join(dataDir, name)).uid !== 65_534)).toEqual([]);
  });
});
