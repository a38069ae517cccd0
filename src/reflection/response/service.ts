import { isDeepStrictEqual } from 'node:util';
import type { Instant, PlainDate } from '../../calendar/instant.js';
import { later } from '../../calendar/span.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, unexpired, withdraw } from '../../delivery/outbox.js';
import { fullNames } from '../../org/options.js';
import { findMember } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { leaderIds } from '../leaders.js';
import { answeredCard, settledReminderCard } from '../round/cards.js';
import type { Round, StoredAsk } from '../round/round.js';
import { askKey, reader, remindKey } from '../round/service.js';
import { findAsk, findRound, markAnswered } from '../round/store.js';
import {
  type Answers,
  type Draft,
  decideDraft,
  decideSubmit,
  type Gone,
  goneOf,
  onlyAsked,
  type Standing,
  type Submit,
  type SubmitRefusal,
  standing,
} from '../rules.js';
import { sharedWith } from './share-store.js';
import * as responses from './store.js';

export type Key = { readonly roundId: string; readonly memberId: string };

/** A member's own round, with what they wrote. `answers` is undefined where there is nothing, or it is gone. */
export type Own = {
  readonly round: Round;
  readonly ask: StoredAsk;
  readonly may: Standing;
  readonly answers: Answers | undefined;
  readonly draft: { readonly answers: Answers; readonly savedAt: Instant } | undefined;
  readonly versions: number;
  /** When the newest of them was submitted. */
  readonly submittedAt: Instant | undefined;
  /** Why there is nothing of it to read. */
  readonly gone: Gone | undefined;
  /** The last day of it, where there is something. */
  readonly keptUntil: PlainDate | undefined;
  /** `leads`: whether they may see it still. */
  readonly sharedWith: readonly { readonly leaderId: string; readonly name: string; readonly leads: boolean }[];
};
export type Opened = { readonly ok: true; readonly own: Own } | { readonly ok: false; readonly refusal: SubmitRefusal };

/** What a member's form or page shows of one round: only ever their own. */
export function openOwn(deps: ReflectionDeps, key: Key): Promise<Opened> {
  return deps.transact(async (tx) => {
    const round = await findRound(tx, key.roundId);
    const ask = round && (await findAsk(tx, key.roundId, key.memberId));
    if (!round || !ask || round.state === 'missed') return { ok: false, refusal: 'not-asked' };
    const [newest, ...older] = await responses.versionsOf(tx, key);
    const draft = await responses.findDraft(tx, key);
    const written = draft && (await unsealed(tx, deps, key.memberId, draft.sealed));
    const shares = await sharedWith(tx, key);
    const leaders: ReadonlySet<string> = shares.length > 0 ? await leaderIds(tx) : new Set();
    const names = await fullNames(
      tx,
      shares.map(({ leaderId }) => leaderId),
    );
    const answers = newest?.sealed ? await unsealed(tx, deps, key.memberId, newest.sealed) : undefined;
    return {
      ok: true,
      own: {
        round,
        ask,
        may: standing(round, ask, deps.clock.now()),
        answers,
        draft: draft && written ? { answers: written, savedAt: draft.savedAt } : undefined,
        versions: newest ? older.length + 1 : 0,
        submittedAt: newest?.submittedAt,
        gone: newest && goneOf(newest, answers),
        keptUntil: newest && answers ? later(dateOf(newest.submittedAt, deps.zone), deps.kept) : undefined,
        sharedWith: shares.map(({ leaderId }) => ({ leaderId, name: names.get(leaderId) ?? leaderId, leads: leaders.has(leaderId) })),
      },
    };
  });
}

/**
 * 暂存. The draft is there when the form is opened again, on any device. `draftAt` as in submit: what was saved since, on another device, is
 * not written over before its writer has been told of it.
 */
