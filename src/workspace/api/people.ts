import { randomBytes } from 'node:crypto';
import { type Desk, SlackError } from '../desk.js';
import type { User } from '../store.js';
import { type Endpoint, flag, page, required, text, userIn } from './call.js';

/** A user as users.list shows it (docs.slack.dev: User object). */
export function slackUser(desk: Desk, user: User, withLocale: boolean): Record<string, unknown> {
  return {
    id: user.id,
    team_id: desk.team.id,
    name: user.handle,
    deleted: user.deleted,
    real_name: user.name,
    tz: user.zone,
    ...(withLocale ? { locale: user.locale } : {}),
    profile: { real_name: user.name, display_name: user.name, email: user.email, title: user.title, team: desk.team.id },
    is_bot: user.bot,
    is_app_user: false,
    updated: Math.floor(desk.now() / 1_000),
  };
}

export const people: Readonly<Record<string, Endpoint>> = {
  'auth.test': {
    token: 'bot',
    perMinute: 600,
    run: (desk) => ({
      url: `${desk.url()}/`,
      team: desk.team.name,
      team_id: desk.team.id,
      user: 'siwen',
      user_id: desk.bot.userId,
      bot_id: desk.bot.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    perMinute: 50,
    run: (desk) => ({
      url: `${desk.url().replace(/^http/, 'ws')}/link?ticket=${encodeURIComponent(desk.tokens.app)}&app_id=A0SIWEN&nonce=${randomBytes(4).toString('hex')}`,
    }),
  },
  'team.info': { token: 'bot', perMinute: 50, run: (desk) => ({ team: { id: desk.team.id, name: desk.team.name, domain: 'local' } }) },
  'users.list': {
    token: 'bot',
    perMinute: 20,
    run(desk, args) {
      const { items, next } = page(args, desk.store.users());
      const members = items.map((user) => slackUser(desk, user, flag(args, 'include_locale')));
      return { members, cache_ts: Math.floor(desk.now() / 1_000), response_metadata: { next_cursor: next } };
    },
  },
  'users.info': {
    token: 'bot',
    perMinute: 100,
    run: (desk, args) => ({ user: slackUser(desk, userIn(desk, required(args, 'user', 'user_not_found')), flag(args, 'include_locale')) }),
  },
  'users.lookupByEmail': {
    token: 'bot',
    perMinute: 50,
    run(desk, args) {
      const email = text(args, 'email')?.toLowerCase();
      const user = desk.store.users().find((one) => !one.deleted && one.email.toLowerCase() === email);
      if (!user) throw new SlackError('users_not_found');
      return { user: slackUser(desk, user, false) };
    },
  },
};
