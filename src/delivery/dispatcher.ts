import { duringRequest } from '../chat/request.js';
import { makeAddressBook } from './addresses.js';
import { type Desk, type DispatcherDeps, later } from './attempt.js';
import { makeDoubts } from './doubts.js';
import { makeGate } from './gate.js';
import { watchHealth } from './health.js';
import { enqueueHomes, whoOpened } from './homes.js';
import { type Cursors, loadWork } from './load.js';
import type { Method } from './pacing.js';
import { isMessage, type Lane, makeQueue, methodOf, type Work } from './queue.js';
import { LOOKS, look } from './reconcile.js';
import { publishHome, sendUpdate } from './refresh.js';
import { sendMessage } from './send.js';
import { expirePending } from './states.js';
import { together } from './together.js';

export type { DispatcherDeps, FileSource } from './attempt.js';

export type Dispatcher = {
  start(): void;
  /** Begins nothing more and waits for what is being sent, eight seconds at most; the rest is looked for at the next start. */
  stop(): Promise<void>;
  /** Something was written to the outbox. Without it, the next look into the tables comes within half a second. */
  wake(): void;
  /**
   * What was drawn outside for an opening may be there or not, or come late: it is drawn now, and once more when nothing older can come
   * (doubts.ts). With `retryAfterMs` it was not taken: it is drawn when the chat takes Home tabs again.
   */
  drawHomeAgain(chatUser: string, retryAfterMs?: number): void;
  /** Resolves once everything that can be sent now is sent. What waits for an account, a quiet period or a back-off doesn't count. */
  idle(): Promise<void>;
};

/** A reason of its own: without one, each wake-up would make an exception with a stack. */
const WOKEN = 'woken';
/** How soon rows of other processes (the command line) are seen. */
const POLL_MS = 500;
/** Enough to keep 300 messages a minute going at a second's latency; few enough that a dead line leaves few in doubt. */
const MOST_CALLS = 6;
/** Those that wait for their call are committed as `sending` already, many in one commit; a kill leaves no more in doubt than these and those to be marked. */
const MOST_ATTEMPTED = 24;
/** Routine messages wait until so few are left of a full house, and then come in together: their claims share a commit. */
const FEW_ATTEMPTED = 8;
/** In a full house, those that have been sent are marked together, too; they take up no place meanwhile. */
const SENT_TOGETHER_MS = 20;
/** A refresh that is forgotten in a crash is done twice, which harms nobody: that it is done need not be noted at once. */
const REFRESHED_TOGETHER_MS = 20;
/** The rest of the ten seconds of a stop (main.ts) is for closing the connections and the database. */
const STOP_MS = 8_000;
/** The database is away (a full disk, a long write of the command line): nothing is lost by waiting. */
const DATABASE_PAUSE_MS = 1_000;

