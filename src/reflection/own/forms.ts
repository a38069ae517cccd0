import { type Reader, when } from '../../calendar/reader.js';
import { dateWordsWithYear } from '../../calendar/words.js';
import type { Button, CardBlock } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { Own } from '../response/service.js';
import { written } from '../response/written.js';
import { answerButton, formTitle, trialNote } from '../round/cards.js';
import { statusOf } from '../round/status.js';
import { goneText, sentences, text } from '../text.js';
import { eraseButton, eraseDraftButton } from './list-forms.js';
import type { OwnVersion } from './service.js';

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });

const writeText = { answer: text.answer, answerLate: text.lateAnswer, edit: text.answer } as const;

/** One's own answer, and what may be done with it. `said`: what has just become of it, or of its draft. */
export function ownForm(own: Own, page: number, reader: Reader, said?: Text): Form {
  const { locale } = reader;
  const { round, answers, draft } = own;
  const buttons: Button[] = [
    ...(own.may === 'closed' ? [] : [answerButton(round, answers ? text.edit : writeText[own.may], reader, 'primary')]),
    ...(own.versions > 1
      ? [
          {
            kind: 'button' as const,
            id: 'reflection.version' as const,
            label: say(text.versions, locale),
            value: `${round.id}:${own.versions}`,
          },
        ]
      : []),
    ...(draft ? [{ kind: 'button' as const, id: 'reflection.unsent' as const, label: say(text.unsent, locale), value: round.id }] : []),
    ...(answers ? [{ kind: 'button' as const, id: 'reflection.share' as const, label: say(text.share, locale), value: round.id }] : []),
    ...(answers || draft ? [eraseButton(round.id, reader)] : []),
  ];
  return {
    id: 'reflection.own',
    title: formTitle(round, reader),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      ...trialNote(round, reader),
      { kind: 'facts', facts: [{ label: say(text.status, locale), value: statusOf(own, reader) }] },
      ...(answers
        ? written(round, answers, page, reader, (to) => ({ id: 'reflection.view', value: `${round.id}:${to}` }))
        : [note(say(said ?? (own.gone ? goneText[own.gone] : round.state === 'withdrawn' ? text.needless : text.notYet), locale))]),
      ...(answers && said ? [note(say(said, locale))] : []),
      ...(draft ? [note(say(sentences.draftSaved(when(draft.savedAt, reader)), locale))] : []),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      ...own.sharedWith.flatMap(({ leaderId, name, leads }): CardBlock[] => [
        note(say(leads ? sentences.sharedByYou(name) : sentences.leadsNoMore(name), locale)),
        {
          kind: 'actions',
          elements: [{ kind: 'button', id: 'reflection.unshare', label: say(text.unshare, locale), value: `${round.id}:${leaderId}` }],
        },
      ]),
      ...(own.keptUntil ? [note(say(sentences.keptUntil(dateWordsWithYear(own.keptUntil, locale)), locale))] : []),
      note(say(text.privacy, locale)),
    ],
  };
}

/** 未提交的内容: a draft, also when the time in which it could be submitted is over. */
export function unsentForm({ round, draft }: Own, page: number, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'reflection.unsent',
    title: formTitle(round, reader),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      ...trialNote(round, reader),
      note(say(draft ? sentences.draftSaved(when(draft.savedAt, reader)) : text.noDraft, locale)),
      ...(draft ? written(round, draft.answers, page, reader, (to) => ({ id: 'reflection.unsent', value: `${round.id}:${to}` })) : []),
      {
        kind: 'actions',
        elements: [
          { kind: 'button', id: 'reflection.view', label: say(text.back, locale), value: round.id },
          ...(draft ? [eraseDraftButton(round.id, reader)] : []),
        ],
      },
      note(say(text.privacy, locale)),
    ],
  };
}

/** 历次修改: one version of one's own answer, with the way to the earlier and later ones. */
export function versionForm(
  { round, version, versions, submittedAt, late, answers, gone }: OwnVersion,
  page: number,
  reader: Reader,
): Form {
  const { locale } = reader;
  const to = (other: number, label: string): Button => ({ kind: 'button', id: 'reflection.version', label, value: `${round.id}:${other}` });
  return {
    id: 'reflection.versions',
    title: formTitle(round, reader),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      ...trialNote(round, reader),
      {
        kind: 'facts',
        facts: [
          { label: say(text.versions, locale), value: say(sentences.version(version, versions), locale) },
          { label: say(late ? text.submittedLate : text.submitted, locale), value: when(submittedAt, reader) },
        ],
      },
      ...(answers
        ? written(round, answers, page, reader, (next) => ({ id: 'reflection.version', value: `${round.id}:${version}:${next}` }))
        : [note(say(goneText[gone ?? 'erased'], locale))]),
      {
        kind: 'actions',
        elements: [
          ...(version > 1 ? [to(version - 1, say(text.earlier, locale))] : []),
          ...(version < versions ? [to(version + 1, say(text.newer, locale))] : []),
          { kind: 'button', id: 'reflection.view', label: say(text.back, locale), value: round.id },
        ],
      },
      note(say(text.privacy, locale)),
    ],
  };
}
