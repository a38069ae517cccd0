import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { readerOf } from '../calendar/reader.js';
import { recurrenceWords } from '../calendar/recurrence.js';
import { dateWordsWithYear, timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import { inBothLanguages } from '../data-file-text.js';
import type { Ground } from '../ground.js';
import { ScheduleId, ScheduleSpec } from '../reflection/policy.js';
import { audienceChoiceOf } from '../reflection/schedule/draft.js';
import { audienceWords, silentText } from '../reflection/schedule/form-text.js';
import { againWords, openNow } from '../reflection/schedule/forms.js';
import { listOutlooks, type Outlook, type Preview, preview } from '../reflection/schedule/outlook-service.js';
import { addSchedule, changeSchedule, type Done, listSchedules, pauseSchedule, removeSchedule } from '../reflection/schedule/service.js';
import { scheduleRefusalText, scheduleSentences, scheduleText } from '../reflection/schedule/text.js';
import { sentences } from '../reflection/text.js';
import { type Cli, command, inOffice, print } from './cli.js';

const cronTime: Text = {
  zh: '这个计划由 cron 表达式决定时刻，--time 不起作用，没有改动。请用 --recurrence 改写表达式。',
  en: 'The cron expression of this schedule says the time; --time has no effect, and nothing was changed. Write the expression anew with --recurrence.',
};

const fields = {
  set: { zh: '题目，如 four-questions', en: 'prompt set, e.g. four-questions' },
  to: { zh: '范围，如 "{ kind: bureau }" 或 "{ kind: departments, departments: [办公室] }"', en: 'audience, e.g. "{ kind: bureau }"' },
  recurrence: { zh: '频率，如 "{ freq: monthly, workday: last }"', en: 'recurrence, e.g. "{ freq: monthly, workday: last }"' },
  time: { zh: '时刻，如 15:00', en: 'time of day, e.g. 15:00' },
  window: { zh: '作答时限，如 "{ workdays: 3 }"', en: 'window, e.g. "{ workdays: 3 }"' },
  nudges: { zh: '催办，最多两次，如 "[{ hoursBefore: 24 }]"', en: 'at most two nudges, e.g. "[{ hoursBefore: 24 }]"' },
  rule: { zh: '遇非工作日：previous、next、skip、keep', en: 'on a day off: previous, next, skip, keep' },
} as const;
type Options = {
  set?: string;
  to?: string;
  recurrence?: string;
  time?: string;
  window?: string;
  nudges?: string;
  rule?: string;
  json?: boolean;
};

/** `siwen schedule …`: what administrators do in chat, and the rest. */
export function scheduleCommand(cli: Cli): Command {
  const schedule = command(cli, 'schedule', {
    zh: '推送计划：查看、新建、修改、暂停、恢复、删除、预览',
    en: 'schedules: list, add, change, pause, resume, remove, preview',
  });
  const sub = (name: string, help: { zh: string; en: string }) => {
    const one = command(cli, name, help).option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale));
    schedule.addCommand(one);
    return one;
  };
  const withFields = (one: Command) =>
    one
      .option('--set <set>', say(fields.set, cli.locale))
      .option('--to <audience>', say(fields.to, cli.locale))
      .option('--recurrence <recurrence>', say(fields.recurrence, cli.locale))
      .option('--time <time>', say(fields.time, cli.locale))
      .option('--window <window>', say(fields.window, cli.locale))
      .option('--nudges <nudges>', say(fields.nudges, cli.locale))
      .option('--rule <rule>', say(fields.rule, cli.locale));
  const told = (options: Options, result: Done, sentence: { zh: string; en: string }, remarks: readonly string[] = []) => {
    print(cli, options.json, result, [
      say(result.ok ? sentence : scheduleRefusalText[result.refusal], cli.locale),
      ...(result.ok ? remarks : []),
    ]);
    cli.exit(result.ok ? 0 : 1);
  };
  /** What will not be as it was meant: nudges that never go out, departments that are no more, a second round of what is open. */
  const remarksOn = ({ silent, gone, again, next }: Preview, ground: Ground): string[] => [
    ...(silent.length > 0 ? [say(silentText(silent), cli.locale)] : []),
    ...(gone.length > 0 ? [say(sentences.gone(gone), cli.locale)] : []),
    ...(again ? [say(againWords(again, next, readerOf(ground, cli)), cli.locale)] : []),
  ];

  sub('list', { zh: '列出推送计划', en: 'list the schedules' }).action((options: Options) =>
    inOffice(cli, async ({ reflection }, ground) => {
      const outlooks = await listOutlooks(reflection);
      print(
        cli,
        options.json,
        outlooks.map(({ schedule: one, people, next }) => ({ ...one, people, next })),
        outlooks.length === 0
          ? [say(scheduleText.none, cli.locale)]
          : [say(scheduleText.listHead, cli.locale), ...outlooks.map((one) => describe(cli, ground, one))],
      );
    }),
  );
  sub('preview', { zh: '现在会发给多少人，接下来五次在什么时候', en: 'how many would get it now, and the next five occurrences' })
    .argument('<id>')
    .action((id: string, options: Options) =>
      inOffice(cli, async ({ reflection }, ground) => {
        const found = (await listSchedules(reflection)).find((one) => one.id === id);
        if (!found) return told(options, { ok: false, refusal: 'schedule-unknown' }, scheduleText.none);
        const shown = await preview(reflection, found.spec, found);
        const { people, next, paused, silent, gone, open } = shown;
        const reader = readerOf(ground, cli);
        print(cli, options.json, { people, next, paused, silent, gone, open }, [
          ...remarksOn(shown, ground),
          ...open.map((one) => say(openNow(one, reader), cli.locale)),
          say(scheduleSentences.people(people), cli.locale),
          ...(paused ? [say(scheduleText.isPaused, cli.locale)] : next.map((at) => moment(cli, ground, at))),
        ]);
      }),
    );
  withFields(sub('add', { zh: '新建推送计划', en: 'add a schedule' }).argument('<id>')).action((id: string, options: Options) =>
    inOffice(cli, async ({ reflection }, ground) => {
      const wanted = { ...(isCron(options) ? { time: '09:00' } : {}), ...given(options) };
      const spec = z.object({ id: ScheduleId, spec: ScheduleSpec }).safeParse({ id, spec: wanted }, { error: inBothLanguages });
      if (!spec.success) return wrong(cli, spec.error);
      const added = await addSchedule(reflection, { operator: cli.operator }, id, spec.data.spec);
      told(options, added, { zh: '已新建。', en: 'Added.' }, added.ok ? remarksOn(await preview(reflection, spec.data.spec), ground) : []);
    }),
  );
  withFields(
    sub('change', { zh: '修改推送计划，只写要改的', en: 'change a schedule; only what changes is given' }).argument('<id>'),
  ).action((id: string, options: Options) =>
    inOffice(cli, async ({ reflection }, ground) => {
      const found = (await listSchedules(reflection)).find((one) => one.id === id);
      if (!found) return told(options, { ok: false, refusal: 'schedule-unknown' }, scheduleText.none);
      const spec = ScheduleSpec.safeParse({ ...found.spec, ...given(options) }, { error: inBothLanguages });
      if (!spec.success) return wrong(cli, spec.error);
      if (options.time !== undefined && 'cron' in spec.data.recurrence) {
        cli.out(say(cronTime, cli.locale));
        return cli.exit(2);
      }
      const changed = await changeSchedule(reflection, { operator: cli.operator }, id, spec.data);
      told(
        options,
        changed,
        { zh: '已修改。', en: 'Changed.' },
        changed.ok ? remarksOn(await preview(reflection, spec.data, found), ground) : [],
      );
    }),
  );
  sub('pause', { zh: '暂停', en: 'pause' })
    .argument('<id>')
    .action((id: string, options: Options) =>
      inOffice(cli, async ({ reflection }) =>
        told(options, await pauseSchedule(reflection, { operator: cli.operator }, id, true), scheduleText.pausedNow),
      ),
    );
  sub('resume', { zh: '恢复', en: 'resume' })
    .argument('<id>')
    .action((id: string, options: Options) =>
      inOffice(cli, async ({ reflection }) =>
        told(options, await pauseSchedule(reflection, { operator: cli.operator }, id, false), scheduleText.resumedNow),
      ),
    );
  sub('remove', { zh: '删除；已有的推送和作答都保留', en: 'remove; rounds and answers stay' })
    .argument('<id>')
    .action((id: string, options: Options) =>
      inOffice(cli, async ({ reflection }) =>
        told(options, await removeSchedule(reflection, { operator: cli.operator }, id), { zh: '已删除。', en: 'Removed.' }),
      ),
    );
  return schedule;
}

