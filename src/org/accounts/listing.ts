import type { ChatUser } from '../../chat/chat.js';
import { folded, isLocalAddress } from './matching.js';

/** Accounts as they were last seen, by user id. */
type Seen = ReadonlyMap<string, ChatUser>;

/**
 * A token that may no longer read addresses (Slack: `users:read.email`) gets the whole list without them, and no error. Taken at its word, it would make
 * strangers of everybody whom an address matched. An office that never saw one goes by the accounts in its roster.
 */
export function addressesVanished(seen: Seen, listed: readonly ChatUser[]): boolean {
  const people = listed.filter((user) => !user.bot);
  return people.every(({ email }) => email === undefined) && people.some(({ userId }) => seen.get(userId)?.email !== undefined);
}

/** Whoever calls themselves so elsewhere is nobody the local workspace knows. */
export const withoutLocalAddresses = (listed: readonly ChatUser[]): readonly ChatUser[] =>
  listed.map((user) => (user.email !== undefined && isLocalAddress(user.email) ? { ...user, email: undefined } : user));

export const withAddressesOf = (seen: Seen, listed: readonly ChatUser[]): readonly ChatUser[] =>
  listed.map((user) => ({ ...user, email: seen.get(user.userId)?.email }));

/**
 * Accounts that are no longer listed while another with the same address is in use: whoever moves to another workspace or into an Enterprise Grid
 * gets a new user id, and the former is switched off for good. Others that are not listed stay as they were.
 */
export function succeeded(seen: Seen, listed: readonly ChatUser[]): ChatUser[] {
  const there = new Set(listed.map(({ userId }) => userId));
  const inUse = new Set(listed.flatMap(({ email, active, bot }) => (email !== undefined && active && !bot ? [folded(email)] : [])));
  return [...seen.values()]
    .filter(({ userId, email, active }) => active && !there.has(userId) && email !== undefined && inUse.has(folded(email)))
    .map((user) => ({ ...user, active: false }));
}
