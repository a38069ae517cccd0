import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { samplesOf } from '../../../src/cli/doctor/samples.js';
import { loadPromptSets } from '../../../src/reflection/prompt-sets.js';
import { payloadOf } from '../../../src/slack/diagnosis.js';
import { zone } from '../../support/office.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sets = loadPromptSets(`${root}prompts`);

test.each(['zh-CN', 'en'] as const)('everything that siwen shows, filled to the brim, keeps to the chat’s rules: %s', (locale) => {
  const samples = samplesOf(sets, zone(), locale);
  expect(samples.length).toBeGreaterThan(30);
  for (const sample of samples) for (const charts of [true, false]) expect(payloadOf(sample, charts), sample.name).toBeDefined();
});

test('every card and form of every room is among the samples', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?:cards|forms|notices)\.ts$/.test(path),
  );
  const shown = files.flatMap((path) =>
    [...readFileSync(join(root, 'src', path), 'utf8').matchAll(/^export (?:function|const) (\w+(?:Card|Form|Notice))\b/gm)].map(
      ([, name]) => name,
    ),
  );
  const names = samplesOf(sets, zone(), 'zh-CN').map(({ name }) => name.split(' ')[0]);
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.filter((name) => !names.includes(name))).toEqual([]);
});
