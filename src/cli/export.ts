import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { say, type Text } from '../chat/text.js';
import { FORMATS } from '../participation/export/export.js';
import { exportSummary } from '../participation/export/service.js';
import { SUBJECTS, type Subject } from '../participation/figures/figures.js';
import { refusalText } from '../participation/summary/text.js';
import { type Cli, command, inOffice } from './cli.js';
import { datesFrom, wrongDates } from './dates.js';
import { writeOwnFile } from './own-file.js';

const help = {
  export: { zh: '把参与汇总导出为 XLSX、CSV 文件或趋势图（PNG）', en: 'participation as an XLSX or CSV file, or its trend as a PNG' },
  from: { zh: '从哪天起，如 2026-11-01', en: 'first day, e.g. 2026-11-01' },
  to: { zh: '到哪天止，含当天', en: 'last day, included' },
  subject: { zh: '只看哪一类', en: 'one subject only' },
  file: { zh: '写到哪个文件，以 .xlsx、.csv 或 .png 结尾', en: 'the file to write, ending in .xlsx, .csv or .png' },
} as const satisfies Record<string, Text>;
const said = {
  ending: { zh: '文件名应以 .xlsx、.csv 或 .png 结尾。', en: 'The name of the file should end in .xlsx, .csv or .png.' },
  written: (file: string): Text => ({ zh: `已写入 ${file}。`, en: `Written to ${file}.` }),
} as const;

/** `siwen export --from D --to D --file F`: the same figures as 汇总, for the whole bureau. */
export function exportCommand(cli: Cli): Command {
  return command(cli, 'export', help.export)
    .requiredOption('--from <date>', say(help.from, cli.locale))
    .requiredOption('--to <date>', say(help.to, cli.locale))
    .requiredOption('--file <file>', say(help.file, cli.locale))
    .addOption(new Option('--subject <subject>', say(help.subject, cli.locale)).choices(SUBJECTS).default('all'))
    .action(async (options: { from: string; to: string; file: string; subject: Subject }) => {
      const wrong = (sentence: Text, code: 1 | 2) => {
        cli.out(say(sentence, cli.locale));
        cli.exit(code);
      };
      const period = datesFrom(options);
      const format = FORMATS.find((one) => extname(options.file).toLowerCase() === `.${one}`);
      if (!period) return wrong(wrongDates, 2);
      if (!format) return wrong(said.ending, 2);
      await inOffice(cli, async ({ participation }) => {
        const wanted = { viewer: { operator: cli.operator }, period, subject: options.subject };
        const made = await exportSummary(participation, wanted, format, cli.locale);
        if (!made.ok) return wrong(refusalText[made.refusal], 1);
        writeOwnFile(options.file, made.file.content);
        cli.out(say(said.written(options.file), cli.locale));
      });
    });
}
