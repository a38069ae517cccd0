import { userInfo } from 'node:os';
import { Command, type CommanderError, InvalidArgumentError } from 'commander';
import { type Locale, say } from '../chat/text.js';
import type { Config } from '../config.js';
import type { Ground } from '../ground.js';
import { openExisting } from '../ground.js';
import { systemClock } from '../schedule/clock.js';
import { type Rooms, wireRooms } from '../wire.js';
import { inLanguage } from './usage.js';

/** What the command line gives its commands. The bot may be running: both write the same tables through the same services. */
export type Cli = {
  readonly config: Config;
  readonly locale: Locale;
  /** Login name of whoever runs the command, for the audit log. */
  readonly operator: string;
  /** Where settings and tokens are read from besides the environment, if there is such a file. */
  readonly environmentFile?: string;
  out(text: string): void;
  /** 0 done, 1 problems were found and printed, 2 wrong use. */
  exit(code: 0 | 1 | 2): void;
};

export const ENVIRONMENT_FILE = '.env';

export function makeCli(config: Config): Cli {
  return {
    config,
    locale: config.locale,
    operator: loginName(),
    environmentFile: ENVIRONMENT_FILE,
    out: (text) => void process.stdout.write(`${text}\n`),
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

/** Who has become the bot's user by sudo is meant, not the bot. A number where the system has no name for it, as in some containers. */
function loginName(): string {
  const { SUDO_USER } = process.env;
  if (SUDO_USER) return SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** Opens the office, which must be there, for one command, and closes it whatever happens. */
export async function inOffice<T>(cli: Cli, work: (rooms: Rooms, ground: Ground) => Promise<T>): Promise<T> {
  const { ground, database } = await openExisting(cli.config, systemClock);
  try {
    return await work(wireRooms(ground), ground);
  } finally {
    await database.close();
  }
}

/** A command whose wrong use ends with 2. */
export function command(cli: Cli, name: string, help: { zh: string; en: string }): Command {
  return inLanguage(new Command(name), cli.locale)
    .description(say(help, cli.locale))
    .exitOverride((error: CommanderError) => {
      cli.exit(error.exitCode === 0 ? 0 : 2);
      throw error;
    });
}

/** For options and arguments that count something or name a row. */
export function wholeNumber(word: string): number {
  if (!/^\d{1,15}$/.test(word)) throw new InvalidArgumentError(word);
  return Number(word);
}

/** For options that say how many. */
export function atLeastOne(word: string): number {
  const count = wholeNumber(word);
  if (count === 0) throw new InvalidArgumentError(word);
  return count;
}

/** The answer, for people or for scripts. */
export function print(cli: Cli, json: boolean | undefined, result: unknown, lines: readonly string[]): void {
  cli.out(json ? JSON.stringify(result, null, 2) : lines.join('\n'));
}