export function saveDraft(deps: ReflectionDeps, input: Key & { readonly answers: Answers; readonly draftAt?: Instant }): Promise<Draft> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    const round = await findRound(tx, input.roundId);
    const ask = round && (await findAsk(tx, input.roundId, input.memberId));
    const decision = decideDraft(round?.set.prompts ?? [], round, ask, input.answers, now);
    if (!decision.ok) return decision;
    const there = await responses.findDraft(tx, input);
    const isNewer = there !== undefined && input.draftAt !== undefined && there.savedAt > input.draftAt;
    // One that nobody can read any more is nobody's work. The same press once more, or one whose reply was lost, brings what is there already.
    const newer = isNewer ? await unsealed(tx, deps, input.memberId, there.sealed) : undefined;
    if (newer && !isDeepStrictEqual(newer, decision.answers)) return { ok: false, refusal: 'draft-newer' };
    await responses.saveDraft(tx, input, now, await deps.vault.seal(tx, input.memberId, JSON.stringify(decision.answers)));
    return decision;
  });
}

/**
 * `submission`: the same for one press delivered twice, which then changes nothing. Nor does a second press that brings what is there already:
 * somebody was told that the first failed, although only its acknowledgement was lost. When it resolves, the answer is on disk. `draftAt`: when the
 * draft was saved that the form was filled with. One that was saved since, on another device, is newer work and stays, unless it says the same.
 */
export function submit(
  deps: ReflectionDeps,
  input: Key & { readonly submission: string; readonly answers: Answers; readonly draftAt?: Instant },
): Promise<Submit> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    const round = await findRound(tx, input.roundId);
    const ask = round && (await findAsk(tx, input.roundId, input.memberId));
    const decision = decideSubmit(round?.set.prompts ?? [], round, ask, input.answers, now);
    const [newest] = await responses.versionsOf(tx, input);
    const isThere =
      newest?.sealed && isDeepStrictEqual(await unsealed(tx, deps, input.memberId, newest.sealed), given(round, input.answers));
    const isRepeated = await responses.wasSubmitted(tx, input.memberId, input.submission);
    // A draft that was saved since the first delivery is somebody's newer work.
    if (isThere && !isRepeated) await removeDraft(tx, deps, input, given(round, input.answers));
    if (isThere || isRepeated) return { ok: true, late: ask?.late ?? false, answers: input.answers, edit: true };
    if (!decision.ok || !round || !ask) return decision;
    const sealed = await deps.vault.seal(tx, input.memberId, JSON.stringify(decision.answers));
    const version = (newest?.version ?? 0) + 1;
    await responses.addVersion(tx, input, { version, submission: input.submission, submittedAt: now, late: decision.late, sealed });
    await removeDraft(tx, deps, input, decision.answers);
    await markAnswered(tx, input.roundId, input.memberId, now, decision.late);
    await showAnswered(tx, deps, round, input.memberId, now, ask.answeredAt === undefined ? decision.late : ask.late);
    return decision;
  });
}

const given = (round: Round | undefined, answers: Answers): Answers => onlyAsked(round?.set.prompts ?? [], answers);

/** Whoever saves and submits at once submits a form that doesn't know yet of the draft. */
async function removeDraft(tx: Tx, deps: ReflectionDeps, input: Key & { readonly draftAt?: Instant }, answers: Answers): Promise<void> {
  const draft = await responses.findDraft(tx, input);
  if (!draft) return;
  const drafted = await unsealed(tx, deps, input.memberId, draft.sealed);
  const isSame = drafted === undefined || isDeepStrictEqual(drafted, answers);
  await responses.deleteDraft(tx, input, isSame ? undefined : input.draftAt);
}

async function showAnswered(tx: Tx, deps: ReflectionDeps, round: Round, memberId: string, at: Instant, late: boolean): Promise<void> {
  const member = await findMember(tx, memberId);
  if (!member) return;
  const card = answeredCard(round, at, late, reader(deps, member, at));
  await enqueue(tx, at, { kind: 'update', of: askKey(round.id, memberId), card });
  // It would go on saying that they have not answered; what is in doubt may turn out to be there.
  for (const of of await unexpired(tx, remindKey(round.id, memberId)))
    await enqueue(tx, at, { kind: 'update', of, card: settledReminderCard(round, true, reader(deps, member, at)) });
  await enqueue(tx, at, { kind: 'home', member: member.id });
  await withdraw(tx, at, remindKey(round.id, memberId));
}

/** Stored answers. Undefined once the key is gone. */
export async function unsealed(tx: Tx, deps: ReflectionDeps, memberId: string, sealed: Uint8Array): Promise<Answers | undefined> {
  const written = await deps.vault.unseal(tx, memberId, sealed);
  return written === undefined ? undefined : JSON.parse(written);
}
