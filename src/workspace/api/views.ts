import type { ViewContent } from '../content.js';
import { type Desk, SlackError } from '../desk.js';
import { showView } from '../show.js';
import type { View } from '../views.js';
import { type Args, type Endpoint, required, structure, text, userIn } from './call.js';
import { viewContent } from './view-content.js';
import { slackView } from './view-json.js';

const viewArg = (args: Args, type: 'modal' | 'home') => viewContent(structure(args, 'view', 'invalid_arguments'), type);

/** The person whose trigger this is. The view was looked at before: a refused view does not use a trigger up. */
function personOf(desk: Desk, args: Args): string {
  const redeemed = desk.tickets.redeem(required(args, 'trigger_id'));
  if (typeof redeemed === 'object') return redeemed.userId;
  const error = { invalid: 'invalid_trigger_id', expired: 'expired_trigger_id', exchanged: 'exchanged_trigger_id' } as const;
  throw new SlackError(error[redeemed]);
}

/** An external id is unique among all views of the team; `self`: the view that may keep its own. */
function checkExternalId(desk: Desk, content: ViewContent, self?: View): void {
  const taken = content.external_id ? desk.views.byExternalId(content.external_id) : undefined;
  if (taken && taken.id !== self?.id) throw new SlackError('duplicate_external_id');
}

/** Somebody else changed the view since the app looked at it (docs.slack.dev: views.update, "Avoiding race conditions"). */
function checkHash(args: Args, view: View | undefined): void {
  const hash = text(args, 'hash');
  if (hash !== undefined && view && hash !== view.hash) throw new SlackError('hash_conflict');
}

function shown(desk: Desk, view: View): Record<string, unknown> {
  showView(desk, view);
  return { view: slackView(desk, view) };
}

function push(desk: Desk, userId: string, content: ViewContent): View {
  const view = desk.views.push(userId, content);
  if (!view) throw new SlackError('push_limit_reached');
  return view;
}

export const views = {
  'views.open': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = viewArg(args, 'modal');
      checkExternalId(desk, content);
      const userId = personOf(desk, args);
      desk.views.clear(userId); // a new root view takes the place of what was open
      return shown(desk, push(desk, userId, content));
    },
  },
  'views.push': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = viewArg(args, 'modal');
      checkExternalId(desk, content);
      const userId = personOf(desk, args);
      if (desk.views.stack(userId).length === 0) throw new SlackError('not_found');
      return shown(desk, push(desk, userId, content));
    },
  },
  'views.update': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = viewArg(args, 'modal');
      const externalId = text(args, 'external_id');
      const view = externalId === undefined ? desk.views.find(text(args, 'view_id') ?? '') : desk.views.byExternalId(externalId);
      if (view?.type !== 'modal') throw new SlackError('not_found');
      checkHash(args, view);
      checkExternalId(desk, content, view);
      return shown(desk, desk.views.replace(view, content));
    },
  },
  'views.publish': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const content = viewArg(args, 'home');
      const user = userIn(desk, text(args, 'user_id'));
      const before = desk.views.home(user.id);
      checkHash(args, before);
      checkExternalId(desk, content, before);
      return shown(desk, desk.views.publish(user.id, content));
    },
  },
} satisfies Record<string, Endpoint>;
