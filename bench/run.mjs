// npm run bench [-- --row NAME --members N --pairs N --json]: bundles the benchmark and its helper processes, so that each is plain JavaScript, and runs it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const here = import.meta.dirname;
/** Under node_modules, so that the programs find the packages they are run with. */
const folder = join(here, '../node_modules/.cache/siwen-bench');
mkdirSync(folder, { recursive: true });
const outDir = mkdtempSync(join(folder, 'run-'));
process.on('exit', () => rmSync(outDir, { recursive: true }));
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    target: 'node20',
    rolldownOptions: {
      input: ['main', 'server', 'bare'].map((name) => join(here, `${name}.ts`)),
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
});
await import(join(outDir, 'main.mjs'));
