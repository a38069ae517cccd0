import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { variableNames } from '../src/config.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = [
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`),
].filter((path) => path.endsWith('.md'));
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));

test('the dependency rules are held against the whole source, not against nothing', () => {
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const json = execFileSync(process.execPath, [depcruise, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary, modules } = JSON.parse(json);
  const read = new Set(modules.map((module: { source: string }) => module.source));
  expect(sources.filter((path) => !read.has(`src/${path}`) && !path.endsWith('.d.ts'))).toEqual([]);
  expect(summary.violations).toEqual([]);
  expect(summary.ruleSetUsed.forbidden.length).toBeGreaterThan(15);
});

test('files are short: none over 400 lines, half of them at most 80', () => {
  const lengths = sources.map((path) => read(`src/${path}`).split('\n').length).sort((a, b) => a - b);
  expect(lengths.at(-1)).toBeLessThanOrEqual(400);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
});

/*
 * A restored database finds what was sent in the time that was lost by its key (src/delivery/restored.ts), and so never where the key says when it
 * was written. These are of what happens at that instant and is not due to happen again, however often a copy takes its place.
 */
const WRITTEN_AS_IT_HAPPENS = [
  'src/delivery/notices.ts', // a message is held
  'src/leave/filing/service.ts', // somebody has pressed
  'src/org/accounts/accounts.ts', // a stranger has come by
];

test('keys of messages never say when they were written', () => {
  const key = /`[a-z]+\.[a-zA-Z]+:[^`]*`|`\$\{(?:keys\.|OWN_KEYS|\w+Key\()[^`]*`/g;
  const written = /\$\{(?:now|at|[^}]*\bnow\(\))\}/;
  const keysIn = (path: string) => [...read(path).matchAll(key)].map(([found]) => found);
  const paths = sources.map((path) => `src/${path}`);
  expect(paths.flatMap(keysIn).length).toBeGreaterThan(60);
  expect(paths.filter((path) => keysIn(path).some((found) => written.test(found))).sort()).toEqual(WRITTEN_AS_IT_HAPPENS);
});

test('the assembly of the rooms stays short enough to read at a glance', () => {
  expect(read('src/wire.ts').split('\n').length).toBeLessThanOrEqual(120);
});

test('every variable of .env.example is read, and every variable that is read is explained there', () => {
  const explained = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(explained)).toEqual(new Set(variableNames));
});

test.each(documents)('%s: every file it links to or names is there', (document) => {
  const text = read(document);
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, path = '']) => join(dirname(document), path));
  const named = [...text.matchAll(/`((?:src|test|docs|prompts|data|bench|\.ci)\/[\w./-]*\w\.\w+)`/g)].map(([, path = '']) => path);
  expect([...links, ...named].filter((path) => !path.includes('YYYY') && !existsSync(join(root, path)))).toEqual([]);
});

test('the map of the rooms names each of them', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const map = read('docs/architecture.md');
  expect(rooms.filter(({ name }) => !map.includes(`\`src/${name}\``)).map(({ name }) => name)).toEqual([]);
});

test('every command that the documents show exists', () => {
  const shown = documents.flatMap((document) => [...read(document).matchAll(/`siwen ([a-z][a-z-]*)/g)].map(([, name]) => name ?? ''));
  const help = execFileSync(process.execPath, [join(root, 'dist/cli/siwen.js'), '--help'], { encoding: 'utf8' });
  const known = [...help.matchAll(/^ {2}([a-z-]+)\b/gm)].map(([, name]) => name);
  expect(shown.length).toBeGreaterThan(5);
  expect([...new Set(shown)].filter((name) => !known.includes(name))).toEqual([]);
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const run = documents.flatMap((document) => [...read(document).matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name ?? ''));
  expect([...new Set(run)].filter((name) => !scripts.includes(name))).toEqual([]);
});
