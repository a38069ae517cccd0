import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';

/*
 * What domain.md §1 says of a round and its answers, said once more and as plainly as it can be: no database, no keys, no cards.
 * The real services have to agree with it after every step (reality.ts).
 */

export const WRITERS = ['601', '602', '603'] as const;
export type Writer = (typeof WRITERS)[number];
export const LEADERS = ['001', '003', '601'] as const;
export type Leader = (typeof LEADERS)[number];
export const PROMPTS = ['post', 'expectations', 'contribution', 'conscience'] as const;

/** What was written, in every field; '': the second is left empty. */
export type Words = string;

type Version = { words: Words; late: boolean; erased: boolean };
type Paper = { versions: Version[]; draft: Words | undefined; sharedWith: Set<Leader> };
export type ModelRound = {
  readonly asked: readonly Writer[];
  readonly closesAt: Instant;
  closed: boolean;
  withdrawn: boolean;
  readonly papers: Map<Writer, Paper>;
};
export type Model = {
  now: Instant;
  readonly rounds: ModelRound[];
  /** Presses that were taken; each counts once, whatever becomes of the answer. */
  readonly taken: Set<string>;
};

export const emptyModel = (now: Instant): Model => ({ now, rounds: [], taken: new Set() });

export function sendRound(model: Model, asked: readonly Writer[], hours: number): void {
  const papers = new Map(asked.map((writer) => [writer, { versions: [], draft: undefined, sharedWith: new Set<Leader>() }]));
  model.rounds.push({ asked, closesAt: plus(model.now, hours * hourMs), closed: false, withdrawn: false, papers });
}

const isOver = (model: Model, round: ModelRound) => round.closed || model.now >= round.closesAt;

export type Said = 'ok' | 'not-asked' | 'window-closed' | 'round-withdrawn' | 'fields';

export function submit(model: Model, round: ModelRound, writer: Writer, press: string, words: Words): Said {
  const paper = round.papers.get(writer);
  const newest = paper?.versions.at(-1);
  const isThere = newest?.erased === false && newest.words === words;
  const isRepeated = model.taken.has(`${writer}:${press}`);
  if (isThere && paper && !isRepeated) paper.draft = undefined;
  if (isThere || isRepeated) return 'ok';
  if (!paper) return 'not-asked';
  if (round.withdrawn) return 'round-withdrawn';
  const first = paper.versions.length === 0;
  if (isOver(model, round) && !first) return 'window-closed';
  if (words === '') return 'fields';
  paper.versions.push({ words, late: first && isOver(model, round), erased: false });
  paper.draft = undefined;
  model.taken.add(`${writer}:${press}`);
  return 'ok';
}

export function keepDraft(model: Model, round: ModelRound, writer: Writer, words: Words): Said {
  const paper = round.papers.get(writer);
  if (!paper) return 'not-asked';
  if (round.withdrawn) return 'round-withdrawn';
  if (paper.versions.length > 0 && isOver(model, round)) return 'window-closed';
  paper.draft = words;
  return 'ok';
}

export function erase(rounds: readonly ModelRound[], writer: Writer): void {
  for (const { papers } of rounds) {
    const paper = papers.get(writer);
    if (!paper) continue;
    for (const version of paper.versions) version.erased = true;
    paper.draft = undefined;
    paper.sharedWith.clear();
  }
}

export function share(round: ModelRound, writer: Writer, leader: Leader): 'ok' | 'nothing-to-show' | 'not-a-leader' {
  const paper = round.papers.get(writer);
  const newest = paper?.versions.at(-1);
  if (!paper || !newest || newest.erased) return 'nothing-to-show';
  if (String(leader) === writer) return 'not-a-leader';
  paper.sharedWith.add(leader);
  return 'ok';
}

/** What the leader is shown; undefined: nothing is. */
export function seenBy(round: ModelRound, writer: Writer, leader: Leader): Words | undefined {
  const paper = round.papers.get(writer);
  const newest = paper?.versions.at(-1);
  return paper?.sharedWith.has(leader) && newest && !newest.erased ? newest.words : undefined;
}

export function closeRounds(model: Model): void {
  for (const round of model.rounds) if (model.now >= round.closesAt) round.closed = true;
}

/** As long as it can be answered, and once. */
export function withdraw(model: Model, round: ModelRound): 'ok' | 'round-over' {
  if (round.withdrawn || isOver(model, round)) return 'round-over';
  round.withdrawn = true;
  return 'ok';
}

export const figures = (round: ModelRound) => ({
  asked: round.asked.length,
  answered: [...round.papers.values()].filter(({ versions }) => versions.length > 0).length,
  late: [...round.papers.values()].filter(({ versions }) => versions[0]?.late).length,
});
