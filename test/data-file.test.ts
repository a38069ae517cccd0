import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { roundCommand } from '../src/cli/round.js';
import { DataFileError, readDataFile } from '../src/data-file.js';
import { run } from './cli/command-line.js';
import { scratch } from './db/scratch.js';
import { testOffice } from './support/office.js';

const Keep = z.strictObject({ days: z.int().min(1), folder: z.string({ error: '应为文件夹 / expected a folder' }) });

function problemsIn(content: string): string[] {
  const path = join(scratch(), 'keep.yaml');
  writeFileSync(path, content);
  try {
    readDataFile(path, Keep);
  } catch (error) {
    if (error instanceof DataFileError) return error.problems.map((problem) => problem.replace(path, 'keep.yaml'));
    throw error;
  }
  return [];
}

test('every problem is told in Chinese and English, ours and those that zod finds by itself', () => {
  const [unknown, days, folder] = [
    'keep.yaml:1: (file): 出现未知的键(key): "weeks" / Unrecognized key: "weeks"',
    'keep.yaml:1: days: 无效输入：期望 数字，实际接收 string / Invalid input: expected number, received string',
    'keep.yaml:2: folder: 应为文件夹 / expected a folder',
  ];
  expect(problemsIn('days: many\nfolder: 7\nweeks: 3\n').sort()).toEqual([unknown, days, folder].sort());
  expect(problemsIn('days: 7\nfolder: backups\n')).toEqual([]);
});

test('so is what stands in an option of the command line', async () => {
  const office = await testOffice();
  const to = '{ kind: departments, departments: 办公室 }';
  const said = await run(roundCommand, dirname(office.path), ['send', 'four-questions', '--to', to], { SIWEN_KEY: '07'.repeat(32) });
  expect(said.code).toBe(2);
  expect(said.text).toMatch(/^departments: .*\p{Script=Han}.* \/ Invalid input/u);
});
