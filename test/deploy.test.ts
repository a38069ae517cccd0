import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { variableNames } from '../src/config.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (name: string) => readFileSync(join(root, name), 'utf8');
const start = JSON.parse(text('package.json')).scripts.start as string;

test('the container runs what npm start runs, not as root, and asks an address that exists whether it is well', () => {
  const dockerfile = text('Dockerfile');
  const lines = dockerfile.split('\n');
  expect(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '')).toEqual(start.split(' '));
  expect(lines.indexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN ')));
  expect(text('src/health.ts')).toContain(`'${/127\.0\.0\.1[^/]*(\/\w+)/.exec(dockerfile)?.[1]}'`);
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, name]) => name ?? '');
  expect(copied).toContain('dist');
  for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true);
  const variables = [...dockerfile.matchAll(/SIWEN_\w+|SLACK_\w+/g)].map(([name]) => name);
  expect(variables.filter((name) => !variableNames.includes(name))).toEqual([]);
});

test('nothing of the office gets into the container: only what the build needs is let through', () => {
  const [first, ...allowed] = text('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(first).toBe('**');
  for (const line of allowed) {
    expect(line).toMatch(/^!/);
    expect(existsSync(join(root, line.slice(1))), line).toBe(true);
  }
  expect(allowed.filter((line) => /^!(data|\.env.*|.*\*.*|deploy)$/.test(line))).toEqual([]);
});

test('the service of systemd runs what npm start runs, as a user of its own, and is given time to finish', () => {
  const settings = [...text('deploy/siwen.service').matchAll(/^(\w+)=(.*)$/gm)];
  const unit = new Map(settings.map(([, name = '', value = '']) => [name, value]));
  expect(unit.get('ExecStart')).toBe(`/usr/bin/${start}`);
  expect(unit.get('User')).toBe('siwen');
  expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(10);
  expect(unit.get('Environment')).toContain(`SIWEN_DATA_DIR=/var/lib/${unit.get('StateDirectory')}`);
});

/** The words of `siwen …` that its help lists. */
function commands(...words: string[]): string[] {
  const { stdout } = spawnSync(process.execPath, [join(root, 'dist/cli/siwen.js'), ...words, '--help'], { encoding: 'utf8' });
  const [, listed = ''] = stdout.split('子命令：\n');
  return [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');
}

test('the operation page names every command there is, and no other', { timeout: 60_000 }, () => {
  const page = text('docs/operations.md');
  const [, table = ''] = page.split('## Every command');
  const top = commands();
  expect(top).toContain('doctor');
  const documented = [...table.matchAll(/^\| `siwen (\w+)([^|]*)/gm)].map(([, name = '', rest = '']) => [name, rest] as const);
  expect(documented.map(([name]) => name).sort()).toEqual([...top].sort());
  for (const [name, rest] of documented) {
    const named = [...rest.matchAll(/\w+/g)].map(([word]) => word).filter((word) => /^[a-z]+$/.test(word));
    expect(named.sort(), name).toEqual(commands(name).sort());
  }
});

test.each(['docs/operations.md', 'docs/privacy.md', 'SECURITY.md'])('every path and link in %s leads somewhere', (name) => {
  const page = text(name);
  const links = [...page.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path = '']) => join(dirname(name), path));
  const paths = [...page.matchAll(/`((?:src|test|data|deploy|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  for (const path of [...links, ...paths]) expect(existsSync(join(root, path)), path).toBe(true);
});

test.each(['docs/operations.md', 'SECURITY.md'])('metrics and variables in %s exist', (name) => {
  const page = text(name);
  const metrics = text('src/metrics.ts');
  for (const [metric] of page.matchAll(/siwen_[a-z_]+/g)) expect(metrics, metric).toContain(metric);
  for (const [variable] of page.matchAll(/(?:SIWEN|SLACK)_[A-Z_]+/g)) expect(variableNames, variable).toContain(variable);
});
