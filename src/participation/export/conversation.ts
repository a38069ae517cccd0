import { dateOf } from '../../calendar/zone.js';
import { sentenceCard } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { type Reply, show } from '../../chat/reply.js';
import type { ParticipationDeps } from '../deps.js';
import { refusalText } from '../summary/text.js';
import { readView } from '../summary/view.js';
import type { Format } from './export.js';
import { requestFile } from './service.js';
import { text } from './text.js';

export function exportConversation(deps: ParticipationDeps): Conversation {
  async function send(caller: Caller, event: ActionEvent, format: Format): Promise<Reply> {
    const view = readView(event.value, dateOf(deps.clock.now(), deps.zone));
    if (!view) return show(sentenceCard(refusalText['words-unclear'], caller));
    const sent = await requestFile(deps, { memberId: caller.memberId, press: event.key, format, ...view });
    return show(sentenceCard(sent.ok ? text.sent : refusalText[sent.refusal], caller));
  }
  return {
    actions: {
      'participation.workbook': (caller, event) => send(caller, event, 'xlsx'),
      'participation.picture': (caller, event) => send(caller, event, 'png'),
      'participation.csv': (caller, event) => send(caller, event, 'csv'),
    },
  };
}
