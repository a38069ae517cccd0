import type { Command } from 'commander';
import { plainDate } from '../calendar/plain-date.js';
import { say } from '../chat/text.js';
import { nameOf } from '../participation/cards.js';
import type { Figures } from '../participation/rules.js';
import { summarize } from '../participation/service.js';
import { onLeave, refusalText, text } from '../participation/text.js';
import { type Cli, command, inOffice, print } from './cli.js';

/** `siwen summary --from D --to D`: the same figures as 汇总, for the whole bureau. Both days are included. */
export function summaryCommand(cli: Cli): Command {
  return command(cli, 'summary', {
    zh: '作答汇总：应答、已答、补答、未答、作答率',
    en: 'participation: asked, answered, late, missing, rate',
  })
    .requiredOption('--from <date>', say({ zh: '从哪天起，如 2026-11-01', en: 'first day, e.g. 2026-11-01' }, cli.locale))
    .requiredOption('--to <date>', say({ zh: '到哪天止，含当天', en: 'last day, included' }, cli.locale))
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action(async (options: { from: string; to: string; json?: boolean }) => {
      const [from, to] = [plainDate(options.from), plainDate(options.to)];
      if (!from || !to || from > to) {
        cli.out(
          say(
            {
              zh: '日期应写作 2026-11-01，且起始日期不晚于结束日期。',
              en: 'Dates are written 2026-11-01, and --from must not be after --to.',
            },
            cli.locale,
          ),
        );
        return cli.exit(2);
      }
      await inOffice(cli, async ({ participation }) => {
        const result = await summarize(participation, { viewer: { operator: cli.operator }, period: { from, to } });
        if (!result.ok) {
          cli.out(say(refusalText[result.refusal], cli.locale));
          return cli.exit(1);
        }
        const { total } = result;
        const departments = result.departments.map(({ id: _id, dissolved: _dissolved, ...figures }) => figures);
        const heads = [text.department, text.asked, text.answered, text.late, text.missing, text.rate].map((head) => say(head, cli.locale));
        const rows = [...result.departments.map((one) => line(nameOf(one, cli.locale), one)), line(say(text.total, cli.locale), total)];
        const notes = result.onLeave > 0 ? [say(onLeave(result.onLeave), cli.locale)] : [];
        print(cli, options.json, { total, departments, onLeave: result.onLeave }, [heads.join('\t'), ...rows, ...notes]);
      });
    });
}

function line(name: string, { asked, answered, late, missing }: Figures): string {
  return [name, asked, answered, late, missing, asked === 0 ? '—' : `${((answered / asked) * 100).toFixed(1)}%`].join('\t');
}
