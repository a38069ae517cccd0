import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Instant } from './calendar/instant.js';
import type { Text } from './chat/text.js';
import type { Config } from './config.js';
import { asStartError, handOver, LOGS, WORKSPACE } from './db/file.js';
import type { Transact } from './db/transact.js';
import { portInWords } from './listening.js';
import { localChannel } from './local-channel.js';
import { addressOf, folded } from './org/accounts/matching.js';
import { loadAccounts } from './org/accounts/store.js';
import type { Member } from './org/member.js';
import { departmentsToldApart } from './org/scope.js';
import { allMembers } from './org/service.js';
import { packageDir } from './package-dir.js';
import type { Clock } from './schedule/clock.js';
import type { ClockControl } from './schedule/clock-control.js';
import type { Workspace, WorkspaceOptions } from './workspace/server.js';

/** What the clock of the local workspace announces: every job that knows when it is due. */
const jobWords: Readonly<Record<string, Text>> = {
  'meeting.closeCheckIn': { zh: '签到自动结束', en: 'a check-in closes' },
  'leave.absence': { zh: '会议请假的提醒', en: 'absence requests' },
  'leave.unconfirmed': { zh: '代为登记的请假到期未确认', en: 'leave that was entered for somebody is to be confirmed' },
  'reflection.rounds': { zh: '下一次推送', en: 'the next round' },
  'reflection.close': { zh: '作答截止', en: 'a round closes' },
  'reflection.remind': { zh: '提醒未作答的人', en: 'reminders' },
  'meeting.held': { zh: '上班后补发会议通知', en: 'notices of meetings that waited for working hours' },
  'meeting.heldFiles': { zh: '上班后补发日历文件', en: 'calendar files that waited for working hours' },
  'meeting.roster': { zh: '会议开始', en: 'a meeting begins' },
  'meeting.remind': { zh: '会前提醒', en: 'a meeting begins soon' },
  'meeting.reachability': { zh: '在岗抽查截止', en: 'a reachability check ends' },
  'participation.bulletin': { zh: '起草上月通报', en: 'the bulletin of last month is drafted' },
  'leave.due': { zh: '出差、休假的提醒', en: 'a reminder of a trip or leave' },
  'leave.step': { zh: '审批等候的提醒', en: 'a reminder of what waits for approval' },
  'leave.overlap': { zh: '上班后告知同期请假', en: 'who is away at the same time is told' },
  'meeting.giveWayDue': { zh: '让路办理期限', en: 'an activity must have given way' },
  'meeting.giveWayRemind': { zh: '让路办理的提醒', en: 'a reminder that an activity has to give way' },
  'meeting.dissolved': { zh: '上班后告知接手的会议', en: 'who takes over a meeting is told' },
  'reflection.ratings': { zh: '汇总评分', en: 'ratings are counted' },
  'retention.delete': { zh: '夜间清理', en: 'what is past its retention is deleted' },
  'retention.tell': { zh: '上班后告知清理情况', en: 'administrators are told what was deleted' },
  'meeting.nudge': { zh: '催促未点“收到”的人', en: 'nudges to acknowledge a meeting' },
};
const something: Text = { zh: '下一件事', en: 'the next thing' };

/**
 * Everybody on the roster has an account in the local workspace. Who has left is deactivated there as well, and given none anew once they are erased; where
 * their address is a successor's by now, so is the account.
 */
export function localPeople(transact: Transact, config: Pick<Config, 'locale' | 'zone'>): Promise<WorkspaceOptions['people']> {
  return transact(async (tx) => {
    const names = await departmentsToldApart(tx);
    const addresses = new Set((await loadAccounts(tx)).flatMap(({ email }) => (email === undefined ? [] : [folded(email)])));
    const holders = new Map<string, Member>();
    // Whoever is here comes first: of several who have left, one is enough for the account to be off.
    for (const member of await allMembers(tx)) if (!holders.has(addressOf(member))) holders.set(addressOf(member), member);
    const people = [...holders.values()].filter((member) => member.active || addresses.has(folded(addressOf(member))));
    return people.map((member) => ({
      name: member.name,
      email: addressOf(member),
      title: [names.get(member.departmentId), member.rank].filter(Boolean).join(' · '),
      locale: config.locale === 'en' ? 'en-US' : 'zh-CN',
      zone: config.zone,
      active: member.active,
    }));
  });
}

export type LocalOptions = {
  readonly config: Config;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly control: () => ClockControl | undefined;
  readonly routes: Hono;
};

/** The embedded workspace: what the bot speaks to when no Slack is configured. */
export async function startLocal({ config, transact, clock, control, routes }: LocalOptions): Promise<Workspace> {
  const people = await localPeople(transact, config);
  // An office on Slack starts without it.
  const { startWorkspace } = await import('./workspace/server.js');
  const file = join(config.dataDir, WORKSPACE);
  const workspace = await startWorkspace({
    file,
    port: config.port,
    host: config.host,
    team: config.locale === 'en' ? 'Siwen Demo Bureau' : '四问示范局',
    bot: config.locale === 'en' ? 'siwen' : '四问',
    people,
    channels: [
      {
        name: localChannel(config.locale),
        topic: config.locale === 'en' ? 'Notices for everybody' : '面向全局的通知',
      },
    ],
    commands: [
      {
        command: '/siwen',
        usage:
          config.locale === 'en'
            ? '[four-questions | meetings | leave | trip | back | check-in | activities | summary | bulletin | schedules | help]'
            : '[四问 | 会议 | 请假 | 出差 | 销假 | 签到 | 活动 | 汇总 | 通报 | 推送 | 帮助]',
        description: config.locale === 'en' ? 'Ask siwen' : '使用四问',
      },
    ],
    shortcuts: [
      { callback_id: 'reflection.open', name: config.locale === 'en' ? 'siwen' : '四问' },
      { callback_id: 'meeting.new', name: config.locale === 'en' ? 'Announce a meeting' : '发布会议' },
      { callback_id: 'leave.new', name: config.locale === 'en' ? 'Ask for leave' : '请假出差' },
    ],
    pageDir: join(packageDir, 'dist', 'workspace', 'page'),
    now: () => clock.now(),
    routes,
    clock: {
      now: () => clock.now(),
      zone: config.zone,
      async next() {
        const next = await control()?.next();
        return next && { at: next.at, what: jobWords[next.job] ?? something };
      },
      advanceTo: async (to) => control()?.advanceTo(to as Instant),
      halt: () => control()?.halt(),
    },
  }).catch((error: unknown) => {
    // Of the port first: EACCES may be said of either.
    throw asStartError(file, portInWords(error));
  });
  for (const path of ['', ...LOGS].map((end) => `${file}${end}`)) if (existsSync(path)) handOver(path);
  return workspace;
}
