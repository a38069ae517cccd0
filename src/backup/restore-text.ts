import type { Text } from '../chat/text.js';

/** Why nothing was restored. Nothing has been changed when one of these is said. */
export const restoreRefusal = {
  unnamed: {
    zh: '没有写明哪一份备份，没有改动任何内容。可能是在备份的文件夹里没有找到，请先查看那个文件夹。',
    en: 'No backup was named; nothing was changed. Perhaps none was found in the folder of backups: look there first.',
  },
  notThere: (file: string): Text => ({
    zh: `读不到文件 ${file}，没有改动任何内容。请检查路径和权限。`,
    en: `${file} cannot be read; nothing was changed. Check its path and permissions.`,
  }),
  notAFile: (file: string): Text => ({
    zh: `${file} 不是文件，没有改动任何内容。请写明其中的一份备份，如 siwen-20261125-023000.db。`,
    en: `${file} is not a file; nothing was changed. Name one of the backups in it, such as siwen-20261125-023000.db.`,
  }),
  present: (file: string): Text => ({
    zh: `${file} 就是正在使用的文件，没有改动任何内容。请写明一份备份。`,
    en: `${file} is the very file in use; nothing was changed. Name a backup.`,
  }),
  empty: (file: string): Text => ({
    zh: `${file} 是空的，没有改动任何内容。请换一份备份。`,
    en: `${file} is empty; nothing was changed. Try another backup.`,
  }),
  notOurs: (file: string): Text => ({
    zh: `${file} 不是四问的备份，而是其他程序或本地工作区的数据库，没有改动任何内容。请写明 siwen backup 做的一份，如 siwen-20261125-023000.db。`,
    en: `${file} is no backup of siwen, but the database of another program or of the local workspace; nothing was changed. Name one that siwen backup made, such as siwen-20261125-023000.db.`,
  }),
  damaged: (file: string): Text => ({
    zh: `${file} 不是数据库文件，或已损坏，没有改动任何内容。请换一份备份。`,
    en: `${file} is not a database, or is damaged; nothing was changed. Try another backup.`,
  }),
  wrongKey: (file: string, needed: string, given: string, source: string): Text => ({
    zh: `${file} 中的密钥由编号 ${needed} 的主密钥加密，而 ${source} 中的主密钥编号是 ${given}，没有改动任何内容。主密钥可能在此之后更换过，或属于另一个单位；请换回编号 ${needed} 的主密钥再试。`,
    en: `The keys in ${file} are wrapped by the master key ${needed}, but the one in ${source} is ${given}; nothing was changed. It may have been changed since, or belong to another office. Put the master key ${needed} back and try again.`,
  }),
  noKeys: (places: readonly string[]): Text => ({
    zh: `没有找到这份备份所用的密钥库，没有改动任何内容。看过 ${places.join('、')}：都不存在、已损坏，或属于另一个数据库。没有它，作答内容无法读取。请把与备份在一起的 keys.db 放到备份旁边再试。`,
    en: `The keys that this backup needs were not found; nothing was changed. Looked at ${places.join(' and ')}: absent, damaged, or of another database. Without them the answers cannot be read. Put the keys.db that was kept with the backup beside it and try again.`,
  }),
  keysInOrder: (path: string): Text => ({
    zh: `${path} 完好，没有改动它：换成较早的，会让已清除的内容重新可读。`,
    en: `${path} is in order and was left as it is: a former one would make readable again what was erased.`,
  }),
  otherKeys: (file: string): Text => ({
    zh: `${file} 是另一个数据库的密钥库，没有改动任何内容。`,
    en: `${file} holds the keys of another database; nothing was changed.`,
  }),
} as const;

