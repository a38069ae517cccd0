import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { calendarNotice } from '../../src/calendar-notice.js';
import type { Chat } from '../../src/chat/chat.js';
import type { ChatEvent, MessageEvent } from '../../src/chat/event.js';
import type { Reply } from '../../src/chat/reply.js';
import { openDatabase } from '../../src/db/open.js';
import type { Transact } from '../../src/db/transact.js';
import { unlock } from '../../src/db/unlock.js';
import { storeMessage } from '../../src/delivery/inbox.js';
import { slackPace, timesFaster } from '../../src/delivery/pacing.js';
import type { Ground } from '../../src/ground.js';
import { syncAccounts } from '../../src/org/service.js';
import { retentionJob } from '../../src/retention/job.js';
import { retentionNoticeJob } from '../../src/retention/notice.js';
import type { Timer } from '../../src/schedule/clock.js';
import { runJobs } from '../../src/schedule/run-jobs.js';
import { type Rooms, wireDispatch, wireJobs, wireRooms } from '../../src/wire.js';
import { wireDelivery } from '../../src/wire-delivery.js';
import { KEY } from './beside.js';
import { type OfficeFiles, zone } from './office-files.js';
import type { World } from './world.js';

/** What becomes of one transaction: the program dies before it, in it, or after its commit; or the disk is full. */
export type Fate = 'goes well' | 'dies before' | 'dies inside' | 'dies after' | 'disk full';
export type Lost = 'lost';

/** One run of the program, from its start to its end, whichever way that comes. */
export type Bot = {
  readonly rooms: Rooms;
  readonly ground: Ground;
  /** 'lost': the program died before it answered. */
  answer(event: ChatEvent): Promise<Reply | Lost>;
  /** 'lost': the chat has not been told that the message arrived, and will bring it again. */
  store(event: MessageEvent): Promise<'stored' | Lost>;
  /** Everything due is done. False: not all of it could be. */
  tick(): Promise<boolean | Lost>;
  syncAccounts(): Promise<boolean | Lost>;
  /** Runs until everything that can be sent now is sent. */
  idle(): Promise<void>;
  nextDue(): Promise<number | undefined | Lost>;
  alive(): boolean;
  /** kill -9. */
  die(): void;
  /** Ctrl-C; needs time to pass. */
  stop(): Promise<void>;
};

const LONG_MS = 400;
const TOGETHER_MS = 5_000;
/** So that what a thousand messages cause is over in minutes. With Slack's own pace they overlap more, which takes longer to simulate. */
const BRISK = timesFaster(slackPace, 10);

export type Around = {
  readonly chat: Chat;
  readonly files: OfficeFiles;
  /** Asked for each transaction. */
  fate(): Fate;
  onDeath(): void;
};

