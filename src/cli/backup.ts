import { resolve } from 'node:path';
import type { Command } from 'commander';
import { dailyFolder, makeBackup } from '../backup/service.js';
import { backupText } from '../backup/text.js';
import { say, type Text } from '../chat/text.js';
import { openExisting } from '../ground.js';
import { systemClock } from '../schedule/clock.js';
import { type Cli, command, print } from './cli.js';

const help = {
  backup: {
    zh: '备份数据库、各人的密钥和本局的规矩并核对，机器人运行时也可以；主密钥不在其中',
    en: 'back up the database, everybody’s keys and the office’s own rules, and check the copy; also while the bot runs. The master key is not in it',
  },
  to: {
    zh: '放到哪个文件夹；不写即为规矩中 backup.folder 所定',
    en: 'the folder to put it in; unless given, the one of backup.folder in the policy',
  },
  json: { zh: '输出 JSON', en: 'print JSON' },
} as const satisfies Record<string, Text>;

/** `siwen backup [--to DIR]`. */
export function backupCommand(cli: Cli): Command {
  return command(cli, 'backup', help.backup)
    .option('--to <folder>', say(help.to, cli.locale))
    .option('--json', say(help.json, cli.locale))
    .action(async ({ to, json }: { to?: string; json?: boolean }) => {
      const { ground, database, keyCopies } = await openExisting(cli.config, systemClock);
      const { dataDir, key } = cli.config;
      try {
        const deps = { ...ground, policy: ground.policy.backup, machine: systemClock, dataDir, keyCopies };
        const made = await makeBackup(deps, to === undefined ? dailyFolder(deps) : resolve(to));
        print(cli, json, made, [
          say(backupText.made(made.path, (made.bytes / 1024 ** 2).toFixed(1)), cli.locale),
          say(backupText.masterKey(key === undefined ? 'siwen.key' : 'SIWEN_KEY'), cli.locale),
          ...(made.removed > 0 ? [say(backupText.removed(made.removed), cli.locale)] : []),
        ]);
      } finally {
        await database.close();
      }
    });
}
