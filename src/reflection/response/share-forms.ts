import { type Reader, when } from '../../calendar/reader.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import { formTitle, title } from '../round/cards.js';
import type { Round } from '../round/round.js';
import { text } from '../text.js';
import type { Shown } from './share-service.js';
import { written } from './written.js';

/** Which leader is to see which answer, and what exactly they will see. */
export function shareForm(round: Round, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'reflection.shareWith',
    title: say(text.share, locale),
    submit: say(text.shareConfirm, locale),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      { kind: 'facts', facts: [{ label: title(round, reader), value: when(round.opensAt, reader) }] },
      {
        kind: 'field',
        name: 'leader',
        label: say(text.shareWith, locale),
        hint: say(text.shareHint, locale),
        input: { kind: 'search', source: 'reflection.leaders', placeholder: say(text.searchLeader, locale) },
      },
      { kind: 'actions', elements: [{ kind: 'button', id: 'reflection.view', label: say(text.back, locale), value: round.id }] },
    ],
  };
}

/** What a leader sees of an answer shared with them: the newest version, and whether it came late. */
export function sharedForm({ round, memberId, member, submittedAt, late, answers }: Shown, page: number, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'reflection.look',
    title: formTitle(round, reader),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      { kind: 'heading', text: member },
      { kind: 'facts', facts: [{ label: say(late ? text.submittedLate : text.submitted, locale), value: when(submittedAt, reader) }] },
      ...written(round, answers, page, reader, (to) => ({ id: 'reflection.look', value: `${round.id}:${to}:${memberId}` })),
      { kind: 'note', text: [say(text.sharedNote, locale)] },
    ],
  };
}
