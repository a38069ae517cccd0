import type { DepartmentId } from '../../org/member.js';
import type { PromptSet } from '../prompt-sets.js';

export const RATINGS = [5, 4, 3, 2, 1] as const;
export type Rating = (typeof RATINGS)[number];

/** One rating as it is counted: by the department its author was asked in, and by nothing else of them. */
export type Given = { readonly promptId: string; readonly departmentId: DepartmentId; readonly rating: Rating };
/** How many gave this rating, in a group that is at least as large as rules.ts says. */
export type RatingCount = Given & { readonly people: number };

/** A round that asked for ratings. `counted`: it is over, and they are. */
export type RatedRound = { readonly id: string; readonly set: PromptSet; readonly counted: boolean };
/** How many gave this rating in one round, in all the groups that were asked about. */
export type RatingSum = Omit<RatingCount, 'departmentId'> & { readonly roundId: string };
/** `inTime`: answers in time, by round; none: not in it. */
export type RatingFigures = { readonly inTime: ReadonlyMap<string, number>; readonly sums: readonly RatingSum[] };
