import { readerOf, when } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { nothing, place, type Reply, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { MeetingDeps } from '../deps.js';
import { acknowledge, detailsOf, missingFrom, sendCalendarFile } from './answer-service.js';
import { noticeCard, toAcknowledgeCard } from './cards.js';
import { detailsForm, missingForm } from './forms.js';
import { timeOfMeeting } from './shown.js';
import { refusalText, sentences, text } from './text.js';
import { toAcknowledge } from './typed-service.js';

/** 收到。 已收到，谢谢！ 好的，收到 */
const RECEIVED = /^(?:好的?[\s,，]*)?已?(?:收到|知悉)了?[\s,，。.!！~～]*(?:谢谢)?[。.!！~～]*$|^(?:received|got it)[.!]?$/i;

/** What is pressed on a notice and on the organizer's card: 收到, 详情, 加入日历, 未收到名单. */
export function noticeConversation(deps: MeetingDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  /** Where the card can't show it by itself, a sentence says it. */
  async function received(caller: Caller, event: ActionEvent): Promise<Reply> {
    const [meetingId = '', sequence = '', elsewhere] = event.value.split(':');
    const pressed = { meetingId, memberId: caller.memberId, sequence: /^\d{1,9}$/.test(sequence) ? Number(sequence) : -1 };
    const result = await acknowledge(deps, pressed);
    const reader = readerOf(deps, caller);
    if (result.ok) {
      if (result.before) return says(caller, sentences.acknowledgedAt(when(result.at, reader)));
      return elsewhere === undefined ? nothing : says(caller, text.thanks);
    }
    if (result.refusal !== 'notice-changed') return says(caller, refusalText[result.refusal]);
    const card = noticeCard(result.shown, result.standing, reader, 'elsewhere');
    const sentence = say(refusalText['notice-changed'], caller.locale);
    return show({ summary: sentence, blocks: [{ kind: 'text', text: [sentence] }, ...card.blocks] });
  }

  /** 收到, typed below the notice as below any other. Where there are several, they say which. */
  async function typed(caller: Caller): Promise<Reply> {
    const waiting = await toAcknowledge(deps, caller.memberId);
    const reader = readerOf(deps, caller);
    const [only, ...others] = waiting;
    if (!only) return says(caller, text.nothingToAcknowledge);
    if (others.length > 0) return show(toAcknowledgeCard(waiting, reader));
    const { id, sequence, title, place } = only.meeting;
    const result = await acknowledge(deps, { meetingId: id, memberId: caller.memberId, sequence });
    if (result.ok) return says(caller, sentences.acknowledgedNow(title, timeOfMeeting(only.meeting, reader), place));
    return says(caller, refusalText[result.refusal]);
  }

  return {
    plain: async (caller, line) => (RECEIVED.test(line) ? typed(caller) : undefined),
    actions: {
      'meeting.acknowledge': received,
      async 'meeting.details'(caller, event) {
        const details = await detailsOf(deps, { meetingId: event.value, memberId: caller.memberId });
        if (!details.ok) return says(caller, refusalText[details.refusal]);
        return place(event, detailsForm(details, readerOf(deps, caller)));
      },
      async 'meeting.calendarFile'(caller, event) {
        const sent = await sendCalendarFile(deps, { meetingId: event.value, memberId: caller.memberId });
        if (!sent.ok) return says(caller, refusalText[sent.refusal]);
        return says(caller, sent.fresh ? text.fileOnItsWay : text.fileSent);
      },
      async 'meeting.missing'(caller, event) {
        const [meetingId = '', page = '0'] = event.value.split(':');
        const missing = await missingFrom(deps, { meetingId, memberId: caller.memberId });
        if (!missing.ok) {
          const heading = say(text.missingList, caller.locale);
          return place(event, sentenceForm(heading, say(refusalText[missing.refusal], caller.locale), caller));
        }
        return place(event, missingForm(missing, Number(page) || 0, readerOf(deps, caller)));
      },
    },
  };
}
