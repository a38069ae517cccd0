import { join } from 'node:path';
import type { Command } from 'commander';
import { say, type Text } from '../chat/text.js';
import { takeLock } from '../db/lock.js';
import { refuseNoOffice } from '../db/lost.js';
import { keyFiles } from '../db/master-key.js';
import { openExisting } from '../ground.js';
import { type AuditAction, recordAudit } from '../org/service.js';
import { systemClock } from '../schedule/clock.js';
import { type Cli, command, print } from './cli.js';

const help = {
  key: { zh: '主密钥：更换', en: 'the master key: change it' },
  rotate: {
    zh: '换一个新的主密钥，机器人运行时也可以；中断后再运行一次即可',
    en: 'change the master key, also while the bot is running; run it again if it was interrupted',
  },
  json: { zh: '输出 JSON', en: 'print JSON' },
} as const satisfies Record<string, Text>;

const text = {
  ofEnvironment: {
    zh: '密钥由 SIWEN_KEY 给出，程序不能改它。请先停止机器人，用 openssl rand -base64 32 生成新密钥，写入 SIWEN_KEY，原来的写入 SIWEN_OLD_KEY，再运行 siwen key rotate；完成后去掉 SIWEN_OLD_KEY，再启动。',
    en: 'SIWEN_KEY gives the key, which the program cannot change. Stop the bot; make a new key with openssl rand -base64 32, put it into SIWEN_KEY and the former one into SIWEN_OLD_KEY; run siwen key rotate; take SIWEN_OLD_KEY out again and start the bot.',
  },
  changed: (keyId: string, keys: number): Text => ({
    zh: `已更换主密钥，新的编号是 ${keyId}；${keys} 个数据密钥已用它重新加密。`,
    en: `The master key was changed, its id is ${keyId} now; ${keys} data keys are wrapped by it now.`,
  }),
  nextOfFile: (path: string): Text => ({
    zh: `请立即把 ${path} 备份到别处，替换那里的旧文件；不要与数据库或 keys.db 的备份放在一起。备份文件夹中的 keys.db 由四问自行更换；别处的旧 keys.db 用旧密钥仍能打开，请替换。`,
    en: `Copy ${path} to the place where you keep it, instead of the former one, now; never to one where copies of the database or of keys.db go. siwen itself brings the keys.db in its folders of backups up to date. A former keys.db elsewhere still opens with the former key: replace it.`,
  }),
  unreached: (folders: readonly string[]): Text => ({
    zh: `以下备份文件夹现在够不到，其中的 keys.db 只能用原来的主密钥打开：${folders.join('、')}。原来的主密钥请与新的一并留着；接上磁盘、四问在运行时，五分钟内会更新，之后才可以删除原来的。不再有的文件夹不用管。`,
    en: `These folders of backups can’t be reached now, and the keys.db in them opens with the former master key only: ${folders.join(', ')}. Keep the former key beside the new one. With the disk plugged in and siwen running, they are brought up to date within five minutes; delete the former key only then. Never mind folders that are no more.`,
  }),
  nextOfEnvironment: {
    zh: '请从环境中去掉 SIWEN_OLD_KEY，再启动机器人；别处的旧 keys.db 用旧密钥仍能打开，请替换。',
    en: 'Take SIWEN_OLD_KEY out of the environment and start the bot. A former keys.db elsewhere still opens with the former key: replace it.',
  },
} as const;

/** `siwen key rotate`. A key file is changed beside the running bot; a key of the environment only the bot's next start could tell it. */
export function keyCommand(cli: Cli): Command {
  const { config } = cli;
  const rotate = command(cli, 'rotate', help.rotate)
    .option('--json', say(help.json, cli.locale))
    .action(async ({ json }: { json?: boolean }) => {
      if (config.key === undefined) return change(cli, json, text.nextOfFile(keyFiles(config.dataDir).current));
      if (config.oldKey === undefined) {
        cli.out(say(text.ofEnvironment, cli.locale));
        return cli.exit(1);
      }
      refuseNoOffice(config.dataDir); // the lock would make the folder
      const lock = takeLock(join(config.dataDir, 'lock.db'), systemClock.now(), config.zone);
      try {
        await change(cli, json, text.nextOfEnvironment);
      } finally {
        lock.release();
      }
    });
  return command(cli, 'key', help.key).addCommand(rotate);
}

/** Noted before and after: whatever happens in between, the log says that it was begun. */
async function change(cli: Cli, json: boolean | undefined, next: Text): Promise<void> {
  const { ground, database, keyCopies, rotateKey } = await openExisting(cli.config, systemClock);
  const note = (action: AuditAction, subject: string, detail?: string) =>
    ground.transact((tx) =>
      recordAudit(tx, { at: ground.clock.now(), actor: { operator: cli.operator }, action, subject, ...(detail ? { detail } : {}) }),
    );
  try {
    await note('db.key-rotate', 'master-key');
    const { keyId, keys } = await rotateKey();
    await note('db.key-rotated', keyId, String(keys));
    const unreached = keyCopies.unreached();
    print(
      cli,
      json,
      { keyId, keys, unreached },
      [text.changed(keyId, keys), next, ...(unreached.length > 0 ? [text.unreached(unreached)] : [])].map((each) => say(each, cli.locale)),
    );
  } finally {
    await database.close();
  }
}
