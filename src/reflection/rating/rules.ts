import { grouped } from '../../org/grouped.js';
import type { DepartmentId } from '../../org/member.js';
import type { PromptSet } from '../prompt-sets.js';
import type { Answers } from '../rules.js';
import { type Given, RATINGS, type RatingCount } from './rating.js';

/** Of fewer, somebody who knows the others could tell what one of them gave (domain.md §1). */
const FEWEST = 5;

/** Every department, also those of former days, with the one above it. */
export type Above = ReadonlyMap<DepartmentId, DepartmentId | undefined>;

/** The prompts of a set that ask for a rating. */
export const ratingPrompts = (set: PromptSet): PromptSet['prompts'] => set.prompts.filter(({ kind }) => kind === 'rating');

/**
 * Answers to one prompt, in groups that share nobody: a department with enough of them is one, those of smaller ones go up to the department above,
 * and so on. What is still too few at the top is in none. Whatever sums of groups are shown, to whomever, what one has over another is made of whole
 * groups again, so it is never about fewer people.
 */
export function groupsOf<A extends Pick<Given, 'departmentId'>>(answers: readonly A[], above: Above): Map<DepartmentId, A[]> {
  const groups = new Map<DepartmentId, A[]>();
  const waiting = grouped(answers, ({ departmentId }) => departmentId);
  for (const id of lowestFirst(above)) {
    const own = waiting.get(id) ?? [];
    const next = above.get(id);
    if (own.length >= FEWEST) groups.set(id, own);
    else if (next !== undefined && own.length > 0) waiting.set(next, [...(waiting.get(next) ?? []), ...own]);
  }
  return groups;
}

function lowestFirst(above: Above): DepartmentId[] {
  const depth = (id: DepartmentId): number => {
    const next = above.get(id);
    return next === undefined ? 0 : depth(next) + 1;
  };
  return [...above.keys()]
    .map((id) => ({ id, depth: depth(id) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ id }) => id);
}

/** What is kept of a round's ratings. */
export function countsOf(given: readonly Given[], above: Above): RatingCount[] {
  const counts: RatingCount[] = [];
  for (const [promptId, answers] of grouped(given, (one) => one.promptId))
    for (const [departmentId, group] of groupsOf(answers, above))
      for (const [rating, some] of grouped(group, (one) => one.rating))
        counts.push({ promptId, departmentId, rating, people: some.length });
  return counts;
}

/** The ratings in one member's answers. */
export function ratingsIn(answers: Answers, set: PromptSet, departmentId: DepartmentId): Given[] {
  return ratingPrompts(set).flatMap(({ id: promptId }) => {
    const rating = RATINGS.find((one) => Object.hasOwn(answers, promptId) && answers[promptId] === `${one}`);
    return rating === undefined ? [] : [{ promptId, departmentId, rating }];
  });
}

/** Departments that lie in `scope` with everything below them: what a group of theirs is about is in it, too. */
export function whollyIn(scope: ReadonlySet<DepartmentId>, above: Above): DepartmentId[] {
  const partly = new Set<DepartmentId>();
  for (const id of above.keys())
    if (!scope.has(id)) for (let up: DepartmentId | undefined = id; up !== undefined && !partly.has(up); up = above.get(up)) partly.add(up);
  return [...scope].filter((id) => !partly.has(id));
}
