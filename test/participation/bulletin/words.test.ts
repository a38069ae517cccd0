import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { samplesOf } from '../../../src/cli/doctor/samples.js';
import { LONGEST } from '../../../src/participation/bulletin/bulletin.js';
import { loadPromptSets } from '../../../src/reflection/prompt-sets.js';
import { zone } from '../../support/office.js';
import { wordsOf } from '../../support/talk.js';

const sets = loadPromptSets(fileURLToPath(new URL('../../../prompts', import.meta.url)));
const sample = (name: string, locale: 'zh-CN' | 'en' = 'zh-CN') => {
  const found = samplesOf(sets, zone(), locale).find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};

test('the longest draft there can be may be edited: its text fits into the form it opens in', () => {
  const counted = sample('textForm counted');
  const fields = 'form' in counted ? counted.form.blocks.flatMap((block) => (block.kind === 'field' ? [block] : [])) : [];
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(LONGEST));
  for (const { name, input } of fields) {
    const written = input.kind === 'text' ? (input.initial ?? '') : '';
    expect(written.length).toBeGreaterThan(0);
    expect(written.length, name).toBeLessThanOrEqual(LONGEST[name as keyof typeof LONGEST]);
  }
});

test('of departments with long names fewer of the absent are named, and the others are counted', () => {
  const counted = sample('textForm counted');
  const [, , body] = 'form' in counted ? counted.form.blocks.flatMap((block) => (block.kind === 'field' ? [block.input] : [])) : [];
  const words = body?.kind === 'text' ? (body.initial ?? '') : '';
  const named = words.match(/（12 次）/g)?.length ?? 0;
  expect(named).toBeGreaterThan(5);
  expect(named).toBeLessThan(20);
  expect(words).toContain(`另有 ${320 - named} 人未列出。`);
});

test('an English reader has every section of it in English', () => {
  const card = sample('officeCard counted', 'en');
  const words = 'card' in card ? wordsOf(card.card.blocks) : '';
  for (const part of ['Overall', 'high answer rates', 'high attendance', 'improved most', 'without leave', 'As it is posted, in Chinese'])
    expect(words).toContain(part);
});
