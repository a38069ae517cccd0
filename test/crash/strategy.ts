import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

export const STRATEGIES = ['nonce', 'naive-after', 'naive-before'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/**
 * Where the program to run lies: `nonce` is the product as it was built. A naive one is a copy of it whose moves of a message (delivery/states)
 * are replaced by the file of that name in here; everything else in it is the product.
 */
export function programOf(strategy: Strategy): string {
  if (strategy === 'nonce') return join(ROOT, 'dist/main.js');
  // Under node_modules, so that it finds the packages it is run with.
  const copy = join(ROOT, 'node_modules/.cache/siwen-crash', strategy);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ['package.json', 'prompts', 'data']) symlinkSync(join(ROOT, name), join(copy, name));
  cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true });
  const states = join(copy, 'dist/delivery/states.js');
  renameSync(states, join(copy, 'dist/delivery/honest-states.js'));
  const naive = readFileSync(join(import.meta.dirname, `${strategy}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(naive, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 } });
  writeFileSync(states, outputText.replaceAll('../../src/delivery/states.js', './honest-states.js'));
  return join(copy, 'dist/main.js');
}
