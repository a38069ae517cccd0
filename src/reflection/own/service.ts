import type { Instant } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { findMember } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { type Key, unsealed } from '../response/service.js';
import { takenBack } from '../response/share-service.js';
import * as responses from '../response/store.js';
import type { OwnRound, Round } from '../round/round.js';
import { findAsk, findRound, openRoundsOf, pastRoundsIn, pastRoundsOf, roundsOf } from '../round/store.js';
import { type Answers, type Gone, goneOf } from '../rules.js';

export type Listed = { readonly rounds: readonly OwnRound[]; readonly more: boolean };

/** 我的作答, newest first. */
export function listOwn(
  deps: ReflectionDeps,
  memberId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<Listed> {
  return deps.transact(async (tx) => {
    const found = await roundsOf(tx, memberId, { offset: page.offset, limit: page.limit + 1 });
    return { rounds: found.slice(0, page.limit), more: found.length > page.limit };
  });
}

/** The newest of them that are answered or over. */
export const listPast = (tx: Tx, deps: ReflectionDeps, memberId: string, limit: number): Promise<OwnRound[]> =>
  pastRoundsOf(tx, memberId, deps.clock.now(), limit);

/** Those of one prompt set. */
export const listPastIn = (deps: ReflectionDeps, memberId: string, setId: string, limit: number): Promise<OwnRound[]> =>
  deps.transact((tx) => pastRoundsIn(tx, setId, { memberId, now: deps.clock.now(), limit }));

/** What waits for the member's answer, of one prompt set or of all, the most pressing first. */
export async function openTasks(tx: Tx, deps: ReflectionDeps, memberId: string, limit: number, setId?: string): Promise<Listed> {
  const open = await openRoundsOf(tx, memberId, deps.clock.now());
  const found = open.filter(({ round }) => setId === undefined || round.set.id === setId);
  return { rounds: found.slice(0, limit), more: found.length > limit };
}

export const listTasks = (deps: ReflectionDeps, memberId: string, limit: number, setId?: string): Promise<Listed> =>
  deps.transact((tx) => openTasks(tx, deps, memberId, limit, setId));

/** One version of a member's own answer, 1 being the first. `answers` is undefined where it is gone. */
export type OwnVersion = {
  readonly round: Round;
  readonly version: number;
  readonly versions: number;
  readonly submittedAt: Instant;
  readonly late: boolean;
  readonly answers: Answers | undefined;
  readonly gone: Gone | undefined;
};

/** Only ever one's own; undefined where there is no such version. */
export function openVersion(deps: ReflectionDeps, key: Key & { readonly version: number }): Promise<OwnVersion | undefined> {
  return deps.transact(async (tx) => {
    const round = await findRound(tx, key.roundId);
    const ask = round && (await findAsk(tx, key.roundId, key.memberId));
    const all = ask ? await responses.versionsOf(tx, key) : [];
    const one = all.find(({ version }) => version === key.version);
    if (!round || !one) return undefined;
    const answers = one.sealed ? await unsealed(tx, deps, key.memberId, one.sealed) : undefined;
    return {
      round,
      version: one.version,
      versions: all.length,
      submittedAt: one.submittedAt,
      late: one.late,
      answers,
      gone: goneOf(one, answers),
    };
  });
}

/** The file is made when it is sent (export.ts). `request`: the same press twice sends one file. */
export function requestExport(deps: ReflectionDeps, input: { readonly memberId: string; readonly request: string }): Promise<void> {
  return deps.transact(async (tx) => {
    const member = await findMember(tx, input.memberId);
    if (!member) return;
    const key = `reflection.export:${member.id}:${input.request}`;
    await enqueue(tx, deps.clock.now(), {
      kind: 'file',
      key,
      to: { member: member.id },
      source: 'reflection.export',
      args: { member: member.id },
    });
  });
}

/** Opened and sealed again between two turns of the loop. Somebody may have written for sixteen years. */
const VERSIONS_AT_ONCE = 50;

/** `draft`: what was not submitted, and nothing else of the round. */
export type Erased = { readonly roundId: string; readonly only?: 'draft' } | 'everything';

/**
 * Erases what a member wrote in one round, or everywhere. Their data key is destroyed, so that the old sealed text can't be opened in any copy
 * of the database either; what stays is sealed anew. Whoever it was shared with sees nothing any more. Participation is untouched (domain.md §1).
 */
export async function erase(deps: ReflectionDeps, memberId: string, what: Erased): Promise<void> {
  await deps.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    if (!member) return;
    const goes = ({ roundId }: { readonly roundId: string }) => what === 'everything' || what.roundId === roundId;
    const isDraft = what !== 'everything' && what.only === 'draft';
    const versions = await opened(
      tx,
      deps,
      memberId,
      (await responses.allVersions(tx, memberId)).filter((one) => isDraft || !goes(one)),
    );
    const drafts = await opened(
      tx,
      deps,
      memberId,
      (await responses.draftsOf(tx, memberId)).filter((one) => !goes(one)),
    );
    if (isDraft) await responses.deleteDraft(tx, { roundId: what.roundId, memberId });
    else
      for (const share of await responses.eraseContent(tx, memberId, what === 'everything' ? undefined : what.roundId))
        await takenBack(tx, deps, share);
    await deps.vault.replaceKey(tx, memberId);
    await inChunks(
      versions,
      async (some) => {
        for (const { one, text } of some) await responses.reseal(tx, memberId, one, await deps.vault.seal(tx, memberId, text));
      },
      VERSIONS_AT_ONCE,
    );
    for (const { one, text } of drafts)
      await responses.saveDraft(tx, { roundId: one.roundId, memberId }, one.savedAt, await deps.vault.seal(tx, memberId, text));
    await enqueue(tx, deps.clock.now(), { kind: 'home', member: member.id });
  });
  await deps.vault.destroyReplaced();
}

async function opened<T extends { readonly sealed: Uint8Array | null }>(tx: Tx, deps: ReflectionDeps, memberId: string, all: readonly T[]) {
  const open: { readonly one: T; readonly text: string }[] = [];
  await inChunks(
    all,
    async (some) => {
      for (const one of some) {
        const text = one.sealed && (await deps.vault.unseal(tx, memberId, one.sealed));
        if (text) open.push({ one, text });
      }
    },
    VERSIONS_AT_ONCE,
  );
  return open;
}
