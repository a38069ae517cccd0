import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../..');
const STATES = join(ROOT, 'src/delivery/states.ts');

export const STRATEGIES = ['nonce', 'naive-after', 'naive-before'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/**
 * Where the program to run lies: `nonce` is the product as it was built. A naive one is built like it, but for the moves of a message
 * (delivery/states), which are replaced by the file of that name in here; everything else in it is the product.
 */
export async function programOf(strategy: Strategy): Promise<string> {
  if (strategy === 'nonce') return join(ROOT, 'dist/main.js');
  const naive = join(import.meta.dirname, `${strategy}.ts`);
  // Under node_modules, so that it finds the packages it is run with.
  const copy = join(ROOT, 'node_modules/.cache/siwen-crash', strategy);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ['package.json', 'prompts', 'data']) symlinkSync(join(ROOT, name), join(copy, name));
  await build({
    root: ROOT,
    logLevel: 'error',
    build: { outDir: join(copy, 'dist') },
    plugins: [
      {
        name: strategy,
        enforce: 'pre',
        async resolveId(source, importer) {
          if (!source.endsWith('/states.js') || importer === naive) return null;
          return (await this.resolve(source, importer))?.id === STATES ? naive : null;
        },
      },
    ],
  });
  return join(copy, 'dist/main.js');
}
