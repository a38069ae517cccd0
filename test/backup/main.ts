import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyInWorker } from '../../src/backup/in-worker.js';
import { restore } from '../../src/backup/restore.js';
import { makeBackup } from '../../src/backup/service.js';
import { readConfig } from '../../src/config.js';
import { openGround } from '../../src/ground.js';
import { systemClock, systemTimer } from '../../src/schedule/clock.js';
import Database from '../../src/sqlite.js';

/**
 * `npm run build && node test/support/run.mjs test/backup/main.ts --members 3000 --years 4`: how long anybody waits while a database of that size is
 * backed up, with a commit every five milliseconds, and how long a restoration takes. One line of figures.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { members: { type: 'string', default: '3000' }, years: { type: 'string', default: '4' } },
});
const [members, years] = [Number(values.members), Number(values.years)];
/** Weekly, monthly and quarterly prompts. */
const ROUNDS_A_YEAR = 68;
const CONTENT_BYTES = 600;
const KEY = '07'.repeat(32);

const dataDir = mkdtempSync(join(tmpdir(), 'siwen-measure-'));
const config = readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: KEY });
const { ground, database, keyCopies } = await openGround(config, systemClock);
fill(join(dataDir, 'siwen.db'));
ground.vault.prepare(Array.from({ length: members }, (_, index) => `M${index}`));
const deps = { ...ground, policy: ground.policy.backup, machine: systemClock, dataDir, keyCopies };

const idle = await during(systemTimer.wait(3_000));
const began = systemTimer.elapsed();
const backup = makeBackup({ ...deps, copy: copyInWorker });
const busy = await during(backup);
const tookMs = systemTimer.elapsed() - began;
const keysBegan = systemTimer.elapsed();
keyCopies.keep(join(dataDir, 'backups'));
const keysMs = systemTimer.elapsed() - keysBegan;
await database.close();
const { path, bytes } = await backup;
const restoreBegan = systemTimer.elapsed();
const place = { dataDir, key: KEY, oldKey: undefined, local: false, machine: systemClock, zone: config.zone, operator: 'measure' };
await restore(place, path);
const restoreMs = systemTimer.elapsed() - restoreBegan;
const n = (ms: number) => ms.toFixed(0);
process.stdout.write(
  `backup: ${members} members, ${years} years, ${n(bytes / 1024 ** 2)} MB in ${n(tookMs)} ms; longest block ${n(busy.block)} ms (idle ${n(idle.block)}), ` +
    `longest commit ${n(busy.commit)} ms (idle ${n(idle.commit)}), keys ${statSync(join(dataDir, 'keys.db')).size / 1024} kB in ${n(keysMs)} ms; restore ${n(restoreMs)} ms\n`,
);
rmSync(dataDir, { recursive: true });

/** Until it is done: the longest time that the loop did not turn, and that a commit took. */
async function during(done: Promise<unknown>): Promise<{ block: number; commit: number }> {
  let over = false;
  void done.finally(() => {
    over = true;
  });
  const longest = { block: 0, commit: 0 };
  for (let last = systemTimer.elapsed(), count = 0; !over; count++) {
    const begins = systemTimer.elapsed();
    await ground.transact((tx) =>
      tx
        .insertInto('delivery_seen')
        .values({ key: `${begins} ${count}`, seen_at: 0 })
        .execute(),
    );
    longest.commit = Math.max(longest.commit, systemTimer.elapsed() - begins);
    await systemTimer.wait(1);
    const now = systemTimer.elapsed();
    longest.block = Math.max(longest.block, now - last);
    last = now;
  }
  return longest;
}

/** Asked and answered as an office of that size does, as far as the size of the file is concerned. */
function fill(file: string): void {
  const sqlite = new Database(file);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('synchronous = OFF');
  const ask = sqlite.prepare('INSERT INTO reflection_ask VALUES (?, ?, ?, 1, 0)');
  const answer = sqlite.prepare(
    'INSERT INTO reflection_response (round_id, member_id, version, submission, submitted_at, late, content) VALUES (?, ?, 1, ?, 1, 0, randomblob(?))',
  );
  for (let round = 0; round < years * ROUNDS_A_YEAR; round++)
    sqlite.transaction(() => {
      for (let member = 0; member < members; member++) {
        const [roundId, memberId] = [`round${String(round).padStart(16, '0')}`, `M${member}`];
        ask.run(roundId, memberId, `D${member % 40}`);
        // An acknowledgement has no words; one prompt in four asks for some.
        answer.run(roundId, memberId, `${round}-${member}-press`, round % 4 === 0 ? CONTENT_BYTES : 60);
      }
    })();
  sqlite.close();
}
