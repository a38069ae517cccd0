import { counted, type Text } from '../chat/text.js';

export const backupText = {
  made: (path: string, megabytes: string): Text => ({
    zh: `已备份到 ${path}（${megabytes} MB），并已核对。同一文件夹中的 keys.db 是各人密钥的现状，每次都会更新，请不要另存旧的。`,
    en: `Backed up to ${path} (${megabytes} MB), and checked. keys.db in the same folder is the present state of everybody’s keys; it is renewed each time, so keep no former one.`,
  }),
  masterKey: (source: string): Text => ({
    zh: `主密钥（${source}）不在备份里，请确认另有一份放在别处。`,
    en: `The master key (${source}) is not in the backup; make sure that a copy lies elsewhere.`,
  }),
  removed: (count: number): Text => ({
    zh: `按规矩清除了 ${count} 份旧备份。`,
    en: `Removed ${counted(count, 'old backup')}, as the policy says.`,
  }),
  intoData: (folder: string): Text => ({
    zh: `${folder} 就是数据文件夹，没有备份：其中的 keys.db 和 workspace.db 会被换掉。请写明另一个文件夹，最好在另一块磁盘上。`,
    en: `${folder} is the folder of the data itself, and nothing was backed up: keys.db and workspace.db in it would be replaced. Name another folder, better on another disk.`,
  }),
  failed: {
    zh: '每日备份没有做成，程序会不断重试。',
    en: 'The daily backup could not be made; it is tried again and again.',
  },
  unexpected: { zh: '原因请看服务器上的日志。', en: 'The log on the server says why.' },
  lastGood: (moment: string): Text => ({ zh: `上一份完好的备份：${moment}。`, en: `The last good backup: ${moment}.` }),
  noneYet: { zh: '目前没有一份完好的备份。', en: 'There is no good backup at all.' },
} as const;
