import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDataDir } from '../support/running.js';

/** The demo's own rules, but no holiday that would move what is told when: the test runs on any day of the year. */
export async function officeWithoutHolidays(): Promise<string> {
  const dir = newDataDir();
  const policy = await readFile('data/policy.yaml', 'utf8');
  await writeFile(join(dir, 'policy.yaml'), policy.replace('{ kind: china }', '{ kind: monday-friday, holidays: [] }'));
  await copyFile('data/roster.csv', join(dir, 'roster.csv'));
  return dir;
}

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The instant at which the office's clock shows `hour` on the day so many days after the one that holds `from`. */
export const officeTime = (from: number, days: number, hour: number) => {
  const inOffice = from + 8 * HOUR;
  return inOffice - (inOffice % DAY) + days * DAY + hour * HOUR - 8 * HOUR;
};
export const dateIn = (instant: number) => new Date(instant + 8 * HOUR).toISOString().slice(0, 10);
export const weekdayOf = (instant: number) => new Date(instant + 8 * HOUR).getUTCDay();
