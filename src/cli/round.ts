import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { plainDate, plainTime } from '../calendar/plain-date.js';
import { Window } from '../calendar/window.js';
import { instantAt } from '../calendar/zone.js';
import { say } from '../chat/text.js';
import { inBothLanguages } from '../data-file-text.js';
import type { Ground } from '../ground.js';
import { Audience } from '../org/audience.js';
import { type Send, sendRound } from '../reflection/schedule-service.js';
import { scheduleRefusalText, scheduleSentences } from '../reflection/schedule-text.js';
import { type Cli, command, inOffice, print } from './cli.js';
import { wrong } from './schedule.js';

/** `siwen round send SET`: one round now, also while the bot is running; it sees the new messages within a second. */
export function roundCommand(cli: Cli): Command {
  const round = command(cli, 'round', { zh: '推送：立即发送一次', en: 'rounds: send one now' });
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
    .option('--json', say({ zh: '输出 JSON', en: 'print JSON' }, cli.locale))
    .action((set: string, options: { to: string; closes: string; json?: boolean }) =>
      inOffice(cli, async ({ reflection }, ground) => {
        const audience = Audience.safeParse(safely(options.to), { error: inBothLanguages });
        if (!audience.success) return wrong(cli, audience.error);
        const closes = closing(options.closes, ground);
        if (closes instanceof z.ZodError) return wrong(cli, closes);
        const sent = await sendRound(reflection, { operator: cli.operator }, { promptSet: set, audience: audience.data, closes });
        const sentence = sent.ok ? scheduleSentences.queued(sent.people, sent.withoutAccount) : scheduleRefusalText[sent.refusal];
        const result = sent.ok
          ? {
              ok: true,
              people: sent.people,
              withoutAccount: sent.withoutAccount,
              opensAt: sent.round.opensAt,
              closesAt: sent.round.closesAt,
            }
          : sent;
        print(cli, options.json, result, [say(sentence, cli.locale)]);
        cli.exit(sent.ok ? 0 : 1);
      }),
    );
  round.addCommand(send);
  return round;
}

/** A window, or a day and time on the office's clock. */
function closing(words: string, { zone }: Ground): Send['closes'] | z.ZodError {
  const [day = '', time = ''] = words.trim().split(/[\sT]+/);
  const [date, clock] = [plainDate(day), plainTime(time)];
  if (date && clock) return { at: instantAt(date, clock, zone) };
  const window = Window.safeParse(safely(words), { error: inBothLanguages });
  return window.success ? window.data : window.error;
}

function safely(words: string): unknown {
  try {
    return parse(words);
  } catch {
    return words;
  }
}
