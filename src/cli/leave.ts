import type { Command } from 'commander';
import type { Period as Dates } from '../calendar/period.js';
import { parsePeriod } from '../calendar/period.js';
import { plainDate } from '../calendar/plain-date.js';
import { readerOf } from '../calendar/reader.js';
import { dateOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import type { Ground } from '../ground.js';
import { viewAway } from '../leave/away/overview/service.js';
import { text as overviewText } from '../leave/away/overview/text.js';
import type { Figures, Report } from '../leave/away/report/report.js';
import { viewReport } from '../leave/away/report/service.js';
import { text as reportText } from '../leave/away/report/text.js';
import { refusalText } from '../leave/away/view-text.js';
import type { LeaveDeps } from '../leave/deps.js';
import { halfDayWords } from '../leave/shown.js';
import { kindText } from '../leave/text.js';
import { departmentName } from '../org/scope-menu.js';
import { type Cli, command, inOffice, print } from './cli.js';

const help = {
  leave: { zh: '请假：谁在外出，请假天数', en: 'leave: who is away, days of leave' },
  away: { zh: '外出情况；不写日期即为今天', en: 'who is away; today unless dates are given' },
  report: { zh: '按部门和类别的请假天数；不写日期即为本月', en: 'days of leave by department and kind; this month unless dates are given' },
  from: { zh: '从哪天起，如 2026-11-01', en: 'first day, e.g. 2026-11-01' },
  to: { zh: '到哪天止，含当天', en: 'last day, included' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  wrong: {
    zh: '日期应写作 2026-11-01，两个都要写，且起始日期不晚于结束日期。',
    en: 'Dates are written 2026-11-01, both of them, and --from must not be after --to.',
  },
} as const satisfies Record<string, Text>;

/** `siwen leave away|report --from D --to D`: the same as 外出 and 请假统计, for the whole bureau. */
export function leaveCommand(cli: Cli): Command {
  const leave = command(cli, 'leave', help.leave);
  leave.addCommand(sub(cli, 'away', help.away, '今天', printAway));
  leave.addCommand(sub(cli, 'report', help.report, '本月', printReport));
  return leave;
}

type Options = { readonly from?: string; readonly to?: string; readonly json?: boolean };
type Print = (cli: Cli, deps: LeaveDeps, dates: Dates, json: boolean | undefined) => Promise<void>;

const sub = (cli: Cli, name: string, words: Text, usual: string, run: Print): Command =>
  command(cli, name, words)
    .option('--from <date>', say(help.from, cli.locale))
    .option('--to <date>', say(help.to, cli.locale))
    .option('--json', say(help.json, cli.locale))
    .action((options: Options) =>
      inOffice(cli, async ({ leave }, ground) => {
        const dates = datesOf(options, usual, ground);
        if (dates) return run(cli, leave, dates, options.json);
        cli.out(say(help.wrong, cli.locale));
        cli.exit(2);
      }),
    );

function datesOf({ from, to }: Options, usual: string, { clock, zone }: Ground): Dates | undefined {
  if (from === undefined && to === undefined) return parsePeriod(usual, dateOf(clock.now(), zone));
  const [first, last] = [plainDate(from ?? ''), plainDate(to ?? '')];
  return first && last && first <= last ? { from: first, to: last } : undefined;
}

const line = (cells: readonly (string | number)[]): string => cells.join('\t');

async function printAway(cli: Cli, deps: LeaveDeps, dates: Dates, json: boolean | undefined): Promise<void> {
  const result = await viewAway(deps, { viewer: { operator: cli.operator }, dates });
  if (!result.ok) return refuse(cli, result.refusal);
  const { locale } = cli;
  const reader = readerOf(deps, { locale });
  const { department, name, kind, from, until, acting } = overviewText;
  const heads = [department, name, kind, from, until, acting].map((head) => say(head, locale));
  const rows = result.lines.map((one) =>
    line([
      one.department,
      one.name,
      say(kindText[one.kind], locale),
      halfDayWords(one.period.from, reader, true),
      halfDayWords(one.period.until, reader, true),
      one.acting ?? '',
      ...(one.overdue ? [say(overviewText.overdue, locale)] : []),
    ]),
  );
  const { lines, people, overdue } = result;
  print(
    cli,
    json,
    { from: dates.from, to: dates.to, people, overdue, lines },
    rows.length === 0 ? [say(overviewText.none, locale)] : [line(heads), ...rows],
  );
}

async function printReport(cli: Cli, deps: LeaveDeps, dates: Dates, json: boolean | undefined): Promise<void> {
  const result = await viewReport(deps, { viewer: { operator: cli.operator }, dates });
  if (!result.ok) return refuse(cli, result.refusal);
  const { locale } = cli;
  const { kinds, departments, total } = result;
  const heads = [reportText.department, ...kinds.map((kind) => kindText[kind]), reportText.sum, reportText.people].map((head) =>
    say(head, locale),
  );
  const cells = (name: string, one: Figures & { readonly people: number }) =>
    line([name, ...kinds.map((kind) => one.days[kind] / 2), one.total / 2, one.people]);
  const rows = [...departments.map((one) => cells(departmentName(one, locale), one)), cells(say(reportText.total, locale), total)];
  print(cli, json, figuresFor(result), [line(heads), ...rows]);
}

/** In days, as on the card. */
function figuresFor({ dates, departments, total }: Report) {
  const inDays = ({ days, total: sum, people }: Report['total']) => ({
    days: Object.fromEntries(Object.entries(days).map(([kind, halfDays]) => [kind, halfDays / 2])),
    total: sum / 2,
    people,
  });
  return {
    from: dates.from,
    to: dates.to,
    total: inDays(total),
    departments: departments.map((one) => ({ name: one.name, ...inDays(one) })),
  };
}

function refuse(cli: Cli, refusal: keyof typeof refusalText): void {
  cli.out(say(refusalText[refusal], cli.locale));
  cli.exit(1);
}
