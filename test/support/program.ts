import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { onTestFinished } from 'vitest';

/** Under node_modules, so that the program finds the packages it is run with. */
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/siwen-programs');

/** Compiles a TypeScript file of the tests into one that a process of its own can run; returns its path. */
export async function buildProgram(entry: string): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outDir = mkdtempSync(join(FOLDER, 'program-'));
  onTestFinished(() => rmSync(outDir, { recursive: true }));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir, target: 'node20', rolldownOptions: { output: { entryFileNames: 'program.mjs' } } },
  });
  return join(outDir, 'program.mjs');
}
