import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CalendarYear } from '../../src/calendar/calendar-year.js';
import { importCalendarYear, readCalendarYears } from '../../src/calendar/calendar-years.js';
import { DataFileError } from '../../src/data-file.js';

const right = `year: 2050
source: 虚构的通知，仅供测试
holidays:
  - { name: 元旦, from: 2049-12-31, to: 2050-01-02 }
makeUpWorkdays:
  - 2050-01-08
`;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'siwen-calendar-'));
}

function write(path: string, content: string): string {
  writeFileSync(path, content);
  return path;
}

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof DataFileError) return error.problems;
    throw error;
  }
  return [];
}

describe('importing a year', () => {
  test('copies a right file to its place, comments and all, and it is read from there', () => {
    const data = folder();
    const file = write(join(folder(), 'notice-2050.yaml'), `# 来自办公室\n${right}`);
    expect(importCalendarYear(file, data).year).toBe(2050);
    expect(readdirSync(join(data, 'calendar'))).toEqual(['2050.yaml']);
    expect(readFileSync(join(data, 'calendar', '2050.yaml'), 'utf8')).toContain('# 来自办公室');
    expect(readCalendarYears(data).map((year) => year.makeUpWorkdays)).toEqual([['2050-01-08']]);
  });

  test('takes the place of an older file for the same year', () => {
    const data = folder();
    const source = folder();
    importCalendarYear(write(join(source, 'a.yaml'), right), data);
    importCalendarYear(write(join(source, 'b.yaml'), right.replace('2050-01-08', '2050-01-09')), data);
    expect(readCalendarYears(data).map((year) => year.makeUpWorkdays)).toEqual([['2050-01-09']]);
  });

  test.each([
    ['a make-up workday on a Tuesday', '2050-01-08', '2050-01-11', ':6: makeUpWorkdays.0: 调休上班日应为周六或周日'],
    ['a make-up workday that is a holiday', '2050-01-08', '2050-01-01', ':6: makeUpWorkdays.0: 2050-01-01 同时列为假日'],
    ['a make-up workday of another year', '2050-01-08', '2051-02-04', ':6: makeUpWorkdays.0: 应在 2050 年内'],
    ['a holiday of another year', '2049-12-31', '2049-10-01', ':4: holidays.0.from: 应在 2050 年内'],
    ['a holiday that ends before it begins', 'to: 2050-01-02', 'to: 2049-12-30', ':4: holidays.0.to: 结束日期应不早于开始日期'],
    ['a holiday of a whole month', 'to: 2050-01-02', 'to: 2050-01-31', ':4: holidays.0.to: 假期不应超过 16 天'],
    ['a day that no calendar has', '2050-01-02', '2050-02-30', ':4: holidays.0.to: 应为日期，如 2027-01-01，现为“2050-02-30”'],
    ['no source', 'source: 虚构的通知，仅供测试', 'source: ""', ':2: source: 应写明通知'],
    ['a misspelt field', 'makeUpWorkdays', 'makeupWorkdays', 'makeUpWorkdays: 应为调休上班日期列表'],
    ['a year in words', 'year: 2050', 'year: 二〇五〇', ':1: year: 应为 2000 至 2100 的整数'],
    ['broken YAML', 'holidays:', 'holidays: [', ':'],
  ])('refuses %s with file, line and field, and leaves the old file alone', (_what, find, replace, problem) => {
    const data = folder();
    importCalendarYear(write(join(folder(), 'old.yaml'), right), data);
    const file = write(join(folder(), 'new.yaml'), right.replace(find, replace));
    expect(problemsOf(() => importCalendarYear(file, data)).join('\n')).toContain(problem);
    expect(readFileSync(join(data, 'calendar', '2050.yaml'), 'utf8')).toBe(right);
  });

  test('refuses a file whose name says another year', () => {
    const file = write(join(folder(), '2051.yaml'), right);
    expect(problemsOf(() => importCalendarYear(file, folder()))[0]).toContain('文件名写的是 2051 年，内容是 2050 年');
  });
});

describe('reading the folder', () => {
  test('no folder: nothing is known beyond what the program brings', () => {
    expect(readCalendarYears(folder())).toEqual([]);
  });

  test('a file that would be overlooked or mistaken is reported, together with the problems of all others', () => {
    const data = folder();
    mkdirSync(join(data, 'calendar'));
    write(join(data, 'calendar', '2051.yaml'), right);
    write(join(data, 'calendar', '2050.yml'), right);
    write(join(data, 'calendar', '2050.yaml.txt'), right);
    write(join(data, 'calendar', '2052.yaml'), 'year: 二〇五二');
    write(join(data, 'calendar', 'README.md'), '#');
    const problems = problemsOf(() => readCalendarYears(data));
    expect(problems.filter((problem) => problem.includes('文件名应为 2050.yaml'))).toHaveLength(3);
    expect(problems.some((problem) => problem.includes('2052.yaml:1: year'))).toBe(true);
  });

  test('the example in the data folder’s README is in the format that is read', () => {
    const readme = readFileSync('data/calendar/README.md', 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(CalendarYear.safeParse(parse(example)).error?.issues).toBeUndefined();
  });
});
