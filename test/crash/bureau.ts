import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceOptions } from '../../src/workspace/server.js';
import { machineStopwatch, type Stopwatch } from '../../src/workspace/stopwatch.js';

const HEADINGS = '工号,姓名,职级,职务,部门,部门职能,部门领导,分管部门,角色,邮箱,账号,入职日期';
const PER_DEPARTMENT = 40;

/** As many as wanted, each under a name nobody else has. */
export function makePeople(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return { id: number, name: `成员${number}`, email: `m${number}@crash.example` };
  });
}

export type Colleague = ReturnType<typeof makePeople>[number];

/** The roster as a file; gives its path. */
export function writeRoster(dataDir: string, people: readonly Colleague[]): string {
  const rows = people.map(({ id, name, email }, index) => {
    if (index === 0) return [id, name, '正厅级', '局长', '某局', '', '某局、机关', '机关', '管理员', email, '', ''].join(',');
    const department = `某局/机关/第${Math.ceil(index / PER_DEPARTMENT)}处`;
    return [id, name, '科员', '', department, '', index % PER_DEPARTMENT === 1 ? '是' : '', '', '', email, '', ''].join(',');
  });
  const path = join(dataDir, 'roster.csv');
  writeFileSync(path, `${[HEADINGS, ...rows].join('\n')}\n`);
  return path;
}

/** Slack repeats an unacknowledged event after one minute and after five; here that takes a thirtieth of the time. */
const impatient: Stopwatch = {
  ...machineStopwatch,
  wait: (ms, signal) => machineStopwatch.wait(ms < 60_000 ? ms : ms / 30, signal),
};

/** The chat the bureau uses. Its file is the oracle: what lies there was sent, once or more often. */
export function workspaceOf(dataDir: string, people: readonly Colleague[]): WorkspaceOptions {
  return {
    file: join(dataDir, 'workspace.db'),
    port: 0,
    team: '某局',
    bot: '四问',
    people: people.map(({ name, email }) => ({ name, email })),
    channels: [],
    stopwatch: impatient,
    commands: [{ command: '/siwen', usage: '', description: '四问' }],
    shortcuts: [],
  };
}
