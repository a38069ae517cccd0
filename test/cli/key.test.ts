import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { auditCommand } from '../../src/cli/audit.js';
import { backupCommand } from '../../src/cli/backup.js';
import { keyCommand } from '../../src/cli/key.js';
import { restoreCommand } from '../../src/cli/restore.js';
import { takeLock } from '../../src/db/lock.js';
import { openDatabase } from '../../src/db/open.js';
import { StartError } from '../../src/db/start-error.js';
import { scratch } from '../db/scratch.js';
import { testOffice, zone } from '../support/office.js';
import { KEY, run } from './command-line.js';

const NEW = { SIWEN_KEY: 'b2'.repeat(32) };
const BOTH = { ...NEW, SIWEN_OLD_KEY: KEY.SIWEN_KEY };

test('a key in a file is changed, the new file is to be kept, and the log says who did it', async () => {
  const dir = scratch();
  await openDatabase(join(dir, 'siwen.db')).close(); // an office that is there
  const changed = await run(keyCommand, dir, ['rotate']);
  expect(changed).toMatchObject({ code: 0, text: expect.stringContaining(`${join(dir, 'siwen.key')} 备份到别处`) });
  expect(changed.text).toContain('不要与数据库或 keys.db 的备份放在一起');
  const { keyId } = (await run(keyCommand, dir, ['rotate', '--json'])).json();
  const audit = (await run(auditCommand, dir, ['--action', 'db.key-rotated'])).text;
  expect(audit).toContain('tester');
  expect(audit).toContain(keyId);
  expect(readdirSync(dir).filter((name) => name.startsWith('siwen.key'))).toEqual(['siwen.key']);
});

test('a folder of backups that is away while the key is changed is named, since it needs the former key; one that is there is not', async () => {
  const dir = scratch();
  await openDatabase(join(dir, 'siwen.db')).close();
  const [here, away] = [join(scratch(), 'here'), join(scratch(), 'away')];
  for (const folder of [here, away]) await run(backupCommand, dir, ['--to', folder]);
  const former = readFileSync(join(dir, 'siwen.key'));
  renameSync(away, `${away}-unplugged`);
  const { text } = await run(keyCommand, dir, ['rotate']);
  expect(text).toContain(away);
  expect(text).toContain('原来的主密钥请与新的一并留着');
  expect(text).not.toContain(here);
  // The machine is lost as well: that disk opens with the key that was to be kept, the other with the new one.
  const restoredFrom = async (folder: string, key: Uint8Array) => {
    const fresh = scratch();
    writeFileSync(join(fresh, 'siwen.key'), key, { mode: 0o600 });
    const [copy = ''] = readdirSync(folder).filter((name) => name.startsWith('siwen-'));
    return (await run(restoreCommand, fresh, [join(folder, copy)])).code;
  };
  expect(await restoredFrom(`${away}-unplugged`, former)).toBe(0);
  expect(await restoredFrom(here, readFileSync(join(dir, 'siwen.key')))).toBe(0);
  renameSync(`${away}-unplugged`, away);
  expect((await run(keyCommand, dir, ['rotate'])).text).not.toContain(away);
});

test('a key of the environment: what to do is said, and it is done with both keys while the bot is stopped', async () => {
  const office = await testOffice();
  const dir = dirname(office.path);
  const refused = await run(keyCommand, dir, ['rotate'], KEY);
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('SIWEN_OLD_KEY') });
  const lock = takeLock(join(dir, 'lock.db'), office.now(), zone());
  await expect(run(keyCommand, dir, ['rotate'], BOTH)).rejects.toThrow(StartError);
  lock.release();
  const changed = await run(keyCommand, dir, ['rotate'], BOTH);
  expect(changed).toMatchObject({ code: 0, text: expect.stringContaining('去掉 SIWEN_OLD_KEY') });
  expect((await run(auditCommand, dir, [], NEW)).text).toContain('db.key-rotated');
  await expect(run(auditCommand, dir, [], KEY)).rejects.toThrow(StartError);
});