/** Option values are written as in data/policy.yaml; those not given are left out. */
function given(options: Options): object {
  const values = {
    promptSet: options.set,
    audience: yaml(options.to),
    recurrence: yaml(options.recurrence),
    time: options.time,
    window: yaml(options.window),
    nudges: yaml(options.nudges),
    workdayRule: options.rule,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** A cron expression says the time of day itself, and the time beside it counts for nothing. */
function isCron({ recurrence }: Options): boolean {
  const read = yaml(recurrence);
  return typeof read === 'object' && read !== null && 'cron' in read;
}

function yaml(value: string | undefined): unknown {
  if (value === undefined) return undefined;
  try {
    return parse(value);
  } catch {
    return value; // not YAML: the schema says what was expected instead
  }
}

export function wrong(cli: Cli, error: z.ZodError): void {
  cli.out(error.issues.map((issue) => `${issue.path.filter((part) => part !== 'spec').join('.')}: ${issue.message}`).join('\n'));
  cli.exit(2);
}

function describe(cli: Cli, ground: Ground, { schedule: { id, spec, paused }, people, names, next }: Outlook): string {
  const { locale } = cli;
  const set = ground.promptSets.get(spec.promptSet);
  const audience = audienceWords(spec, audienceChoiceOf(spec.audience), names, locale);
  const reached = say({ zh: `${audience}（${people} 人）`, en: `${audience} (${people})` }, locale);
  const when = paused ? say(scheduleText.paused, locale) : next === undefined ? '' : moment(cli, ground, next);
  return [id, set ? say(set.title, locale) : spec.promptSet, reached, recurrenceWords(spec.recurrence, spec.time, locale), when].join('\t');
}

function moment(cli: Cli, { zone }: Ground, at: Parameters<typeof timeWords>[0]): string {
  return `${dateWordsWithYear(dateOf(at, zone), cli.locale)} ${timeWords(at, zone, cli.locale)}`;
}
