import type { ChatUser } from '../../chat/chat.js';
import { addressOf, type Claimant, folded } from './matching.js';

/** The name of an account whose person has left and was erased; no chat has such accounts. */
export const FORGOTTEN = '';

/** The chat goes on naming the accounts of those who were erased; it isn't taken in again, until the roster has their account or address anew. */
export function withoutForgotten(
  users: readonly ChatUser[],
  seen: ReadonlyMap<string, ChatUser>,
  claimants: readonly Claimant[],
): readonly ChatUser[] {
  const isForgotten = ({ userId }: ChatUser) => seen.get(userId)?.name === FORGOTTEN;
  if (!users.some(isForgotten)) return users;
  const claimed = new Set(claimants.flatMap((claimant) => [claimant.rosterAccount, folded(addressOf(claimant))]));
  const isClaimed = ({ userId, email }: ChatUser) => claimed.has(userId) || (email !== undefined && claimed.has(folded(email)));
  return users.map((user) => (isForgotten(user) && !isClaimed(user) ? { ...user, name: FORGOTTEN, email: undefined } : user));
}
