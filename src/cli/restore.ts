import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Restored, restore } from '../backup/restore.js';
import { restoredText, restoreRefusal } from '../backup/restore-text.js';
import type { Instant } from '../calendar/instant.js';
import { dateWordsWithYear, timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import { KEY_STORE } from '../db/file.js';
import { takeLock } from '../db/lock.js';
import { StartError } from '../db/start-error.js';
import { systemClock } from '../schedule/clock.js';
import { type Cli, command, print } from './cli.js';

const help = {
  restore: {
    zh: '换上一份备份；须先停止机器人。全部核对过才换，原来的文件会留着',
    en: 'put a backup in the place of the database; the bot must be stopped. Everything is checked first, and what was there is kept',
  },
  file: { zh: 'siwen backup 做的备份，或与它放在一起的 keys.db', en: 'a backup made by siwen backup, or the keys.db kept with it' },
  json: { zh: '输出 JSON', en: 'print JSON' },
} as const satisfies Record<string, Text>;

/** `siwen restore FILE`. */
export function restoreCommand(cli: Cli): Command {
  return command(cli, 'restore', help.restore)
    .argument('<file>', say(help.file, cli.locale))
    .option('--json', say(help.json, cli.locale))
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { dataDir, key, oldKey, zone, chat } = cli.config;
      const lock = takeLock(join(dataDir, 'lock.db'), systemClock.now(), zone);
      try {
        const deps = { dataDir, key, oldKey, local: chat.kind === 'local', machine: systemClock, zone, operator: cli.operator };
        if (file === '') throw new StartError(restoreRefusal.unnamed);
        const restored = await restore(deps, resolve(file));
        print(
          cli,
          json,
          restored,
          lines(cli, restored).map((text) => say(text, cli.locale)),
        );
      } finally {
        lock.release();
      }
    });
}

function lines(cli: Cli, { file, database, more, rules, otherRules, kept }: Restored): Text[] {
  const keptLines = kept.length > 0 ? [restoredText.kept(kept)] : [];
  if (!database) return [restoredText.keys(file), ...keptLines, restoredText.nextKeys];
  const hadKeys = kept.some((path) => basename(path).startsWith('keys-'));
  const keysToo = more.filter((path) => path.endsWith(KEY_STORE)).map(hadKeys ? restoredText.keysToo : restoredText.keysAdded);
  const erased = database.erasedSince ?? [];
  return [
    restoredText.database(file, moment(cli, database.takenAt)),
    ...(keysToo.length > 0 ? keysToo : [restoredText.keysStay]),
    ...more.filter((path) => !path.endsWith(KEY_STORE)).map(restoredText.workspace),
    ...(rules.length > 0 ? [restoredText.rules(rules)] : []),
    ...(otherRules.length > 0 ? [restoredText.otherRules(otherRules)] : []),
    ...keptLines,
    restoredText.held(database.waiting),
    ...(erased.length > 0 ? [restoredText.erasedToo(erased)] : []),
    ...(database.erasedSince === undefined || keysToo.length > 0 ? [restoredText.untold] : []),
    restoredText.next,
  ];
}

function moment({ config: { zone }, locale }: Cli, takenAt: Instant): string {
  return takenAt === 0
    ? say(restoredText.unknownMoment, locale)
    : `${dateWordsWithYear(dateOf(takenAt, zone), locale)} ${timeWords(takenAt, zone, locale)}`;
}
