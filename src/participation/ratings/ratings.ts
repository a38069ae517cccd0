import type { Period } from '../../calendar/period.js';
import type { Text } from '../../chat/text.js';
import type { Department } from '../../org/member.js';
import type { ScopeRefusal } from '../../org/scope.js';
import type { Rating } from '../../reflection/rating/rating.js';

/** How often each rating was given to one prompt, in the rounds and groups that are shown. `answers`: how many answered in time there, shown or not. */
export type Distribution = {
  readonly title: Text;
  readonly prompt: Text;
  readonly times: Readonly<Record<Rating, number>>;
  readonly shown: number;
  readonly answers: number;
};

export type Ratings = {
  readonly ok: true;
  readonly period: Period;
  /** The department drilled into; undefined: everything the viewer may see. */
  readonly department: Department | undefined;
  /** What the viewer may drill into. */
  readonly scope: readonly Department[];
  /** Rounds of the period that asked for ratings; none: there is nothing to show. */
  readonly rounds: number;
  /** Those of them whose ratings are not counted yet, since they are open. */
  readonly open: number;
  readonly distributions: readonly Distribution[];
};
export type RatingsResult = Ratings | { readonly ok: false; readonly refusal: ScopeRefusal };
