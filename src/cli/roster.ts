import { readFileSync } from 'node:fs';
import { Command, type CommanderError, Option } from 'commander';
import { type Locale, say } from '../chat/text.js';
import { checkRoster, exportRoster, importRoster, type RosterDeps } from '../org/service.js';
import { wholeNumber } from './cli.js';
import { writeOwnFile } from './own-file.js';
import { importedLines } from './roster-import-text.js';
import { checkedLines, exportEnding, rosterHelp, unreadable, written } from './roster-text.js';
import { inLanguage } from './usage.js';

/** What the command line gives its commands. `open` is called once per command, after the arguments were found right; a roster may be there before the first start. */
export type RosterCli = {
  open(office: 'existing' | 'existing or new'): Promise<RosterDeps & { close(): Promise<void> }>;
  /** From SIWEN_LOCALE; `--locale` goes first. */
  readonly locale: Locale;
  /** Login name of whoever runs the command, for the audit log. */
  readonly operator: string;
  out(text: string): void;
  /** 0 done, 1 problems were found and printed, 2 wrong use. */
  exit(code: 0 | 1 | 2): void;
};

type Common = { readonly json?: true; readonly locale?: Locale };
type ImportOptions = Common & {
  readonly apply?: true;
  readonly confirmLeaving?: number;
  readonly confirmSame?: number;
  readonly confirmRenumbered?: number;
  readonly confirmAccounts?: number;
  readonly confirmEmptied?: number;
  readonly confirmFunctions?: number;
};

export function rosterCommand(cli: RosterCli): Command {
  const help = rosterHelp(cli.locale);
  const roster = inLanguage(new Command('roster'), cli.locale).description(help.roster).addHelpText('after', `\n${help.columns}`);

  /** Wrong use ends with 2, whichever program this is mounted in. */
  const ending = (error: CommanderError) => {
    cli.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  };
  roster.exitOverride(ending);
  const sub = (name: string, description: string) =>
    roster
      .command(name)
      .description(description)
      .option('--json', help.json)
      .addOption(new Option('--locale <locale>', help.locale).choices(['zh-CN', 'en']))
      .exitOverride(ending);
  const print = (options: Common, result: object, lines: (locale: Locale) => readonly string[]) =>
    cli.out(options.json ? JSON.stringify(result, null, 2) : lines(options.locale ?? cli.locale).join('\n'));

  sub('import', help.import)
    .argument('<file>', help.file)
    .option('--apply', help.apply)
    .addOption(new Option('--confirm-leaving <n>', help.confirmLeaving).argParser(wholeNumber))
    .addOption(new Option('--confirm-same <n>', help.confirmSame).argParser(wholeNumber))
    .addOption(new Option('--confirm-renumbered <n>', help.confirmRenumbered).argParser(wholeNumber))
    .addOption(new Option('--confirm-accounts <n>', help.confirmAccounts).argParser(wholeNumber))
    .addOption(new Option('--confirm-emptied <n>', help.confirmEmptied).argParser(wholeNumber))
    .addOption(new Option('--confirm-functions <n>', help.confirmFunctions).argParser(wholeNumber))
    .addHelpText('after', `\n${help.columns}`)
    .action(async (path: string, options: ImportOptions) => {
      const content = readable(path);
      if (!content) {
        cli.out(say(unreadable(path), options.locale ?? cli.locale));
        return cli.exit(2);
      }
      await withOffice(cli, 'existing or new', async (office) => {
        const input = { actor: { operator: cli.operator }, content, apply: options.apply ?? false };
        const result = await importRoster(office, {
          ...input,
          ...(options.confirmLeaving === undefined ? {} : { confirmedLeaving: options.confirmLeaving }),
          ...(options.confirmSame === undefined ? {} : { confirmedSame: options.confirmSame }),
          ...(options.confirmRenumbered === undefined ? {} : { confirmedRenumbered: options.confirmRenumbered }),
          ...(options.confirmAccounts === undefined ? {} : { confirmedAccounts: options.confirmAccounts }),
          ...(options.confirmEmptied === undefined ? {} : { confirmedEmptied: options.confirmEmptied }),
          ...(options.confirmFunctions === undefined ? {} : { confirmedFunctions: options.confirmFunctions }),
        });
        print(options, result, (locale) => importedLines(result, locale));
        cli.exit(result.ok ? 0 : 1);
      });
    });

  sub('export', help.export)
    .argument('[file]', help.target)
    .action(async (path: string | undefined, options: Common) => {
      const ending = path === undefined ? 'csv' : /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase();
      if (ending !== 'csv' && ending !== 'xlsx') {
        cli.out(say(exportEnding, options.locale ?? cli.locale));
        return cli.exit(2);
      }
      const format = ending;
      await withOffice(cli, 'existing', async (office) => {
        const locale = options.locale ?? cli.locale;
        const content = await exportRoster(office, { actor: { operator: cli.operator }, format, locale });
        if (path === undefined) {
          const table = new TextDecoder().decode(content).trimEnd();
          print(options, { format, content: table }, () => [table]);
        } else {
          writeOwnFile(path, content);
          print(options, { file: path, format }, (spoken) => [say(written(path), spoken)]);
        }
        cli.exit(0);
      });
    });

  sub('check', help.check).action(async (options: Common) => {
    await withOffice(cli, 'existing', async (office) => {
      const result = await checkRoster(office);
      print(options, result, (locale) => checkedLines(result, locale));
      const { unmatched, switchedOff, strangers, ambiguities } = result;
      cli.exit(unmatched.length + switchedOff.length + strangers.length + ambiguities.length > 0 ? 1 : 0);
    });
  });
  return roster;
}

function readable(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

type Work = (office: Awaited<ReturnType<RosterCli['open']>>) => Promise<void>;

async function withOffice(cli: RosterCli, which: 'existing' | 'existing or new', work: Work): Promise<void> {
  const office = await cli.open(which);
  try {
    await work(office);
  } finally {
    await office.close();
  }
}
