import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastBackupFound } from '../../backup/service.js';
import { hourMs, type Instant } from '../../calendar/instant.js';
import { monthOf, yearOf } from '../../calendar/plain-date.js';
import { dateWordsWithYear, timeWords } from '../../calendar/words.js';
import { dateOf } from '../../calendar/zone.js';
import { counted, type Text } from '../../chat/text.js';
import type { Config } from '../../config.js';
import { DATABASE } from '../../db/file.js';
import { inspect } from '../../db/inspect.js';
import { keyFiles, loadMasterKey, masterKeyId } from '../../db/master-key.js';
import { oldestPendingAt, outboxDepth } from '../../delivery/depth.js';
import type { Ground, Opened } from '../../ground.js';
import { type Checked, checkRoster } from '../../org/service.js';
import { schedulesOfUnknown, schedulesWithoutPrompts } from '../../reflection/service.js';
import { unreadFiles } from '../unread.js';
import { bad, type Finding, good } from './finding.js';
import { leaveFindings } from './leave.js';

/** A daily copy that was missed is made at the start; two days without one are no accident. */
const OLDEST_BACKUP_MS = 48 * hourMs;
/** Most of what waits for longer waits for an account (docs/operations.md). */
const LONGEST_WAIT_MS = hourMs;
/** When the State Council has published the next year's arrangement, as a rule. */
const PUBLISHED_IN = 11;

/** What lies in the office's files and its database. That it could be opened at all says that policy, prompts, key and schema fit. */
export async function officeFindings(config: Config, { ground, keyCopies }: Opened, machineNow: Instant): Promise<Finding[]> {
  return [
    good('settings', {
      zh: `规矩、题目（${ground.promptSets.size} 套）、数据库和密钥可以使用`,
      en: `policy, prompt sets (${ground.promptSets.size}), database and key can be used`,
    }),
    ...unreadFindings(unreadFiles(config)),
    ...keyFindings(config),
    ...databaseFindings(join(config.dataDir, DATABASE)),
    ...calendarFindings(ground),
    ...(await scheduleFindings(ground)),
    ...(await rosterFindings(ground)),
    ...(await leaveFindings(ground)),
    ...(await outboxFindings(ground)),
    await backupFinding(config, ground, machineNow),
    ...keyCopyFindings(keyCopies.behind()),
  ];
}

function unreadFindings(files: readonly string[]): Finding[] {
  if (files.length === 0) return [];
  return [
    bad(
      'restart',
      {
        zh: `机器人启动之后，这些文件有了变动，它还在按原来的办理：${files.join('、')}`,
        en: `these files have changed since the bot was started, and it still goes by what they said before: ${files.join(', ')}`,
      },
      { zh: '请重新启动四问', en: 'start siwen again' },
    ),
  ];
}

function keyFindings({ dataDir, key }: Config): Finding[] {
  const { current, next, old } = keyFiles(dataDir);
  const id = masterKeyId(loadMasterKey(dataDir, key, false).key);
  const unfinished = [next, old].filter((path) => existsSync(path));
  return [
    key === undefined
      ? good('key', {
          zh: `主密钥（编号 ${id}）在 ${current}，请确认另有一份放在别处`,
          en: `the master key (${id}) is in ${current}; make sure that a copy is kept elsewhere`,
        })
      : good('key', { zh: `主密钥（编号 ${id}）来自 SIWEN_KEY`, en: `the master key (${id}) comes from SIWEN_KEY` }),
    ...(unfinished.length === 0
      ? []
      : [
          bad(
            'key-change',
            {
              zh: `更换密钥没有完成（还有 ${unfinished.join('、')}）`,
              en: `a change of keys was not finished (${unfinished.join(', ')} is left)`,
            },
            { zh: '请再运行一次 siwen key rotate', en: 'run siwen key rotate once more' },
          ),
        ]),
  ];
}

