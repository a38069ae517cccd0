import { randomUUID } from 'node:crypto';
import { asTyped } from '../as-typed.js';
import { attempt } from '../errors.js';
import { renderForm } from '../modal.js';
import { SlashCommand } from '../payloads.js';
import { ephemeral } from '../reply.js';
import { type Listening, notShown, shownIfPossible, unreadable } from './listening.js';

/** `/siwen …`. */
export function listenToCommands({ app, clients, dispatch, log }: Listening): void {
  app.command(/.*/, async ({ ack, body }) => {
    const parsed = SlashCommand.safeParse(body);
    if (!parsed.success) {
      unreadable(log, 'slash_command');
      return ack();
    }
    const { user_id: userId, team_id: teamId, text, trigger_id: trigger } = parsed.data;
    const reply = await dispatch({
      kind: 'command',
      person: { userId, teamId },
      key: `${teamId}:${trigger || randomUUID()}`,
      text: asTyped(text),
      trigger,
    });
    if (reply.do === 'show') return ack(shownIfPossible(log, () => ephemeral(reply.card, clients.charts.known())));
    if (reply.do === 'open') {
      const view = renderForm(reply.form);
      await attempt('views.open', () => clients.interactive.views.open({ trigger_id: trigger, view })).catch((error: unknown) =>
        notShown(log, error),
      );
    }
    return ack();
  });
}
