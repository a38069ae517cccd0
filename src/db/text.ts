import type { Instant } from '../calendar/instant.js';
import type { Text } from '../chat/text.js';

/** What keeps the database from being opened. `{path}` stands for the file. */
export const openText = {
  'sqlite-too-old': {
    zh: '内置的 SQLite 版本过旧，可能在断电时丢失数据（需要 3.51.3 或更高版本）。请重新执行 npm ci。',
    en: 'The built-in SQLite is too old and may lose data when the power fails (3.51.3 or newer is needed). Run npm ci again.',
  },
  'not-ours': {
    zh: '{path} 是其他程序的数据库，未作任何改动。请检查 SIWEN_DATA_DIR。',
    en: '{path} is the database of another program; nothing was changed in it. Check SIWEN_DATA_DIR.',
  },
  newer: {
    zh: '{path} 由更新版本的 siwen 写入，本版本无法使用，未作任何改动。请安装较新的版本，或换用升级前的备份。',
    en: '{path} was written by a newer siwen than this one; nothing was changed in it. Install the newer version, or use a backup from before the upgrade.',
  },
  older: {
    zh: '{path} 是较早版本的 siwen 写入的，未作任何改动。请启动本版本的四问，启动时会更新数据库；旧版本还在运行的，请先停止它，留好整个文件夹的副本。',
    en: '{path} was written by an older siwen than this one; nothing was changed in it. Start this version of siwen, which brings it forward; if the older one is still running, stop it and keep a copy of the whole folder first.',
  },
  'not-a-database': {
    zh: '{path} 不是数据库文件，或已损坏。请停止四问，用 siwen restore 换上最近一份完好的备份。',
    en: '{path} is not a database, or is damaged. Stop siwen and put the newest sound backup in its place with siwen restore.',
  },
  'no-office': {
    zh: '{path} 中没有四问的数据，请检查 SIWEN_DATA_DIR；第一次使用的，请先启动四问。',
    en: 'There is no data of siwen in {path}. Check SIWEN_DATA_DIR; if siwen has never run, start it first.',
  },
  lost: {
    zh: '{path} 不存在或是空的，而同一文件夹的 keys.db 中有作答的密钥，可见原来的数据库已经丢失，程序没有启动。请用 siwen restore ‹备份› 换上最近的备份；确实要从头开始的，请先把 keys.db 和 siwen.key 移到别处。',
    en: '{path} is missing or empty although keys.db beside it holds keys of answers, so the database must have been lost, and nothing was started. Put the newest backup in its place with siwen restore ‹backup›; if a new office is really wanted, move keys.db and siwen.key away first.',
  },
  'not-writable': {
    zh: '{path} 无法写入。请检查文件及其目录的权限和磁盘空间。',
    en: '{path} cannot be written. Check the permissions of the file and its folder, and the space on the disk.',
  },
  'no-folder': {
    zh: '文件夹 {path} 无法写入：它不存在且无法建立，或者是一个文件。请检查路径（数据文件夹由 SIWEN_DATA_DIR 指定），以及上级文件夹的权限。',
    en: 'The folder {path} cannot be written: it is missing and cannot be made, or it is a file. Check the path (SIWEN_DATA_DIR names the folder of the data), and the permissions of the folder above it.',
  },
  full: {
    zh: '{path} 所在的磁盘已满，没有写入。请清理出空间；已在运行的四问不用重新启动。',
    en: '{path} lies on a disk that is full; nothing was written. Make room; a siwen that is running need not be started again.',
  },
  busy: {
    zh: '{path} 正被另一个程序长时间占用。请稍后再试。',
    en: '{path} is being held by another program. Try again in a while.',
  },
  'setting-refused': {
    zh: '{path} 所在的磁盘不支持安全写入（例如某些网络盘）。请把 SIWEN_DATA_DIR 设到本机磁盘。',
    en: '{path} lies on a disk that cannot be written safely (some network drives, for example). Set SIWEN_DATA_DIR to a local disk.',
  },
} as const satisfies Record<string, Text>;

