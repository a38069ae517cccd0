import type { Card } from '../chat/card.js';
import type { Answer } from '../chat/reply.js';
import { renderOption } from './blocks.js';
import { refuseInvalidOptions } from './check.js';
import type { Clients } from './clients.js';
import { attempt } from './errors.js';
import { messageBlocks } from './message.js';
import { cardAsForm, renderForm, renderHome } from './modal.js';
import type { BlockActions } from './payloads.js';
import { escaped } from './send.js';

/** A message only the person sees, as Slack takes it in acknowledgements and at response_urls. `charts`: the chat draws them. */
export function ephemeral(card: Card, charts: boolean) {
  return {
    response_type: 'ephemeral' as const,
    text: escaped(card.summary),
    blocks: messageBlocks(card, charts),
  };
}

/** The answer to a submitted form goes into its acknowledgement (docs.slack.dev: Modals, "response_action"). */
export function submissionAck(reply: Answer): object | undefined {
  switch (reply.do) {
    case 'errors':
      return { response_action: 'errors', errors: reply.errors };
    case 'replace':
      return { response_action: 'update', view: renderForm(reply.form) };
    case 'open':
      return { response_action: 'push', view: renderForm(reply.form) };
    case 'show':
      return { response_action: 'update', view: cardAsForm(reply.card, reply.locale) };
    case 'close':
      return { response_action: 'clear' };
    case 'nothing':
    case 'home':
    case 'options':
      return undefined;
  }
}

/** The answer to a press: a form over what is there, the form changed in place, or a message only the person sees. */
export async function answerPress(clients: Clients, press: BlockActions, reply: Answer): Promise<void> {
  const { interactive } = clients;
  const inForm = press.view?.type === 'modal';
  const openView = (view: ReturnType<typeof renderForm>) => {
    const request = { trigger_id: press.trigger_id, view };
    return inForm
      ? attempt('views.push', () => interactive.views.push(request))
      : attempt('views.open', () => interactive.views.open(request));
  };
  switch (reply.do) {
    case 'open':
      await openView(renderForm(reply.form));
      return;
    case 'replace': {
      const view = renderForm(reply.form);
      const id = press.view?.id;
      if (!inForm || !id) await openView(view);
      else await attempt('views.update', () => interactive.views.update({ view_id: id, view }));
      return;
    }
    case 'show':
      if (!press.view && (await whisper(clients, press, reply.card))) return;
      await openView(cardAsForm(reply.card, reply.locale));
      return;
    case 'home': {
      const view = renderHome(reply.home);
      await attempt('views.publish', () => interactive.views.publish({ user_id: press.user.id, view }));
      return;
    }
    case 'nothing':
    case 'errors':
    case 'close':
    case 'options':
      return;
  }
}

/** At the response_url, else as a message of its own; true when one of them took it. */
async function whisper({ respond, interactive, charts }: Clients, press: BlockActions, card: Card): Promise<boolean> {
  const { channel, response_url: url, user } = press;
  const message = ephemeral(card, charts.known());
  if (url && (await respond(url, message))) return true;
  if (!channel) return false;
  const { text, blocks } = message;
  return attempt('chat.postEphemeral', () => interactive.chat.postEphemeral({ channel: channel.id, user: user.id, text, blocks })).then(
    () => true,
    () => false,
  );
}

/** Options for a search field (docs.slack.dev: block_suggestion). */
export function optionsAck(reply: Answer): object {
  const options = reply.do === 'options' ? reply.options : [];
  return { options: refuseInvalidOptions(options.slice(0, 100).map(renderOption)) };
}
