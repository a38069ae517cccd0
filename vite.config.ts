import { defineConfig } from 'vite';

/**
 * The program in a few files instead of a thousand, packages included, which halves its start (docs/decisions/009-few-files-to-start.md).
 * Nothing is shortened: a stack names functions as they are written, and the maps beside the files lead to the lines of src/.
 */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'cli/siwen': 'src/cli/siwen.ts',
        'backup/worker': 'src/backup/worker.ts',
        'workbook/worker': 'src/workbook/worker.ts',
      },
      // Every map is read at the start; the text in it would only double it, as the sources lie beside dist/.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', sourcemapExcludeSources: true },
    },
  },
});
