import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { auditCommand } from '../../src/cli/audit.js';
import { keyCommand } from '../../src/cli/key.js';
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
  expect(changed).toMatchObject({ code: 0, text: expect.stringContaining(`${join(dir, 'siwen.key')} 和 keys.db 备份到别处`) });
  const { keyId } = (await run(keyCommand, dir, ['rotate', '--json'])).json();
  const audit = (await run(auditCommand, dir, ['--action', 'db.key-rotated'])).text;
  expect(audit).toContain('tester');
  expect(audit).toContain(keyId);
  expect(readdirSync(dir).filter((name) => name.startsWith('siwen.key'))).toEqual(['siwen.key']);
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
