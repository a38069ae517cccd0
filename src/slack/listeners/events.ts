import { Envelope, HomeOpened } from '../payloads.js';
import { type Listening, notShown, unreadable } from './listening.js';

/** Home tabs being opened, and accounts that come or change. Typed messages are stored before Bolt sees them (messages.ts). */
export function listenToEvents({ app, clients, dispatch, onUsersChanged, log }: Listening): void {
  app.event('app_home_opened', async ({ body }) => {
    const envelope = Envelope.safeParse(body);
    const opened = HomeOpened.safeParse(envelope.data?.event);
    if (!envelope.success || !opened.success) return unreadable(log, 'app_home_opened');
    if (opened.data.tab === 'messages') return;
    const { user, event_ts: at } = opened.data;
    const person = { userId: user, teamId: envelope.data.team_id };
    const draw = async () => {
      const reply = await dispatch({ kind: 'home-opened', person, key: `${user}:${at}` });
      return reply.do === 'home' ? reply.home : undefined;
    };
    await clients.homes.open(user, draw).catch((error: unknown) => notShown(log, error));
  });
  app.event('team_join', async () => onUsersChanged());
  app.event('user_change', async () => onUsersChanged());
}
