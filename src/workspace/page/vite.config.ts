import { defineConfig } from 'vite';

/** The page is plain files: the workspace serves them from dist/workspace/page and allows nothing from anywhere else. */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/workspace/page',
    emptyOutDir: true,
    target: 'es2022',
    // The server's content security policy (default-src 'self') would refuse data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