export const keyText = {
  malformed: {
    zh: '{source} 中的密钥无法使用：应为 32 字节，写成 base64（44 个字符）或十六进制（64 个字符）。',
    en: 'The key in {source} cannot be used: 32 bytes are expected, as base64 (44 characters) or hexadecimal (64 characters).',
  },
  wrong: {
    zh: '{source} 中的密钥不是加密这个数据库所用的密钥，作答内容无法读取，程序没有启动。请换回原来的密钥。',
    en: 'The key in {source} is not the one this database was encrypted with; answers could not be read, so nothing was started. Put the former key back.',
  },
  half: {
    zh: '更换密钥没有完成，除 {source} 中的密钥外还需要另一个密钥，程序没有启动。请把 siwen.key、siwen.key.next 和 siwen.key.old 中缺少的文件放回原处；密钥来自环境变量的，把新旧两个密钥分别写入 SIWEN_KEY 和 SIWEN_OLD_KEY，再运行 siwen key rotate。',
    en: 'A change of keys was not finished, and another key is needed besides the one in {source}, so nothing was started. Put back which of siwen.key, siwen.key.next and siwen.key.old is missing; where the environment gives the key, set both SIWEN_KEY and SIWEN_OLD_KEY and run siwen key rotate again.',
  },
  missing: {
    zh: '数据库中有加密的内容，但找不到密钥文件 {source}。请把另存在别处的 siwen.key 放回原处（siwen backup 的备份中没有它），或设置 SIWEN_KEY；程序不会另造新密钥。',
    en: 'The database holds encrypted content, but the key file {source} is missing. Put back the siwen.key that was kept elsewhere (siwen backup does not hold it), or set SIWEN_KEY; no new key is made in its place.',
  },
  'store-missing': {
    zh: '找不到 {source}，其中是各人作答的密钥；没有它，作答内容无法读取，程序没有启动。请把最近的 keys.db 副本放回原处：siwen restore ‹备份文件夹›/keys.db；数据库不用换。',
    en: '{source} is missing. It holds the keys of what people wrote, which could not be read, so nothing was started. Put the newest copy of keys.db in its place: siwen restore ‹folder of the backups›/keys.db; the database may stay.',
  },
  'store-of-another': {
    zh: '{source} 是另一个数据库的密钥库，作答内容无法读取，程序没有启动。请换回与数据库配套的 keys.db。',
    en: '{source} is the key store of another database; answers could not be read, so nothing was started. Put back the keys.db that belongs to the database.',
  },
  'store-newer': {
    zh: '{source} 由更新版本的 siwen 写入，本版本无法使用。请安装较新的版本。',
    en: '{source} was written by a newer siwen than this one. Install the newer version.',
  },
  'store-not-ours': {
    zh: '{source} 是其他程序的数据库，未作任何改动。请检查 SIWEN_DATA_DIR。',
    en: '{source} is the database of another program; nothing was changed in it. Check SIWEN_DATA_DIR.',
  },
  'store-damaged': {
    zh: '{source} 不是数据库文件，或已损坏，其中是各人作答的密钥。请用 siwen restore 换上备份文件夹中的 keys.db；数据库不用换。',
    en: '{source} is not a database, or is damaged. It holds the keys of what people wrote. Put the keys.db of the backups in its place with siwen restore; the database may stay.',
  },
  elsewhere: {
    zh: '{source} 不是数据文件夹里的普通文件，而是链接，或是从别处挂载的，没有更换主密钥。请先停止四问，把主密钥文件本身放到这里，启动后再更换；也可以改由 SIWEN_KEY 提供。',
    en: '{source} is not an ordinary file of the data folder but a link, or mounted from elsewhere; the master key was not changed. Stop siwen, put the key file itself here, start, and change it then; or give it with SIWEN_KEY.',
  },
  'copy-of-another': {
    zh: '{source} 是另一个数据库的密钥副本，没有改动它，也没有备份到这里。请换一个文件夹。',
    en: '{source} is the copy of another database’s keys; it was left alone, and nothing was backed up there. Use another folder.',
  },
  unreadable: {
    zh: '密钥文件 {source} 无法读取或写入。请检查它的权限。',
    en: 'The key file {source} cannot be read or written. Check its permissions.',
  },
  made: {
    zh: '已生成密钥文件 {source}。请立即将它备份到别处：没有它，任何人都无法再读取作答内容，备份中的也不行。',
    en: 'The key file {source} was made. Back it up to another place now: without it nobody can read the answers again, not even from backups.',
  },
} as const satisfies Record<string, Text>;

/** Not the database's own damage: nothing is lost with this file. */
export const lockDamaged: Text = {
  zh: '{path} 已损坏。它只用来保证同时只有一个四问在运行，不存放数据。请确认没有四问在运行，删除这个文件，再试一次。',
  en: '{path} is damaged. It only keeps a second siwen from running and holds no data. Make sure that no siwen is running, delete the file, and try again.',
};

/** `startedAt`: unknown where a former version took the lock. */
export type Holder = { readonly pid: string; readonly startedAt: Instant | undefined; readonly since: Text };

/** The holder is unknown where it has just begun or died. */
export const lockedText = (path: string, holder: Holder | undefined): Text =>
  holder
    ? {
        zh: `另一个 siwen 正在使用 ${path}（进程号 ${holder.pid}，自 ${holder.since.zh} 起）。一个数据库只能由一个 siwen 使用；请先停止它。`,
        en: `Another siwen is using ${path} (process ${holder.pid}, since ${holder.since.en}). A database serves one siwen only; stop that one first.`,
      }
    : {
        zh: `另一个 siwen 正在使用 ${path}。一个数据库只能由一个 siwen 使用；请先停止它。`,
        en: `Another siwen is using ${path}. A database serves one siwen only; stop that one first.`,
      };

export function filled(text: Text, name: 'path' | 'source', value: string): Text {
  const put = (sentence: string) => sentence.replace(`{${name}}`, () => value);
  return { zh: put(text.zh), en: put(text.en) };
}
