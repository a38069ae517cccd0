import type { WebClient } from '@slack/web-api';
import type { ChatUser } from '../chat/chat.js';
import { attempt } from './errors.js';
import type { AskOwn } from './own.js';

const PAGE = 200;

/** Every account of the workspace (docs.slack.dev: users.list). A server that leaves a field out is taken as it is. */
export async function listUsers(client: WebClient, own: AskOwn): Promise<ChatUser[]> {
  const users: ChatUser[] = [];
  const { teamId, userId } = await own.ask();
  let cursor: string | undefined;
  do {
    const page = await attempt('users.list', () => client.users.list({ limit: PAGE, include_locale: true, ...(cursor ? { cursor } : {}) }));
    for (const user of page.members ?? []) {
      if (!user.id) continue;
      users.push({
        userId: user.id,
        teamId: user.team_id ?? teamId ?? '',
        name: user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || user.id,
        email: user.profile?.email || undefined,
        locale: user.locale || undefined,
        active: !user.deleted,
        bot: user.is_bot === true || user.id === 'USLACKBOT' || user.id === userId,
      });
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return users;
}
