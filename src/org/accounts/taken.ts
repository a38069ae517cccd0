import type { MemberId } from '../member.js';

type Member = { readonly id: MemberId; readonly name: string; readonly active: boolean };
type Named = Pick<Member, 'id' | 'name'>;

/** A chat account that a member has and will have no longer; `to`: whose it will be. */
export type TakenAccount = { readonly userId: string; readonly from: Named; readonly to: Named | undefined };

/**
 * Accounts that pass to another, but for those of leavers that pass to somebody new: whoever uses them would read what that member wrote. And those
 * of members who stay and are left with none. `matches`: whose each account will be.
 */
export function takenAccounts(
  held: ReadonlyMap<string, MemberId>,
  matches: ReadonlyMap<string, MemberId>,
  { before, after }: { readonly before: readonly Member[]; readonly after: readonly Member[] },
): { readonly passed: readonly TakenAccount[]; readonly lost: readonly TakenAccount[] } {
  const userOf = new Map([...held].map(([userId, memberId]) => [memberId, userId]));
  const [known, there] = [new Map(before.map((one) => [one.id, one])), new Map(after.map((one) => [one.id, one]))];
  const provided = new Set(matches.values());
  const taken = before.flatMap(({ id, name }): TakenAccount[] => {
    const userId = userOf.get(id);
    const next = userId === undefined ? undefined : matches.get(userId);
    if (userId === undefined || next === id) return [];
    const to = next && there.get(next);
    return [{ userId, from: { id, name }, to: to && { id: to.id, name: to.name } }];
  });
  const isPassed = ({ from, to }: TakenAccount) => to !== undefined && (known.has(to.id) || there.get(from.id)?.active === true);
  return {
    passed: taken.filter(isPassed),
    lost: taken.filter((one) => !isPassed(one) && there.get(one.from.id)?.active && !provided.has(one.from.id)),
  };
}
