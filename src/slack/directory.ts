import type { WebClient } from '@slack/web-api';
import type { ChatUser } from '../chat/chat.js';
import { attempt } from './errors.js';
import type { AskOwn, Own } from './own.js';

const PAGE = 200;

/** Every account the workspace knows of (docs.slack.dev: users.list). A server that leaves a field out is taken as it is. */
export async function listUsers(client: WebClient, own: AskOwn): Promise<ChatUser[]> {
  const users: ChatUser[] = [];
  const us = await own.ask();
  let cursor: string | undefined;
  do {
    const page = await attempt('users.list', () => client.users.list({ limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) }));
    for (const user of page.members ?? []) {
      if (!user.id) continue;
      const ours = isOurs(user, us);
      users.push({
        userId: user.id,
        teamId: (ours ? us.teamId : undefined) ?? user.team_id ?? '',
        name: user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || user.id,
        email: user.profile?.email || undefined,
        locale: user.locale || undefined,
        active: !user.deleted,
        bot: !ours || user.is_bot === true || user.id === 'USLACKBOT' || user.id === us.userId,
      });
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return users;
}

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
