import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** The font of the charts, with its license, out of a package that brings nine weights of ten megabytes each. */
const fonts: Plugin = {
  name: 'fonts',
  generateBundle() {
    const noto = new URL('node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url);
    const emit = (fileName: string, path: string) => this.emitFile({ type: 'asset', fileName, source: readFileSync(new URL(path, noto)) });
    emit('fonts/NotoSansSC-Regular.ttf', '400Regular/NotoSansSC_400Regular.ttf');
    emit('fonts/LICENSE', 'LICENSE_FONT');
  },
};

/**
 * Chinese text as escapes: one character beyond Latin-1 makes V8 keep the whole of a file's source in two bytes a character, and read it
 * half as fast. Lines stay where they are, so the maps still lead to those of src/.
 */
const escapes: Plugin = {
  name: 'escapes',
  // At the very end: whatever prints the code once more would print the characters.
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
  },
};

/** By code unit, so that a character of two units is written as both. */
function escaped(code: string): string {
  // After a backslash of its own the escape would be read as something else.
  const unsafe = /(?<!\\)(?:\\\\)*\\[^\0-\x7f].{0,20}/.exec(code);
  if (unsafe) throw new Error(`a backslash before a character that has to be escaped: ${unsafe[0]}`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What Bolt loads for receivers of its own. siwen has others (src/slack), and this is a fifth of the program. */
const UNUSED = new Set(['express', '@slack/oauth', 'raw-body']);
const unused: Plugin = {
  name: 'unused',
  enforce: 'pre',
  resolveId: (id) => (UNUSED.has(id) ? `\0unused:${id}` : undefined),
  load: (id) => (id.startsWith('\0unused:') ? 'export {};' : undefined),
};

/**
 * The program in a few files instead of a thousand, packages included, which halves its start (docs/decisions/009-few-files-to-start.md).
 * Nothing is shortened: a stack names functions as they are written, and the maps beside the files lead to the lines of src/.
 */
export default defineConfig({
  plugins: [unused, fonts, escapes],
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
        'participation/chart/worker': 'src/participation/chart/worker.ts',
      },
      // Every map is read at the start; the text in it would only double it, as the sources lie beside dist/.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', sourcemapExcludeSources: true },
    },
  },
});