function databaseFindings(path: string): Finding[] {
  const { sqlite, schema, damage, dangling } = inspect(path);
  const megabytes = (statSync(path).size / 1024 ** 2).toFixed(0);
  const whole = damage.length === 0 && dangling === 0;
  return [
    whole
      ? good('database', {
          zh: `数据库完好（${megabytes} MB，结构第 ${schema} 版，SQLite ${sqlite}）`,
          en: `the database is sound (${megabytes} MB, schema ${schema}, SQLite ${sqlite})`,
        })
      : bad(
          'database',
          {
            zh: `数据库有损坏：${damage.length} 处页面或索引错误，${dangling} 处指向不存在的行`,
            en: `the database is damaged: ${counted(damage.length, 'fault')} in pages or indexes, ${counted(dangling, 'row')} pointing nowhere`,
          },
          {
            zh: '请停止机器人，保留现有文件，再用 siwen restore 换上最近的备份',
            en: 'stop the bot, keep the files as they are, and put the newest backup in place with siwen restore',
          },
        ),
  ];
}

function calendarFindings({ clock, zone, calendar }: Ground): Finding[] {
  const today = dateOf(clock.now(), zone);
  return [yearOf(today), yearOf(today) + 1].map((year) => {
    if (calendar.covers(year)) return good('calendar', { zh: `已有 ${year} 年放假安排`, en: `the holidays of ${year} are known` });
    if (year > yearOf(today) && monthOf(today) < PUBLISHED_IN)
      return good('calendar', {
        zh: `${year} 年放假安排尚未公布（一般在 11 月）`,
        en: `the holidays of ${year} are not published yet (as a rule in November)`,
      });
    return bad(
      'calendar',
      { zh: `没有 ${year} 年放假安排`, en: `no holidays for ${year}` },
      { zh: '公布后请用 siwen calendar import 导入', en: 'import them with siwen calendar import' },
    );
  });
}

async function scheduleFindings({ transact, promptSets, policy: { org } }: Ground): Promise<Finding[]> {
  const { gone, unknown } = await transact(async (tx) => ({
    gone: await schedulesWithoutPrompts(tx, promptSets),
    unknown: await schedulesOfUnknown(tx, org.ranks),
  }));
  return [
    ...(gone.length === 0
      ? []
      : [
          bad(
            'schedules',
            {
              zh: `这些推送计划的题目已不在 prompts 文件夹中，不会推送：${gone.join('、')}`,
              en: `schedules that send nothing, since their prompts are no longer in the folder prompts: ${gone.join(', ')}`,
            },
            {
              zh: '请放回题目文件并重启，或用 siwen schedule 另选题目、暂停',
              en: 'put the file back and restart, or choose others with siwen schedule, or pause them',
            },
          ),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          bad(
            'schedule-audiences',
            {
              zh: `这些推送计划的发送范围写到了没有的部门、人员或职级：${unknown.map(({ id, names }) => `${id}（${names.join('、')}）`).join('，')}`,
              en: `schedules whose audience names departments, people or ranks that there are not: ${unknown.map(({ id, names }) => `${id} (${names.join(', ')})`).join('; ')}`,
            },
            { zh: '请用 siwen schedule 改正范围，或暂停', en: 'correct the audience with siwen schedule, or pause them' },
          ),
        ]),
  ];
}

async function rosterFindings(ground: Ground): Promise<Finding[]> {
  const { members, unmatched, switchedOff, strangers } = await checkRoster(ground);
  const list = { zh: '请用 siwen roster check 逐一列出', en: 'siwen roster check lists them' };
  if (members === 0)
    return [
      bad(
        'roster',
        { zh: '花名册是空的', en: 'the roster is empty' },
        { zh: '请用 siwen roster import 导入', en: 'use siwen roster import' },
      ),
    ];
  return [
    good('roster', { zh: `花名册 ${members} 人`, en: `${members} people on the roster` }),
    accountsFinding(unmatched, list),
    ...(switchedOff.length === 0
      ? []
      : [
          bad(
            'switched-off',
            {
              zh: `${switchedOff.length} 人的聊天账号已停用，收不到推送`,
              en: `the accounts of ${switchedOff.length} people are switched off; they are not asked`,
            },
            list,
          ),
        ]),
    strangers.length === 0
      ? good('strangers', { zh: '没有不在花名册上的聊天账号', en: 'no chat account is missing from the roster' })
      : bad(
          'strangers',
          { zh: `${strangers.length} 个聊天账号不在花名册上`, en: `${strangers.length} chat accounts belong to nobody on the roster` },
          list,
        ),
  ];
}

