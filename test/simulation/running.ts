import type { Books } from './books.js';
import { type Bot, type Fate, startBot } from './bot.js';
import type { Bureau } from './bureau.js';
import type { SimulatedChat } from './chat.js';
import type { OfficeFiles } from './office-files.js';
import type { World } from './world.js';

/** What may befall the program itself. */
export type Doom = {
  /** It dies at the n-th transaction from now, this way. */
  coming: { left: number; how: Fate } | undefined;
  /** Share of transactions that find the disk full. */
  diskFull: number;
};

/** How often the passing of time looks whether something has happened, where nobody works but somebody waits. */
const WAITING_MS = 15_000;
const AWAY_MS = 60_000;
const WITHOUT_ACCOUNT_MS = 30 * 60_000;

/** The program as it comes and goes, and time that passes for it. */
export function makeRunning(world: World, books: Books, bureau: Bureau, chat: SimulatedChat, files: OfficeFiles) {
  const { timer } = world;
  const doom: Doom = { coming: undefined, diskFull: 0 };
  const trouble = world.chance.apart();
  let bot: Bot | undefined;
  let deaths = 0;
  let fineMs = 0;

  function fate(): Fate {
    if (doom.coming && --doom.coming.left <= 0) {
      const { how } = doom.coming;
      doom.coming = undefined;
      return how;
    }
    return doom.diskFull > 0 && trouble.happens(doom.diskFull) ? 'disk full' : 'goes well';
  }

  function died(): void {
    deaths += 1;
    bot = undefined;
    chat.fake.callerDies(() => trouble.happens(0.5));
    world.note('died');
  }

  const settled = (): boolean => [UNSETTLED, UNANSWERED, WAITING_HOME, WAITING_UPDATE].every((waiting) => !books.row(waiting));

  return {
    doom,
    bot: () => bot,
    deaths: () => deaths,
    /** True time in which nothing stood in the way of a message. */
    fineMs: () => fineMs,
    /** Nothing is on its way, but for those who have no account. */
    settled,
    waiting: () => [
      ...books
        .rows<{ key: string }>("SELECT key || ' ' || state AS key FROM delivery_outbox WHERE state IN ('pending', 'sending')")
        .map(({ key }) => key),
      ...[UNANSWERED, WAITING_HOME, WAITING_UPDATE].filter((what) => books.row(what)),
    ],
    async start(): Promise<void> {
      if (bot) return;
      world.note('starts');
      chat.callerStarts();
      bot = await startBot(world, { chat: chat.chat, files, fate, onDeath: died });
      await this.sync();
    },
    /** Accounts as the chat lists them now. */
    async sync(): Promise<void> {
      const done = await bot?.syncAccounts().catch(() => false);
      if (done === undefined || done === false) return;
      const rows = books.rows<{ user_id: string; active: number }>('SELECT user_id, active FROM org_account');
      const stored = new Map(rows.map((row) => [row.user_id, row.active]));
      if (done === true)
        for (const { userId, active } of bureau.accounts.values())
          if (stored.get(userId) !== Number(active)) world.broken(`the account ${userId} was not taken in`);
      bureau.seen.clear();
      for (const [userId, active] of stored) bureau.seen.set(userId, active === 1);
      for (const person of bureau.people.values()) {
        const userId = bureau.accountOf(person);
        if (userId === bureau.reachable.get(person.id)?.userId) continue;
        bureau.reachable.set(person.id, { userId, since: fineMs });
        books.homes.delete(person.id);
      }
    },
    async stop(): Promise<void> {
      if (!bot) return;
      const stopping = bot;
      world.note('stops');
      let stopped = false;
      void stopping.stop().then(() => {
        stopped = true;
      });
      // Eight seconds for what is being sent, and timers that fire up to five late (bot.ts).
      await timer.until(() => stopped || !stopping.alive(), 14_000);
      if (bot === stopping) bot = undefined;
    },
    /** Lets true time pass up to `to`. Where nothing moves, it leaps. */
    async pass(to: number): Promise<void> {
      while (timer.elapsed() < to) {
        world.stillWhole();
        const from = timer.elapsed();
        await passSome(to - from);
        if (bot && !chat.weather.away && chat.weather.storm === 0 && doom.diskFull === 0) fineMs += timer.elapsed() - from;
      }
    },
  };

  async function passSome(left: number): Promise<void> {
    if (!bot) return timer.leap(left);
    let resting = false;
    void bot.idle().then(() => {
      resting = true;
    });
    await timer.step(0);
    for (const from = timer.elapsed(); !resting && bot; ) {
      const spent = timer.elapsed() - from;
      if (spent >= left) return;
      if (!(await timer.step(left - spent))) return timer.leap(left - spent);
    }
    if (!bot) return;
    if (books.row(UNANSWERED)) return timer.advance(Math.min(left, 1_000));
    if (!settled()) return timer.leap(Math.min(left, chat.weather.away ? AWAY_MS : WAITING_MS));
    return timer.leap(books.row(PENDING) ? Math.min(left, WITHOUT_ACCOUNT_MS) : left);
  }
}
export type Running = ReturnType<typeof makeRunning>;

const UNANSWERED = 'SELECT 1 FROM delivery_inbox WHERE processed_at IS NULL';
const WAITING_HOME = 'SELECT 1 FROM delivery_home';
const PENDING = "SELECT 1 FROM delivery_outbox WHERE state <> 'sent' AND state = 'pending' LIMIT 1";
const UNSETTLED = `SELECT 1 FROM delivery_outbox WHERE state <> 'sent' AND (state = 'sending' OR (state = 'pending' AND (member_id IS NULL OR member_id IN
  (SELECT member_id FROM org_account WHERE active = 1 AND member_id IS NOT NULL)))) LIMIT 1`;
/** Left to itself, SQLite looks through the outbox for one that has an update. */
const WAITING_UPDATE = `SELECT 1 FROM delivery_update CROSS JOIN delivery_outbox ON delivery_outbox.id = outbox_id WHERE state = 'sent' LIMIT 1`;
