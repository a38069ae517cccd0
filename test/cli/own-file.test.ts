import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeOwnFile } from '../../src/cli/own-file.js';
import { refusalOf, scratch } from '../db/scratch.js';

const content = (text: string) => new TextEncoder().encode(text);

test('a file is for its owner only, also where one of its name could be read by others', () => {
  const path = join(scratch(), 'roster.csv');
  writeFileSync(path, 'former', { mode: 0o644 });
  chmodSync(path, 0o644);
  writeOwnFile(path, content('new'));
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600]);
});

test('what cannot be written to its end leaves the former file as it was, and no half of another', () => {
  const dir = scratch();
  const path = join(dir, 'roster.csv');
  writeFileSync(path, 'former');
  const brokenOff = Symbol('as a full disk does') as never;
  expect(refusalOf(() => writeOwnFile(path, brokenOff)).zh).toContain(`写不了文件 ${path}`);
  expect(readFileSync(path, 'utf8')).toBe('former');
  expect(refusalOf(() => writeOwnFile(join(dir, 'another.csv'), brokenOff)).en).toContain('another.csv cannot be written');
  expect(readdirSync(dir)).toEqual(['roster.csv']);
});

test('a link stays one, and a folder or a folder that is not there is told in a sentence', () => {
  const dir = scratch();
  writeFileSync(join(dir, 'kept.csv'), 'former');
  symlinkSync(join(dir, 'kept.csv'), join(dir, 'link.csv'));
  writeOwnFile(join(dir, 'link.csv'), content('new'));
  expect(readFileSync(join(dir, 'kept.csv'), 'utf8')).toBe('new');
  for (const path of [dir, join(dir, 'none', 'roster.csv')])
    expect(refusalOf(() => writeOwnFile(path, content('x'))).zh).toContain('写不了文件');
  expect(readdirSync(dir).sort()).toEqual(['kept.csv', 'link.csv']);
});
