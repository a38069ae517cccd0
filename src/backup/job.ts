import { type Instant, minuteMs, plus } from '../calendar/instant.js';
import { momentWords } from '../calendar/words.js';
import type { Card } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';
import { StartError } from '../db/start-error.js';
import type { Log } from '../log.js';
import { tellAdministrators } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { dueAt } from './rules.js';
import { type BackupDeps, dailyFolder, lastBackupFound, makeBackup } from './service.js';
import { beginDaily, hasBegun, isTaken, newestTaken } from './store.js';
import { backupText } from './text.js';

const AGAIN_AFTER_MS = 10 * minuteMs;

export type BackupJob = Job & {
  /** Resolves when the copy that is being made, if any, is done or has failed. */
  settled(): Promise<void>;
};

/**
 * A copy a day. Whether one is due is read from the database, so one that was missed is made at the next start. Nobody waits for it: `run` only
 * begins it, and what is due meanwhile goes on.
 */
export function backupJob(deps: BackupDeps & { readonly log: Log }): BackupJob {
  const { transact, machine, policy, zone, log } = deps;
  let running: Promise<void> | undefined;
  /** The last one that was asked for and was there: the database need not be asked every second. */
  let known: Instant | undefined;
  let notBefore = 0;

  async function isDue(now: Instant): Promise<boolean> {
    const due = dueAt(now, policy.time, zone);
    if (running || due === known || now < notBefore) return false;
    const folder = dailyFolder(deps);
    const taken = await transact(async (tx) => {
      if (await hasBegun(tx)) return isTaken(tx, folder, due, now);
      await beginDaily(tx, now, folder);
      return true;
    });
    if (taken) known = due;
    return !taken;
  }

  async function make(now: Instant): Promise<void> {
    const began = machine.now();
    try {
      const { removed } = await makeBackup(deps);
      log.info({ tookMs: machine.now() - began, skipped: removed }, 'the database was backed up');
    } catch (error) {
      notBefore = plus(now, AGAIN_AFTER_MS);
      log.error({ error }, 'the backup failed; it is tried again in ten minutes');
      await tell(error).catch((more: unknown) => log.error({ error: more }, 'administrators could not be told that the backup failed'));
    }
  }

  /** Once, however long it goes on failing: the notice is about what came after the last good copy, also where its disk is away. */
  async function tell(error: unknown): Promise<void> {
    const last = await lastBackupFound(deps);
    const [noted] = await transact((tx) => newestTaken(tx, 1));
    const now = machine.now();
    const since = (locale: Locale) => last && momentWords(last.takenAt, now, zone, locale);
    await transact((tx) =>
      tellAdministrators(tx, deps.clock.now(), {
        key: `backup.failed:${Math.max(noted?.takenAt ?? 0, last?.takenAt ?? 0)}`,
        card: ({ locale }) => failedCard(error instanceof StartError ? error.text : backupText.unexpected, since(locale), locale),
      }),
    );
  }

  return {
    name: 'backup.daily',
    // By the machine's time: nothing that the local workspace's clock should stop at.
    nextDueAt: async () => undefined,
    async run() {
      const now = machine.now();
      if (!(await isDue(now))) return;
      running = make(now).finally(() => {
        running = undefined;
      });
    },
    settled: async () => running,
  };
}

function failedCard(why: Text, last: string | undefined, locale: Locale): Card {
  const sentences = [backupText.failed, why, last === undefined ? backupText.noneYet : backupText.lastGood(last)].map((text) =>
    say(text, locale),
  );
  return { summary: sentences[0] ?? '', blocks: sentences.map((text) => ({ kind: 'text', text: [text] })) };
}
