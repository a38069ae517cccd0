import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent } from '../../chat/event.js';
import { one } from '../../chat/form.js';
import type { HomeSection } from '../../chat/home.js';
import { close, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import { peopleOptions } from '../../org/options.js';
import type { LeaveDeps } from '../deps.js';
import { statusOf } from './cards.js';
import { answerAsSubstitute, decideAbsence, openDecision, openOwn } from './decision-service.js';
import { decisionForm, ownForm, requestForm } from './forms.js';
import { absenceBlocks } from './listed.js';
import { askAnew, comeAfterAll, type Settled } from './moved-service.js';
import { openRequest, requestAbsence, withdrawAbsence } from './request-service.js';
import type { RequestRefusal } from './rules.js';
import { decisionRefusalText, requestRefusalText, text } from './text.js';

/** Two blocks each; Home has 100 for all rooms (src/block-kit/limits.ts). */
const MOST_LISTED = 5;

/** 会议请假: buttons, forms and words → use cases. */
export function leaveConversation(deps: LeaveDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));
  const answer = (caller: Caller, event: ActionEvent, sentence: Text): Reply =>
    event.from.surface === 'form'
      ? replace(sentenceForm(say(text.title, caller.locale), say(sentence, caller.locale), caller))
      : says(caller, sentence);

  async function viewOwn(caller: Caller, event: ActionEvent, id: string): Promise<Reply> {
    const own = await openOwn(deps, { id, memberId: caller.memberId });
    return own ? place(event, ownForm(own.shown, own.reason, own.refusal, readerOf(deps, caller))) : answer(caller, event, text.notYours);
  }

  const key = (caller: Caller, event: ActionEvent) => ({ id: event.value, memberId: caller.memberId });
  const settled = (caller: Caller, event: ActionEvent, result: Settled, done: Text): Reply =>
    answer(
      caller,
      event,
      result.ok
        ? result.alone
          ? text.askedAnewAlone
          : done
        : result.refusal === 'closed'
          ? text.closed
          : requestRefusalText[result.refusal],
    );

  return {
    actions: {
      async 'leave.absence'(caller, event) {
        const opened = await openRequest(deps, { meetingId: event.value, memberId: caller.memberId });
        if (opened.do === 'refuse') return answer(caller, event, requestRefusalText[opened.refusal]);
        return opened.do === 'show'
          ? viewOwn(caller, event, opened.absence.id)
          : place(event, requestForm(opened.meeting, opened.since, readerOf(deps, caller)));
      },
      'leave.absenceView': (caller, event) => viewOwn(caller, event, event.value),
      async 'leave.absenceWithdraw'(caller, event) {
        const isWithdrawn = await withdrawAbsence(deps, key(caller, event));
        return answer(caller, event, isWithdrawn ? text.withdrawn : text.closed);
      },
      async 'leave.absenceDecide'(caller, event) {
        const seen = await openDecision(deps, key(caller, event));
        if (!seen.ok) return answer(caller, event, decisionRefusalText[seen.refusal]);
        return place(event, decisionForm(seen.shown, seen.reason, readerOf(deps, caller)));
      },
      'leave.stillNeeded': async (caller, event) => settled(caller, event, await askAnew(deps, key(caller, event)), text.askedAnew),
      'leave.canAttend': async (caller, event) => settled(caller, event, await comeAfterAll(deps, key(caller, event)), text.comes),
      async 'leave.substituteAccept'(caller, event) {
        return says(caller, (await answerAsSubstitute(deps, { ...key(caller, event), answer: 'accepted' })) ? text.accepted : text.closed);
      },
      async 'leave.substituteDecline'(caller, event) {
        return says(caller, (await answerAsSubstitute(deps, { ...key(caller, event), answer: 'declined' })) ? text.declined : text.closed);
      },
    },
    forms: {
      async 'leave.absenceRequest'(caller, event) {
        const [sequence, ...meeting] = event.context.split(':');
        const result = await requestAbsence(deps, {
          meetingId: meeting.join(':'),
          memberId: caller.memberId,
          sequence: Number(sequence),
          kind: one(event.values, 'kind') ?? '',
          detail: one(event.values, 'detail') ?? '',
          substituteId: one(event.values, 'substitute') || undefined,
        });
        if (result.ok) return close;
        return { do: 'errors', errors: { [FIELD[result.refusal] ?? 'kind']: say(requestRefusalText[result.refusal], caller.locale) } };
      },
      async 'leave.absenceDecision'(caller, event) {
        const verdict = one(event.values, 'verdict') ?? '';
        const result = await decideAbsence(deps, {
          id: event.context,
          memberId: caller.memberId,
          verdict,
          words: one(event.values, 'words') ?? '',
        });
        if (result.ok) return close;
        const sentence = say(decisionRefusalText[result.refusal], caller.locale);
        const shown = result.shown && result.refusal === 'decided-before' ? statusOf(result.shown, readerOf(deps, caller)) : '';
        const field = result.refusal === 'refusal-needs-reason' || result.refusal === 'too-long' ? 'words' : 'verdict';
        return { do: 'errors', errors: { [field]: shown === '' ? sentence : `${sentence} ${shown}` } };
      },
    },
    options: {
      'leave.substitutes': (_caller, query) => deps.transact((tx) => peopleOptions(tx, query)),
    },
    async home(tx, caller): Promise<HomeSection[]> {
      const blocks = await absenceBlocks(tx, deps, caller, MOST_LISTED);
      return blocks.length === 0 ? [] : [{ part: 'tasks', blocks }];
    },
  };
}

/** Where a refusal is shown; at the first field where it is about none of them. */
const FIELD: Partial<Record<RequestRefusal, string>> = {
  'detail-missing': 'detail',
  'too-long': 'detail',
  'no-substitutes': 'substitute',
  'substitute-unsuitable': 'substitute',
  'substitute-expected': 'substitute',
  'substitute-away': 'substitute',
  'substitute-elsewhere': 'substitute',
  'substitute-taken': 'substitute',
};
