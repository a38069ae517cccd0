import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../calendar/instant.js';
import type { ChatUser } from '../../chat/chat.js';
import type { Caller } from '../../chat/dispatch.js';
import type { ChatPerson } from '../../chat/event.js';
import { type Locale, localeOf } from '../../chat/text.js';
import type { Transact, Tx } from '../../db/transact.js';
import { handOver, noteHomeOpened } from '../../delivery/homes.js';
import { enqueue } from '../../delivery/outbox.js';
import type { Clock } from '../../schedule/clock.js';
import { type Actor, type AuditEntry, recordAll } from '../audit.js';
import { strangerHintCard } from '../cards.js';
import type { MemberId } from '../member.js';
import { postsOf } from '../roster/posts.js';
import { findByChatUser, loadAdministrators, loadDepartments, loadStoredMembers } from '../store.js';
import { tellAdministrators } from '../tell-administrators.js';
import { withoutForgotten } from './forgotten.js';
import { addressesVanished, succeeded, withAddressesOf, withoutLocalAddresses } from './listing.js';
import { type Ambiguity, matchAccounts } from './matching.js';
import { findAccount, loadAccounts, loadClaimants, loadMatches, loadSeen, markHinted, saveAccounts, saveMatches } from './store.js';

export type Deps = { readonly transact: Transact; readonly clock: Clock };

/** The administrators are told of the same stranger once in this time. */
const HINT_QUIET_MS = 7 * 24 * 3_600_000;

/**
 * Who stands behind a chat account at this moment: an active member, or a stranger. One who left is a stranger, too. `atHome`: they have
 * their Home tab before them, which is noted.
 */
export function identify(deps: Deps, person: ChatPerson, atHome: boolean): Promise<Caller | { readonly stranger: Locale }> {
  return deps.transact(async (tx) => {
    const member = await findByChatUser(tx, person.userId);
    const caller = member?.active && isSameTeam(member.teamId, person.teamId) ? member : undefined;
    if (atHome && (caller || !member)) await noteHomeOpened(tx, deps.clock.now(), person.userId, caller?.id);
    if (caller) return { memberId: caller.id, locale: caller.locale };
    return { stranger: localeOf((await findAccount(tx, person.userId))?.locale) };
  });
}

/** User ids are unique in one team only. A chat that has no teams, or doesn't always name it, is believed. */
const isSameTeam = (one: string | undefined, other: string): boolean => !one || !other || one === other;

/** Somebody who isn't on the roster came by: each administrator gets one hint, at most once a week per stranger. */
export function noticeStranger(deps: Deps, person: ChatPerson): Promise<void> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    const account = await findAccount(tx, person.userId);
    if (account?.bot) return;
    if ((await loadAdministrators(tx)).length === 0 || !(await markHinted(tx, person.userId, now, HINT_QUIET_MS))) return;
    await tellAdministrators(tx, now, {
      key: `org.stranger:${person.userId}:${now}`,
      card: ({ locale }) => strangerHintCard({ userId: person.userId, name: account?.name, email: account?.email }, locale),
    });
  });
}

export type Synced = {
  /** Members who have got an account, or another one. */
  readonly matched: number;
  /** Members whose account was taken away: it became ambiguous, or the roster says otherwise now. */
  readonly unmatched: number;
  readonly ambiguities: readonly Ambiguity[];
  /** The chat named addresses before, and now not one: those known before still count. */
  readonly withoutAddresses: boolean;
};

/** Takes in all accounts, as the chat lists them, and matches members to accounts afresh. `local`: the chat is the local workspace. */
export function syncAccounts(deps: Deps & { readonly local?: boolean }, named: readonly ChatUser[]): Promise<Synced> {
  const listed = deps.local ? named : withoutLocalAddresses(named);
  return deps.transact(async (tx) => {
    const seen = await loadSeen(tx);
    const withoutAddresses = addressesVanished(seen, listed);
    const users = withoutAddresses ? withAddressesOf(seen, listed) : listed;
    const known = withoutForgotten(users, seen, await loadClaimants(tx));
    // All are listed at every start and every few minutes, and hardly anybody has changed.
    const changed = known.filter((user) => !isSame(seen.get(user.userId), user));
    await saveAccounts(tx, [...changed, ...succeeded(seen, known)], deps.clock.now());
    const matching = await rematch(tx, deps.clock.now(), { operator: 'siwen' });
    // Whoever has chosen another language finds Home in it.
    const translated = new Set(changed.filter((user) => speaksOtherwise(seen.get(user.userId), user)).map(({ userId }) => userId));
    for (const [userId, member] of translated.size > 0 ? await loadMatches(tx) : []) {
      if (translated.has(userId)) await enqueue(tx, deps.clock.now(), { kind: 'home', member });
    }
    return { ...matching, withoutAddresses };
  });
}

const speaksOtherwise = (seen: ChatUser | undefined, user: ChatUser): boolean => seen !== undefined && seen.locale !== user.locale;
const isSame = (seen: ChatUser | undefined, { userId, teamId, name, email, locale, active, bot }: ChatUser): boolean =>
  isDeepStrictEqual(seen, { userId, teamId, name, email, locale, active, bot });

/** After every change of accounts or roster; `actor`: whose change it is. */
export async function rematch(tx: Tx, now: Instant, actor: Actor): Promise<Omit<Synced, 'withoutAddresses'>> {
  const held = await loadMatches(tx);
  const { matches, ambiguities } = matchAccounts(await loadClaimants(tx), await loadAccounts(tx));
  const changed = new Map<string, MemberId | undefined>();
  for (const userId of new Set([...held.keys(), ...matches.keys()])) {
    if (matches.get(userId) !== held.get(userId)) changed.set(userId, matches.get(userId));
  }
  await saveMatches(tx, changed);
  await recordMatches(tx, { at: now, actor }, held, changed);
  await handOver(tx, now, changed);
  const matched = [...changed.values()].filter((memberId) => memberId !== undefined).length;
  return { matched, unmatched: changed.size - matched, ambiguities };
}

/**
 * Who lost an account, and who has got which. When the whole office meets its accounts for the first time, only those are named who hold a
 * role or a post: of thousands of others it says no more than the accounts themselves do.
 */
async function recordMatches(
  tx: Tx,
  by: Pick<AuditEntry, 'at' | 'actor'>,
  held: ReadonlyMap<string, MemberId>,
  changed: ReadonlyMap<string, MemberId | undefined>,
): Promise<void> {
  if (changed.size === 0) return;
  const isFirst = held.size === 0;
  const posts = isFirst ? postsOf({ departments: await loadDepartments(tx), members: await loadStoredMembers(tx) }) : undefined;
  const entries = [...changed].flatMap(([userId, memberId]): AuditEntry[] => {
    const former = held.get(userId);
    return [
      ...(former ? [{ ...by, action: 'org.account-unmatched', subject: former, detail: userId } as const] : []),
      ...(memberId && (posts?.has(memberId) ?? true)
        ? [{ ...by, action: 'org.account-matched', subject: memberId, detail: userId } as const]
        : []),
    ];
  });
  await recordAll(tx, entries);
}
