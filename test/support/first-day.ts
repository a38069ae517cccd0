import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * What an administrator types on the first day of an office on a real chat, before the bot runs or beside it: the roster comes in, and everybody is
 * asked 四问. The built program, from the project's folder.
 */
export async function firstDay(dataDir: string, roster: string, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const program = join(process.cwd(), 'dist/cli/siwen.js');
  const env = { PATH: process.env.PATH ?? '', ...environment, SIWEN_DATA_DIR: dataDir };
  const siwen = (...words: string[]) => promisify(execFile)(process.execPath, [program, ...words], { env, cwd: dataDir });
  await siwen('roster', 'import', roster, '--apply');
  await siwen('round', 'send', 'four-questions');
}
