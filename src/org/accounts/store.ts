import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { ChatUser } from '../../chat/chat.js';
import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../member.js';
import { FORGOTTEN } from './forgotten.js';
import { type Account, type Claimant, LOCAL_DOMAIN } from './matching.js';

type AccountRow = {
  user_id: string;
  team_id: string;
  name: string;
  email: string | null;
  locale: string | null;
  active: number;
  bot: number;
  member_id: string | null;
  seen_at: number;
};

declare module '../../db/schema.js' {
  interface Schema {
    org_account: AccountRow;
    org_stranger: { user_id: string; hinted_at: number };
  }
}

const userOf = (row: Omit<AccountRow, 'member_id' | 'seen_at'>): ChatUser => ({
  userId: row.user_id,
  teamId: row.team_id,
  name: row.name,
  email: row.email ?? undefined,
  locale: row.locale ?? undefined,
  active: row.active === 1,
  bot: row.bot === 1,
});

export async function findAccount(tx: Tx, userId: string): Promise<ChatUser | undefined> {
  const row = await tx.selectFrom('org_account').selectAll().where('user_id', '=', userId).executeTakeFirst();
  return row && userOf(row);
}

/** Every account ever seen, bots left out. */
export async function loadAccounts(tx: Tx): Promise<Account[]> {
  const rows = await tx
    .selectFrom('org_account')
    .select(['user_id', 'name', 'email', 'locale', 'active'])
    .where('bot', '=', 0)
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email ?? undefined,
    locale: row.locale ?? undefined,
    active: row.active === 1,
  }));
}

/** Whose each account is now, user id → member; also of accounts that nobody may have any more. */
export async function loadMatches(tx: Tx): Promise<Map<string, MemberId>> {
  const rows = await tx.selectFrom('org_account').select(['user_id', 'member_id']).where('member_id', 'is not', null).execute();
  return new Map(rows.map((row) => [row.user_id, row.member_id as MemberId]));
}

/** The members who may claim an account, in the roster's order. */
export async function loadClaimants(tx: Tx): Promise<Claimant[]> {
  const rows = await tx
    .selectFrom('org_member')
    .select(['id', 'email', 'roster_account'])
    .where('active', '=', 1)
    .orderBy('roster_order')
    .execute();
  return rows.map((row) => ({
    id: row.id as MemberId,
    email: row.email ?? undefined,
    rosterAccount: row.roster_account ?? undefined,
  }));
}

/** Every account ever seen, as it was saved. */
export async function loadSeen(tx: Tx): Promise<Map<string, ChatUser>> {
  const rows = await tx.selectFrom('org_account').select(['user_id', 'team_id', 'name', 'email', 'locale', 'active', 'bot']).execute();
  return new Map(rows.map((row) => [row.user_id, userOf(row)]));
}

/** `seenAt`: since when they are as they are. */
export function saveAccounts(tx: Tx, users: readonly ChatUser[], seenAt: Instant): Promise<void> {
  return inChunks(users, (some) => {
    const rows = some.map((user) => ({
      user_id: user.userId,
      team_id: user.teamId,
      name: user.name,
      email: user.email ?? null,
      locale: user.locale ?? null,
      active: user.active ? 1 : 0,
      bot: user.bot ? 1 : 0,
      member_id: null,
      seen_at: seenAt,
    }));
    return tx
      .insertInto('org_account')
      .values(rows)
      .onConflict((oc) =>
        oc.column('user_id').doUpdateSet((eb) => ({
          team_id: eb.ref('excluded.team_id'),
          name: eb.ref('excluded.name'),
          email: eb.ref('excluded.email'),
          locale: eb.ref('excluded.locale'),
          active: eb.ref('excluded.active'),
          bot: eb.ref('excluded.bot'),
          seen_at: eb.ref('excluded.seen_at'),
        })),
      )
      .execute();
  });
}

/**
 * What the chat says of the accounts that were somebody's who has left: by what the roster last had of them. In a database that was put back they may be
 * on it still. Gives which.
 */
export async function forgetAccounts(tx: Tx, memberId: MemberId): Promise<string[]> {
  const theirs = await tx
    .selectFrom('org_member as member')
    .innerJoin('org_account as account', (join) =>
      join.on((row) =>
        row.or([
          row('account.member_id', '=', row.ref('member.id')),
          row('account.user_id', '=', row.ref('member.roster_account')),
          row(sql`lower(trim(account.email))`, '=', sql`lower(trim(ifnull(member.email, member.id || ${LOCAL_DOMAIN})))`),
        ]),
      ),
    )
    .select('account.user_id')
    .where('member.id', '=', memberId)
    // Their address may be somebody else's by now.
    .where((row) => row.or([row('account.member_id', 'is', null), row('account.member_id', '=', memberId)]))
    .execute();
  const userIds = theirs.map(({ user_id }) => user_id);
  await tx.updateTable('org_account').set({ name: FORGOTTEN, email: null, member_id: null }).where('user_id', 'in', userIds).execute();
  return userIds;
}

/** Unmatches first, so that two members may swap accounts without meeting the unique index half-way. */
export async function saveMatches(tx: Tx, matches: ReadonlyMap<string, MemberId | undefined>): Promise<void> {
  await inChunks([...matches.keys()], (some) =>
    tx.updateTable('org_account').set({ member_id: null }).where('user_id', 'in', some).execute(),
  );
  await inChunks([...matches], async (some) => {
    for (const [userId, memberId] of some) {
      if (memberId) await tx.updateTable('org_account').set({ member_id: memberId }).where('user_id', '=', userId).execute();
    }
  });
}

/** True once per stranger and `quietMs`: the guard stands in the WHERE, so two presses at once give one hint. */
export async function markHinted(tx: Tx, userId: string, now: Instant, quietMs: number): Promise<boolean> {
  const result = await tx
    .insertInto('org_stranger')
    .values({ user_id: userId, hinted_at: now })
    .onConflict((oc) =>
      oc
        .column('user_id')
        .doUpdateSet({ hinted_at: now })
        .where(sql<boolean>`org_stranger.hinted_at <= ${now - quietMs}`),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
