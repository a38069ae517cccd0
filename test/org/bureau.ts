import type { Instant, PlainDate, Zone } from '../../src/calendar/instant.js';
import type { ChatUser } from '../../src/chat/chat.js';
import { importRoster } from '../../src/org/service.js';
import { testDatabase } from '../support/database.js';

export const RANKS = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];
export const NOW = 1_790_000_000_000 as Instant;
export const TODAY = '2026-09-21' as PlainDate;
/** What a roster file is held against. */
export const OFFICE = { ranks: RANKS, today: TODAY };
export const operator = { operator: 'tester' };

export const HEADINGS = '工号,姓名,职级,部门,部门职能,部门领导,分管部门,角色,邮箱,账号';
/** A bureau in seven lines: a head, a deputy in charge of everything, two departments, one of them with an office under it. */
export const LINES = [
  '001,甲一,正厅级,局,,是,,,jia@bureau.example,',
  '002,乙二,副厅级,局,,,甲处、乙处,,yi@bureau.example,',
  '101,丙三,正处级,局/甲处,办公室,是,,组织者,bing@bureau.example,',
  '102,丁四,科员,局/甲处,,,,管理员,ding@bureau.example,',
  '201,戊五,正处级,局/乙处,,是,,,wu@bureau.example,',
  '202,己六,科员,局/乙处,,,,,ji@bureau.example,',
  '211,庚七,正科级,局/乙处/丙科,,是,,,geng@bureau.example,',
];
export const csv = (lines: readonly string[] = LINES, headings = HEADINGS) => new TextEncoder().encode([headings, ...lines].join('\n'));

export const without = (id: string, lines: readonly string[] = LINES) => lines.filter((line) => !line.startsWith(`${id},`));
export const edited = (id: string, from: string, to: string, lines: readonly string[] = LINES) =>
  lines.map((line) => (line.startsWith(`${id},`) ? line.replace(from, to) : line));

/** A database of its own and a clock that stands still until told. */
export async function office() {
  const { transact, path } = await testDatabase();
  let now = NOW;
  const deps = { transact, ranks: RANKS, zone: 'Asia/Shanghai' as Zone, clock: { now: () => now } };
  const apply = (
    lines: readonly string[] = LINES,
    more: {
      confirmedLeaving?: number;
      confirmedSame?: number;
      confirmedRenumbered?: number;
      confirmedAccounts?: number;
      confirmedEmptied?: number;
      confirmedFunctions?: number;
    } = {},
  ) => importRoster(deps, { actor: operator, content: csv(lines), apply: true, ...more });
  return {
    deps,
    path,
    transact,
    apply,
    pass: (ms: number) => {
      now = (now + ms) as Instant;
    },
  };
}

export const account = (userId: string, email?: string, more: Partial<ChatUser> = {}): ChatUser => ({
  userId,
  teamId: 'T1',
  name: `账号${userId}`,
  email,
  locale: 'zh-CN',
  active: true,
  bot: false,
  ...more,
});
