import type { Endpoint } from './call.js';

/** The app itself: who it is, where it is, and how it connects. */
export const apps: Readonly<Record<string, Endpoint>> = {
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
    perMinute: 50,
    run: (desk) => ({
      bot: { id: desk.bot.botId, deleted: false, name: desk.bot.name, app_id: desk.appId, user_id: desk.bot.userId },
    }),
  },
  'team.info': { token: 'bot', perMinute: 50, run: (desk) => ({ team: { id: desk.team.id, name: desk.team.name, domain: 'local' } }) },
};
