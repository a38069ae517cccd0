import { z } from 'zod';
import { viewContent } from './api/view-content.js';
import { slackView } from './api/view-json.js';
import { type Desk, SlackError } from './desk.js';
import { unfitFields } from './inputs.js';
import { common, ownView, warn } from './payloads.js';
import type { StateValues } from './protocol.js';
import { showModals } from './show.js';
import type { User } from './store.js';
import type { View } from './views.js';

/** docs.slack.dev: view_submission payload, and what `response_action` does. */
export async function submit(desk: Desk, user: User, viewId: string, state: StateValues): Promise<void> {
  const view = ownView(desk, user, viewId);
  const unfit = unfitFields(view.blocks, state, user.locale);
  if (Object.keys(unfit).length > 0) {
    desk.pages.send(user.id, { type: 'modal-errors', viewId, errors: unfit });
    return;
  }
  const payload = {
    ...common(desk, user),
    type: 'view_submission',
    trigger_id: desk.tickets.trigger(user.id),
    view: slackView(desk, view, state),
    response_urls: [],
  };
  const answer = await desk.app.ask('interactive', payload);
  if (answer.kind !== 'acknowledged') {
    warn(desk, user.id, answer, 'modal');
    return;
  }
  try {
    follow(desk, view, answer.payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    // To the person a response that Slack can't follow looks like an app that did not answer: the form stays open.
    warn(desk, user.id, { kind: 'timeout' }, 'modal');
  }
}

const Response = z.union([
  z.looseObject({ response_action: z.literal('clear') }),
  z.looseObject({ response_action: z.enum(['update', 'push']), view: z.unknown().optional() }),
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.undefined().optional() }),
]);

/** docs.slack.dev: Modals, "Updating, pushing and closing views" and "Displaying errors in views". No response closes the form. */
function follow(desk: Desk, view: View, payload: unknown): void {
  const response = Response.safeParse(payload ?? {});
  if (!response.success) throw new SlackError('invalid_arguments');
  const wanted = response.data;
  if (wanted.response_action === 'errors') {
    showErrors(desk, view, wanted.errors);
    return;
  }
  if (wanted.response_action === undefined) desk.views.pop(view);
  else if (wanted.response_action === 'clear') desk.views.clear(view.userId);
  else if (wanted.response_action === 'update') desk.views.replace(view, viewContent(wanted.view, 'modal'));
  else if (!desk.views.push(view.userId, viewContent(wanted.view, 'modal'))) throw new SlackError('push_limit_reached');
  showModals(desk, view.userId);
}

/** Slack shows errors at input blocks only; an error for anything else is as good as none. */
function showErrors(desk: Desk, view: View, errors: Readonly<Record<string, string>>): void {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const shown = Object.entries(errors).filter(([blockId]) => inputs.has(blockId));
  if (shown.length === 0) throw new SlackError('invalid_arguments');
  desk.pages.send(view.userId, { type: 'modal-errors', viewId: view.id, errors: Object.fromEntries(shown) });
}

/** The person closed one form, or all of them at once (docs.slack.dev: view_closed payload). */
export async function closeView(desk: Desk, user: User, viewId: string, all: boolean): Promise<void> {
  const view = ownView(desk, user, viewId);
  const stack = desk.views.stack(user.id);
  const everything = all || view.clearOnClose;
  const closed = everything ? stack : stack.slice(stack.findIndex((one) => one.id === view.id));
  if (everything) desk.views.clear(user.id);
  else desk.views.pop(view);
  showModals(desk, user.id);
  const told = closed.filter((one) => one.notifyOnClose);
  await Promise.all(
    told.map((one) =>
      desk.app.ask('interactive', {
        ...common(desk, user),
        type: 'view_closed',
        view: slackView(desk, one),
        is_cleared: everything,
      }),
    ),
  );
}
