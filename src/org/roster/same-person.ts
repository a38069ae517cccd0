import { folded } from '../accounts/matching.js';
import type { StoredMember } from '../store.js';
import { unpadded } from '../unpadded.js';

/** A row that seems to speak of somebody else than its id did so far, by the names of both. */
export type OtherPerson = { readonly id: string; readonly from: string; readonly to: string };

/** Somebody who leaves under one id, or left by an earlier roster, and comes under another. */
export type Renumbered = { readonly from: string; readonly to: string; readonly name: string };

type Marks = Pick<StoredMember, 'name' | 'email' | 'rosterAccount' | 'joinedOn'>;

/** What earlier rosters gave may be padded still. */
const hasName = (before: Marks, now: Marks) => unpadded(before.name) === now.name;

/**
 * An id carries what somebody wrote, so one that changes hands, or two that were swapped while sorting, would open it to another. A new name alone
 * is a marriage. It is somebody else where nothing that both rows have is the same: address or account, without either the joining date.
 */
function isSamePerson(before: Marks, now: Marks): boolean {
  if (hasName(before, now)) return true;
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

/**
 * The other way round: one person under two ids, as when a spreadsheet has taken 001 for the number 1. What they wrote would stay with the id that
 * nobody has any more. It is the same person by the name and anything else that both rows have.
 */
export function renumbered(gone: readonly StoredMember[], coming: readonly StoredMember[]): Renumbered[] {
  const marks = ({ email, rosterAccount, joinedOn }: Marks) => [email && folded(email), rosterAccount, joinedOn];
  const isShared = (one: Marks, other: Marks) => marks(one).some((mark, nth) => mark !== undefined && mark === marks(other)[nth]);
  return coming.flatMap(({ id, ...now }) => {
    const former = gone.find((one) => hasName(one, now) && isShared(one, now));
    return former ? [{ from: former.id, to: id, name: now.name }] : [];
  });
}
