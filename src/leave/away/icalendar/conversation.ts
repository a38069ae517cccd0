import { sentenceCard, sentenceForm } from '../../../chat/cards.js';
import type { Conversation } from '../../../chat/dispatch.js';
import { replace, show } from '../../../chat/reply.js';
import { say } from '../../../chat/text.js';
import type { LeaveDeps } from '../../deps.js';
import { sendCalendarFile } from './service.js';
import { text } from './text.js';

/** 加入日历. */
export function calendarConversation(deps: LeaveDeps): Conversation {
  return {
    actions: {
      async 'leave.calendar'(caller, event) {
        const sent = await sendCalendarFile(deps, { id: event.value, memberId: caller.memberId });
        const sentence = sent.ok ? (sent.fresh ? text.onItsWay : text.sent) : text[sent.refusal];
        return event.from.surface === 'form'
          ? replace(sentenceForm(say(text.add, caller.locale), say(sentence, caller.locale), caller))
          : show(sentenceCard(sentence, caller));
      },
    },
  };
}
