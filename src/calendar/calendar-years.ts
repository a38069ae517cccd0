import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataFileError, readDataFile } from '../data-file.js';
import { asStartError, makeFolder, writeWhole } from '../db/file.js';
import { codeOf } from '../db/start-error.js';
import { CalendarYear } from './calendar-year.js';

/** Where the files lie, below the data directory. */
const FOLDER = 'calendar';

/**
 * Every `calendar/YYYY.yaml` below `dataDir`, by year; none where the folder is missing. Throws DataFileError with the problems of all
 * files together, and for a file whose name would otherwise make it be overlooked.
 */
export function readCalendarYears(dataDir: string): CalendarYear[] {
  const problems: string[] = [];
  const years: CalendarYear[] = [];
  for (const path of calendarFiles(dataDir)) {
    const name = basename(path);
    try {
      const year = readDataFile(path, CalendarYear);
      if (name === `${year.year}.yaml`) years.push(year);
      else problems.push(`${path}:1: year: 文件名应为 ${year.year}.yaml / the file should be named ${year.year}.yaml`);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DataFileError(problems);
  return years;
}

/** Their paths. Throws DataFileError where the folder can't be read. */
export function calendarFiles(dataDir: string): string[] {
  const folder = join(dataDir, FOLDER);
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml(?:\.txt)?$/i.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new DataFileError([`${folder}: 读不到这个文件夹 / this folder cannot be read (${codeOf(error)})`]);
  }
}

/**
 * Copies a checked calendar file into the data directory as `calendar/YYYY.yaml`, in place of one that is there. The bot reads it at its next start.
 * Returns the year and the file that it is in now.
 * Throws DataFileError where the file is wrong, or is named after another year than it is about, and StartError where it can't be written; then nothing
 * has changed.
 */
export function importCalendarYear(file: string, dataDir: string): { readonly year: number; readonly path: string } {
  const { year } = readDataFile(file, CalendarYear);
  const named = /(?<!\d)\d{4}(?!\d)/.exec(basename(file))?.[0];
  if (named !== undefined && Number(named) !== year)
    throw new DataFileError([
      `${file}:1: year: 文件名写的是 ${named} 年，内容是 ${year} 年 / the name says ${named}, the content says ${year}`,
    ]);
  const folder = join(dataDir, FOLDER);
  const target = join(folder, `${year}.yaml`);
  makeFolder(folder);
  try {
    writeWhole(target, readFileSync(file));
  } catch (error) {
    throw asStartError(target, error);
  }
  return { year, path: target };
}
