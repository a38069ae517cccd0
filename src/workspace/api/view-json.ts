import type { Desk } from '../desk.js';
import type { View } from '../views.js';

/** A view as payloads and answers carry it (docs.slack.dev: View objects). `state`: what is filled in. */
export function slackView(desk: Desk, view: View, state: unknown = {}): Record<string, unknown> {
  const plain = (value: string | null) => (value === null ? null : { type: 'plain_text', text: value, emoji: true });
  return {
    id: view.id,
    team_id: desk.team.id,
    type: view.type,
    hash: view.hash,
    callback_id: view.callbackId,
    private_metadata: view.privateMetadata,
    external_id: view.externalId,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    title: plain(view.title),
    submit: plain(view.submit),
    close: plain(view.close),
    notify_on_close: view.notifyOnClose,
    clear_on_close: view.clearOnClose,
    blocks: view.blocks,
    state: { values: state },
    app_id: desk.appId,
    app_installed_team_id: desk.team.id,
    bot_id: desk.bot.botId,
  };
}
