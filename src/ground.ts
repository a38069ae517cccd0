import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import { readCalendarYears } from './calendar/calendar-years.js';
import type { Zone } from './calendar/instant.js';
import type { WorkCalendar } from './calendar/work-calendar.js';
import { makeWorkCalendar } from './calendar/workdays.js';
import type { Text } from './chat/text.js';
import { type Config, publicUrlOf } from './config.js';
import { DataFileError, readDataFile } from './data-file.js';
import type { Vault } from './db/encrypt.js';
import { DATABASE, makeFolder } from './db/file.js';
import type { KeyCopies } from './db/key-copies.js';
import { refuseLost, refuseNoOffice, refuseOlder } from './db/lost.js';
import { type OpenDatabase, type Opener, openDatabase } from './db/open.js';
import type { Sealer } from './db/sealer.js';
import { StartError } from './db/start-error.js';
import type { Transact } from './db/transact.js';
import { type Unlocked, unlock } from './db/unlock.js';
import { realChatSince } from './delivery/real-chat.js';
import { localChannel } from './local-channel.js';
import { packageDir } from './package-dir.js';
import { Policy } from './policy.js';
import { loadPromptSets, type PromptSets } from './reflection/prompt-sets.js';
import type { Clock } from './schedule/clock.js';
import { hasOfficeClock, type OfficeClock, openOfficeClock } from './schedule/office-clock.js';
import { startText } from './start-text.js';

/** What the rooms stand on; the same for the bot, the command line and the tests. */
export type Ground = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly policy: Policy;
  readonly promptSets: PromptSets;
  readonly vault: Vault;
  /** Where siwen is reached from other machines, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Ids of what is made anew; a simulation counts instead, so that the same seed gives the same run. */
  readonly newId: () => string;
};

export type Opened = {
  readonly ground: Ground;
  readonly database: OpenDatabase;
  readonly sealer: Sealer;
  readonly keyCopies: KeyCopies;
  readonly officeClock: OfficeClock;
  readonly rotateKey: Unlocked['rotateKey'];
  readonly notice: Text | undefined;
};

/**
 * A file of the office: its own in the data directory, else the one that comes with the program. A link that leads nowhere is its own, too, and reading it
 * says so. Throws DataFileError for a name that would make it be overlooked: another rule would take its place without a word.
 */
export function officeFile({ dataDir }: Pick<Config, 'dataDir'>, name: string): string {
  const names = namesIn(dataDir);
  const found = names.includes(name)
    ? name
    : names.find(
        (other) =>
          other
            .toLowerCase()
            .replace(/\.txt$/, '')
            .replace(/\.yml$/, '.yaml') === name,
      );
  if (found === undefined) return join(packageDir, 'data', name);
  const path = join(dataDir, found);
  if (found === name) return path;
  throw new DataFileError([`${path}: 文件名应为 ${name} / the file should be named ${name}`]);
}

/** Nothing where the folder is missing or can't be looked into: whoever reads or writes in it says so. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Reads the office's files and opens its database: for the bot and for the command line alike. Throws DataFileError or StartError, whose words
 * are meant for the person at the screen. The clock is the local workspace's as it was left, and the machine's against a real chat.
 */
export async function openGround(config: Config, real: Clock, opener: Opener = 'command'): Promise<Opened> {
  makeFolder(config.dataDir);
  const files = readFiles(config);
  refuseLost(config.dataDir);
  return openWith(files, config, real, opener);
}

/** The same, for a command; throws StartError where there is no office yet, and makes none. */
export async function openExisting(config: Config, real: Clock): Promise<Opened> {
  const files = readFiles(config);
  refuseNoOffice(config.dataDir);
  return openWith(files, config, real, 'command');
}

type Files = Pick<Ground, 'policy' | 'promptSets' | 'calendar'>;

function readFiles(config: Config): Files {
  const policy = withChannel(readDataFile(officeFile(config, 'policy.yaml'), Policy), config);
  const promptSets = loadPromptSets(join(packageDir, 'prompts'));
  return { policy, promptSets, calendar: makeWorkCalendar(policy.calendar, readCalendarYears(config.dataDir)) };
}

async function openWith(files: Files, config: Config, real: Clock, opener: Opener): Promise<Opened> {
  const path = join(config.dataDir, DATABASE);
  if (opener === 'command') refuseOlder(path);
  const database = openDatabase(path, opener);
  try {
    const { transact } = database;
    if (config.chat.kind !== 'local') await refuseTried(transact, config.dataDir);
    const {
      vault,
      sealer,
      copies: keyCopies,
      notice,
      moved,
      rotateKey,
      close,
    } = await unlock(transact, config.dataDir, config.key, config.oldKey);
    if (moved) database.checkpoint();
    const officeClock = await openOfficeClock(transact, real);
    const clock = config.chat.kind === 'local' ? officeClock : real;
    return {
      ground: { ...files, transact, clock, zone: config.zone, vault, publicUrl: publicUrlOf(config), newId: nanoid },
      database: {
        ...database,
        async close() {
          close();
          await database.close();
        },
      },
      sealer,
      keyCopies,
      officeClock,
      rotateKey,
      notice,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Throws StartError where an office of the local workspace would go on with real people: what its clock has passed would never reach them, and what was
 * sent to their doubles would count as sent. Commands are refused, too, so that nobody's roster is brought into it. An office that was moved to a real
 * chat before this was refused goes on.
 */
function refuseTried(transact: Transact, dataDir: string): Promise<void> {
  return transact(async (tx) => {
    if ((await hasOfficeClock(tx)) && (await realChatSince(tx)) === undefined) throw new StartError(startText.tried(dataDir));
  });
}

/** The local workspace has a channel for everybody, so its posts need no setting. */
function withChannel(policy: Policy, { chat, locale }: Config): Policy {
  if (chat.kind !== 'local') return policy;
  return { ...policy, meeting: { channel: `#${localChannel(locale)}`, ...policy.meeting } };
}
