import { attempt } from '../errors.js';
import { cardAsForm, renderForm } from '../modal.js';
import { personOf, Shortcut } from '../payloads.js';
import { asId } from './actions.js';
import { type Listening, notShown, unreadable } from './listening.js';

/** The global shortcut. It has no conversation, so every answer is a form. */
export function listenToShortcuts({ app, clients, dispatch, log }: Listening): void {
  app.shortcut(/.*/, async ({ ack, body }) => {
    const parsed = Shortcut.safeParse(body);
    if (!parsed.success) {
      unreadable(log, 'shortcut');
      return ack();
    }
    const { user, team, callback_id: id, trigger_id: trigger } = parsed.data;
    const person = personOf(user, team);
    const reply = await dispatch({ kind: 'shortcut', person, key: `${person.teamId}:${trigger}`, id: asId(id), trigger });
    const view = reply.do === 'open' ? renderForm(reply.form) : reply.do === 'show' ? cardAsForm(reply.card, reply.locale) : undefined;
    if (view)
      await attempt('views.open', () => clients.interactive.views.open({ trigger_id: trigger, view })).catch((error: unknown) =>
        notShown(log, error),
      );
    return ack();
  });
}
