import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DataFileError, readDataFile } from '../data-file.js';

const words = z.string('应为文字 / expected text').trim().min(1, '不能为空 / must not be empty');
/** In both languages, each at most `most` characters: what chats take in that place (src/block-kit/limits.ts). */
const bilingual = (most: number) => z.strictObject({ zh: words.max(most), en: words.max(most) });
const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '应为小写英文字母、数字和连字符 / expected lower-case letters, digits and hyphens');
const base = { id, zh: words.max(300), en: words.max(300), optional: z.boolean().default(false) };

/** What one prompt asks for (domain.md §1). */
export const Prompt = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...base, kind: z.literal('acknowledge') }),
    z.strictObject({ ...base, kind: z.literal('text') }),
    z.strictObject({ ...base, kind: z.literal('longText') }),
    /** A self-rating from 1 to 5. */
    z.strictObject({ ...base, kind: z.literal('rating') }),
    z.strictObject({ ...base, kind: z.literal('choice'), options: z.array(bilingual(75).extend({ id })).min(2).max(10) }),
  ],
  { error: '应为 acknowledge、text、longText、rating 或 choice / expected acknowledge, text, longText, rating or choice' },
);
export type Prompt = z.output<typeof Prompt>;

export const PromptSet = z.strictObject({
  id,
  title: z.strictObject({ zh: words.max(12), en: words.max(20) }),
  introduction: bilingual(1_000),
  prompts: z
    .array(Prompt)
    .min(1, '至少要有一题 / at least one prompt is needed')
    .max(20)
    .refine(
      (prompts) => new Set(prompts.map((prompt) => prompt.id)).size === prompts.length,
      '题目的 id 不能重复 / prompt ids must differ',
    ),
});
export type PromptSet = z.output<typeof PromptSet>;

export type PromptSets = ReadonlyMap<string, PromptSet>;

/** Every `*.yaml` of a folder; an office adds a set by adding a file. Throws DataFileError with every mistake of every file. */
export function loadPromptSets(folder: string): PromptSets {
  const sets = new Map<string, PromptSet>();
  const problems: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    try {
      const path = join(folder, file);
      const set = readDataFile(path, PromptSet);
      if (`${set.id}.yaml` === file) sets.set(set.id, set);
      else problems.push(`${path}:1: id: 应与文件名一致 / expected the file's name, ${file.replace(/\.yaml$/, '')}`);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DataFileError(problems);
  return sets;
}
