import { RATINGS, type RatedRound, type Rating, type RatingSum } from '../../reflection/rating/rating.js';
import { ratingPrompts } from '../../reflection/rating/rules.js';
import type { Distribution } from './ratings.js';

/** What was counted so far, by prompt. */
export type Sums = Map<string, Distribution>;

const NONE: Readonly<Record<Rating, number>> = { 5: 0, 4: 0, 3: 0, 2: 0, 1: 0 };

/** A prompt whose words have changed is another one. `answers`: how many answered this round in time. */
export function addRound(sums: Sums, { id, set }: RatedRound, counts: readonly RatingSum[], answers: number): void {
  for (const prompt of ratingPrompts(set)) {
    const key = JSON.stringify([set.id, prompt.id, prompt.zh]);
    const sum = sums.get(key) ?? { title: set.title, prompt, times: NONE, shown: 0, answers: 0 };
    const own = counts.filter(({ roundId, promptId }) => roundId === id && promptId === prompt.id);
    const times = { ...sum.times };
    for (const { rating, people } of own) times[rating] += people;
    const shown = RATINGS.reduce((all, rating) => all + times[rating], 0);
    sums.set(key, { ...sum, times, shown, answers: sum.answers + answers });
  }
}

/** From 1 to 5; null where nothing is shown. */
export const averageOf = ({ times, shown }: Distribution): number | null =>
  shown === 0 ? null : RATINGS.reduce((sum, rating) => sum + rating * times[rating], 0) / shown;

/** Whether some answers are in no group that is shown. */
export const isHiding = (distributions: readonly Distribution[]): boolean => distributions.some(({ shown, answers }) => shown < answers);
