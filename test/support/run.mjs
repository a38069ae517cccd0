// Runs a TypeScript program of the tests or the benchmark: node test/support/run.mjs FILE [arguments…]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file = ''] = process.argv.slice(2);
process.env.TZ = 'America/Los_Angeles';
try {
  await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
