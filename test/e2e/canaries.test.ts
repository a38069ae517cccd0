import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import Database from '../../src/sqlite.js';
import { personAt } from '../support/person.js';
import { newDataDir, type Running, startProgram } from '../support/running.js';

/** Nothing else in the world contains it, whatever it is written in. */
const plant = (what: string) => `金丝雀${what}Canary${randomBytes(6).toString('hex')}`;
const canaries = {
  draft: plant('草稿'),
  answer: plant('正文'),
  edit: plant('修改'),
  refused: plant('未收下'),
  word: plant('词'),
};
const all = Object.values(canaries);

/** The same text as a file, a log or a database may hold it. */
const writings = (text: string): Buffer[] => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  Buffer.from(
    JSON.stringify(text)
      .replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .slice(1, -1),
  ),
  Buffer.from(encodeURIComponent(text)),
  Buffer.from(/Canary\w+/.exec(text)?.[0] ?? text),
];
const found = (where: Buffer, texts: readonly string[]) =>
  texts.filter((text) => writings(text).some((writing) => where.includes(writing)));

/** As an administrator types it, beside the running bot. */
const backUp = ({ dataDir }: Running) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../dist/cli/siwen.js'), 'backup'], {
    env: { ...process.env, SIWEN_DATA_DIR: dataDir },
  });

/** siwen's own files, backups included. The workspace's stand in for Slack, which does see what people type to it. */
function filesOf({ dataDir }: Running, own = true): Buffer {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(db|db-wal|db-shm|key)$/.test(name) && basename(name).startsWith('workspace') !== own,
  );
  expect(names.length).toBeGreaterThan(own ? 2 : 0);
  return Buffer.concat(names.map((name) => readFileSync(join(dataDir, name))));
}

async function leaks(bot: Running) {
  const served = await Promise.all(['/metrics', '/healthz', '/readyz'].map(async (path) => (await fetch(`${bot.url}${path}`)).text()));
  return {
    files: found(filesOf(bot), all),
    log: found(Buffer.from(bot.output()), [...all, '邓禾', 'deng.he@siwen.example']),
    served: found(Buffer.from(served.join('\n')), [...all, '邓禾', 'deng.he@siwen.example']),
  };
}
const NOTHING = { files: [], log: [], served: [] };

test('through the whole life of an answer, nothing that was written lies anywhere in clear', { timeout: 120_000 }, async () => {
  const dataDir = newDataDir();
  let bot = await startProgram(dataDir, { LOG_LEVEL: 'debug' });
  let cadre = await personAt(bot, '邓禾');

  const card = await cadre.message('一问');
  await cadre.press('作答', card);
  await cadre.form('四问');
  await cadre.fill({ 一问: canaries.draft });
  await cadre.press('暂存');
  await cadre.fill({ 一问: canaries.refused, 二问: '二' });
  expect(await cadre.submit()).toMatchObject({ kind: 'errors' });
  await cadre.fill({ 一问: canaries.answer, 二问: '二', 三问: '三', 四问: '四' });
  expect(await cadre.submit()).toEqual({ kind: 'closed' });
  const receipt = await cadre.changed(card, '已作答');
  await cadre.press('修改', receipt);
  await cadre.form('四问');
  await cadre.fill({ 一问: canaries.edit });
  expect(await cadre.submit()).toEqual({ kind: 'closed' });
  await cadre.say(canaries.word);
  await cadre.message('帮助');
  await backUp(bot);
  expect(await leaks(bot)).toEqual(NOTHING);

  // Killed with everything still in the write-ahead log, and started again.
  await bot.kill();
  bot = await startProgram(dataDir, { LOG_LEVEL: 'debug' });
  cadre = await personAt(bot, '邓禾');
  const boss = await personAt(bot, '高思衡');
  await cadre.openHome();
  const home = await cadre.homeWith('已作答');
  await cadre.press('查看', home);
  expect(JSON.stringify((await cadre.form('四问')).blocks)).toContain(canaries.edit);
  await cadre.press('历次修改');
  await cadre.press('更早一稿');
  expect(JSON.stringify((await cadre.form('四问')).blocks)).toContain(canaries.answer);
  await cadre.press('返回');
  await cadre.press('给领导看');
  await cadre.form('给领导看');
  await cadre.fill({ 给哪位领导看: '高思衡' });
  await cadre.submit();
  await boss.press('查看', await boss.message('请你看其四问作答'));
  expect(JSON.stringify((await boss.form('四问')).blocks)).toContain(canaries.edit);
  await cadre.closeForm(true);
  await cadre.press('导出我的作答', home);
  const [file] = (await cadre.message((message) => (message.files ?? []).length > 0)).files ?? [];
  const exported = file ? Buffer.from(await cadre.download(file)).toString('utf8') : '';
  for (const text of [canaries.answer, canaries.edit]) expect(exported).toContain(text);
  await backUp(bot);
  expect(await leaks(bot)).toEqual(NOTHING);

  await cadre.press('查看', await cadre.homeWith('已作答'));
  await cadre.form('四问');
  await cadre.press('清除内容');
  expect(JSON.stringify((await cadre.form('四问')).blocks)).toContain('内容已由本人清除');
  await boss.message('已由本人收回');
  expect(await leaks(bot)).toEqual(NOTHING);
  expect(await bot.stop()).toBe(0);
  expect(found(filesOf(bot), all)).toEqual([]);

  // The controls: what is stored in clear is found, by the same search, where it belongs.
  expect(found(filesOf(bot), ['邓禾', 'deng.he@siwen.example'])).toHaveLength(2);
  expect(found(filesOf(bot, false), all)).toContain(canaries.word);
  expect(readdirSync(join(dataDir, 'backups')).filter((name) => name.startsWith('siwen-')).length).toBeGreaterThan(0);
  const sqlite = new Database(join(dataDir, 'siwen.db'), { readonly: true });
  expect(sqlite.prepare("SELECT count(*) FROM delivery_content WHERE json LIKE '%@siwen.example%'").pluck().get()).toBe(0);
  expect(sqlite.prepare('SELECT count(*) FROM reflection_response WHERE content IS NOT NULL').pluck().get()).toBe(0);
  sqlite.close();
});
