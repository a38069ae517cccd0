import type { Desk } from '../desk.js';
import type { User } from '../store.js';
import { slackZone } from './zone-json.js';

/** A user as users.list shows it (docs.slack.dev: User object). */
export function slackUser(desk: Desk, user: User, withLocale: boolean): Record<string, unknown> {
  const mayReadEmail = desk.scopes?.includes('users:read.email') ?? true;
  const profile = { real_name: user.name, display_name: user.name, title: user.title, team: desk.team.id };
  return {
    id: user.id,
    team_id: desk.team.id,
    name: user.handle,
    deleted: user.deleted,
    real_name: user.name,
    ...slackZone(user.zone, desk.now()),
    ...(withLocale ? { locale: user.locale } : {}),
    profile: user.bot
      ? { ...profile, bot_id: desk.bot.botId, api_app_id: desk.appId }
      : { ...profile, ...(mayReadEmail ? { email: user.email } : {}) },
    is_bot: user.bot,
    is_app_user: false,
    updated: Math.floor(desk.now() / 1_000),
  };
}
