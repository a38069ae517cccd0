import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interval } from '../../src/calendar/instant.js';
import { intervalOf, type Period } from '../../src/calendar/period.js';
import { plainDate } from '../../src/calendar/plain-date.js';
import { CalendarPolicy } from '../../src/calendar/policy.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { isZone } from '../../src/calendar/zone.js';
import { type OpenDatabase, openDatabase } from '../../src/db/open.js';
import { importRoster } from '../../src/org/service.js';
import type { Figures } from '../../src/participation/figures/figures.js';
import { trendPeriods } from '../../src/participation/figures/rules.js';
import { summarize } from '../../src/participation/summary/service.js';
import { systemClock } from '../../src/schedule/clock.js';
import Database from '../../src/sqlite.js';
import type { Figure } from '../figure.js';
import { addYears, LAST_YEAR } from '../history.js';
import { median, ms } from '../numbers.js';
import { rosterOf } from '../office.js';

const YEARS = [1, 4, 16] as const;
/** What is left to chance: a growth below this is none. */
const NOISE = 1.25;

const zone = ((name: string) => {
  if (!isZone(name)) throw new Error(name);
  return name;
})('Asia/Shanghai');
const calendar = makeWorkCalendar(
  CalendarPolicy.parse({ workCalendar: { kind: 'china' }, workingHours: { start: '08:30', end: '17:30' } }),
  [],
);
const day = (text: string) =>
  plainDate(text) ??
  (() => {
    throw new Error(text);
  })();
const QUARTER: Period = { from: day(`${LAST_YEAR}-10-01`), to: day(`${LAST_YEAR}-12-31`) };
const YEAR: Period = { from: day(`${LAST_YEAR}-01-01`), to: day(`${LAST_YEAR}-12-31`) };

/**
 * A summary of the last quarter, with more and more years before it; and of a whole year. Each may take as many times longer as there are rows in its twelve
 * periods, those of its trend: whatever lies before them costs nothing.
 */
export async function summary({ members, pairs }: { readonly members: number; readonly pairs: number }): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-bench-'));
  const opened: OpenDatabase[] = [];
  try {
    let file = join(folder, '0.db');
    await makeOffice(file, members);
    const sizes = YEARS.map((years, index) => {
      const next = join(folder, `${years}.db`);
      copyFileSync(file, next);
      file = next;
      addYears(file, YEARS[index - 1] ?? 0, years);
      const database = openDatabase(file);
      opened.push(database);
      return { years, database, rows: (period: Period) => rowsIn(next, period) };
    });
    const took = async ({ transact }: OpenDatabase, period: Period) => {
      const since = performance.now();
      const result = await summarize(
        { transact, clock: systemClock, zone, calendar, policy: { names: true } },
        { viewer: { operator: 'bench' }, period, subject: 'all' },
      );
      if (!result.ok || !isFull(result.total)) throw new Error('there is nothing to count');
      return performance.now() - since;
    };
    const runs = sizes.map(() => ({ quarter: [] as number[], year: [] as number[] }));
    for (let run = 0; run <= pairs; run++)
      for (const [index, { database }] of sizes.entries()) {
        const quarter = await took(database, QUARTER);
        const year = await took(database, YEAR);
        if (run === 0) continue; // the file's pages come into memory
        runs[index]?.quarter.push(quarter);
        runs[index]?.year.push(year);
      }
    const first = runs[0]?.quarter ?? [];
    const least = sizes[0]?.rows(QUARTER) ?? Number.NaN;
    const line = (what: string, rows: number, times: readonly number[]): Figure => {
      const growth = times.map((time, run) => time / (first[run] ?? Number.NaN));
      const allowed = (NOISE * rows) / least;
      return {
        what: `summary of a ${what} (${rows} rows with the trend)`,
        siwen: ms(median(times)),
        baseline: ms(median(first)),
        ratios: growth,
        target: `≤ ${allowed.toFixed(2)}`,
        met: median(growth) <= allowed,
      };
    };
    const [longest] = sizes.slice(-1);
    return [
      ...sizes.map(({ years, rows }, index) => line(`quarter of ${years} years`, rows(QUARTER), runs[index]?.quarter ?? [])),
      line(`year of ${longest?.years} years`, longest?.rows(YEAR) ?? Number.NaN, runs.at(-1)?.year ?? []),
    ];
  } finally {
    for (const database of opened) await database.close();
    rmSync(folder, { recursive: true });
  }
}

const RANKS = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];

async function makeOffice(file: string, members: number): Promise<void> {
  const database = openDatabase(file);
  const content = Buffer.from(rosterOf(members));
  await importRoster(
    { transact: database.transact, clock: systemClock, zone, ranks: RANKS },
    { actor: { operator: 'bench' }, content, apply: true },
  );
  database.checkpoint();
  await database.close();
}

const isFull = ({ prompts, meetings, leave }: Figures): boolean => prompts.asked > 0 && meetings.expected > 0 && leave.people > 0;

/** Asks, invitations and leaves. */
const ROWS = `SELECT
  (SELECT count(*) FROM reflection_ask JOIN reflection_round ON id = round_id WHERE opens_at >= @start AND opens_at < @end)
  + (SELECT count(*) FROM meeting_outcome JOIN meeting_meeting ON id = meeting_id WHERE starts_at >= @start AND starts_at < @end)
  + (SELECT count(*) FROM leave_request WHERE from_at >= @start AND from_at < @end)`;

function rowsIn(file: string, period: Period): number {
  const database = new Database(file, { readonly: true });
  const rows =
    database
      .prepare<[Interval], number>(ROWS)
      .pluck()
      .get(intervalOf({ ...period, from: trendPeriods(period)[0]?.from ?? period.from }, zone)) ?? 0;
  database.close();
  return rows;
}
