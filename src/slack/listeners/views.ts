import { randomUUID } from 'node:crypto';
import { personOf, ViewSubmission, valuesOf } from '../payloads.js';
import { submissionAck } from '../reply.js';
import { asId } from './actions.js';
import { type Listening, shownIfPossible, unreadable } from './listening.js';

/** Submitted forms. The acknowledgement carries the answer and goes out after the commit. */
export function listenToViews({ app, dispatch, log }: Listening): void {
  app.view(/.*/, async ({ ack, body }) => {
    const parsed = ViewSubmission.safeParse(body);
    if (!parsed.success) {
      unreadable(log, 'view_submission');
      return ack();
    }
    const { user, team, view, trigger_id: press } = parsed.data;
    const person = personOf(user, team);
    const reply = await dispatch({
      kind: 'submission',
      person,
      // The same form submitted twice is the same view, and its hash changes whenever the form was changed in between.
      key: [person.teamId, view.id, view.hash ?? ''].join(':'),
      press: press || randomUUID(),
      id: asId(view.callback_id),
      context: view.private_metadata,
      values: valuesOf(view),
    });
    const response = shownIfPossible(log, () => submissionAck(reply));
    await (response ? (ack as (response: object) => Promise<void>)(response) : ack());
  });
}
