import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { calendarFiles } from '../calendar/calendar-years.js';
import type { Config } from '../config.js';
import { lockHolder } from '../db/lock.js';
import { officeFile } from '../ground.js';
import { packageDir } from '../package-dir.js';

/**
 * The office's files that have changed since the running bot began, which reads them at its start only: what commands show by them is not yet what it does.
 * By the time at which a file came to be as it is, since one that was copied may be older than it says. None where no bot runs.
 */
export function unreadFiles(config: Pick<Config, 'dataDir' | 'zone'>): string[] {
  const holder = lockHolder(join(config.dataDir, 'lock.db'), config.zone);
  const startedAt = holder === 'damaged' ? undefined : holder?.startedAt;
  if (startedAt === undefined) return [];
  const prompts = join(packageDir, 'prompts');
  const files = [
    officeFile(config, 'policy.yaml'),
    ...calendarFiles(config.dataDir),
    ...readdirSync(prompts).map((name) => join(prompts, name)),
  ];
  return files.filter((path) => (statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0) > startedAt);
}
