import type { Card } from '../chat/card.js';
import type { MessageEvent } from '../chat/event.js';
import type { Reply } from '../chat/reply.js';
import { duringRequest } from '../chat/request.js';
import type { Sealer } from '../db/sealer.js';
import type { Transact } from '../db/transact.js';
import type { Log } from '../log.js';
import type { Clock, Timer } from '../schedule/clock.js';
import { markAnswered, openMessage, type StoredMessage, unanswered } from './inbox.js';
import { notHandledCard } from './notices.js';
import { enqueueSealed } from './outbox.js';

export type InboxWorkerDeps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly sealer: Sealer;
  dispatch(event: MessageEvent): Promise<Reply>;
  /** An answer was written to the outbox. */
  onAnswer(): void;
  readonly log: Pick<Log, 'error'>;
};

export type InboxWorker = {
  start(): void;
  /** Begins nothing more and waits for what is being handled; the rest is handled after the next start. */
  stop(): Promise<void>;
  /** A message was stored. */
  wake(): void;
};

const POLL_MS = 1_000;
/** A reason of its own: without one, each wake-up would make an exception with a stack. */
const WOKEN = 'woken';
const MOST_EVENTS = 100;
/** People handled at once; one slow use case must not hold up everybody. */
const MOST_PEOPLE = 4;
/** How often an event whose handling breaks is tried. The dispatch answers failures itself; beyond that something is wrong with the event, and whoever typed it is told. */
const MOST_TRIES = 3;

/** Answers stored messages, each person's in order. An answer and the end of its event are one transaction: after a crash it is made again under the same key. */
export function inboxWorker(deps: InboxWorkerDeps): InboxWorker {
  const { transact, clock, timer, sealer, log } = deps;
  const people = new Map<string, StoredMessage[]>();
  const running = new Map<string, Promise<void>>();
  const tries = new Map<number, number>();
  let last = 0;
  let stopping = false;
  let woken = false;
  let nap = new AbortController();
  let loop: Promise<void> | undefined;

  function wake(): void {
    woken = true;
    nap.abort(WOKEN);
  }

  async function load(): Promise<void> {
    const stored = await transact((tx) => unanswered(tx, last, MOST_EVENTS));
    for (const each of stored) {
      const { teamId, userId } = each.person;
      const person = `${teamId}:${userId}`;
      people.set(person, [...(people.get(person) ?? []), each]);
      last = each.id;
    }
  }

  function launch(): void {
    for (const [person, [first]] of people) {
      if (running.size >= MOST_PEOPLE) return;
      if (!first || running.has(person)) continue;
      const turn = duringRequest(first.request, () => answer(first)).then((finished) => {
        if (finished) people.get(person)?.shift();
        if (people.get(person)?.length === 0) people.delete(person);
        running.delete(person);
        wake();
      });
      running.set(person, turn);
    }
  }

  async function answer(message: StoredMessage): Promise<boolean> {
    const { id } = message;
    try {
      await finish(message, await answerTo(message));
      tries.delete(id);
      return true;
    } catch (error) {
      // An answer that could not be saved (a full disk) is made again, for as long as it takes.
      log.error({ inboxId: id, error }, 'a message could not be handled');
      await timer.wait(POLL_MS, nap.signal);
      return false;
    }
  }

  async function answerTo(message: StoredMessage): Promise<Card | undefined> {
    const { id } = message;
    if ((tries.get(id) ?? 0) >= MOST_TRIES) return notHandledCard();
    try {
      const reply = await deps.dispatch(openMessage(sealer, message));
      return reply.do === 'show' ? reply.card : undefined;
    } catch (error) {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      throw error;
    }
  }

  /** Only a card can answer typed words: there is no trigger that could open a form. */
  async function finish({ id, key, person }: StoredMessage, card: Card | undefined): Promise<void> {
    await transact(async (tx) => {
      const now = clock.now();
      if (card) {
        const to = { chatUser: person.userId };
        await enqueueSealed(tx, now, sealer, { kind: 'post', key: `chat.answer:${key}`, to, card, urgency: 'urgent' });
      }
      await markAnswered(tx, now, id);
    });
    if (card) deps.onAnswer();
  }

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      nap = new AbortController();
      try {
        await load();
        if (!stopping) launch();
      } catch (error) {
        log.error({ error }, 'the inbox could not be read');
      }
      if (!stopping) await timer.wait(woken ? 0 : POLL_MS, woken ? undefined : nap.signal);
    }
  }

  return {
    start() {
      loop ??= run();
    },
    async stop() {
      stopping = true;
      wake();
      await loop;
      await Promise.all(running.values());
    },
    wake,
  };
}
