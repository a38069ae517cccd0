import { type Command, Option } from 'commander';
import type { PlainDate } from '../calendar/instant.js';
import { addDays, plainDate } from '../calendar/plain-date.js';
import { dateWordsWithYear, timeWords } from '../calendar/words.js';
import { dateOf, startOfDay } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import type { Ground } from '../ground.js';
import { type AuditLine, actionWords, postWords, readAudit } from '../org/service.js';
import { atLeastOne, type Cli, command, inOffice, print, wholeNumber } from './cli.js';

const help = {
  audit: { zh: '操作记录：谁、在何时、对谁、做了什么', en: 'the audit log: who did what, to whom, when' },
  from: { zh: '从哪天起，如 2026-11-01', en: 'first day, e.g. 2026-11-01' },
  to: { zh: '到哪天止，含当天', en: 'last day, included' },
  actor: { zh: '谁：工号、姓名或登录名', en: 'who: a member’s id or name, or a login name' },
  action: { zh: '做了什么，如 reflection.look，或 reflection', en: 'what, e.g. reflection.look, or reflection' },
  subject: { zh: '对谁或对什么：编号或姓名', en: 'whom or what: an id, or a member’s name' },
  before: { zh: '只列编号小于它的', en: 'only entries below this number' },
  limit: { zh: '最多列出多少条', en: 'at most so many' },
  json: { zh: '输出 JSON', en: 'print JSON' },
} as const satisfies Record<string, Text>;

const text = {
  head: { zh: '编号\t时间\t谁\t做了什么\t对象\t附注', en: 'Entry\tWhen\tWho\tWhat\tWhom\tDetail' },
  none: { zh: '没有这样的记录。', en: 'There is no such entry.' },
  lists: {
    zh: '列有多人的清单（参与情况、外出情况、请假统计、备案、到会、未收到、在岗抽查）和导出的文件，按期间、会议或抽查记录，不在上列；请另用 --action participation、--action leave、--action meeting 查看。',
    en: 'Lists of several people (participation, who is away, days of leave, what was filed, attendance, who has not acknowledged, reachability checks) and exported files are on record by period, meeting or check, and are not among these: see --action participation, --action leave and --action meeting.',
  },
  days: {
    zh: '日期应写作 2026-11-01，且起始日期不晚于结束日期。',
    en: 'Dates are written 2026-11-01, and --from must not be after --to.',
  },
  done: (words: Text, action: string): Text => ({ zh: `${words.zh}（${action}）`, en: `${words.en} (${action})` }),
  more: (last: number): Text => ({ zh: `还有更多；续看请加 --before ${last}`, en: `There are more: --before ${last}` }),
} as const;

type Options = {
  from?: string;
  to?: string;
  actor?: string;
  action?: string;
  subject?: string;
  before?: number;
  limit: number;
  json?: boolean;
};

/** `siwen audit`. The log has no command that changes it. */
export function auditCommand(cli: Cli): Command {
  const said = (one: Text) => say(one, cli.locale);
  return command(cli, 'audit', help.audit)
    .option('--from <date>', said(help.from))
    .option('--to <date>', said(help.to))
    .option('--actor <who>', said(help.actor))
    .option('--action <what>', said(help.action))
    .option('--subject <whom>', said(help.subject))
    .addOption(new Option('--before <entry>', said(help.before)).argParser(wholeNumber))
    .addOption(new Option('--limit <n>', said(help.limit)).argParser(atLeastOne).default(50))
    .option('--json', said(help.json))
    .action(async ({ limit, json, from: first, to: last, ...options }: Options) => {
      const [from, to] = [day(first), day(last)];
      if (from === 'wrong' || to === 'wrong' || (from && to && from > to)) {
        cli.out(said(text.days));
        return cli.exit(2);
      }
      await inOffice(cli, async (_rooms, ground) => {
        const filter = {
          ...options,
          from: from && startOfDay(from, ground.zone),
          until: to && startOfDay(addDays(to, 1), ground.zone),
          limit: limit + 1,
        };
        const found = await readAudit(ground, { operator: cli.operator }, filter);
        const entries = found.slice(0, limit);
        const more = found.length > limit;
        print(cli, json, { entries, more }, [
          ...(entries.length === 0 ? [said(text.none)] : [said(text.head), ...entries.map((entry) => line(cli, ground, entry))]),
          ...(more ? [said(text.more(entries.at(-1)?.id ?? 0))] : []),
          ...(options.subject === undefined ? [] : [said(text.lists)]),
        ]);
      });
    });
}

function day(word: string | undefined): PlainDate | undefined | 'wrong' {
  return word === undefined ? undefined : (plainDate(word) ?? 'wrong');
}

function line({ locale }: Cli, { zone }: Ground, { id, at, actor, action, subject, detail, names }: AuditLine): string {
  const when = `${dateWordsWithYear(dateOf(at, zone), locale)} ${timeWords(at, zone, locale)}`;
  const who = 'member' in actor ? named(actor.member, names.actor) : actor.operator;
  const words = actionWords(action);
  const what = words ? say(text.done(words, action), locale) : action;
  const note = POSTS.has(action) && detail !== undefined ? say(postWords(detail), locale) : named(detail ?? '', names.detail);
  return [id, when, who, what, named(subject, names.subject), note].join('\t');
}

/** Whose detail is words of the roster. */
const POSTS = new Set(['org.role-changed', 'org.function-changed']);

const named = (id: string, name: string | undefined): string => (name ? `${name} ${id}` : id);
