import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Zone } from '../../calendar/instant.js';
import { DATABASE } from '../../db/file.js';
import { lockHolder } from '../../db/lock.js';
import { bad, type Finding, good } from './finding.js';

/** Room for a copy of the database, and for as much again while it is being made. */
const COPIES = 2;
const LEAST_FREE_BYTES = 500 * 1024 * 1024;
const OLDEST_NODE = [20, 19] as const;

const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
    ? good('node', { zh: `Node.js ${version}`, en: `Node.js ${version}` })
    : bad(
        'node',
        { zh: `Node.js ${version} 太旧`, en: `Node.js ${version} is too old` },
        { zh: '请安装 20.19 或更新的版本', en: 'install 20.19 or newer' },
      );
}

export function diskFinding(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const needed = Math.max(LEAST_FREE_BYTES, COPIES * sizeOf(join(dataDir, DATABASE)));
  return free >= needed
    ? good('disk', { zh: `磁盘剩余 ${gigabytes(free)} GB`, en: `${gigabytes(free)} GB of disk left` })
    : bad(
        'disk',
        {
          zh: `磁盘只剩 ${gigabytes(free)} GB，至少应有 ${gigabytes(needed)} GB`,
          en: `only ${gigabytes(free)} GB of disk left, where ${gigabytes(needed)} GB are needed`,
        },
        { zh: '请清理磁盘；写满后不再接受任何内容', en: 'make room; when it is full nothing is accepted any more' },
      );
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

export function lockFinding(dataDir: string, zone: Zone): Finding {
  const path = join(dataDir, 'lock.db');
  const holder = lockHolder(path, zone);
  if (holder === 'damaged')
    return bad(
      'lock',
      { zh: `${path} 已损坏，机器人不能启动`, en: `${path} is damaged, and the bot cannot start` },
      {
        zh: '请确认没有四问在运行，再删除这个文件：其中没有数据',
        en: 'make sure that no siwen is running, and delete the file: it holds no data',
      },
    );
  if (!holder) return good('lock', { zh: '机器人没有运行', en: 'the bot is not running' });
  const { pid, since } = holder;
  return good('lock', {
    zh: pid && since ? `机器人正在运行（进程号 ${pid}，自 ${since.zh} 起）` : '机器人正在运行',
    en: pid && since ? `the bot is running (process ${pid}, since ${since.en})` : 'the bot is running',
  });
}

/** What only its owner may read: the databases with their logs, and the keys. */
const SECRET = /^(?:(?:siwen|keys|workspace)\.db(?:-wal|-shm)?|siwen\.key(?:\..+)?|\.env)$/;

/** `self`: whom this process runs as; undefined where the system knows no such thing. `environment`: the file with the tokens, wherever it lies. */
export function filesFinding(dataDir: string, self: number | undefined, environment?: string): Finding[] {
  if (self === undefined) return [];
  const files = readdirSync(dataDir).filter((name) => SECRET.test(name));
  const more =
    environment !== undefined && existsSync(environment) && !files.includes(relative(dataDir, environment)) ? [resolve(environment)] : [];
  const open = [...files, ...more].filter((name) => (statSync(resolve(dataDir, name)).mode & 0o077) !== 0);
  const owner = statSync(dataDir).uid;
  const foreign = files.filter((name) => statSync(join(dataDir, name)).uid !== owner);
  return [
    open.length === 0
      ? good('permissions', { zh: '数据文件只有所有者能读写', en: 'only their owner can read the data files' })
      : bad(
          'permissions',
          { zh: `别人也能读这些文件：${open.join('、')}`, en: `others can read these files: ${open.join(', ')}` },
          { zh: `在 ${dataDir} 中运行 chmod 600 ${open.join(' ')}`, en: `in ${dataDir}, run chmod 600 ${open.join(' ')}` },
        ),
    ...(foreign.length === 0
      ? []
      : [
          bad(
            'owner',
            { zh: `这些文件属于另一用户：${foreign.join('、')}`, en: `these files belong to another user: ${foreign.join(', ')}` },
            {
              zh: `机器人可能写不了；请用 chown 改为 ${dataDir} 的所有者，并以同一用户运行 siwen`,
              en: `the bot may not be able to write them; chown them to the owner of ${dataDir}, and run siwen as that user`,
            },
          ),
        ]),
  ];
}
