import type { WebClient } from '@slack/web-api';
import type { ChatUser } from '../chat/chat.js';
import { attempt } from './errors.js';

const PAGE = 200;

/** Every account of the workspace (docs.slack.dev: users.list). A server that leaves a field out is taken as it is. */
export async function listUsers(client: WebClient): Promise<ChatUser[]> {
  const users: ChatUser[] = [];
  const own = await attempt('auth.test', () => client.auth.test());
  let cursor: string | undefined;
  do {
    const page = await attempt('users.list', () => client.users.list({ limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) }));
    for (const user of page.members ?? []) {
      if (!user.id) continue;
      users.push({
        userId: user.id,
        teamId: user.team_id ?? own.team_id ?? '',
        name: user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || user.id,
        email: user.profile?.email || undefined,
        locale: user.locale || undefined,
        active: !user.deleted,
        bot: user.is_bot === true || user.id === 'USLACKBOT',
      });
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return users;
}
