import type { Command } from 'commander';
import type { Cli } from '../../src/cli/cli.js';
import { readConfig } from '../../src/config.js';

/** The key of every test office. */
export const KEY = { SIWEN_KEY: '07'.repeat(32) };

/** A command of `siwen` in this process, on a data directory; what it prints and how it ends. */
export async function run(
  make: (cli: Cli) => Command,
  dataDir: string,
  words: readonly string[],
  environment: Record<string, string> = {},
) {
  const printed: string[] = [];
  const codes: number[] = [];
  const config = readConfig({ SIWEN_DATA_DIR: dataDir, ...environment });
  const command = make({
    config,
    locale: config.locale,
    operator: 'tester',
    out: (text) => printed.push(text),
    exit: (code) => codes.push(code),
  });
  for (const each of [command, ...command.commands])
    each.configureOutput({ writeErr: (text) => printed.push(text), writeOut: (text) => printed.push(text) });
  await command.parseAsync([...words], { from: 'user' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'exitCode' in error)) throw error;
  });
  return { text: printed.join('\n'), code: codes.at(-1) ?? 0, json: () => JSON.parse(printed.join('\n')) };
}
