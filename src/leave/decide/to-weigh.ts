import { createHash } from 'node:crypto';
import type { AlsoAway, Facing } from './facing.js';

/** What whoever decides is warned of, of somebody who is away as well. Undefined: they are one of several who are. */
export function warningOf({ isActing, isStoodInFor, isHead }: AlsoAway): 'actingAway' | 'standsIn' | 'headAway' | undefined {
  if (isActing) return 'actingAway';
  if (isStoodInFor) return 'standsIn';
  return isHead ? 'headAway' : undefined;
}

/**
 * The things to weigh: what is warned of, meetings, and years of which more is asked for than there is. Each by a mark that is its own, so that one
 * that has come since is known from those that were shown, however many have gone meanwhile.
 */
export function toWeigh({ facing }: { readonly facing: Facing | undefined }): readonly string[] {
  const { alsoAway = [], bothAway, meetings = [], balances = [] } = facing ?? {};
  const things = [
    ...(bothAway ? [bothAway] : []),
    ...alsoAway.flatMap((one) => {
      const warning = warningOf(one);
      return warning ? [{ warning, memberId: one.memberId, period: one.period }] : [];
    }),
    ...meetings.map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt })),
    ...balances.filter(({ figures }) => figures !== undefined && figures.left < 0),
  ];
  return things.map(markOf);
}

/** Short, for many of them stand in a form's context. */
const MARK = 4;
const markOf = (thing: object): string => createHash('sha256').update(JSON.stringify(thing)).digest('base64url').slice(0, MARK);
