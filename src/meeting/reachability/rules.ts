import { createHash } from 'node:crypto';
import type { Instant } from '../../calendar/instant.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';

/*
 * A check asks those who are obliged to be reachable at the instant it is made (reachable.ts):
 *
 *   open     asked; each of them may answer once, up to the end
 *            → closed  at its end, whoever has answered by then
 *   closed   final: what comes later is no answer
 */

/** `size` of them, or all; in an order that nobody can foresee or choose, and that is the same for the same check. */
export function sampled<T extends Pick<Member, 'id'>>(members: readonly T[], size: number | 'all', checkId: string): T[] {
  if (size === 'all' || size >= members.length) return [...members];
  const drawn = (id: MemberId) => createHash('sha256').update(`${checkId}:${id}`).digest('hex');
  const lots = members.map((member) => ({ member, lot: drawn(member.id) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const chosen = new Set(lots.slice(0, size).map(({ member }) => member.id));
  return members.filter(({ id }) => chosen.has(id));
}

/** Whoever is asked as the last still has so long to answer. */
const LEAST_MINUTES = 5;
/** Slack: several hundred messages a minute and workspace ("Rate limits"); src/delivery/pacing.ts sends 300. */
const PEOPLE_A_MINUTE = 300;

/** Shorter, it would end before all of them have been asked. */
export const leastMinutes = (people: number): number => LEAST_MINUTES + Math.floor(people / PEOPLE_A_MINUTE);

/** `undelivered`: the question had not reached them by the end; until then nobody is counted so. */
export type AskedOne = {
  readonly memberId: MemberId;
  readonly departmentId: DepartmentId;
  readonly answeredAt: Instant | undefined;
  readonly undelivered: boolean;
};
export const isSilent = ({ answeredAt, undelivered }: AskedOne): boolean => answeredAt === undefined && !undelivered;

/** Milliseconds; undefined where nobody has answered. The median of an even number is the mean of the two in the middle. */
export type Figures = {
  readonly asked: number;
  readonly answered: number;
  readonly undelivered: number;
  readonly medianMs: number | undefined;
  readonly longestMs: number | undefined;
};

export function figuresOf(asks: readonly AskedOne[], askedAt: Instant): Figures {
  const times = asks
    .flatMap(({ answeredAt }) => (answeredAt === undefined ? [] : [Math.max(0, answeredAt - askedAt)]))
    .sort((a, b) => a - b);
  const [low, high] = [times[Math.floor((times.length - 1) / 2)], times[Math.floor(times.length / 2)]];
  return {
    asked: asks.length,
    answered: times.length,
    undelivered: asks.filter(({ undelivered }) => undelivered).length,
    medianMs: low === undefined || high === undefined ? undefined : (low + high) / 2,
    longestMs: times.at(-1),
  };
}
