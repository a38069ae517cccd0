import { SlackError } from '../desk.js';
import { type Endpoint, text } from './call.js';

/** The app itself: who it is, where it is, and how it connects. */
export const apps = {
  'api.test': {
    token: 'none',
    perMinute: 100,
    run(_desk, args) {
      const error = text(args, 'error');
      if (error !== undefined) throw new SlackError(error, { args });
      return { args };
    },
  },
  'auth.test': {
    token: 'bot',
    perMinute: 600,
    run: (desk) => ({
      url: `${desk.url()}/`,
      team: desk.team.name,
      team_id: desk.team.id,
      user: desk.bot.handle,
      user_id: desk.bot.userId,
      bot_id: desk.bot.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    perMinute: 50,
    run: (desk) => ({ url: `${desk.url().replace(/^http/, 'ws')}/link?ticket=${desk.tickets.connection()}&app_id=${desk.appId}` }),
  },
  'bots.info': {
    token: 'bot',
    scopes: ['users:read'],
    perMinute: 50,
    run: (desk) => ({
      bot: { id: desk.bot.botId, deleted: false, name: desk.bot.name, app_id: desk.appId, user_id: desk.bot.userId },
    }),
  },
  'team.info': {
    token: 'bot',
    scopes: ['team:read'],
    perMinute: 50,
    run: (desk) => ({ team: { id: desk.team.id, name: desk.team.name, domain: 'local' } }),
  },
} satisfies Record<string, Endpoint>;
