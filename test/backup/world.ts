import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BackupDeps, makeBackup } from '../../src/backup/service.js';
import { plus } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { unlock } from '../../src/db/unlock.js';
import { openOwn, submit } from '../../src/reflection/response/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { wireRooms } from '../../src/wire.js';
import { KEY } from '../cli/command-line.js';
import { testOffice } from '../support/office.js';

/** The demo bureau with a round that is open, ready to be backed up by its own clock. */
export async function backedOffice() {
  const office = await testOffice();
  const dataDir = dirname(office.path);
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  const roundId = sent.round.id;
  const { ground, keyCopies } = office;
  const deps: BackupDeps = { ...ground, machine: ground.clock, policy: ground.policy.backup, dataDir, keyCopies };
  let presses = 0;
  return {
    ...office,
    dataDir,
    deps,
    roundId,
    backup: (folder?: string, more: Partial<BackupDeps> = {}) => makeBackup({ ...deps, ...more }, folder),
    async write(memberId: string, word: string) {
      presses += 1;
      const answers = { post: word, expectations: word, contribution: word, conscience: word };
      const written = await submit(office.reflection, { roundId, memberId, submission: `press${presses}`, answers });
      if (!written.ok) throw new Error(written.refusal);
    },
    /** What a member reads on another database with the key store of a folder, by the programs of today. */
    async readIn(path: string, memberId: string, keysIn = dataDir) {
      const database = openDatabase(path);
      onTestFinished(() => database.close());
      const keys = await unlock(database.transact, keysIn, KEY.SIWEN_KEY);
      onTestFinished(() => keys.close());
      const on = wireRooms({ ...ground, transact: database.transact, vault: keys.vault }).reflection;
      const opened = await openOwn(on, { roundId, memberId });
      if (!opened.ok) throw new Error(opened.refusal);
      return opened.own.answers?.post;
    },
    later: (ms: number) => office.moveTo(plus(office.now(), ms)),
  };
}
