import { folded } from '../accounts/matching.js';
import type { StoredMember } from '../store.js';

/** A row that seems to speak of somebody else than its id did so far, by the names of both. */
export type OtherPerson = { readonly id: string; readonly from: string; readonly to: string };

type Marks = Pick<StoredMember, 'name' | 'email' | 'rosterAccount' | 'joinedOn'>;

/**
 * An id carries what somebody wrote, so one that changes hands, or two that were swapped while sorting, would open it to another. A new name alone
 * is a marriage. It is somebody else where nothing that both rows have is the same: address or account, without either the joining date.
 */
function isSamePerson(before: Marks, now: Marks): boolean {
  if (before.name === now.name) return true;
  const reachedBy = [
    [before.email && folded(before.email), now.email && folded(now.email)],
    [before.rosterAccount, now.rosterAccount],
  ].filter(([then, here]) => then !== undefined && here !== undefined);
  if (reachedBy.length > 0) return reachedBy.some(([then, here]) => then === here);
  return now.joinedOn !== undefined && before.joinedOn === now.joinedOn;
}

/** In the order of the file; `before` are all who ever were on the roster. */
export function otherPeople(before: readonly StoredMember[], now: readonly StoredMember[]): OtherPerson[] {
  const known = new Map(before.map((member) => [member.id, member]));
  return now.flatMap((member) => {
    const former = known.get(member.id);
    return former && !isSamePerson(former, member) ? [{ id: member.id, from: former.name, to: member.name }] : [];
  });
}
