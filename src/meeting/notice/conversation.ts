import { readerOf, when } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { nothing, place, type Reply, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { MeetingDeps } from '../deps.js';
import { here } from '../reachability/conversation.js';
import { acknowledge, detailsOf, missingFrom, sendCalendarFile } from './answer-service.js';
import { noticeCard } from './cards.js';
import { detailsForm, missingForm } from './forms.js';
import { saysReceived } from './received.js';
import { timeOfMeeting } from './shown.js';
import { refusalText, sentences, text } from './text.js';
import { waitingFor } from './typed-service.js';
import { waitingCard } from './waiting-card.js';

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
    return notRecorded(caller, result);
  }

  /** Where it has changed meanwhile, with what holds now. */
  function notRecorded(caller: Caller, result: Extract<Awaited<ReturnType<typeof acknowledge>>, { ok: false }>): Reply {
    if (result.refusal !== 'notice-changed') return says(caller, refusalText[result.refusal]);
    const reader = readerOf(deps, caller);
    const card = noticeCard(result.shown, result.standing, reader, 'elsewhere');
    const sentence = say(refusalText['notice-changed'], caller.locale);
    return show({ summary: sentence, blocks: [{ kind: 'text', text: [sentence] }, ...card.blocks] });
  }

  /**
   * 收到, typed below the message it answers. Only where nothing else can be meant does it acknowledge a notice; a check that is still under way
   * right above it is answered by anybody who says something.
   */
  async function typed(caller: Caller): Promise<Reply> {
    const { waiting, below } = await waitingFor(deps, caller.memberId);
    const reader = readerOf(deps, caller);
    if (below === undefined || below === 'other') {
      return show(waitingCard(waiting, reader, below && text.receivedOfOthers));
    }
    if ('closesAt' in below) return here(deps, caller, [below.id]);
    if (waiting.unread.length + waiting.checks.length > 1) return show(waitingCard(waiting, reader));
    const { shown, seen } = below;
    const { id, title, place } = shown.meeting;
    const result = await acknowledge(deps, { meetingId: id, memberId: caller.memberId, sequence: seen });
    if (!result.ok) return notRecorded(caller, result);
    const card = sentenceCard(sentences.acknowledgedNow(title, timeOfMeeting(shown.meeting, reader), place), caller);
    if (!shown.suspended) return show(card);
    return show({ ...card, blocks: [...card.blocks, { kind: 'text', text: [say(text.suspendedNote, caller.locale)] }] });
  }

  return {
    plain: async (caller, line) => (saysReceived(line) ? typed(caller) : undefined),
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
