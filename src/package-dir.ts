import { fileURLToPath } from 'node:url';

/** The folder of package.json: the same seen from src/ and from dist/, where every shared file lies at the top (vite.config.ts). */
export const packageDir = fileURLToPath(new URL('..', import.meta.url));
