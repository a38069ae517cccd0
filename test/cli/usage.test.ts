import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { calendarCommand } from '../../src/cli/calendar.js';
import type { Cli } from '../../src/cli/cli.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { exportCommand } from '../../src/cli/export.js';
import { outboxCommand } from '../../src/cli/outbox.js';
import { roundCommand } from '../../src/cli/round.js';
import { scheduleCommand } from '../../src/cli/schedule.js';
import { summaryCommand } from '../../src/cli/summary.js';
import { readConfig } from '../../src/config.js';
import { run } from './command-line.js';

const NOWHERE = '/nowhere';
/** What a command can't do without. */
const NEEDED = new Map([
  ['summaryCommand', ['--from', '2026-11-01', '--to', '2026-11-30']],
  ['exportCommand', ['--from', '2026-11-01', '--to', '2026-11-30', '--file', 'x.csv']],
  ['activityCommand import', ['--department', '规划处']],
]);

/** Every command and sub-command, as words to type after the first. */
const names = (make: (cli: Cli) => Command): string[][] => {
  const config = readConfig({});
  const command = make({ config, locale: 'zh-CN', operator: 't', out: () => undefined, exit: () => undefined });
  return [[], ...command.commands.map((sub) => [sub.name()])];
};
const commands = COMMANDS.flatMap((make) => names(make).map((words) => ({ make, words, title: [make.name, ...words].join(' ') })));

describe.each(commands)('$title', ({ make, words, title }) => {
  test('--help explains it in Chinese and in English, and nothing is opened for it', async () => {
    const chinese = await run(make, NOWHERE, [...words, '--help']);
    expect(chinese.code).toBe(0);
    expect(chinese.text).toMatch(/^用法：/);
    for (const english of ['Usage', 'Options', 'Commands', 'display help', 'default']) expect(chinese.text).not.toContain(english);
    const english = await run(make, NOWHERE, [...words, '--help'], { SIWEN_LOCALE: 'en' });
    expect(english.code).toBe(0);
    expect(english.text).toMatch(/^Usage:/);
    // Names of Chinese offices stand in examples; sentences don't.
    expect(english.text.replace(/\[[^\]]*\]/g, '')).not.toMatch(/\p{Script=Han}{4,}/u);
  });

  test('an option that isn’t there ends with 2 and one sentence', async () => {
    const needed = NEEDED.get(title) ?? [];
    const { code, text } = await run(make, NOWHERE, [...words, ...needed, '--nonsense']);
    expect(code).toBe(2);
    expect(text.trim()).toBe('没有 --nonsense 这个选项。加上 --help 可查看用法。');
  });
});

test.each([
  [summaryCommand, ['--from', '2026-11-01'], '请写明 --to <date>。加上 --help 可查看用法。'],
  [summaryCommand, ['--from'], '--from <date> 后面缺少内容。加上 --help 可查看用法。'],
  [roundCommand, ['send'], '缺少 <set>。加上 --help 可查看用法。'],
  [scheduleCommand, ['pause'], '缺少 <id>。加上 --help 可查看用法。'],
  [scheduleCommand, ['pause', 'a', 'b'], '多写了内容，含空格的请用引号括起。加上 --help 可查看用法。'],
  [calendarCommand, ['import'], '缺少 <file>。加上 --help 可查看用法。'],
  [calendarCommand, ['export'], '没有 export 这个子命令。加上 --help 可查看用法。'],
  [
    exportCommand,
    ['--from', '2026-11-01', '--to', '2026-11-30', '--file', 'f.csv', '--subject', 'lunch'],
    '--subject <subject> 不能是“lunch”，可写 all、prompts、meetings、leave。加上 --help 可查看用法。',
  ],
  [outboxCommand, ['list', '--limit', 'many'], '--limit <n> 不能是“many”。加上 --help 可查看用法。'],
])('wrong use ends with 2 and says what was expected: %o %j', async (make, words, sentence) => {
  expect(await run(make, NOWHERE, words)).toMatchObject({ code: 2, text: expect.stringContaining(sentence) });
  const english = await run(make, NOWHERE, words, { SIWEN_LOCALE: 'en' });
  expect(english.code).toBe(2);
  expect(english.text).toContain('Add --help to see how it is used.');
});
