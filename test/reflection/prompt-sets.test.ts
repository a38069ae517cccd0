import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DataFileError } from '../../src/data-file.js';
import { loadPromptSets } from '../../src/reflection/prompt-sets.js';

const own = loadPromptSets(fileURLToPath(new URL('../../prompts', import.meta.url)));

/** As the report of the bureau's meeting has it, sentence by sentence; 那些 there is a misprint for 哪些. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  'four-reminders': ['提醒自己能干什么', '提醒自己职责是什么', '提醒自己干了哪些事', '提醒自己办事的效果如何'],
  'four-questions': [
    '一问我自己的工作与我的岗位对照有什么差距',
    '二问我自己的言行与干部职工的期望和要求对照还有什么不足',
    '三问我的贡献与组织给我的待遇对照是否相匹配',
    '四问我一切付出的结果与我做人的初衷和良心对照是否相符',
  ],
  'four-checks': [
    '一看领导班子和党员领导干部的理想信念是否更加坚定，推进科学发展的决心是否更加明确',
    '二看领导班子分析检查报告和整改落实方案中确定的推进本单位科学发展的具体举措是否已经或正在得到落实',
    '三看影响和制约本单位科学发展的突出问题、群众反映强烈的突出问题是否已经或正在得到解决',
    '四看体制机制创新是否已经或正在取得新的成果',
  ],
  'five-duties': ['一要深化学习', '二要落实整改', '三要健全制度', '四要反馈结果', '五要提升工作'],
};

describe('the sets that come with siwen', () => {
  test('are these four', () => {
    expect([...own.keys()].toSorted()).toEqual(Object.keys(SPOKEN).toSorted());
  });

  test.each(Object.entries(SPOKEN))(
    '%s asks word for word what was said at the meeting, and what is added may be left empty',
    (id, spoken) => {
      const set = own.get(id);
      expect(set?.prompts.slice(0, spoken.length).map(({ zh }) => zh)).toEqual(spoken);
      expect(set?.prompts.slice(spoken.length).every(({ optional }) => optional)).toBe(true);
      expect(set?.prompts.slice(0, spoken.length).every(({ optional }) => !optional)).toBe(true);
    },
  );

  test.each([...own.values()])('$id reads in English as well, every sentence of it', ({ title, introduction, prompts }) => {
    for (const { zh, en } of [title, introduction, ...prompts]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});

const GOOD = `id: own
title: { zh: 三问, en: Three }
introduction: { zh: 请写, en: Please }
prompts:
  - id: first
    kind: text
    zh: 一问
    en: One
  - id: second
    kind: choice
    zh: 二问
    en: Two
    options:
      - { id: good, zh: 好, en: good }
      - { id: bad, zh: 差, en: bad }
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-prompts-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
function problemsIn(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = folderWith(files);
  try {
    loadPromptSets(folder);
  } catch (error) {
    if (error instanceof DataFileError) return error.problems.map((problem) => problem.replace(`${folder}/`, ''));
    throw error;
  }
  return [];
}

test('an office adds a set of its own by adding a file', () => {
  const sets = loadPromptSets(folderWith({ 'own.yaml': GOOD, 'README.md': 'not a set' }));
  expect(sets.get('own')).toMatchObject({
    title: { zh: '三问' },
    prompts: [{ optional: false }, { options: [{ id: 'good' }, { id: 'bad' }] }],
  });
});

test.each([
  ['a set named otherwise than its file', GOOD.replace('id: own', 'id: other'), 'own.yaml:1: id: 应与文件名一致'],
  ['an id with capitals', GOOD.replace('id: first', 'id: First'), 'own.yaml:5: prompts.0.id: 应为小写英文字母'],
  ['a kind there isn’t', GOOD.replace('kind: text', 'kind: essay'), 'own.yaml:6: prompts.0.kind: 应为 acknowledge、text'],
  ['a sentence without its English', GOOD.replace('    en: One\n', ''), 'own.yaml:5: prompts.0.en: 应为文字'],
  ['an empty sentence', GOOD.replace('zh: 一问', "zh: ' '"), 'own.yaml:7: prompts.0.zh: 不能为空'],
  ['two prompts of the same id', GOOD.replace('id: second', 'id: first'), 'own.yaml:5: prompts: 题目的 id 不能重复'],
  ['a choice of one', GOOD.replace('      - { id: bad, zh: 差, en: bad }\n', ''), 'own.yaml:14: prompts.1.options: '],
  ['an option too long to be shown', GOOD.replace('zh: 差', `zh: ${'差'.repeat(76)}`), 'own.yaml:15: prompts.1.options.1.zh: '],
  ['a field nobody knows', GOOD.replace('    kind: text', '    kind: text\n    points: 5'), 'own.yaml:5: prompts.0: '],
  ['no prompts', GOOD.slice(0, GOOD.indexOf('prompts:')).concat('prompts: []\n'), 'own.yaml:4: prompts: 至少要有一题'],
  [
    'twenty-one prompts',
    GOOD.slice(0, GOOD.indexOf('  - id')).concat(
      Array.from({ length: 21 }, (_, n) => `  - { id: p${n}, kind: text, zh: 问, en: q }\n`).join(''),
    ),
    'own.yaml:5: prompts: ',
  ],
  ['a title too long for a form', GOOD.replace('zh: 三问', `zh: ${'问'.repeat(13)}`), 'own.yaml:2: title.zh: '],
  ['something that isn’t YAML', GOOD.replace('prompts:', 'prompts: ['), 'own.yaml:'],
  ['nothing at all', '', 'own.yaml:1: '],
])('%s is refused with file, line and reason', (_what, content, expected) => {
  const problems = problemsIn({ 'own.yaml': content });
  expect(problems.some((problem) => problem.startsWith(expected))).toBe(true);
  for (const problem of problems) expect(problem).toMatch(/^own\.yaml:\d+: (\S+: )?.*\p{Script=Han}|own\.yaml:\d+: /u);
});

test('every mistake of every file is told at once', () => {
  const problems = problemsIn({
    'own.yaml': GOOD.replace('zh: 一问', "zh: ''").replace('zh: 二问', "zh: ''"),
    'other.yaml': 'id: other\n',
    'good.yaml': GOOD.replace('id: own', 'id: good'),
  });
  expect(problems.filter((problem) => problem.startsWith('own.yaml'))).toHaveLength(2);
  expect(problems.filter((problem) => problem.startsWith('other.yaml'))).toHaveLength(3);
  expect(problems.filter((problem) => problem.startsWith('good.yaml'))).toEqual([]);
});
