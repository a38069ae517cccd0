import { type Desk, SlackError } from '../desk.js';
import { type Endpoint, flag, page, required, text, userIn } from './call.js';
import { slackUser } from './user-json.js';

/** Slack's own account is in every list, and does not call itself a bot. */
const slackbot = (desk: Desk) => ({
  id: 'USLACKBOT',
  team_id: desk.team.id,
  name: 'slackbot',
  deleted: false,
  real_name: 'Slackbot',
  profile: { real_name: 'Slackbot', display_name: 'Slackbot', team: desk.team.id },
  is_bot: false,
  is_app_user: false,
});

export const users = {
  'users.list': {
    token: 'bot',
    scopes: ['users:read'],
    perMinute: 20,
    run(desk, args) {
      const withLocale = flag(args, 'include_locale');
      const people = desk.store.users().map((user) => () => slackUser(desk, user, withLocale));
      const { items, next } = page(args, [...people, () => slackbot(desk)]);
      return { members: items.map((show) => show()), cache_ts: Math.floor(desk.now() / 1_000), response_metadata: { next_cursor: next } };
    },
  },
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    perMinute: 100,
    run: (desk, args) => ({ user: slackUser(desk, userIn(desk, required(args, 'user', 'user_not_found')), flag(args, 'include_locale')) }),
  },
  'users.lookupByEmail': {
    token: 'bot',
    scopes: ['users:read.email'],
    perMinute: 50,
    run(desk, args) {
      const email = text(args, 'email')?.toLowerCase();
      const user = desk.store.users().find((one) => !one.deleted && !one.bot && one.email.toLowerCase() === email);
      if (!user) throw new SlackError('users_not_found');
      return { user: slackUser(desk, user, false) };
    },
  },
} satisfies Record<string, Endpoint>;
