import { BlockSuggestion, personOf } from '../payloads.js';
import { optionsAck } from '../reply.js';
import { asId } from './actions.js';
import { type Listening, shownIfPossible, unreadable } from './listening.js';

/** Search fields asking for options while somebody types. */
export function listenToOptions({ app, dispatch, log }: Listening): void {
  app.options(/.*/, async ({ ack, body }) => {
    const parsed = BlockSuggestion.safeParse(body);
    const answer = ack as (response: object) => Promise<void>;
    if (!parsed.success) {
      unreadable(log, 'block_suggestion');
      return answer({ options: [] });
    }
    const { user, team, action_id: id, value } = parsed.data;
    const person = personOf(user, team);
    const reply = await dispatch({ kind: 'options', person, key: `${person.userId}:${id}:${value}`, id: asId(id), query: value });
    return answer(shownIfPossible(log, () => optionsAck(reply)) ?? { options: [] });
  });
}
