import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { roundCommand } from '../src/cli/round.js';
import { DataFileError, readDataFile } from '../src/data-file.js';
import { inBothLanguages } from '../src/data-file-text.js';
import { run } from './cli/command-line.js';
import { scratch } from './db/scratch.js';
import { testOffice } from './support/office.js';

const Keep = z.strictObject({ days: z.int().min(1), folder: z.string({ error: '应为文件夹 / expected a folder' }) });

function problemsIn(content: string | Uint8Array): string[] {
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
    'keep.yaml:1: (file): 没有 weeks 这一项 / Unrecognized key: "weeks"',
    'keep.yaml:1: days: 应为数字 / Invalid input: expected number, received string',
    'keep.yaml:2: folder: 应为文件夹 / expected a folder',
  ];
  expect(problemsIn('days: many\nfolder: 7\nweeks: 3\n').sort()).toEqual([unknown, days, folder].sort());
  expect(problemsIn('days: 7\nfolder: backups\n')).toEqual([]);
});

test.each([
  ['应为文字 / Invalid input: expected string, received number', z.string(), 7],
  ['缺少这一项 / Invalid input: expected object, received undefined', z.object({}), undefined],
  ['应为 true 或 false / Invalid input', z.boolean(), 'yes'],
  ['应为 day、week / Invalid option', z.enum(['day', 'week']), 'year'],
  ['至少 2 个字 / Too small', z.string().min(2), ''],
  ['至多 1 项 / Too big', z.array(z.string()).max(1), ['a', 'b']],
  ['至少 3 / Too small', z.int().min(3), 2],
  ['应大于 0 / Too small', z.number().positive(), 0],
  ['应小于 5 / Too big', z.number().lt(5), 5],
  ['写法不对 / Invalid string', z.string().regex(/^\d$/), 'x'],
  ['不能这样写 / Invalid input', z.string().refine((word) => word === 'a'), 'x'],
])('%s', (sentence, schema, given) => {
  const { error } = schema.safeParse(given, { error: inBothLanguages });
  expect(error?.issues[0]?.message).toContain(sentence);
});

test('a file that is not YAML at all is told so, with the line', () => {
  expect(problemsIn('days: 7\nfolder: a: b\n')[0]).toMatch(/^keep\.yaml:2: YAML 写法有误 \/ not YAML: /);
});

test('a file in another encoding is told so, and no garbled names are taken from it', () => {
  const gbk = Buffer.from([...Buffer.from('days: 7\nfolder: '), 0xcb, 0xc4, 0xce, 0xca, 0x0a]); // 四问
  expect(problemsIn(gbk)).toEqual([
    'keep.yaml: 不是 UTF-8 编码，请用编辑器另存为 UTF-8 / it is not in UTF-8; save it as UTF-8 with an editor',
  ]);
  expect(problemsIn(Buffer.from('days: 7\nfolder: a\n', 'utf16le'))[0]).toContain('不是 UTF-8 编码');
  expect(problemsIn('\uFEFFdays: 7\nfolder: 四问\n')).toEqual([]);
});

test('what stands in an option of the command line is told so, too', async () => {
  const office = await testOffice();
  const to = '{ kind: departments, departments: 办公室 }';
  const said = await run(roundCommand, dirname(office.path), ['send', 'four-questions', '--to', to], { SIWEN_KEY: '07'.repeat(32) });
  expect(said.code).toBe(2);
  expect(said.text).toMatch(/^to\.departments: .*\p{Script=Han}.* \/ Invalid input/u);
});
