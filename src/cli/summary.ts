import { type Command, Option } from 'commander';
import { say } from '../chat/text.js';
import { departmentName } from '../org/scope-menu.js';
import { type Figures, SUBJECTS, type Subject } from '../participation/figures/figures.js';
import { COLUMNS, valueWords } from '../participation/figures/measures.js';
import { answerRate, attendanceRate, rounded } from '../participation/figures/rules.js';
import { summarize } from '../participation/summary/service.js';
import { refusalText, sentences, text } from '../participation/summary/text.js';
import { type Cli, command, inOffice, print } from './cli.js';
import { datesFrom, wrongDates } from './dates.js';

/** `siwen summary --from D --to D`: the same figures as 汇总, for the whole bureau. Both days are included. */
export function summaryCommand(cli: Cli): Command {
  return command(cli, 'summary', {
    zh: '参与汇总：作答、会议、请假',
    en: 'participation: answers, meetings, leave',
  })
    .requiredOption('--from <date>', say({ zh: '从哪天起，如 2026-11-01', en: 'first day, e.g. 2026-11-01' }, cli.locale))
    .requiredOption('--to <date>', say({ zh: '到哪天止，含当天', en: 'last day, included' }, cli.locale))
    .addOption(
      new Option('--subject <subject>', say({ zh: '只看哪一类', en: 'one subject only' }, cli.locale)).choices(SUBJECTS).default('all'),
    )
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action(async (options: { from: string; to: string; subject: Subject; json?: boolean }) => {
      const period = datesFrom(options);
      if (!period) {
        cli.out(say(wrongDates, cli.locale));
        return cli.exit(2);
      }
      await inOffice(cli, async ({ participation }) => {
        const { subject } = options;
        const result = await summarize(participation, { viewer: { operator: cli.operator }, period, subject });
        if (!result.ok) {
          cli.out(say(refusalText[result.refusal], cli.locale));
          return cli.exit(1);
        }
        const columns = COLUMNS[subject];
        const line = (name: string, figures: Figures) => [name, ...columns.map(({ of, unit }) => valueWords(of(figures), unit))].join('\t');
        const heads = [text.department, ...columns.map(({ label }) => label)].map((head) => say(head, cli.locale)).join('\t');
        const rows = [
          ...result.departments.map((one) => line(departmentName(one, cli.locale), one)),
          line(say(text.total, cli.locale), result.total),
        ];
        const notes = result.onLeave > 0 ? [say(sentences.onLeave(result.onLeave), cli.locale)] : [];
        const departments = result.departments.map((one) => ({ name: one.name, ...jsonOf(one) }));
        print(cli, options.json, { total: jsonOf(result.total), departments, onLeave: result.onLeave }, [heads, ...rows, ...notes]);
      });
    });
}

/** docs/figures.md. Leave in half days. */
const jsonOf = (figures: Figures) => ({
  prompts: { ...figures.prompts, rate: rounded(answerRate(figures)) },
  meetings: { ...figures.meetings, rate: rounded(attendanceRate(figures)) },
  leave: { halfDays: figures.leave.days, people: figures.leave.people },
});
