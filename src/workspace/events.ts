import { randomBytes, randomUUID } from 'node:crypto';
import { slackView } from './api/view-json.js';
import type { Desk } from './desk.js';
import type { Message, User } from './store.js';

/** An event as the Events API wraps it (docs.slack.dev: The Events API, "Event object"). */
export function tellEvent(desk: Desk, event: Readonly<Record<string, unknown>>): void {
  desk.app.tell({
    token: 'local',
    team_id: desk.team.id,
    context_team_id: desk.team.id,
    api_app_id: desk.appId,
    type: 'event_callback',
    event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
    event_time: Math.floor(desk.now() / 1_000),
    authorizations: [{ enterprise_id: null, team_id: desk.team.id, user_id: desk.bot.userId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event: { event_ts: desk.nextTs(), ...event },
  });
}

/** docs.slack.dev: message.im event. */
export function tellMessage(desk: Desk, { channel, user, text, ts }: Message): void {
  tellEvent(desk, {
    type: 'message',
    channel,
    channel_type: 'im',
    user,
    text,
    ts,
    event_ts: ts,
    team: desk.team.id,
    client_msg_id: randomUUID(),
  });
}

/** docs.slack.dev: app_home_opened event; it carries the Home tab once there is one. */
export function tellHomeOpened(desk: Desk, user: User, tab: 'home' | 'messages'): void {
  const view = desk.views.home(user.id);
  tellEvent(desk, {
    type: 'app_home_opened',
    user: user.id,
    channel: desk.store.imOf(user.id)?.id ?? '',
    tab,
    ...(view && tab === 'home' ? { view: slackView(desk, view) } : {}),
  });
}
