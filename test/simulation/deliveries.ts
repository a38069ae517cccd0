import type { FakeMessage } from '../delivery/fake-chat.js';
import { askRows, type RoundBook } from './books.js';
import { receive, toldOfShare } from './habits.js';
import { leaveArrived } from './leave-news.js';
import { meetingArrived } from './meeting-news.js';
import type { Office } from './office.js';

/** A message has arrived with somebody: what they make of it. */
export function arrived(office: Office, key: string, message: FakeMessage): void {
  const { world, books, bureau } = office;
  const [what, roundId = '', memberId = '', leaderId = ''] = key.split(':');
  const round = books.rounds.get(roundId);
  const ask = round?.asks.get(memberId);
  const person = bureau.people.get(memberId);
  switch (what) {
    case 'reflection.ask':
      if (!round || !ask || !person) throw world.broken(`${key} asks somebody who should not be asked`);
      if (ask.messageId !== undefined) world.broken(`${memberId} is asked twice in ${roundId}`);
      ask.messageId = message.id;
      receive(office, { person, round, ask });
      return;
    case 'reflection.remind':
      if (!ask) return;
      ask.reminders += 1;
      if (ask.reminders > 2 + ask.snoozes) world.broken(`${memberId} is reminded of ${roundId} ${ask.reminders} times`);
      return;
    case 'reflection.shared': {
      const leader = bureau.people.get(leaderId);
      if (round && ask && person && leader) toldOfShare(office, { person, round, ask }, leader, message);
      return;
    }
    case 'chat.answer': {
      const typed = books.typed.get(key.slice('chat.answer:'.length));
      if (typed) typed.answers += 1;
      return;
    }
    default:
      meetingArrived(office, key, message);
      leaveArrived(office, key, message);
  }
}

type Row = { key: string; state: string; refusal_code: string | null; member_id: string; message_id: string | null; nonce: string };

/** An ask that came to nothing although the way was free for so long was lost. */
const FREE_LONG_ENOUGH_MS = 3 * 3_600_000;

/** Every ask is at its member's, or its row says why not. `free`: how long nothing stood in the way since it was written. */
export function checkNothingLost(office: Office, rounds: readonly RoundBook[], free: (roundId: string, memberId: string) => number): void {
  const { world, books, chat } = office;
  for (const round of rounds) {
    const rows = askRows<Row>(books, round, 'key, state, refusal_code, member_id, message_id, nonce');
    for (const ask of round.asks.values()) {
      const key = `reflection.ask:${round.id}:${ask.memberId}`;
      const row = rows.get(key);
      if (!row) throw world.broken(`${key} was never written`);
      switch (row.state) {
        case 'sent':
          if (ask.messageId !== row.message_id) world.broken(`${key} is sent as ${row.message_id} and there as ${ask.messageId}`);
          if (chat.fake.message(row.message_id ?? '') && chat.fake.message(row.message_id ?? '')?.nonce !== row.nonce)
            world.broken(`${key} is another message`);
          break;
        case 'refused':
          if (row.refusal_code !== 'user_disabled') world.broken(`${key} was refused: ${row.refusal_code}`);
          break;
        case 'unknown':
          if (!books.row('SELECT 1 FROM delivery_outbox WHERE key LIKE ?', `delivery.held:${key}:%`))
            world.broken(`nobody was told of ${key}`);
          break;
        case 'expired':
          if (free(round.id, ask.memberId) > FREE_LONG_ENOUGH_MS) world.broken(`${key} expired although the way was free`);
          break;
        default:
          break;
      }
    }
  }
}

/** Everybody who typed something was answered once. */
export function checkTyped({ world, books }: Office): void {
  for (const [key, { answers, confirmed }] of books.typed) {
    if (!confirmed) continue;
    books.typed.delete(key);
    const row = books.row<{ state: string }>('SELECT state FROM delivery_outbox WHERE key = ?', `chat.answer:${key}`);
    if (!row || (row.state === 'sent' && answers !== 1)) world.broken(`${key} was answered ${answers} times`);
  }
}
