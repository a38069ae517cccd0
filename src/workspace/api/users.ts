import { SlackError } from '../desk.js';
import { type Endpoint, flag, page, required, text, userIn } from './call.js';
import { slackUser } from './user-json.js';

export const users: Readonly<Record<string, Endpoint>> = {
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
      const user = desk.store.users().find((one) => !one.deleted && !one.bot && one.email.toLowerCase() === email);
      if (!user) throw new SlackError('users_not_found');
      return { user: slackUser(desk, user, false) };
    },
  },
};
