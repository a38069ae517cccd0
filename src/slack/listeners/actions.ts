import { randomUUID } from 'node:crypto';
import type { HandlerId } from '../../chat/card.js';
import type { ActionEvent } from '../../chat/event.js';
import { handlerOf } from '../blocks.js';
import { BlockActions, personOf, valuesOf } from '../payloads.js';
import { answerPress } from '../reply.js';
import { type Listening, notShown, unreadable } from './listening.js';

/** Buttons and menus. Acknowledged once the work is stored. */
export function listenToActions({ app, clients, dispatch, log }: Listening): void {
  app.action(/.*/, async ({ ack, body }) => {
    const parsed = BlockActions.safeParse(body);
    if (!parsed.success) {
      unreadable(log, 'block_actions');
      return ack();
    }
    const press = parsed.data;
    const reply = await dispatch(eventOf(press));
    // Before the acknowledgement: a trigger lives three seconds, and so does Slack's patience with both.
    await answerPress(clients, press, reply).catch((error: unknown) => notShown(log, error));
    await ack();
  });
}

function eventOf(press: BlockActions): ActionEvent {
  const [action] = press.actions;
  const person = personOf(press.user, press.team);
  const { view, container, message } = press;
  const place = container?.view_id ?? view?.id ?? container?.message_ts ?? message?.ts ?? '';
  // Without either nobody can tell one press from the next: each counts as a new one.
  const once = `${action.action_ts}${press.trigger_id}` || randomUUID();
  return {
    kind: 'action',
    person,
    key: [person.teamId, person.userId, place, action.action_id, once].join(':'),
    id: asId(handlerOf(action.action_id)),
    value: action.value ?? action.selected_option?.value ?? '',
    trigger: press.trigger_id,
    from:
      view?.type === 'modal'
        ? { surface: 'form', context: view.private_metadata, values: valuesOf(view) }
        : { surface: view?.type === 'home' ? 'home' : 'message' },
  };
}

/** An id of another shape belongs to no handler; the person is told so by the dispatch. */
export function asId(id: string): HandlerId {
  const [room = '', ...verb] = id.split('.');
  return `${room}.${verb.join('.')}`;
}
