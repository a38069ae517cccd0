import { grouped } from '../grouped.js';
import type { MemberId } from '../member.js';

/** A chat account of a person, as last seen. */
export type Account = {
  readonly userId: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly locale: string | undefined;
  readonly active: boolean;
};

/** What matching needs to know of an active member. */
export type Claimant = { readonly id: MemberId; readonly email: string | undefined; readonly rosterAccount: string | undefined };

export type Ambiguity =
  /** The account fits several members, by user id or by e-mail. Nobody gets it by e-mail, nor whom it is named for beside another of their own address. */
  | { readonly kind: 'account-claimed-twice'; readonly userId: string; readonly memberIds: readonly MemberId[] }
  /** Several accounts in use carry the member's e-mail. */
  | { readonly kind: 'several-accounts'; readonly memberId: MemberId; readonly userIds: readonly string[] };

export type Matching = { readonly matches: ReadonlyMap<string, MemberId>; readonly ambiguities: readonly Ambiguity[] };

export const folded = (email: string) => email.trim().toLowerCase();

export const LOCAL_DOMAIN = '@localhost';

/** The local workspace makes an account for whoever has no address as well, of this one; a roster takes none of that kind. */
export const addressOf = ({ id, email }: Pick<Claimant, 'id' | 'email'>): string => email ?? `${id}${LOCAL_DOMAIN}`;

export const isLocalAddress = (email: string): boolean => folded(email).endsWith(LOCAL_DOMAIN);

/**
 * Who has which account: by the user id written in the roster, else, also where that one is switched off, by e-mail, never by name. Whatever is not
 * plain stays unmatched and is reported, because a wrong match would show one person's answers to another.
 */
export function matchAccounts(members: readonly Claimant[], accounts: readonly Account[]): Matching {
  const byId = new Map(accounts.map((account) => [account.userId, account]));
  const byEmail = grouped(
    accounts.filter((account) => account.email),
    (account) => folded(account.email ?? ''),
  );
  const ownerOf = new Map(members.map((member) => [folded(addressOf(member)), member.id]));
  const ambiguities: Ambiguity[] = [];
  const claims = new Map<string, { byId: MemberId[]; byEmail: MemberId[] }>();
  const claim = (userId: string, how: 'byId' | 'byEmail', memberId: MemberId) => {
    const found = claims.get(userId) ?? { byId: [], byEmail: [] };
    found[how].push(memberId);
    claims.set(userId, found);
  };
  const contradicted = new Map<string, readonly MemberId[]>();
  for (const member of members) {
    const named = member.rosterAccount === undefined ? undefined : byId.get(member.rosterAccount);
    const same = byEmail.get(folded(addressOf(member))) ?? [];
    // Somebody who left and came back has a dead account and a live one with the same address: the live one counts. Of several dead ones any
    // says as much: that nobody is there.
    const live = same.filter((account) => account.active);
    // The account named in the roster goes before; as long as it is in use, or there is no other.
    if (named && (named.active || live.length === 0)) {
      const owner = named.email === undefined ? undefined : ownerOf.get(folded(named.email));
      // Another member's by its address, while there is one with theirs: accounts have slipped against addresses.
      if (owner !== undefined && owner !== member.id && live.length > 0) contradicted.set(named.userId, [member.id, owner]);
      else claim(named.userId, 'byId', member.id);
      continue;
    }
    const [only, ...more] = live.length > 0 ? live : same.slice(0, 1);
    if (only && more.length === 0) claim(only.userId, 'byEmail', member.id);
    else if (only)
      ambiguities.push({ kind: 'several-accounts', memberId: member.id, userIds: [only, ...more].map((account) => account.userId) });
  }
  const matches = new Map<string, MemberId>();
  for (const [userId, memberIds] of contradicted) ambiguities.push({ kind: 'account-claimed-twice', userId, memberIds });
  for (const [userId, claimed] of claims) {
    if (contradicted.has(userId)) continue;
    const [first, ...others] = claimed.byId.length > 0 ? claimed.byId : claimed.byEmail;
    if (first && others.length === 0) matches.set(userId, first);
    if (claimed.byId.length + claimed.byEmail.length > 1) {
      ambiguities.push({ kind: 'account-claimed-twice', userId, memberIds: [...claimed.byId, ...claimed.byEmail] });
    }
  }
  return { matches, ambiguities };
}
