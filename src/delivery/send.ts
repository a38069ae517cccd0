import type { Card } from '../chat/card.js';
import type { Upload } from '../chat/chat.js';
import { codeOf } from '../db/start-error.js';
import { type Answer, call, type Desk, later, refusedAgain } from './attempt.js';
import { MOST_ATTEMPTS, type Verdict } from './outcomes.js';
import type { MessageWork } from './queue.js';
import { readCard } from './read-card.js';
import { beginLastLook, beginQuiet, hold, saveSent } from './reconcile.js';
import { takenAt } from './restored.js';
import { type ClaimedMessage, claimPending, findUnsettled, markDoubtful, markExpired, markPending, markRefused } from './states.js';

/** One attempt at a post or a file. True: there is nothing more to do about it. */
export async function sendMessage(desk: Desk, work: MessageWork): Promise<boolean> {
  let rendered: Upload | undefined;
  if (work.kind === 'file') {
    const file = await renderFile(desk, work);
    if (file === 'nothing') return true;
    if (file === 'later') return false;
    rendered = file;
  }
  const claimed = await claim(desk, work);
  if (claimed === 'settled') return true;
  if (claimed === 'not-now') return false;
  try {
    const { row, address } = claimed;
    const answer = rendered
      ? await call(desk, work, () => desk.chat.upload(address, rendered, row.nonce), row.expires_at)
      : await call(desk, work, () => desk.chat.post(address, cardOf(desk, row), row.nonce), row.expires_at);
    return await settle(desk, work, answer);
  } catch (error) {
    // The call was made, but what came of it could not be saved (a full disk): the row says `sending`, so it is looked for.
    beginQuiet(desk, work);
    throw error;
  }
}

type Claim = 'settled' | 'not-now' | { readonly row: ClaimedMessage; readonly address: string };

/** Commits `sending` before the call, unless the message has expired, waits for an account, or must not be tried again. */
function claim(desk: Desk, work: MessageWork): Promise<Claim> {
  return desk.transact(async (tx): Promise<Claim> => {
    const now = desk.clock.now();
    const address = work.member === undefined ? work.address : await desk.addressOf(tx, work.member);
    if (address !== undefined && address === work.address) {
      const claimed = await claimPending(tx, now, work.id, address, desk.chatClock.now());
      if (claimed) return { row: claimed, address };
    }
    const row = await findUnsettled(tx, work.id);
    if (!row) return 'settled';
    if (row.state === 'sending') {
      beginQuiet(desk, work);
      return 'not-now';
    }
    if (row.expires_at !== null && row.expires_at <= now) {
      await markExpired(tx, now, work.id);
      return 'settled';
    }
    if (row.attempts >= MOST_ATTEMPTS) {
      await hold(desk, tx, work.id, row.key);
      return 'settled';
    }
    if (address !== undefined && address === work.address && row.look_first === 1) {
      await markDoubtful(tx, work.id, address, (await takenAt(tx)) ?? 0);
      beginLastLook(desk, work);
      return 'not-now';
    }
    // Pacing was asked for another conversation; the next pass asks for this one.
    work.address = address;
    return 'not-now';
  });
}

async function settle(desk: Desk, work: MessageWork, answer: Answer<{ channel: string; id: string }>): Promise<boolean> {
  if (answer.ok) {
    await saveSent(desk, work.id, answer.value);
    return true;
  }
  const { verdict } = answer;
  switch (verdict.do) {
    case 'in-doubt':
      beginQuiet(desk, work);
      return false;
    case 'wait-for-method':
    case 'wait-for-scope':
      await desk.transact((tx) => markPending(tx, work.id));
      return false;
    case 'wait-for-chat':
      await desk.transact((tx) => markPending(tx, work.id));
      later(desk, work);
      return false;
    case 'try-again':
      if (refusedAgain(work)) return refuse(desk, work, verdict);
      await desk.transact((tx) => markPending(tx, work.id));
      later(desk, work);
      return false;
    case 'give-up':
      return refuse(desk, work, verdict);
    default:
      return verdict satisfies never;
  }
}

async function refuse(desk: Desk, work: MessageWork, verdict: Extract<Verdict, { code: string }>): Promise<true> {
  await desk.transact((tx) => markRefused(tx, desk.clock.now(), work.id, verdict.code));
  desk.log.warn({ outboxId: work.id, code: verdict.code }, 'the chat refused a message for good');
  return true;
}

function cardOf(desk: Desk, row: ClaimedMessage): Card {
  return row.sealed ? (JSON.parse(desk.sealer.unseal(row.sealed, row.key)) as Card) : readCard(row.content ?? '');
}

/** Made before `sending` is committed: a file that can't be made leaves no doubt behind. */
async function renderFile(desk: Desk, work: MessageWork): Promise<Upload | 'nothing' | 'later'> {
  const row = await desk.transact((tx) => findUnsettled(tx, work.id));
  if (!row) return 'nothing';
  const { source, args } = JSON.parse(row.content ?? '') as { source: string; args: Record<string, string> };
  const refuseWith = async (code: string) => {
    await refuse(desk, work, { do: 'give-up', code, bug: false });
    return 'nothing' as const;
  };
  const make = Object.hasOwn(desk.files, source) ? desk.files[source] : undefined;
  if (!make) return refuseWith('unknown_file_source');
  try {
    return (await make(args, work.member)) ?? (await refuseWith('nothing_to_send'));
  } catch (error) {
    desk.log.error({ outboxId: work.id, source, error }, 'a file could not be made');
    // A database that is away says nothing about the file.
    if (!codeOf(error).startsWith('SQLITE_') && refusedAgain(work)) return refuseWith('file_not_made');
    later(desk, work);
    return 'later';
  }
}
