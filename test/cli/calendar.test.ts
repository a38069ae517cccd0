import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importCalendarYear } from '../../src/calendar/calendar-years.js';
import { plus } from '../../src/calendar/instant.js';
import { calendarCommand } from '../../src/cli/calendar.js';
import { takeLock } from '../../src/db/lock.js';
import { systemClock } from '../../src/schedule/clock.js';
import { refusalOf } from '../db/scratch.js';
import { zone } from '../support/office.js';
import { run } from './command-line.js';

function commandLine() {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-calendar-'));
  const file = (name: string, content: string) => {
    const path = join(dataDir, name);
    writeFileSync(path, content);
    return path;
  };
  return { dataDir, file, calendar: (...words: string[]) => run(calendarCommand, dataDir, words) };
}

const YEAR = `year: 2027
source: 国务院办公厅关于2027年部分节假日安排的通知
holidays:
  - { name: 元旦, from: 2027-01-01, to: 2027-01-03 }
makeUpWorkdays: []
`;

test('import takes a year in, and list names it', async () => {
  const { calendar, file, dataDir } = commandLine();
  expect((await calendar('list')).text).toContain('没有另外导入的年份');
  expect((await calendar('list', '--json')).json()).toEqual([]);
  expect(await calendar('import', file('2027.yaml', YEAR))).toMatchObject({
    code: 0,
    text: `已导入 2027 年的放假安排（${join(dataDir, 'calendar', '2027.yaml')}），重新启动四问后生效。`,
  });
  expect((await calendar('list', '--json')).json()).toEqual([2027]);
  expect(readdirSync(join(dataDir, 'calendar'))).toEqual(['2027.yaml']);
});

test('while the bot runs, an import says that it does not know the year yet', async () => {
  const { calendar, file, dataDir } = commandLine();
  const lock = takeLock(join(dataDir, 'lock.db'), plus(systemClock.now(), -1_000), zone());
  onTestFinished(() => lock.release());
  expect((await calendar('import', file('2027.yaml', YEAR))).text).toContain('四问正在运行，在重新启动之前仍按原来的安排推送。');
});

test('a file that is named after another year than it is about is refused', async () => {
  const { calendar, file } = commandLine();
  expect(await calendar('import', file('2026.yaml', YEAR))).toMatchObject({
    code: 1,
    text: expect.stringContaining('2026.yaml:1: year: 文件名写的是 2026 年，内容是 2027 年'),
  });
});

test('where the year cannot be written, that is said in a sentence, and nothing half written is left', () => {
  const { file, dataDir } = commandLine();
  const path = file('2027.yaml', YEAR);
  mkdirSync(join(dataDir, 'calendar', '2027.yaml'), { recursive: true });
  expect(refusalOf(() => importCalendarYear(path, dataDir)).zh).toContain(`${join(dataDir, 'calendar', '2027.yaml')} 无法写入`);
  expect(readdirSync(join(dataDir, 'calendar'))).toEqual(['2027.yaml']);
  const other = commandLine();
  writeFileSync(join(other.dataDir, 'calendar'), '');
  expect(refusalOf(() => importCalendarYear(path, other.dataDir)).zh).toContain(`文件夹 ${join(other.dataDir, 'calendar')} 无法写入`);
});

test.each([
  ['a file that isn’t there', undefined, /missing\.yaml: 读不到这个文件/],
  ['a day that doesn’t exist', YEAR.replace('2027-01-03', '2027-02-30'), /2027\.yaml:4: /],
  ['something that isn’t YAML', 'year: [', /2027\.yaml:\d+: /],
])('%s: 1, file, line and what is expected; nothing is imported', async (_what, content, expected) => {
  const { calendar, file, dataDir } = commandLine();
  const path = content === undefined ? join(dataDir, 'missing.yaml') : file('2027.yaml', content);
  const printed = await calendar('import', path);
  expect(printed).toMatchObject({ code: 1, text: expect.stringMatching(expected) });
  expect(printed.text).not.toMatch(/^\s+at /m);
  expect((await calendar('list', '--json')).json()).toEqual([]);
});
