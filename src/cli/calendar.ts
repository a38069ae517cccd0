import { resolve } from 'node:path';
import type { Command } from 'commander';
import { importCalendarYear, readCalendarYears } from '../calendar/calendar-years.js';
import { say } from '../chat/text.js';
import { DataFileError } from '../data-file.js';
import { type Cli, command, print } from './cli.js';
import { unreadFiles } from './unread.js';

/** `siwen calendar import FILE`: the holidays of a year that the program doesn't know yet. */
export function calendarCommand(cli: Cli): Command {
  const calendar = command(cli, 'calendar', { zh: '放假安排：导入、查看', en: 'holidays: import, list' });
  const load = command(cli, 'import', {
    zh: '导入一年的放假调休安排，格式见 data/calendar/README.md',
    en: 'import a year; see data/calendar/README.md',
  })
    .argument('<file>')
    .action((file: string) => {
      try {
        const { year, path } = importCalendarYear(file, cli.config.dataDir);
        const running = unreadFiles(cli.config).includes(path);
        cli.out(
          say(
            {
              zh: `已导入 ${year} 年的放假安排（${resolve(path)}），重新启动四问后生效。${running ? '四问正在运行，在重新启动之前仍按原来的安排推送。' : ''}`,
              en: `Imported ${year} (${resolve(path)}); it takes effect when siwen is started again.${running ? ' siwen is running, and goes by what it knew before until then.' : ''}`,
            },
            cli.locale,
          ),
        );
        cli.exit(0);
      } catch (error) {
        if (!(error instanceof DataFileError)) throw error;
        cli.out(error.message);
        cli.exit(1);
      }
    });
  const list = command(cli, 'list', { zh: '列出已导入的年份', en: 'list the imported years' })
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action((options: { json?: boolean }) => {
      const years = readCalendarYears(cli.config.dataDir).map(({ year }) => year);
      const none = say(
        {
          zh: '没有另外导入的年份。程序自带 2004 年至 2026 年的官方安排。',
          en: 'No year was imported. The program comes with the official calendar of 2004 to 2026.',
        },
        cli.locale,
      );
      print(cli, options.json, years, years.length === 0 ? [none] : years.map(String));
    });
  return calendar.addCommand(load).addCommand(list);
}
