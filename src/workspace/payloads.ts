import type { Answer } from './app-link.js';
import { type Desk, SlackError } from './desk.js';
import type { PageEvent } from './protocol.js';
import type { Conversation, User } from './store.js';
import type { Origin } from './tickets.js';
import type { View } from './views.js';

type Warning = Extract<PageEvent, { type: 'warning' }>;

/** What every interaction payload starts with (docs.slack.dev: Interaction payloads). */
export const common = (desk: Desk, user: User) => ({
  team: { id: desk.team.id, domain: 'local' },
  user: { id: user.id, username: user.handle, name: user.handle, team_id: desk.team.id },
  api_app_id: desk.appId,
  token: 'local',
  enterprise: null,
  is_enterprise_install: false,
});

export const responseUrl = (desk: Desk, origin: Origin) => `${desk.url()}/respond/${desk.tickets.responseId(origin)}`;

/** Unlike a message's time stamp it needn't be unique, but no two presses of one person share it. */
export const actionTs = (desk: Desk) => desk.nextTs();

export const channelName = (channel: Conversation) => (channel.kind === 'im' ? 'directmessage' : channel.name);

/** What Slack tells the person when the app did not answer in time, or not at all. True: they were warned. */
export function warn(desk: Desk, userId: string, answer: Answer, where: Warning['where']): boolean {
  if (answer.kind === 'acknowledged') return false;
  const code = answer.kind === 'no-app' ? 'no_app' : where === 'command' ? 'operation_timeout' : 'dispatch_failed';
  desk.pages.send(userId, { type: 'warning', code, where });
  return true;
}

/** A view that this person has open, or their Home tab. */
export function ownView(desk: Desk, user: User, viewId: string): View {
  const view = desk.views.find(viewId);
  if (view?.userId !== user.id) throw new SlackError('view_not_found');
  return view;
}
