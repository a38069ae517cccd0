import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { officeFile, openGround } from '../src/ground.js';
import { packageDir } from '../src/package-dir.js';
import { systemClock } from '../src/schedule/clock.js';

const folder = () => mkdtempSync(join(tmpdir(), 'siwen-ground-'));
const configOf = (dataDir: string) => readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32) });
const opening = (dataDir: string) => openGround(configOf(dataDir), systemClock).then(({ database }) => database.close());

test('the office’s own policy goes before the one that comes with the program', () => {
  const dataDir = folder();
  expect(officeFile(configOf(dataDir), 'policy.yaml')).toBe(join(packageDir, 'data', 'policy.yaml'));
  expect(officeFile(configOf(join(dataDir, 'not-yet')), 'policy.yaml')).toBe(join(packageDir, 'data', 'policy.yaml'));
  writeFileSync(join(dataDir, 'policy.yaml'), '');
  expect(officeFile(configOf(dataDir), 'policy.yaml')).toBe(join(dataDir, 'policy.yaml'));
});

test('an own policy on a disk that is not mounted is told, and no other is taken in its place', async () => {
  const dataDir = folder();
  symlinkSync(join(dataDir, 'not-mounted', 'policy.yaml'), join(dataDir, 'policy.yaml'));
  await expect(opening(dataDir)).rejects.toThrow(`${join(dataDir, 'policy.yaml')}: 读不到这个文件`);
});

test.each(['policy.yml', 'Policy.yaml', 'policy.yaml.txt'])('an own policy named %s is told, and not overlooked', async (name) => {
  const dataDir = folder();
  writeFileSync(join(dataDir, name), '');
  await expect(opening(dataDir)).rejects.toThrow(`${join(dataDir, name)}: 文件名应为 policy.yaml / the file should be named policy.yaml`);
});
