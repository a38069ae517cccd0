import { validateView } from '../../block-kit/validate.js';
import { type Desk, SlackError } from '../desk.js';
import { pageView, type View } from '../views.js';
import { type Args, type Endpoint, structure, text, userIn } from './call.js';
import { refuseIf } from './chat.js';

/** A view as payloads and answers carry it (docs.slack.dev: View objects). `state`: what is filled in. */
export function slackView(desk: Desk, view: View, state: unknown = {}): Record<string, unknown> {
  const plain = (value: string | null) => (value === null ? null : { type: 'plain_text', text: value, emoji: false });
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
    clear_on_close: false,
    blocks: view.blocks,
    state: { values: state },
    app_id: 'A0SIWEN',
    bot_id: desk.bot.botId,
  };
}

export function showModals(desk: Desk, userId: string): void {
  desk.pages.send(userId, { type: 'modals', modals: desk.views.stack(userId).map(pageView) });
}

/** A view argument that Slack would take, of this type. */
export function contentOf(value: unknown, type: 'modal' | 'home'): unknown {
  refuseIf(validateView(value), 'invalid_arguments');
  const given = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (given !== type)
    throw new SlackError('invalid_arguments', { response_metadata: { messages: [`[ERROR] must be ${type} [json-pointer:/view/type]`] } });
  return value;
}

const viewArg = (args: Args) => structure(args, 'view', 'invalid_arguments');

function personOf(desk: Desk, args: Args): string {
  const redeemed = desk.tickets.redeem(args.trigger_id);
  if (typeof redeemed === 'object') return redeemed.userId;
  const error = { invalid: 'invalid_trigger_id', expired: 'expired_trigger_id', exchanged: 'exchanged_trigger_id' } as const;
  throw new SlackError(error[redeemed]);
}

function checkExternalId(desk: Desk, content: unknown): void {
  const id = typeof content === 'object' && content !== null && 'external_id' in content ? content.external_id : undefined;
  if (typeof id === 'string' && id !== '' && desk.views.byExternalId(id)) throw new SlackError('duplicate_external_id');
}

function shown(desk: Desk, view: View): Record<string, unknown> {
  if (view.type === 'home') desk.pages.send(view.userId, { type: 'home', view: pageView(view) });
  else showModals(desk, view.userId);
  return { view: slackView(desk, view) };
}

export const views: Readonly<Record<string, Endpoint>> = {
  'views.open': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = contentOf(viewArg(args), 'modal');
      checkExternalId(desk, content);
      const userId = personOf(desk, args);
      desk.views.clear(userId); // a new root view takes the place of what was open
      const view = desk.views.push(userId, content);
      if (!view) throw new SlackError('push_limit_reached');
      return shown(desk, view);
    },
  },
  'views.push': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = contentOf(viewArg(args), 'modal');
      checkExternalId(desk, content);
      const view = desk.views.push(personOf(desk, args), content);
      if (!view) throw new SlackError('push_limit_reached');
      return shown(desk, view);
    },
  },
  'views.update': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = contentOf(viewArg(args), 'modal');
      const view = desk.views.find(text(args, 'view_id') ?? '') ?? desk.views.byExternalId(text(args, 'external_id') ?? '\u0000');
      if (!view) throw new SlackError('not_found');
      const hash = text(args, 'hash');
      if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
      return shown(desk, desk.views.replace(view, content));
    },
  },
  'views.publish': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = contentOf(viewArg(args), 'home');
      const user = userIn(desk, text(args, 'user_id'));
      const hash = text(args, 'hash');
      const before = desk.views.home(user.id);
      if (hash !== undefined && before && hash !== before.hash) throw new SlackError('hash_conflict');
      return shown(desk, desk.views.publish(user.id, content));
    },
  },
};
