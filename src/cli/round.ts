import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Instant, Zone } from '../calendar/instant.js';
import { plainDate, plainTime } from '../calendar/plain-date.js';
import { Window } from '../calendar/window.js';
import { dateOf, instantAt, timeOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import { inBothLanguages } from '../data-file-text.js';
import { Audience } from '../org/audience.js';
import type { OpenRound } from '../reflection/round/round.js';
import { openRounds, sendRound, withdrawSent } from '../reflection/schedule/service.js';
import { scheduleRefusalText, scheduleSentences, scheduleText } from '../reflection/schedule/text.js';
import { type Cli, command, inOffice, print } from './cli.js';
import { wrong } from './schedule.js';

const openAlready: Text = {
  zh: '同一套题目已经发出，现在还可以作答，没有再发。确要再发一次，请加 --again；发错的用 siwen round withdraw 撤回。还可以作答的有：',
  en: 'The same questions have been sent and can still be answered, so nothing was sent. To send them once more all the same, add --again; what was sent by mistake is withdrawn by siwen round withdraw. Open are:',
};

/** `siwen round send SET`: one round now, also while the bot is running; it sees the new messages within a second. */
export function roundCommand(cli: Cli): Command {
  const round = command(cli, 'round', { zh: '推送：立即发送、撤回', en: 'rounds: send one now, withdraw one' });
  const send = command(cli, 'send', { zh: '立即发送一套题目', en: 'send a prompt set now' })
    .argument('<set>', say({ zh: '题目，如 four-questions', en: 'prompt set, e.g. four-questions' }, cli.locale))
    .option(
      '--to <audience>',
      say(
        { zh: '范围，默认全局，如 "{ kind: departments, departments: [办公室] }"', en: 'audience, the whole bureau unless given' },
        cli.locale,
      ),
      '{ kind: bureau }',
    )
    .option(
      '--closes <when>',
      say({ zh: '截止，如 "{ workdays: 3 }" 或 "2026-11-27 17:30"', en: 'e.g. "{ workdays: 3 }" or "2026-11-27 17:30"' }, cli.locale),
      '{ workdays: 3 }',
    )
    .option('--again', say({ zh: '同一套题目还可以作答时，仍再发一次', en: 'also while the same questions are still open' }, cli.locale))
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action((set: string, options: { to: string; closes: string; again?: boolean; json?: boolean }) =>
      inOffice(cli, async ({ reflection }, ground) => {
        const asked = z.object({ to: Audience, closes: Closing(ground.zone) });
        const given = asked.safeParse({ to: safely(options.to), closes: safely(options.closes) }, { error: inBothLanguages });
        if (!given.success) return wrong(cli, given.error);
        const { to: audience, closes } = given.data;
        const sent = await sendRound(
          reflection,
          { operator: cli.operator },
          { promptSet: set, audience, closes, ...(options.again ? {} : { newest: 0 }) },
        );
        const sentence = sent.ok
          ? scheduleSentences.queued(sent.people, sent.withoutAccount)
          : { ...scheduleRefusalText, 'sent-meanwhile': openAlready }[sent.refusal];
        const result = sent.ok
          ? {
              ok: true,
              people: sent.people,
              withoutAccount: sent.withoutAccount,
              opensAt: sent.round.opensAt,
              closesAt: sent.round.closesAt,
            }
          : sent;
        const isOpen = !sent.ok && sent.refusal === 'sent-meanwhile';
        const open = isOpen ? (await openRounds(reflection, set)).map((one) => sentLine(one, ground.zone, cli)) : [];
        print(cli, options.json, result, [say(sentence, cli.locale), ...open]);
        cli.exit(sent.ok ? 0 : 1);
      }),
    );
  round.addCommand(send);
  round.addCommand(withdrawCommand(cli));
  return round;
}

const noneOpen: Text = {
  zh: '这套题目现在没有可以作答的推送，没有什么可撤回。',
  en: 'No round of these questions can be answered now, so there is nothing to withdraw.',
};
const whichOne: Text = {
  zh: '有几次推送符合，没有撤回。请用 --opened 写明发出的时间：',
  en: 'Several rounds match, so nothing was withdrawn. Please say with --opened when it was sent:',
};

/** `siwen round withdraw SET`: what was sent by mistake. */
function withdrawCommand(cli: Cli): Command {
  return command(cli, 'withdraw', {
    zh: '撤回误发的推送：不用作答，不计入统计，不能恢复',
    en: 'withdraw a round sent by mistake: nothing to answer, counted nowhere, for good',
  })
    .argument('<set>', say({ zh: '题目，如 four-questions', en: 'prompt set, e.g. four-questions' }, cli.locale))
    .option(
      '--opened <when>',
      say({ zh: '发出的时间，如 "2026-11-27 15:00"', en: 'when it was sent, e.g. "2026-11-27 15:00"' }, cli.locale),
    )
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action((set: string, options: { opened?: string; json?: boolean }) =>
      inOffice(cli, async ({ reflection }, { zone }) => {
        const open = await openRounds(reflection, set);
        const meant = options.opened === undefined ? open : open.filter(({ opensAt }) => stamp(opensAt, zone) === options.opened?.trim());
        const [one, ...others] = meant;
        const candidates = (one ? meant : open).map((each) => sentLine(each, zone, cli));
        const taken = one && others.length === 0 ? await withdrawSent(reflection, { operator: cli.operator }, one.id) : undefined;
        const refusal = open.length === 0 ? noneOpen : whichOne;
        const said = taken ? (taken.ok ? scheduleText.withdrawn : scheduleRefusalText[taken.refusal]) : refusal;
        const result = taken?.ok ? { ok: true, people: one?.people, opensAt: one?.opensAt } : { ok: false };
        print(cli, options.json, result, [say(said, cli.locale), ...(taken ? [] : candidates)]);
        cli.exit(taken?.ok ? 0 : 1);
      }),
    );
}

/** As --opened takes it. */
const stamp = (at: Instant, zone: Zone): string => `${dateOf(at, zone)} ${timeOf(at, zone)}`;
const sentLine = ({ opensAt, people }: OpenRound, zone: Zone, { locale }: Cli): string =>
  `${stamp(opensAt, zone)}  ${say(scheduleSentences.people(people), locale)}`;

/** A window, or a day and time on the office's clock. */
const Closing = (zone: Zone) =>
  z.union([Window, z.string().transform((words, context) => atMoment(words, zone) ?? fail(context))], { error: expected });

const expected =
  '应为 { workdays: 天数 }、{ days: 天数 }、{ hours: 小时数 }，或日期和时间，如 2026-11-27 17:30 / expected { workdays: n }, { days: n }, { hours: n }, or a date and time such as 2026-11-27 17:30';

function atMoment(words: string, zone: Zone): { readonly at: Instant } | undefined {
  const [day = '', time = ''] = words.trim().split(/[\sT]+/);
  const [date, clock] = [plainDate(day), plainTime(time)];
  return date && clock ? { at: instantAt(date, clock, zone) } : undefined;
}

function fail(context: z.RefinementCtx): typeof z.NEVER {
  context.addIssue({ code: 'custom' });
  return z.NEVER;
}

function safely(words: string): unknown {
  try {
    return parse(words);
  } catch {
    return words;
  }
}
