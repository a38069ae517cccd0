import type { Chat } from './chat/chat.js';
import { RateLimited } from './chat/errors.js';
import { inChunks } from './db/in-chunks.js';
import type { Ground } from './ground.js';
import type { Log } from './log.js';
import { activeIds, syncAccounts } from './org/service.js';
import type { Timer } from './schedule/clock.js';

/** How often accounts are looked at anew; an event of the chat brings it forward. */
const ACCOUNTS_EVERY_MS = 10 * 60_000;
/** Whatever happens to them in between, no more than 3,000 accounts a minute are listed: Slack takes twenty calls, of two hundred each. */
const PER_ACCOUNT_MS = 20;
const AGAIN_AFTER_MS = 5_000;
/** At a start the chat may need a moment; one that is away for longer is asked less and less often, and the log not filled with it. */
const QUICK_TRIES = 5;
const AGAIN_AT_MOST_MS = 3 * 60_000;
/** How long something that was erased may still lie in the write-ahead log. */
const CHECKPOINT_EVERY_MS = 10 * 60_000;
/** Somebody new on the roster has a key before they write, and what a failure left of an erasure is finished. */
const KEYS_EVERY_MS = 5 * 60_000;
const LOOK_EVERY_MS = 1_000;

/** After so many failures in a row. */
const againAfterMs = (failures: number): number => Math.min(AGAIN_AT_MOST_MS, AGAIN_AFTER_MS * 2 ** Math.max(0, failures - QUICK_TRIES));

export type UpkeepDeps = {
  readonly ground: Ground;
  readonly chat: Pick<Chat, 'users'>;
  /** The chat is the local workspace. */
  readonly local: boolean;
  /** Empties the write-ahead log into the database file. */
  readonly checkpoint: () => void;
  /** Brings the copies of the keys beside the backups up to date; false: not all of them. */
  readonly followKeys: () => boolean;
  readonly timer: Timer;
  readonly log: Log;
  /** Before each look at the accounts; the local workspace makes the roster's people. */
  readonly beforeAccounts: () => Promise<void>;
  /** After each: so many people have an account now who had none. */
  readonly afterAccounts: (matched: number) => Promise<void>;
};

export type Upkeep = {
  /** An account was added or changed in the chat. */
  accountsChanged(): void;
  stop(): Promise<void>;
};

async function keepKeys({ transact, vault }: Ground): Promise<void> {
  await vault.destroyReplaced();
  await inChunks(await transact(activeIds), async (some) => vault.prepare(some));
}

/** What is done now and then by elapsed time: matching members to accounts, making and destroying keys, emptying the write-ahead log. */
export function startUpkeep(deps: UpkeepDeps): Upkeep {
  const { ground, timer, log } = deps;
  const stopping = new AbortController();
  let accountsDueAt = 0;
  let accountsNotBefore = 0;
  let failures = 0;
  let checkpointDueAt = timer.elapsed() + CHECKPOINT_EVERY_MS;
  let keysDueAt = 0;

  async function followAccounts(): Promise<void> {
    const matched = await matchAccounts();
    if (matched === undefined) return;
    try {
      await deps.afterAccounts(matched);
    } catch (error) {
      accountsDueAt = timer.elapsed() + againAfterMs(1);
      log.error({ error }, 'what follows once the accounts are known failed; it is tried again');
    }
  }

  /** Undefined: they could not be read. */
  async function matchAccounts(): Promise<number | undefined> {
    accountsDueAt = timer.elapsed() + ACCOUNTS_EVERY_MS;
    try {
      const users = await deps.chat.users();
      accountsNotBefore = timer.elapsed() + users.length * PER_ACCOUNT_MS;
      const { matched, withoutAddresses } = await syncAccounts({ ...ground, local: deps.local }, users);
      failures = 0;
      if (withoutAddresses) log.warn({}, 'the chat lists no e-mail address any more (a scope was lost?); those known before still count');
      return matched;
    } catch (error) {
      failures += 1;
      if (error instanceof RateLimited) accountsNotBefore = timer.elapsed() + error.retryAfterMs;
      accountsDueAt = timer.elapsed() + againAfterMs(failures);
      log.warn({ error }, 'the accounts of the chat could not be read; trying again');
      return undefined;
    }
  }

  async function run(): Promise<void> {
    for (; !stopping.signal.aborted; await timer.wait(LOOK_EVERY_MS, stopping.signal)) {
      try {
        await deps.beforeAccounts();
        if (timer.elapsed() >= checkpointDueAt) {
          checkpointDueAt = timer.elapsed() + CHECKPOINT_EVERY_MS;
          deps.checkpoint();
        }
        if (timer.elapsed() >= keysDueAt) {
          keysDueAt = timer.elapsed() + KEYS_EVERY_MS;
          await keepKeys(ground);
          if (!deps.followKeys()) log.warn({}, 'a copy of the keys beside the backups could not be brought up to date; it is tried again');
        }
      } catch (error) {
        log.error({ error }, 'upkeep failed; it is tried again');
      }
      if (timer.elapsed() >= Math.max(accountsDueAt, accountsNotBefore)) await followAccounts();
    }
  }

  const running = run();
  return {
    accountsChanged() {
      accountsDueAt = 0;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
