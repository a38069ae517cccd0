import { type Command, Option } from 'commander';
import type { Instant } from '../calendar/instant.js';
import { dateWords, timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import { say, type Text } from '../chat/text.js';
import { outboxDepth } from '../delivery/depth.js';
import { whyRefused } from '../delivery/refusal-text.js';
import type { OutboxState } from '../delivery/tables.js';
import {
  type Cared,
  dropMessages,
  FAILED,
  type Failed,
  type Listed,
  listMessages,
  type Picked,
  retryMessages,
} from '../delivery/undelivered.js';
import type { Ground } from '../ground.js';
import { atLeastOne, type Cli, command, inOffice, print, wholeNumber } from './cli.js';
import { caredLines, careHelp, type Depth, listHelp, listText, stateText } from './outbox-text.js';

const STATES = Object.keys(stateText) as OutboxState[];

/** `siwen outbox`: what did not arrive, and what to do about it. Content is never shown. Works while the bot is running. */
export function outboxCommand(cli: Cli): Command {
  const outbox = command(cli, 'outbox', listHelp.outbox);
  outbox.addCommand(listCommand(cli), { isDefault: true });
  outbox.addCommand(careCommand(cli, 'retry', retryMessages));
  outbox.addCommand(careCommand(cli, 'drop', dropMessages));
  return outbox;
}

function listCommand(cli: Cli): Command {
  type Options = { state: OutboxState[]; before?: number; limit: number; json?: boolean };
  const said = (text: Text) => say(text, cli.locale);
  return command(cli, 'list', listHelp.list)
    .addOption(new Option('--state <states...>', said(listHelp.state)).choices(STATES).default([...FAILED]))
    .addOption(new Option('--before <id>', said(listHelp.before)).argParser(wholeNumber))
    .addOption(new Option('--limit <n>', said(listHelp.limit)).argParser(atLeastOne).default(50))
    .option('--json', said({ zh: '输出 JSON', en: 'print JSON' }))
    .action((options: Options) =>
      inOffice(cli, async (_rooms, ground) => {
        const { state: states, before, limit } = options;
        const { depth, messages } = await ground.transact(async (tx) => ({
          depth: await outboxDepth(tx),
          messages: await listMessages(tx, { states, before, limit: limit + 1 }),
        }));
        const shown = messages.slice(0, limit);
        const more = messages.length > limit;
        print(cli, options.json, { depth, messages: shown, more }, [
          said(listText.depth(depth)),
          ...(shown.length === 0 ? [said(noneText(states, depth))] : [said(listText.head), ...shown.map((one) => line(cli, ground, one))]),
          ...(more ? [said(listText.more(shown.at(-1)?.id ?? 0))] : []),
          ...(depth.expired > 0 && !states.includes('expired') ? [said(listText.expired(depth.expired))] : []),
        ]);
      }),
    );
}

/** There is nothing of the kind; where that means more, it says more. */
function noneText(states: readonly OutboxState[], depth: Depth): Text {
  const isFailed = (state: OutboxState) => FAILED.some((failed) => failed === state);
  if (states.every((state) => state === 'expired' || isFailed(state)) && depth.refused + depth.unknown + depth.expired === 0)
    return listText.allArrived;
  return FAILED.every((state) => states.includes(state)) && states.every(isFailed) ? listText.noneFailed : listText.none;
}

function careCommand(cli: Cli, name: 'retry' | 'drop', act: typeof retryMessages): Command {
  type Options = { all?: boolean; state: Failed[]; json?: boolean };
  const said = (text: Text) => say(text, cli.locale);
  return command(cli, name, careHelp[name])
    .argument('[ids...]', said(careHelp.ids), (word: string, ids: number[]) => [...ids, wholeNumber(word)], [])
    .option('--all', said(careHelp.all))
    .addOption(new Option('--state <states...>', said(careHelp.state)).choices(FAILED).default([...FAILED]))
    .option('--json', said({ zh: '输出 JSON', en: 'print JSON' }))
    .action(async (ids: number[], options: Options) => {
      if ((ids.length === 0) !== (options.all ?? false)) {
        cli.out(said(careHelp.which));
        return cli.exit(2);
      }
      const picked: Picked = options.all ? { all: options.state } : { ids };
      await inOffice(cli, async (_rooms, ground) => {
        const cared: Cared = await act(ground, { operator: cli.operator }, picked);
        print(cli, options.json, cared, caredLines(name, cared).map(said));
        cli.exit(cared.tooLate.length + cared.others.length === 0 ? 0 : 1);
      });
    });
}

function line({ locale }: Cli, { zone }: Ground, message: Listed): string {
  const { id, kind, state, to, enqueuedAt, settledAt, expiresAt, attempts, code } = message;
  const moment = (at: Instant) => `${dateWords(dateOf(at, zone), locale)} ${timeWords(at, zone, locale)}`;
  const tooLate = state === 'expired' && expiresAt !== undefined ? say(listText.tooLate(moment(expiresAt)), locale) : '';
  const why = code === undefined ? tooLate : whyRefused(code, locale);
  return [id, moment(settledAt ?? enqueuedAt), say(stateText[state], locale), to, kind, attempts, why].join('\t');
}