/** Sends what the outbox holds. One per database (db/lock.ts): two would each send. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const random = deps.random ?? Math.random;
  const queue = makeQueue();
  const { transact, timer, pacing } = deps;
  const health = watchHealth(random);
  const gate = makeGate(
    MOST_CALLS,
    (method) => !stopping && !pacing.isClosed(method, timer.elapsed()) && health.mayStillCall(method, timer.elapsed()),
  );
  const manySent = together(timer, SENT_TOGETHER_MS);
  const desk: Desk = {
    ...deps,
    random,
    health,
    gate,
    queue,
    doubts: makeDoubts(timer, LOOKS * deps.quietMs),
    beforeSent: () => (crowded ? markLater() : Promise.resolve()),
    beforeRefreshed: together(timer, REFRESHED_TOGETHER_MS),
  };
  const addresses = makeAddressBook((tx, members) => deps.addressesOf(tx, members));
  const running = new Set<Promise<void>>();
  /** Those among them whose message is there and only has to be marked. */
  let unmarked = 0;
  /** There was no place left, and there still are not enough for routine messages to come in. */
  let crowded = false;
  const addressesInUse = new Set<string>();
  /** What was there when the program began has not all been read: its predecessor may have died in a call of it. */
  let inheriting = true;
  let cursors: Cursors = { messages: 0, updates: 0, homes: 0 };
  const waiting: (() => void)[] = [];
  /** How many of them have waited since before the tables were read the last time. */
  let heard = 0;
  let news = true;
  let readAt = 0;
  let woken = false;
  let stopping = false;
  let nap = new AbortController();
  let loop: Promise<void> | undefined;

  function wake(): void {
    news = true;
    stir();
  }

  /** A place is free: nothing new need be read for it. */
  function stir(): void {
    woken = true;
    nap.abort(WOKEN);
  }

  /** Reads what is new. True: there is more to read at once. Nothing goes into the queue before the commit, or it would be there twice. */
  async function load(): Promise<boolean> {
    const { expired, loaded } = await transact(async (tx) => ({
      expired: await expirePending(tx, deps.clock.now()),
      loaded: await loadWork(tx, cursors, timer.elapsed() + deps.quietMs, queue.has),
    }));
    for (const id of expired) {
      const work = queue.forget(id);
      if (work) addresses.forget(work);
    }
    for (const work of loaded.work) {
      if (inheriting && !isMessage(work)) desk.doubts.note(work);
      if (queue.add(work)) addresses.note(work);
      duringRequest(work.request, () => desk.log.debug(named(work), 'waits in the outbox'));
    }
    cursors = loaded.cursors;
    inheriting &&= loaded.more;
    return loaded.more;
  }

  /** What is new, and whose address is not known yet. True: there is more at once. */
  async function read(): Promise<boolean> {
    if (news || timer.elapsed() >= readAt) {
      const asking = waiting.length; // whoever asks later may have written something that isn't read now
      news = false;
      news =
        (await load().catch((error: unknown) => {
          news = true;
          throw error;
        })) || news;
      readAt = timer.elapsed() + POLL_MS;
      heard = asking;
    }
    if (addresses.isDue(timer.elapsed())) await transact((tx) => addresses.resolve(tx, timer.elapsed()));
    return news || addresses.hasUnasked();
  }

  /** Starts what may start. `waitMs`: when something else may. `settled`: whatever is left waits for something other than its turn. */
  function launch(): { waitMs: number; settled: boolean } {
    const now = timer.elapsed();
    const up = health.up();
    const closed = new Set<Method>();
    let waitMs = POLL_MS;
    let sendable = false;
    let harmless = false;
    let full = false;
    for (const { lane, work } of up ? queue.free() : triedLongestAgo(queue.free())) {
      const method = methodOf(work);
      const to = method === 'post' || method === 'upload' ? ('address' in work ? work.address : undefined) : null;
      harmless ||= to === null;
      if (to === undefined) continue; // no account yet
      // While the chat is away, even a look that comes too early may notice its return (health.ts).
      if (work.readyAt > now && (up || method !== 'find')) {
        waitMs = Math.min(waitMs, work.readyAt - now);
        continue;
      }
      sendable ||= up && method !== 'find';
      const attempted = running.size - unmarked;
      full = attempted >= (up ? MOST_ATTEMPTED : 1);
      crowded = up && (full || (crowded && attempted > FEW_ATTEMPTED));
      if (full || (crowded && lane.rank === 'routine')) break;
      if (closed.has(method) || !health.mayCall(method, now) || (to !== null && addressesInUse.has(to))) continue;
      const pause = pacing.take(method, now, to ?? undefined);
      if (pause === 0) begin(lane, work, to);
      else {
        waitMs = Math.min(waitMs, pause);
        if (pacing.waitMs(method, now) > 0) closed.add(method);
      }
    }
    if (health.needsHarmlessCall(now) && !harmless && !full) {
      health.worked(); // nothing harmless is left that could find out: the next message has to
      waitMs = 0;
    }
    const tryAt = health.nextTryAt();
    if (tryAt !== undefined && tryAt > now) waitMs = Math.min(waitMs, tryAt - now);
    return { waitMs, settled: !sendable && running.size === 0 };
  }

  function begin(lane: Lane, work: Work, to: string | null): void {
    lane.busy = true;
    work.triedAt = timer.elapsed();
    if (to !== null) addressesInUse.add(to);
    health.begin();
    const attempt = duringRequest(work.request, () => attemptAt(work)).then((finished) => {
      health.end();
      if (to !== null) addressesInUse.delete(to);
      if (finished) {
        if (isMessage(work)) addresses.forget(work);
        queue.done(lane);
      } else {
        lane.busy = false;
        addresses.note(work);
      }
      running.delete(attempt);
      stir();
    });
    running.add(attempt);
  }

  async function markLater(): Promise<void> {
    unmarked += 1;
    stir();
    await manySent();
    unmarked -= 1;
  }

  function attemptOnce(work: Work): Promise<boolean> {
    if (work.kind === 'home') return publishHome(desk, work);
    if (work.kind === 'update') return sendUpdate(desk, work);
    return work.looks === undefined ? sendMessage(desk, work) : look(desk, work);
  }

  /** The one try/catch per attempt. The work stays first in its lane, so nothing is lost and nothing overtakes it. */
  async function attemptAt(work: Work): Promise<boolean> {
    try {
      const finished = await attemptOnce(work);
      desk.log.debug({ ...named(work), finished }, 'an attempt has ended');
      return finished;
    } catch (error) {
      desk.log.error({ ...named(work), error }, 'an attempt to send failed');
      later(desk, work);
      return false;
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      nap = new AbortController();
      let pause = DATABASE_PAUSE_MS;
      try {
        const more = await read();
        const { waitMs, settled } = stopping ? { waitMs: 0, settled: false } : launch();
        pause = more ? 0 : Math.max(0, Math.min(waitMs, readAt - timer.elapsed()));
        if (settled && !more) for (const resolve of waiting.splice(0, heard)) resolve();
        if (settled && !more) heard = 0;
      } catch (error) {
        desk.log.error({ error }, 'the outbox could not be read');
      }
      // Even without a pause other work gets its turn: everything here runs on one thread.
      await timer.wait(woken ? 0 : pause, woken ? undefined : nap.signal);
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
      const gaveUp = new AbortController();
      await Promise.race([Promise.all(running), timer.wait(STOP_MS, gaveUp.signal)]);
      gaveUp.abort();
      for (const resolve of waiting.splice(0)) resolve();
    },
    wake,
    drawHomeAgain(chatUser, retryAfterMs) {
      if (retryAfterMs !== undefined) pacing.limited('home', timer.elapsed(), retryAfterMs);
      const written = transact(async (tx) => {
        const member = await whoOpened(tx, chatUser);
        if (member === undefined) return;
        if (retryAfterMs === undefined) desk.doubts.note({ kind: 'home', member });
        await enqueueHomes(tx, deps.clock.now(), [{ kind: 'home', member }]);
      });
      written.then(wake, (error: unknown) => desk.log.error({ error }, 'a Home tab that was not drawn could not be noted'));
    },
    idle() {
      if (!loop || stopping) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      });
    },
  };
}

/** While the chat is away each gets its turn to find out: one may be the only one that it can't answer. */
const triedLongestAgo = (free: Iterable<{ lane: Lane; work: Work }>) =>
  [...free].sort((one, other) => one.work.triedAt - other.work.triedAt);

/** For the log: an update is named by the message it changes. */
const named = (work: Work) => (work.kind === 'home' ? { kind: work.kind, memberId: work.member } : { kind: work.kind, outboxId: work.id });
