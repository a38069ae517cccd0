import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { nextTurn } from '../../src/db/in-chunks.js';
import { openKeyStore } from '../../src/db/key-store.js';
import { loadMasterKey } from '../../src/db/master-key.js';
import { masterKeys } from '../../src/db/master-keys.js';
import { personAt } from '../support/person.js';
import { newDataDir, startProgram } from '../support/running.js';

const program = fileURLToPath(new URL('../../dist/cli/siwen.js', import.meta.url));
/** Enough that a change takes a while. */
const OTHERS = Array.from({ length: 4_000 }, (_, index) => `former ${index}`);

test('the master key is changed beside the running bot, killed in the middle and changed again; every answer stays', {
  timeout: 120_000,
}, async () => {
  const dataDir = newDataDir();
  const env = { PATH: process.env.PATH, SIWEN_DATA_DIR: dataDir };
  const bot = await startProgram(dataDir);
  const store = openKeyStore(join(dataDir, 'keys.db'), masterKeys(loadMasterKey(dataDir, undefined), [], dataDir));
  onTestFinished(() => store.close());
  store.makeMissing(OTHERS);
  const wrappings = store.sqlite
    .prepare<[], number>('SELECT count(*) FROM key_data WHERE master_key_id = (SELECT id FROM key_master WHERE current = 1)')
    .pluck();
  const former = store.currentKeyId();

  const cadre = await personAt(bot, '邓禾');
  const card = await cadre.message('一问');
  const answer = async (text: string, button: string) => {
    await cadre.press(button, button === '作答' ? card : await cadre.message('四问已作答'));
    await cadre.form('四问');
    await cadre.fill({ 一问: text, 二问: '乙', 三问: '丙', 四问: '丁' });
    expect(await cadre.submit()).toEqual({ kind: 'closed' });
  };
  await answer('换密钥之前', '作答');

  const change = spawn(process.execPath, [program, 'key', 'rotate'], { env, stdio: 'ignore' });
  onTestFinished(() => void change.kill('SIGKILL'));
  while (store.currentKeyId() === former || (wrappings.get() ?? 0) < 500) await nextTurn();
  change.kill('SIGKILL');
  await once(change, 'exit');
  expect(wrappings.get()).toBeLessThan(OTHERS.length);
  expect(existsSync(join(dataDir, 'siwen.key.next'))).toBe(true);
  await answer('换到一半', '修改');

  await bot.kill();
  const again = await startProgram(dataDir, { SIWEN_PORT: new URL(bot.url).port });
  const same = await personAt(again, '邓禾');
  await same.press('修改', await same.message('四问已作答'));
  await same.form('四问');
  expect(same.holds('一问')).toMatchObject({ value: '换到一半' });
  await same.fill({ 一问: '换完之前' });

  const { stdout } = await promisify(execFile)(process.execPath, [program, 'key', 'rotate'], { env });
  expect(stdout).toContain('已更换主密钥');
  expect(readdirSync(dataDir).filter((name) => name.startsWith('siwen.key'))).toEqual(['siwen.key']);
  expect(await same.submit()).toEqual({ kind: 'closed' });
  await same.press('修改', await same.message('四问已作答'));
  await same.form('四问');
  expect(same.holds('一问')).toMatchObject({ value: '换完之前' });
  const audit = await promisify(execFile)(process.execPath, [program, 'audit', '--action', 'db'], { env });
  expect(audit.stdout.match(/db\.key-rotate\b/g)).toHaveLength(2);
  expect(audit.stdout.match(/db\.key-rotated\b/g)).toHaveLength(1);
  expect(await again.stop()).toBe(0);
});

test('with another key, or without its own, the bot does not start and says which key it looked at', { timeout: 60_000 }, async () => {
  const dataDir = newDataDir();
  const bot = await startProgram(dataDir);
  expect(await bot.stop()).toBe(0);
  await expect(startProgram(dataDir, { SIWEN_KEY: 'ab'.repeat(32) })).rejects.toThrow(/ended with 1: SIWEN_KEY 中的密钥不是/);
  rmSync(join(dataDir, 'siwen.key'));
  await expect(startProgram(dataDir)).rejects.toThrow(/ended with 1: 数据库中有加密的内容，但找不到密钥文件 .*siwen\.key/);
  expect(existsSync(join(dataDir, 'siwen.key'))).toBe(false);
});