function accountsFinding(unmatched: Checked['unmatched'], list: Text): Finding {
  if (unmatched.length === 0) return good('accounts', { zh: '人人都有对应的聊天账号', en: 'everybody has a chat account' });
  if (unmatched.some(({ reason }) => reason === 'not-asked'))
    return bad(
      'accounts',
      { zh: '还没有连接过聊天服务，谁有账号还不知道', en: 'siwen has not been connected to the chat yet; who has an account is not known' },
      { zh: '请启动四问，连上之后再看', en: 'start siwen, and look again once it is connected' },
    );
  return bad('accounts', { zh: `${unmatched.length} 人没有对应的聊天账号`, en: `${unmatched.length} people have no chat account` }, list);
}

async function outboxFindings({ transact, clock, zone }: Ground): Promise<Finding[]> {
  const [{ pending, refused, unknown }, oldest] = await transact(async (tx) => [await outboxDepth(tx), await oldestPendingAt(tx)] as const);
  const since = (at: Instant, locale: 'zh-CN' | 'en') => `${dateWordsWithYear(dateOf(at, zone), locale)} ${timeWords(at, zone, locale)}`;
  return [
    refused + unknown === 0
      ? good('outbox', { zh: '没有未能送达的消息', en: 'no message has failed' })
      : bad(
          'outbox',
          {
            zh: `${refused} 条消息被拒收，${unknown} 条不明而暂停`,
            en: `refused: ${counted(refused, 'message')}; in doubt and held: ${unknown}`,
          },
          { zh: '请用 siwen outbox 查看，再重发或放弃', en: 'see siwen outbox, then retry or drop them' },
        ),
    oldest === undefined || clock.now() - oldest < LONGEST_WAIT_MS
      ? good('waiting', { zh: `待发 ${pending} 条，没有久等的`, en: `${counted(pending, 'message')} pending, none for long` })
      : bad(
          'waiting',
          {
            zh: `待发 ${pending} 条，最早的从${since(oldest, 'zh-CN')}等到现在`,
            en: `${counted(pending, 'message')} pending, the oldest since ${since(oldest, 'en')}`,
          },
          {
            zh: '机器人没有运行，或收件人没有聊天账号（siwen roster check），或聊天服务连不上（看日志）',
            en: 'the bot is not running, the recipient has no account (siwen roster check), or the chat cannot be reached (see the log)',
          },
        ),
  ];
}

async function backupFinding({ dataDir }: Config, { transact, zone, policy }: Ground, now: Instant): Promise<Finding> {
  const last = await lastBackupFound({ transact, zone, dataDir, policy: policy.backup });
  const next = {
    zh: `机器人运行时每天 ${policy.backup.time} 备份；现在可运行 siwen backup，不成时它会说明原因`,
    en: `the bot makes one at ${policy.backup.time} each day while it runs; siwen backup makes one now, or says why it cannot`,
  };
  if (!last) return bad('backup', { zh: '还没有备份', en: 'there is no backup' }, next);
  const words = (locale: 'zh-CN' | 'en') =>
    `${dateWordsWithYear(dateOf(last.takenAt, zone), locale)} ${timeWords(last.takenAt, zone, locale)}`;
  const what = { zh: `最近的备份：${words('zh-CN')}`, en: `the newest backup is of ${words('en')}` };
  return now - last.takenAt <= OLDEST_BACKUP_MS ? good('backup', what) : bad('backup', what, next);
}

/** What somebody has erased can still be read with such a copy. */
function keyCopyFindings(behind: readonly string[]): Finding[] {
  if (behind.length === 0) return [];
  return [
    bad(
      'key-copies',
      {
        zh: `备份文件夹中的 keys.db 里还有已清除的密钥，或不能查看：${behind.join('、')}`,
        en: `the keys.db of these folders of backups still has keys that are gone, or cannot be looked at: ${behind.join(', ')}`,
      },
      {
        zh: '机器人会不断重试；请检查文件夹的权限（应属于运行机器人的用户）和磁盘，再运行 siwen backup --to ‹文件夹›',
        en: 'the bot tries again and again; check the permissions of the folder (it should belong to the user who runs the bot) and the disk, then run siwen backup --to ‹folder›',
      },
    ),
  ];
}
