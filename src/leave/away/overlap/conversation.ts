import { sentenceCard } from '../../../chat/cards.js';
import type { Conversation } from '../../../chat/dispatch.js';
import { show } from '../../../chat/reply.js';
import { requestRefusalText } from '../../absence/text.js';
import type { LeaveDeps } from '../../deps.js';
import { submitPrepared } from './service.js';
import { text } from './text.js';

/** 提交会议请假, in one tap. */
export function overlapConversation(deps: LeaveDeps): Conversation {
  return {
    actions: {
      async 'leave.submitPrepared'(caller, event) {
        const [meetingId = '', leaveId = ''] = event.value.split(':');
        const done = await submitPrepared(deps, { meetingId, leaveId, memberId: caller.memberId });
        // The card itself, and that of the request, show that it is done.
        if (done.ok) return { do: 'nothing' };
        return show(sentenceCard(done.refusal === 'no-overlap' ? text['no-overlap'] : requestRefusalText[done.refusal], caller));
      },
    },
  };
}
