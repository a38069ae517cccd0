import type { Instant, Interval } from '../../calendar/instant.js';
import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Button, CardBlock, Rich } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { sentences, text } from './text.js';

/** What the organizer sees before the one press that sends it. Names are already those of today. */
export type Preview = {
  readonly draftId: string;
  readonly meeting: Meeting;
  /** The meeting as people know it; undefined for a new one. */
  readonly before: Meeting | undefined;
  readonly department: string;
  readonly people: number;
  readonly audience: string;
  readonly audienceBefore: string | undefined;
  readonly leftOut: readonly string[];
  readonly withoutAccount: number;
  readonly held: { readonly people: number; readonly until: Instant } | undefined;
  readonly clash: Meeting | undefined;
  /** Bureau-wide meetings that a meeting of the department would have to give way to. */
  readonly against: readonly { readonly meeting: Meeting }[];
  readonly conflicts: readonly {
    readonly title: string;
    readonly interval: Interval;
    readonly owner: string;
    readonly department: string;
    readonly together: number;
    readonly obligation: 'must' | 'asked';
  }[];
};

/** So many lines are read; the organizer's card lists them all. */
const MOST_CONFLICTS = 20;

export function previewForm(preview: Preview, reader: Reader): Form {
  const { locale } = reader;
  const { meeting, before, clash } = preview;
  const back: Button = { kind: 'button', id: 'meeting.back', label: say(text.back, locale), value: preview.draftId };
  return {
    id: 'meeting.announce',
    title: say(text.checkTitle, locale),
    // What cannot be announced offers no way to.
    ...(clash ? {} : { submit: say(before ? text.saveChange : text.publish, locale) }),
    close: say(text.close, locale),
    context: preview.draftId,
    blocks: [
      { kind: 'heading', text: meeting.title },
      ...(clash ? [bold(sentences.clash(clash.title, fromTo(intervalOf(clash), reader)), reader)] : []),
      { kind: 'facts', facts: factsOf(preview, reader) },
      ...notes(preview, reader).map((sentence) => ({ kind: 'note' as const, text: [sentence] })),
      ...(before ? changeBlocks(preview, before, reader) : []),
      ...(meeting.scope === 'bureau' || preview.conflicts.length > 0 ? conflictBlocks(preview, reader) : []),
      { kind: 'actions', elements: [back] },
    ],
  };
}

const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

function factsOf({ meeting, department, people, audience, leftOut }: Preview, reader: Reader) {
  const { locale } = reader;
  const comma = locale === 'en' ? ', ' : '、';
  const fact = (label: Text, value: string | undefined) => (value ? [{ label: say(label, locale), value }] : []);
  return [
    ...fact(text.when, fromTo(intervalOf(meeting), reader)),
    ...fact(text.place, meeting.place),
    ...fact(text.scope, say(meeting.scope === 'bureau' ? text.scopeBureau : text.scopeDepartments, locale)),
    ...fact(text.who, locale === 'en' ? `${audience} (${people})` : `${audience}（${people} 人）`),
    ...fact(text.leftOut, leftOut.join(comma)),
    ...fact(text.organizedBy, department),
    ...fact(text.link, meeting.link),
    ...fact(text.deadline, when(meeting.absenceDeadlineAt, reader)),
    ...fact(text.more, meeting.substitutes ? say(text.substitutes, locale) : undefined),
  ];
}

function notes({ meeting, withoutAccount, held, against }: Preview, reader: Reader): string[] {
  const { locale } = reader;
  return [
    ...against.map(({ meeting: other }) => say(sentences.against(other.title, fromTo(intervalOf(other), reader)), locale)),
    ...(meeting.scope === 'bureau' && !meeting.inAdvance ? [say(text.late, locale)] : []),
    ...(meeting.emergency ? [say(text.emergencyNote, locale)] : []),
    ...(withoutAccount > 0 ? [say(sentences.withoutAccount(withoutAccount), locale)] : []),
    ...(held ? [say(sentences.held(held.people, when(held.until, reader)), locale)] : []),
  ];
}

function changeBlocks({ meeting, audience, audienceBefore }: Preview, before: Meeting, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const line = (label: Text, old: string | undefined, now: string | undefined): Rich[] =>
    old === now
      ? []
      : [[{ text: `${say(label, locale)}　`, bold: true }, ...(old ? [{ text: old, strike: true }, '　→　'] : []), now || '—']];
  const lines = [
    ...line(text.name, before.title, meeting.title),
    ...line(text.when, fromTo(intervalOf(before), reader), fromTo(intervalOf(meeting), reader)),
    ...line(text.place, before.place, meeting.place),
    ...line(text.link, before.link, meeting.link),
    ...line(text.who, audienceBefore, audience),
    ...line(text.deadline, when(before.absenceDeadlineAt, reader), when(meeting.absenceDeadlineAt, reader)),
    ...line(text.agenda, before.agenda, meeting.agenda),
  ];
  return [
    { kind: 'text', text: [{ text: say(text.before, locale), bold: true }] },
    lines.length > 0 ? { kind: 'list', items: lines } : { kind: 'note', text: [say(text.nothingChanged, locale)] },
  ];
}

function conflictBlocks({ conflicts }: Preview, reader: Reader): CardBlock[] {
  const { locale } = reader;
  if (conflicts.length === 0) return [{ kind: 'note', text: [say(text.noConflicts, locale)] }];
  const items = conflicts.slice(0, MOST_CONFLICTS).map((one): Rich => {
    const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）'];
    const where = `${one.department} ${one.owner}${locale === 'en' ? ', ' : '，'}${fromTo(one.interval, reader)}${locale === 'en' ? ', ' : '，'}${say(sentences.together(one.together), locale)}`;
    return [{ text: one.title, bold: true }, `　${say(text[one.obligation], locale)}${open}${where}${close}`];
  });
  return [
    { kind: 'text', text: [{ text: `${say(text.conflicts, locale)}　${conflicts.length}`, bold: true }] },
    { kind: 'list', items },
    ...(conflicts.length > MOST_CONFLICTS ? [{ kind: 'note' as const, text: [say(text.andMore, locale)] }] : []),
  ];
}
