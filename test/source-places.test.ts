import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inSources } from '../src/source-places.js';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
/** The page's files are read by a browser. */
const built = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js') && !name.startsWith('workspace'))
  .map((name) => join(dist, name));
/** As a stack names it: counted from 1. */
const placeOf = (path: string, words: string): string => {
  const before = readFileSync(path, 'utf8').split(words, 1)[0]?.split('\n') ?? [];
  return `${pathToFileURL(path).href}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
};

test('a place in the built program is one in src/', () => {
  const main = built.find((path) => path.endsWith('dist/main.js')) ?? '';
  const stack = `    at async main (${placeOf(main, 'const rooms = wireRooms(')})\n    at node:internal/process/task_queues:95:5`;
  const [first, second] = inSources(stack).split('\n');
  const [, path = '', line] = /\((.+):(\d+):\d+\)$/.exec(first ?? '') ?? [];
  expect(path).toBe(fileURLToPath(new URL('../src/main.ts', import.meta.url)));
  expect(readFileSync(path, 'utf8').split('\n')[Number(line) - 1]).toContain('const rooms = wireRooms(');
  expect(second).toBe('    at node:internal/process/task_queues:95:5');
});

test('where no map lies beside the file, or one that cannot be read, the place stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-places-'));
  writeFileSync(join(folder, 'torn.js.map'), '{"version":3,');
  for (const name of ['torn.js', 'none.js']) {
    const frame = `    at f (${pathToFileURL(join(folder, name)).href}:1:1)`;
    expect(inSources(frame)).toBe(frame);
  }
});

test('the built program is ASCII, so that it is read in one byte a character', () => {
  expect(built.length).toBeGreaterThan(5);
  expect(built.filter((path) => /[^\0-\x7f]/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
