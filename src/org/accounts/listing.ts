import type { ChatUser } from '../../chat/chat.js';

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

export const withAddressesOf = (seen: Seen, listed: readonly ChatUser[]): readonly ChatUser[] =>
  listed.map((user) => ({ ...user, email: seen.get(user.userId)?.email }));