/** What was done, and what to do next. */
export const restoredText = {
  database: (file: string, moment: string): Text => ({
    zh: `已用 ${file} 换下数据库，是 ${moment} 的状态。此后的作答、推送和操作记录不在其中。`,
    en: `${file} is the database now, as it was ${moment}. Answers, rounds and audit entries since then are not in it.`,
  }),
  keys: (file: string): Text => ({ zh: `已用 ${file} 换下密钥库。`, en: `${file} is the key store now.` }),
  keysToo: (path: string): Text => ({
    zh: `原来的密钥库不能用，${path} 也换成了备份旁边的那一份。`,
    en: `The former key store was of no use; ${path} was taken from beside the backup as well.`,
  }),
  keysAdded: (path: string): Text => ({
    zh: `这里还没有密钥库，${path} 取自备份旁边。`,
    en: `There was no key store yet; ${path} was taken from beside the backup.`,
  }),
  keysStay: {
    zh: '密钥库仍是现在这一份：备份以后清除过内容的人，在这份备份里的作答都读不到了，清除的和没有清除的都是。请告知他们。',
    en: 'The key store stays as it is: of whoever has erased anything since the backup, no answer in it can be read, erased or not. Please tell them.',
  },
  workspace: (path: string): Text => ({ zh: `${path} 也取自备份旁边。`, en: `${path} was taken from beside the backup as well.` }),
  rules: (paths: readonly string[]): Text => ({
    zh: `${paths.join('、')} 取自备份：这里原来没有。`,
    en: `${paths.join(', ')} came out of the backup: there was none here.`,
  }),
  otherRules: (paths: readonly string[]): Text => ({
    zh: `${paths.join('、')} 与做备份时不同，仍以这里现有的为准。保存期限、审批和放假都由它决定，请在启动前核对。`,
    en: `${paths.join(', ')} differs from what it was at the backup; what is here stays. It decides what is kept how long, who approves and which days are free: check it before the start.`,
  }),
  kept: (paths: readonly string[]): Text => ({
    zh: `原来的文件保留为 ${paths.join('、')}。确认无误后请删除：其中有个人信息。`,
    en: `What was there is kept as ${paths.join(', ')}. Delete it once all is well: it holds personal data.`,
  }),
  held: (count: number): Text => ({
    zh: `${count === 0 ? '启动后补发的' : `${count} 条待发消息，以及启动后补发的，都`}会先在会话中查找，确实没有的才发送，所以不会重复。`,
    en: `${waiting(count)} are looked for in the conversation first and sent only if they are not there, so nothing is sent twice.`,
  }),
  erasedToo: (members: readonly string[]): Text => ({
    zh: `备份之后为已离开的人清除过资料，备份里的也已清除：${members.join('、')}`,
    en: `Of people who have left, data was erased after the backup; it was erased here as well: ${members.join(', ')}`,
  }),
  untold: {
    zh: '备份之后还有没有为已离开的人清除过资料，有没有人收回过给领导看的作答或停用过日历订阅，这里不能确定：记着这些的密钥库取自备份旁边，或由较早的版本写成。请核对收到过的清除申请，需要的在启动后运行 siwen erase ‹工号› --apply；并请收回或停用过的人到主页查看，需要的再做一次。',
    en: 'Whether data of more people who have left was erased after the backup, and whether anybody took back an answer from a leader or turned a calendar address off, cannot be told: the key store, which notes it, was taken from beside the backup or was written by a former version. Look through the requests for erasure that you had, and where needed run siwen erase ‹id› --apply after the start; ask those who took something back or turned it off to look at Home, and to do it once more where needed.',
  },
  next: {
    zh: '下一步：花名册也回到了当时，此后有变动的，请再导入一次（siwen roster import）；启动四问；运行 siwen doctor；看一下 siwen outbox；请在此期间作答过的人到主页查看，缺少的再答一次。',
    en: 'Next: the roster is as it was, too; if it has changed since, import it again (siwen roster import). Start siwen; run siwen doctor; look at siwen outbox; ask those who answered since then to look at Home, and to answer once more what is missing.',
  },
  nextKeys: { zh: '下一步：启动四问，运行 siwen doctor。', en: 'Next: start siwen and run siwen doctor.' },
  unknownMoment: { zh: '做备份时', en: 'when it was copied' },
} as const;

function waiting(count: number): string {
  if (count === 0) return 'Messages made up for after the start';
  return `${count === 1 ? 'One waiting message' : `${count} waiting messages`}, and those made up for after the start,`;
}
