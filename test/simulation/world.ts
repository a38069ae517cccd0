import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayMs, type Instant, plus } from '../../src/calendar/instant.js';
import type { Chat } from '../../src/chat/chat.js';
import { openDatabase } from '../../src/db/open.js';
import type { Clock } from '../../src/schedule/clock.js';
import { type VirtualTimer, virtualTimer } from '../support/timer.js';
import { type Agenda, makeAgenda } from './agenda.js';
import { type Chance, chance } from './chance.js';

export type Options = {
  readonly seed: number;
  readonly days: number;
  readonly members: number;
  /** Slack's own pace, or one that is ten times as fast, which is faster to simulate. */
  readonly pace?: 'slack' | 'brisk' | undefined;
  /** A mistake on the way to the chat, for those who doubt that it would be noticed. */
  readonly spoil?: ((chat: Chat) => Chat) | undefined;
  /** Each line of the trace, for whoever looks for the difference between two runs. */
  readonly onLine?: ((line: string) => void) | undefined;
};

/** What outlives every crash: true time, the database's file, what is left to chance, and what is still to come. */
export type World = {
  readonly options: Options;
  readonly pace: 'slack' | 'brisk';
  readonly chance: Chance;
  readonly timer: VirtualTimer;
  readonly agenda: Agenda;
  readonly dataDir: string;
  readonly path: string;
  /** The machine's clock, which may be wrong. Office time in front of a real chat. */
  readonly clock: Clock;
  /** True time, which is the chat server's as well. */
  trueTime(): Instant;
  /** How far the machine's clock is off. */
  readonly skewMs: number;
  /** When it was last put right or wrong. */
  readonly clockSetAt: number;
  /** The furthest that it had been when it was last put right or wrong. */
  readonly clockWasAt: Instant;
  setClock(skewMs: number): void;
  readonly newId: () => string;
  /** Writes down what happened. Everything that can be seen from outside goes in here, and nothing that differs from run to run. */
  note(line: string): void;
  hash(): string;
  /** Something that must not happen has happened. What throws this may lie below the program, which catches a lot. */
  broken(what: string): never;
  /** Throws the first thing that must not have happened, if there was one. */
  stillWhole(): void;
};

export class Broken extends Error {
  override readonly name = 'Broken';
}

/** A Monday: rounds of every kind, a new year, and a year nobody has imported a calendar for lie close ahead. */
export const START = Date.UTC(2026, 11, 13, 22) as Instant;

/** Programs die here, machines don't: a disk in memory does, and saves a year of waiting for fsync. */
const MEMORY_DISK = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export function makeWorld(options: Options): World {
  const timer = virtualTimer();
  const dataDir = mkdtempSync(join(MEMORY_DISK, 'siwen-simulation-'));
  const hash = createHash('sha256');
  let ids = 0;
  let problem: Broken | undefined;
  const trueTime = () => plus(START, timer.elapsed());
  const world: World = {
    options,
    pace: options.pace ?? 'brisk',
    chance: chance(options.seed),
    timer,
    agenda: makeAgenda(),
    dataDir,
    path: join(dataDir, 'siwen.db'),
    clock: { now: () => plus(trueTime(), world.skewMs) },
    trueTime,
    skewMs: 0,
    clockSetAt: 0,
    clockWasAt: START,
    setClock(skewMs) {
      const clockWasAt = Math.max(world.clockWasAt, world.clock.now());
      Object.assign(world, { skewMs, clockSetAt: timer.elapsed(), clockWasAt });
    },
    newId: () => `N${++ids}`,
    note(line) {
      const full = `${timer.elapsed()} ${line}`;
      hash.update(`${full}\n`);
      options.onLine?.(full);
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
    broken(what) {
      const office = new Date(world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
      problem ??= new Broken(
        `seed ${options.seed}, day ${Math.floor(timer.elapsed() / dayMs)} (${office} by the office's clock): ${what}\n` +
          `again: npm run simulate -- --seeds ${options.seed} --days ${options.days} --members ${options.members}${options.pace ? ` --pace ${options.pace}` : ''}`,
      );
      throw problem;
    },
    stillWhole() {
      if (problem) throw problem;
    },
  };
  return world;
}

/** Makes the file with its tables, as the first start does. */
export async function makeDatabase(world: World): Promise<void> {
  await openDatabase(world.path).close();
}
