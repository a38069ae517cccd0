import type { UsersListResponse, WebClient } from '@slack/web-api';
import type { ChatUser } from '../chat/chat.js';
import { RateLimited } from '../chat/errors.js';
import { attempt } from './errors.js';
import type { AskOwn, Own } from './own.js';

const PAGE = 200;

/**
 * Every account the workspace knows of (docs.slack.dev: users.list). A server that leaves a field out is taken as it is. Where Slack answers
 * 429 between two pages, the next call goes on from there: begun anew each time, the list of a large office would never be read to its end.
 */
export function userLister(client: WebClient, own: AskOwn): () => Promise<ChatUser[]> {
  let interrupted: { readonly users: ChatUser[]; cursor: string | undefined } | undefined;
  async function listUsers(): Promise<ChatUser[]> {
    const us = await own.ask();
    const listing = interrupted ?? { users: [], cursor: undefined };
    interrupted = undefined;
    try {
      do {
        const { users, cursor } = listing;
        const page = await attempt('users.list', () =>
          client.users.list({ limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) }),
        );
        for (const { id, ...user } of page.members ?? []) if (id) users.push(chatUser(id, user, us));
        listing.cursor = page.response_metadata?.next_cursor || undefined;
      } while (listing.cursor);
    } catch (error) {
      if (error instanceof RateLimited) interrupted = listing;
      throw error;
    }
    return listing.users;
  }
  return () => listUsers();
}

function chatUser(id: string, user: Member, us: Own): ChatUser {
  const ours = isOurs(user, us);
  return {
    userId: id,
    teamId: (ours ? us.teamId : undefined) ?? user.team_id ?? '',
    name: user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || id,
    email: user.profile?.email || undefined,
    locale: user.locale || undefined,
    active: !user.deleted,
    bot: !ours || user.is_bot === true || id === 'USLACKBOT' || id === us.userId,
  };
}

type Member = NonNullable<UsersListResponse['members']>[number];

/** What users.list says of where somebody belongs; the SDK's type lacks `is_stranger`. */
type Listed = {
  readonly team_id?: string;
  readonly is_stranger?: boolean;
  readonly enterprise_user?: { readonly teams?: readonly string[] };
};

/**
 * Whoever shares a channel with the workspace is listed as well (docs.slack.dev: Slack Connect), with the address that their own
 * administrators gave them. `is_stranger` alone doesn't tell: it is false as soon as a channel is shared (docs.slack.dev: user object). In an
 * Enterprise Grid somebody has one team_id, which may be that of the organization or of another of the workspaces they are in.
 */
function isOurs({ team_id: team, is_stranger, enterprise_user: enterprise }: Listed, us: Own): boolean {
  if (is_stranger === true) return false;
  if (!team || !us.teamId || team === us.teamId || team === us.enterpriseId) return true;
  return enterprise?.teams?.includes(us.teamId) === true;
}
