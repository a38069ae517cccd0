import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import type { ActionEvent, SubmissionEvent } from '../../chat/event.js';
import { one } from '../../chat/form.js';
import { close, place, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { LeaveDeps } from '../deps.js';
import { kindText } from '../text.js';
import { keyIn } from './buttons.js';
import type { Key, Refused } from './decider.js';
import { type Decision, decide, finish } from './decision-service.js';
import { detailsForm, whyForm } from './forms.js';
import { lookAt, openDecision } from './look-service.js';
import { settledWords } from './settled.js';
import { answers, refusalText, text } from './text.js';

/** Deciding on one request: its card's buttons and forms → use cases. */
export function decideConversation(deps: LeaveDeps): Conversation {
  const says = (caller: Caller, event: ActionEvent, sentence: string): Reply =>
    event.from.surface === 'form'
      ? replace(sentenceForm(say(text.title, caller.locale), sentence, caller))
      : show(sentenceCard({ zh: sentence, en: sentence }, caller));

  /** Why not; and to whoever may see it, who settled it and when, or with whom it is now. */
  const whyNot = (caller: Caller, refused: Refused, position: number): string => refusedWords(refused, position, caller, deps);

  async function settle(
    caller: Caller,
    event: ActionEvent,
    use: (key: Key) => Promise<Decision>,
    done: keyof typeof answers,
  ): Promise<Reply> {
    const key = keyOf(caller, event.value);
    if (!key) return says(caller, event, say(refusalText['request-unknown'], caller.locale));
    const result = await use(key);
    if (!result.ok) return says(caller, event, whyNot(caller, result, key.position));
    const { leave, steps, nameOf } = result.view;
    const step = steps.find(({ position }) => position === key.position);
    const isReply = step?.action === 'approve' && step.assigneeId === undefined;
    const sentence = answers[isReply ? 'entered' : done](nameOf(leave.memberId), say(kindText[leave.kind], caller.locale));
    return says(caller, event, say(sentence, caller.locale));
  }

  async function askWhy(caller: Caller, event: ActionEvent, verdict: 'refused' | 'returned'): Promise<Reply> {
    const key = keyOf(caller, event.value);
    if (!key) return says(caller, event, say(refusalText['request-unknown'], caller.locale));
    const found = await openDecision(deps, key);
    if (!found.ok) return says(caller, event, whyNot(caller, found, key.position));
    return place(event, whyForm(verdict, found.view, found.step, readerOf(deps, caller)));
  }

  async function decideWithWords(caller: Caller, event: SubmissionEvent): Promise<Reply> {
    const [verdict = '', ...value] = event.context.split(':');
    const key = keyOf(caller, value.join(':'));
    const failed = (sentence: string): Reply => ({ do: 'errors', errors: { words: sentence } });
    if (!key) return failed(say(refusalText['request-unknown'], caller.locale));
    const result = await decide(deps, { ...key, verdict, words: one(event.values, 'words') ?? '' });
    return result.ok ? close : failed(whyNot(caller, result, key.position));
  }

  return {
    actions: {
      'leave.approve': (caller, event) =>
        settle(caller, event, (key) => decide(deps, { ...key, verdict: 'approved', words: '' }), 'approved'),
      'leave.refuse': (caller, event) => askWhy(caller, event, 'refused'),
      'leave.return': (caller, event) => askWhy(caller, event, 'returned'),
      'leave.finish': (caller, event) => settle(caller, event, (key) => finish(deps, key), 'finished'),
      async 'leave.details'(caller, event) {
        const seen = await lookAt(deps, { id: event.value, memberId: caller.memberId });
        if (!seen.ok) return says(caller, event, say(refusalText[seen.refusal], caller.locale));
        return place(event, detailsForm(seen, caller.memberId, readerOf(deps, caller)));
      },
    },
    forms: { 'leave.decision': decideWithWords },
  };
}

const keyOf = ({ memberId }: Caller, value: string): Key | undefined => {
  const key = keyIn(value);
  return key && { ...key, memberId };
};

/** Why not, with who settled it and when, or with whom it is now, where the reader may know. */
export function refusedWords({ refusal, view }: Refused, position: number, caller: Caller, deps: LeaveDeps): string {
  const reader = readerOf(deps, caller);
  // Whoever is to look once more knows that it is with them.
  const more: Text | undefined = view && refusal !== 'weigh-anew' ? settledWords(view, reader, position) : undefined;
  return [refusalText[refusal], ...(more ? [more] : [])]
    .map((sentence) => say(sentence, caller.locale))
    .join(caller.locale === 'en' ? ' ' : '');
}