export async function startBot(world: World, { chat, files, fate, onDeath }: Around): Promise<Bot> {
  const database = openDatabase(world.path);
  const waiting = new Set<() => void>();
  let state: 'starting' | 'running' | 'dead' = 'starting';
  let errors = 0;

  function die(): void {
    if (state === 'dead') return;
    state = 'dead';
    keys.close();
    void database.close();
    for (const lose of [...waiting]) lose();
    onDeath();
  }

  const dies = (): Promise<never> => {
    die();
    return never();
  };
  const transact: Transact = async (work) => {
    if (state === 'dead') return never();
    const coming = state === 'starting' ? 'goes well' : fate();
    if (coming === 'dies before') return dies();
    const result = await gone(
      database.transact(async (tx) => {
        const value = await work(tx);
        if (coming === 'dies inside') return dies();
        if (coming === 'disk full') throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        return value;
      }),
    );
    return coming === 'dies after' ? dies() : result;
  };
  /** What a dead program would have gone on with never comes. */
  const gone = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work.catch((error: unknown) => (state === 'dead' ? never() : Promise.reject(error)));
    return state === 'dead' ? never() : result;
  };
  const timer: Timer = { elapsed: world.timer.elapsed, wait: (ms, signal) => gone(world.timer.wait(late(ms), signal)) };

  /** A timer may fire late, and these fire together: most of a year would else be spent looking twice a second whether anything is new. */
  function late(ms: number): number {
    const now = world.timer.elapsed();
    return ms < LONG_MS ? ms : Math.ceil((now + ms) / TOGETHER_MS) * TOGETHER_MS - now;
  }

  const { policy, promptSets } = files;
  const keys = await unlock(transact, world.dataDir, KEY);
  const { vault, sealer } = keys;
  const calendar = makeWorkCalendar(policy.calendar, files.calendarYears);
  const ground: Ground = { transact, clock: world.clock, zone, calendar, policy, promptSets, vault, newId: world.newId };
  const nothing = () => undefined;
  const count = () => {
    errors += 1;
  };
  const log = { debug: nothing, info: nothing, warn: nothing, error: count };
  const { dispatch, renderHome } = wireDispatch(ground, log, { handled: nothing, failed: nothing });
  const { dispatcher, inbox } = wireDelivery(ground, {
    chat: dyingWith(world.options.spoil?.(chat) ?? chat, gone),
    dispatch,
    renderHome,
    sealer,
    timer,
    chatClock: world.clock,
    pace: world.pace === 'slack' ? slackPace : BRISK,
    quietMs: 60_000,
    log,
    metrics: { attempted: nothing },
    random: world.chance.apart().next,
  });
  const retention = retentionJob({ ...ground, policy: ground.policy.retention, reflection: wireRooms(ground).reflection, log });
  const jobs = [...wireJobs(ground), calendarNotice(ground), retention, retentionNoticeJob(wireRooms(ground).reflection)];

  /** What somebody outside sees of `work`: its result, or nothing any more. */
  function seen<T>(work: () => Promise<T>): Promise<T | Lost> {
    return new Promise((resolve, reject) => {
      const lose = () => resolve('lost');
      if (state === 'dead') return lose();
      waiting.add(lose);
      work()
        .then(resolve, (error: unknown) => (state === 'dead' ? lose() : reject(error)))
        .finally(() => waiting.delete(lose));
    });
  }

  dispatcher.start();
  inbox.start();
  state = 'running';
  return {
    rooms: wireRooms(ground),
    ground,
    answer: (event) => seen(() => dispatch(event)),
    store: (event) =>
      seen(async () => {
        await storeMessage({ transact, clock: world.clock, sealer }, event);
        inbox.wake();
        return 'stored' as const;
      }),
    tick: () =>
      seen(async () => {
        const before = errors;
        await runJobs(jobs, world.clock.now(), log);
        return errors === before;
      }),
    syncAccounts: () =>
      seen(async () => {
        const users = await chat.users().catch(() => undefined);
        if (!users) return false;
        const { matched } = await syncAccounts(ground, users);
        if (matched > 0) dispatcher.wake();
        return true;
      }),
    idle: () => dispatcher.idle(),
    nextDue: () =>
      seen(() =>
        transact(async (tx) => {
          const next = await Promise.all(jobs.map((job) => job.nextDueAt(tx, world.clock.now())));
          const known = next.filter((at) => at !== undefined);
          return known.length === 0 ? undefined : Math.min(...known);
        }),
      ),
    alive: () => state === 'running',
    die,
    async stop() {
      await Promise.all([dispatcher.stop(), inbox.stop()]);
      if (state === 'dead') return;
      state = 'dead';
      keys.close();
      await database.close();
    },
  };
}

/** The chat's answers don't reach a program that is gone. */
function dyingWith(chat: Chat, gone: <T>(work: Promise<T>) => Promise<T>): Chat {
  return {
    post: (...call) => gone(chat.post(...call)),
    update: (...call) => gone(chat.update(...call)),
    publishHome: (...call) => gone(chat.publishHome(...call)),
    upload: (...call) => gone(chat.upload(...call)),
    find: (...call) => gone(chat.find(...call)),
    users: () => gone(chat.users()),
  };
}

/** For whatever a dead program would still do. */
const never = (): Promise<never> => new Promise<never>(() => undefined);
