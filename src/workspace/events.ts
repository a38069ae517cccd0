import { randomBytes, randomUUID } from 'node:crypto';
import { slackMessage } from './api/message-json.js';
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

/** docs.slack.dev: message.im event. The app hears of its own messages too: an app that answers them answers itself. */
export function tellMessage(desk: Desk, message: Message): void {
  const byPerson = message.user === desk.bot.userId ? {} : { client_msg_id: randomUUID() };
  const subtype = message.files.length > 0 ? { subtype: 'file_share' } : {};
  tellEvent(desk, {
    ...slackMessage(desk, message, false),
    ...subtype,
    ...byPerson,
    channel: message.channel,
    channel_type: 'im',
    event_ts: message.ts,
  });
}

/** docs.slack.dev: message_changed and message_deleted events. `after` absent: it was deleted. */
export function tellChange(desk: Desk, before: Message, after?: Message): void {
  const previous = slackMessage(desk, before, false);
  const ts = desk.nextTs();
  tellEvent(desk, {
    type: 'message',
    ...(after
      ? { subtype: 'message_changed', message: slackMessage(desk, after, false), previous_message: previous }
      : { subtype: 'message_deleted', deleted_ts: before.ts, previous_message: previous }),
    hidden: true,
    channel: before.channel,
    channel_type: 'im',
    ts,
    event_ts: ts,
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
