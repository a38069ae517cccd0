import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { die } from './death.js';
import type { Diary } from './diary.js';
import { judge } from './judge.js';
import { type OfficeOptions, openOffice } from './office.js';
import { startPeople } from './people.js';
import { randomOf } from './random.js';
import { openRounds, type Rounds } from './rounds.js';
import type { Violation } from './violation.js';
import { changeWeather, startWeather } from './weather.js';

export type Options = OfficeOptions & {
  readonly kills: number;
  readonly seed: number;
  /** How many times the usual share of calls fails. */
  readonly storm: number;
  /** After so many kills another round is opened. */
  readonly roundEvery: number;
  /** How long after its opening a round closes that is to close within the run. */
  readonly closesAfterMs: number;
};

export type Result = {
  readonly violations: readonly Violation[];
  readonly figures: Readonly<Record<string, number>>;
  /** Where everything lies; gone when nothing was violated. */
  readonly dataDir: string;
};

/**
 * Slack's own pace, a message every 200 ms and a change every 1,200, would leave most kills nothing to hit; one without bounds would send
 * everything within the first lives. The last life only has to finish.
 */
const PACE = { killed: 4, last: 100 } as const;
/** The office is not left before so many have answered: a run without answers would say nothing about them. */
const SHARE_THAT_ANSWERS = 0.1;
const LONGEST_DAY_MS = 120_000;

/** An office lives while its program is killed over and over; then everything is counted. */
export async function crash(options: Options): Promise<Result> {
  const { kills, members, seed } = options;
  const startedAt = performance.now();
  const office = await openOffice(options);
  const { workspace, people, moments, diary, violations, dataDir } = office;
  startWeather(workspace, moments, randomOf(seed, 'faults'), options.storm);
  const visitors = startPeople(workspace, people, { diary, moments, random: randomOf(seed, 'people') });
  const deaths = randomOf(seed, 'deaths');
  const winds = randomOf(seed, 'winds');
  const ends = new Map<string, number>();
  let opened: Rounds | undefined;
  for (let kill = 1; kill <= kills; kill++) {
    const life = office.begin(PACE.killed);
    changeWeather(workspace, winds);
    if (kill % options.roundEvery === 0) {
      await life.ready;
      opened ??= await openRounds(office.config);
      await opened.open(options.closesAfterMs);
    }
    const end = await die(life, kill, moments, deaths);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }

  const last = office.begin(PACE.last);
  await last.ready;
  await answersSeen(diary, members * SHARE_THAT_ANSWERS);
  await visitors.goHome();
  workspace.faults.clear();
  const counted = await judge(office, opened ?? (await openRounds(office.config)), last);
  if (violations.length === 0) rmSync(dataDir, { recursive: true, force: true });
  const byEnd = Object.fromEntries([...ends].map(([end, times]) => [`while ${end}`, times]));
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  return { violations, dataDir, figures: { kills, ...byEnd, ...counted, seconds } };
}

async function answersSeen({ answers }: Diary, wanted: number): Promise<void> {
  const until = performance.now() + LONGEST_DAY_MS;
  while (answers.filter(({ seen }) => seen).length < wanted && performance.now() < until) await pause(100);
}
