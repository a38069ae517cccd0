import { existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restore } from '../../src/backup/restore.js';
import { makeBackup } from '../../src/backup/service.js';
import { readConfig } from '../../src/config.js';
import { StartError } from '../../src/db/start-error.js';
import { firstStart } from '../../src/first-start.js';
import { openGround } from '../../src/ground.js';
import { allMembers } from '../../src/org/service.js';
import { systemClock } from '../../src/schedule/clock.js';
import Database from '../../src/sqlite.js';
import { wireRooms } from '../../src/wire.js';
import { scratch } from './scratch.js';

/** A data directory; `start` is one start of the bot, up to its first round. */
function folder() {
  const dataDir = scratch();
  const config = readConfig({ SIWEN_DATA_DIR: dataDir });
  const path = (name: string) => join(dataDir, name);
  async function start(andThen: (opened: Awaited<ReturnType<typeof openGround>>) => Promise<unknown> = async () => undefined) {
    const opened = await openGround(config, systemClock, 'bot');
    try {
      await firstStart(config, opened.ground, wireRooms(opened.ground));
      await andThen(opened);
      return (await opened.ground.transact(allMembers)).length;
    } finally {
      await opened.database.close();
    }
  }
  const refusal = async () => {
    const error = await start().catch((thrown: unknown) => thrown);
    if (!(error instanceof StartError)) throw new Error('it started', { cause: error });
    return error.text;
  };
  return { dataDir, config, path, start, refusal };
}

/** An office in which somebody has a key, with a backup, stopped. */
async function stoppedOffice() {
  const office = folder();
  let backup = '';
  await office.start(async ({ ground, keyCopies }) => {
    ground.vault.prepare(['302']);
    const deps = { ...ground, policy: ground.policy.backup, machine: systemClock, dataDir: office.dataDir, keyCopies };
    backup = (await makeBackup(deps)).path;
  });
  return { ...office, backup };
}

const losses: readonly (readonly [string, (path: string) => void])[] = [
  ['gone', (path) => rmSync(path)],
  ['empty', (path) => truncateSync(path, 0)],
  ['without a table', withoutTables],
];
function withoutTables(path: string): void {
  rmSync(path);
  const sqlite = new Database(path);
  sqlite.pragma('application_id = 1');
  sqlite.pragma('application_id = 0');
  sqlite.close();
}

test.each(losses)(
  'a database that is %s, while there are keys, is lost: no new office is begun, and a backup puts it back',
  async (_name, lose) => {
    const { dataDir, path, start, refusal, backup, config } = await stoppedOffice();
    lose(path('siwen.db'));
    const before = readdirSync(dataDir).sort();
    const { zh, en } = await refusal();
    expect(zh).toMatch(/siwen\.db 不存在或是空的.*丢失.*siwen restore.*keys\.db/);
    expect(en).toMatch(/siwen\.db is missing or empty.*lost.*siwen restore.*keys\.db/);
    expect(readdirSync(dataDir).sort()).toEqual(before);
    const deps = { dataDir, key: undefined, oldKey: undefined, local: true, machine: systemClock, zone: config.zone, operator: 'tester' };
    expect(await restore(deps, backup)).toMatchObject({ file: backup, more: [] });
    expect(await start()).toBe(26);
  },
);

test('a new office begins where the keys were moved away first', async () => {
  const { path, start } = await stoppedOffice();
  for (const name of ['siwen.db', 'keys.db', 'siwen.key']) rmSync(path(name));
  expect(await start()).toBe(26);
});

test('a first start that was cut short goes on at the next: whatever it left holds no key yet', async () => {
  const { path, start } = folder();
  await start();
  rmSync(path('siwen.db')); // keys.db and siwen.key are there, without anybody’s key
  expect(existsSync(path('keys.db'))).toBe(true);
  expect(await start()).toBe(26);
  for (const name of ['siwen.db', 'keys.db']) {
    rmSync(path('siwen.db'));
    rmSync(path('keys.db'));
    writeFileSync(path(name), '');
    expect(await start()).toBe(26);
  }
});

test('keys that cannot be read are told, and nothing is made beside them', async () => {
  const { path, refusal } = await stoppedOffice();
  rmSync(path('siwen.db'));
  writeFileSync(path('keys.db'), '这不是数据库。'.repeat(500));
  expect((await refusal()).zh).toMatch(/keys\.db 不是数据库文件，或已损坏/);
  expect(existsSync(path('siwen.db'))).toBe(false);
});
