#!/usr/bin/env node
import { CommanderError } from 'commander';
import { say } from '../chat/text.js';
import { ConfigError, readConfig, readEnvironment } from '../config.js';
import { DataFileError } from '../data-file.js';
import { inWords } from '../db/file.js';
import { StartError } from '../db/start-error.js';
import { openExisting, openGround } from '../ground.js';
import { outliveReaders } from '../outlive-readers.js';
import { systemClock } from '../schedule/clock.js';
import { inSources } from '../source-places.js';
import { version } from '../version.js';
import { command, ENVIRONMENT_FILE, makeCli } from './cli.js';
import { COMMANDS } from './commands.js';
import { chainNotices } from './doctor/leave.js';
import { type RosterCli, rosterCommand } from './roster.js';

async function main(): Promise<void> {
  const config = readConfig(readEnvironment(ENVIRONMENT_FILE, process.env));
  const cli = makeCli(config);
  const openOffice: RosterCli['open'] = async (which) => {
    const { ground, database, notice } = await (which === 'existing' ? openExisting : openGround)(config, systemClock);
    // Not where the answer goes, which a script may be reading.
    if (notice) process.stderr.write(`${say(notice, config.locale)}\n`);
    return {
      transact: ground.transact,
      clock: ground.clock,
      zone: ground.zone,
      ranks: ground.policy.org.ranks,
      noticesOf: (departments) => chainNotices(ground.policy.leave.chains, departments),
      close: () => database.close(),
    };
  };
  const program = command(cli, 'siwen', {
    zh: '四问的命令行。机器人运行时也可以使用。',
    en: 'siwen’s command line; it works while the bot is running.',
  });
  program.version(version(), '-V, --version', say({ zh: '显示版本', en: 'show the version' }, cli.locale));
  program.addCommand(rosterCommand({ open: openOffice, locale: cli.locale, operator: cli.operator, out: cli.out, exit: cli.exit }));
  for (const sub of COMMANDS) program.addCommand(sub(cli));
  try {
    await program.parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) return;
    const error = inWords(thrown);
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${say(error.text, config.locale)}\n`);
    cli.exit(1);
  }
}

outliveReaders();
main().catch((error: unknown) => {
  const words =
    error instanceof ConfigError || error instanceof DataFileError
      ? error.message
      : error instanceof StartError // before the office's language is known
        ? `${error.text.zh}\n${error.text.en}`
        : error instanceof Error
          ? inSources(error.stack ?? error.message)
          : String(error);
  process.stderr.write(`${words}\n`);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
});
