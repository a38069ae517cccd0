import type { PlainDate } from '../../src/calendar/instant.js';
import { summarize } from '../../src/participation/summary/service.js';
import { openOwn } from '../../src/reflection/response/service.js';
import { text } from '../../src/reflection/text.js';
import { type AskBook, askRows, type RoundBook } from './books.js';
import type { Bot } from './bot.js';
import { buttonLabels } from './hands.js';
import type { Office } from './office.js';

type Row = { key: string; state: string; message_id: string | null };

/** Every card shows what is so, once nothing is on its way any more. */
export function checkCards({ world, books, bureau, chat }: Office, rounds: readonly RoundBook[]): void {
  for (const round of rounds) {
    const rows = askRows<Row>(books, round, 'key, state, message_id');
    for (const ask of round.asks.values()) {
      const row = rows.get(`reflection.ask:${round.id}:${ask.memberId}`);
      const message = chat.fake.message((row?.state === 'sent' && row.message_id) || '');
      if (!message?.card || ask.doubtful || bureau.hasLeft(ask.memberId)) continue;
      const shows = buttonLabels(message.card).join();
      const should = cardOf(round, ask);
      // Late by a clock that was ahead and has been put back since: the round is open again, and the card may say either.
      const either = round.state === 'open' && ask.answered?.late;
      if (shows !== should && !(either && shows === text.view.zh))
        world.broken(`the card of ${round.id} for ${ask.memberId} shows ${shows} instead of ${should}`);
    }
  }
}

function cardOf(round: RoundBook, ask: AskBook): string {
  if (ask.answered) return round.state === 'open' ? text.edit.zh : text.view.zh;
  if (round.state !== 'open') return text.lateAnswer.zh;
  return canBePutOff(round) ? `${text.answer.zh},reflection.snooze` : text.answer.zh;
}

const HOUR = 3_600_000;

/** When it opened, an hour later was within its time, or half past two in the afternoon. */
function canBePutOff({ opensAt, closesAt }: RoundBook): boolean {
  const day = 24 * HOUR;
  const midnight = Math.floor((opensAt + 8 * HOUR) / day) * day - 8 * HOUR;
  const afternoon = midnight + 14.5 * HOUR;
  return opensAt + HOUR < closesAt || (opensAt < afternoon && afternoon < closesAt);
}

/** Whoever was asked reads their own answer, the newest one, and all versions are there; whoever wasn't reads nothing. */
export async function checkAnswers({ world, books, bureau }: Office, bot: Bot, asks: readonly AskBook[]): Promise<void> {
  for (const ask of asks) {
    if (ask.doubtful) continue;
    const { roundId, memberId } = ask;
    const opened = await openOwn(bot.rooms.reflection, { roundId, memberId });
    if (!opened.ok) throw world.broken(`${memberId} cannot open their own ${roundId}`);
    const { own } = opened;
    const written = Object.values(own.answers ?? {}).join();
    if (ask.text !== 'unsure' && !(ask.text === undefined ? written === '' : written.includes(ask.text)))
      world.broken(`${memberId} reads ${written} in ${roundId} instead of ${ask.text}`);
    if (own.versions !== ask.versions) world.broken(`${memberId} has ${own.versions} versions in ${roundId} instead of ${ask.versions}`);
    if ((own.ask.answeredAt !== undefined) !== (ask.answered !== undefined) || own.ask.late !== (ask.answered?.late ?? false))
      world.broken(`whether ${memberId} has answered ${roundId} is wrong`);
    const stranger = [...bureau.people.keys()].find((id) => !books.rounds.get(roundId)?.asks.has(id));
    if (stranger && (await openOwn(bot.rooms.reflection, { roundId, memberId: stranger })).ok) world.broken(`${stranger} opens ${roundId}`);
  }
}

type Count = { asked: number; answered: number; late: number; missing: number };

/** Participation counts what happened, by department. */
export async function checkFigures({ world, books }: Office, bot: Bot, from: string, to: string): Promise<Count> {
  const summary = await summarize(bot.rooms.participation, {
    viewer: { operator: 'simulation' },
    period: { from: from as PlainDate, to: to as PlainDate },
    subject: 'prompts',
  });
  if (!summary.ok) throw world.broken(`no summary: ${summary.refusal}`);
  const own = new Map<string, Count>();
  for (const round of books.rounds.values()) {
    const on = new Date(round.opensAt + 8 * 3_600_000).toISOString().slice(0, 10);
    if (round.trial || on < from || on > to) continue;
    for (const ask of round.asks.values()) {
      if (ask.doubtful) return summary.total.prompts;
      const count = own.get(ask.department) ?? { asked: 0, answered: 0, late: 0, missing: 0 };
      own.set(ask.department, count);
      count.asked += 1;
      count.answered += ask.answered ? 1 : 0;
      count.late += ask.answered?.late ? 1 : 0;
      count.missing += ask.answered ? 0 : 1;
    }
  }
  const shown = summary.departments.map(
    ({ name, prompts: { asked, answered, late, missing } }) => `${name} ${asked}/${answered}/${late}/${missing}`,
  );
  const counted = [...own].map(([name, { asked, answered, late, missing }]) => `${name} ${asked}/${answered}/${late}/${missing}`);
  if (shown.sort().join('; ') !== counted.sort().join('; '))
    world.broken(`the summary says ${shown.join('; ')}; it happened: ${counted.join('; ')}`);
  return summary.total.prompts;
}
