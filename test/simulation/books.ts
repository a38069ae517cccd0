import type Sqlite from 'better-sqlite3';
import Database from '../../src/sqlite.js';
import type { LeaveBooks } from './leave-books.js';
import { type MeetingBooks, openMeetingBooks } from './meeting-books.js';
import type { World } from './world.js';

/** What one member has done about one round, as they know it themselves. */
export type AskBook = {
  readonly roundId: string;
  readonly memberId: string;
  /** Where they were when they were asked: participation counts there. */
  readonly department: string;
  /** The first answer that was accepted. */
  answered: { readonly late: boolean; readonly elapsedMs: number } | undefined;
  /** The newest answer that was accepted, until it is erased; 'unsure' after the program died while it was erased. */
  text: string | undefined;
  versions: number;
  /** What was saved; 'unsure' after the program died while it was saved. */
  draft: string | undefined;
  /** An answer that was sent and not confirmed: it may be stored or not, as late or not, until it has been sent again. */
  doubtful: { readonly text: string; readonly late: readonly boolean[] } | undefined;
  /** Leaders who may see it; those in `mayBeShared` perhaps, as nobody answered. */
  readonly sharedWith: Set<string>;
  readonly mayBeShared: Set<string>;
  /** Its card, once it is there. */
  messageId: string | undefined;
  reminders: number;
  snoozes: number;
};

/** A round that is checked daily until it is long over, and once more at the end. */
export type RoundBook = {
  readonly id: string;
  readonly scheduleId: string | null;
  readonly setId: string;
  readonly occurrenceAt: number;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly trial: boolean;
  state: 'open' | 'closed';
  /** What came of it was checked long after its end. */
  laidBy: boolean;
  readonly asks: Map<string, AskBook>;
};

/** The books kept beside the program: never filled from what it stores, but for the ids of rounds, which only it knows. */
export type Books = {
  readonly rounds: Map<string, RoundBook>;
  readonly meetings: MeetingBooks;
  readonly leaves: LeaveBooks;
  /** Words that were typed, by key; each whose arrival the program has confirmed is answered once. */
  readonly typed: Map<string, { answers: number; confirmed: boolean }>;
  /** Who opened which Home tab last, in true time; left out once it may be anything. */
  readonly homes: Map<string, { readonly userId: string; readonly openedAt: number }>;
  /** How many times a Home tab was held against the books. */
  homesChecked: number;
  ask(roundId: string, memberId: string): AskBook | undefined;
  /** Rounds in which something may still change. */
  live(): RoundBook[];
  /** The database's file, read by a connection of its own: only what is committed. */
  rows<T>(statement: string, ...values: (string | number)[]): T[];
  row<T>(statement: string, ...values: (string | number)[]): T | undefined;
  close(): void;
};

export function openBooks(world: World): Books {
  const sqlite = new Database(world.path, { readonly: true });
  const prepared = new Map<string, Sqlite.Statement>();
  const statement = (words: string): Sqlite.Statement => {
    const known = prepared.get(words) ?? sqlite.prepare(words);
    prepared.set(words, known);
    return known;
  };
  const rounds = new Map<string, RoundBook>();
  return {
    rounds,
    meetings: openMeetingBooks(),
    leaves: new Map(),
    typed: new Map(),
    homes: new Map(),
    homesChecked: 0,
    live: () => [...rounds.values()].filter((round) => !round.laidBy),
    ask: (roundId, memberId) => rounds.get(roundId)?.asks.get(memberId),
    rows: <T>(words: string, ...values: (string | number)[]) => statement(words).all(...values) as T[],
    row: <T>(words: string, ...values: (string | number)[]) => statement(words).get(...values) as T | undefined,
    close: () => void sqlite.close(),
  };
}

/** The rows of a round's asks, by key. */
export function askRows<T extends { key: string }>(books: Books, { id }: RoundBook, columns: string): Map<string, T> {
  const from = `SELECT ${columns} FROM delivery_outbox WHERE key > ? AND key < ?`;
  return new Map(books.rows<T>(from, `reflection.ask:${id}:`, `reflection.ask:${id};`).map((row) => [row.key, row]));
}

/** An answer counts as late from here on, by the round's own end or because it was closed early by a clock that was ahead. */
export const isOver = (round: RoundBook, now: number): boolean => now >= round.closesAt || round.state === 'closed';
