import { isDeepStrictEqual } from 'node:util';
import type { Instant, Interval } from '../../calendar/instant.js';
import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Button, CardBlock, Rich } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { sameFacts } from '../notice/news.js';
import { sentences, text } from './text.js';

/** What the organizer sees before the one press that sends it. Names are already those of today. */
export type Preview = {
  readonly draftId: string;
  /** Of the draft, as it is shown here. */
  readonly revision: number;
  readonly meeting: Meeting;
  /** The meeting as people know it; undefined for a new one. */
  readonly before: Meeting | undefined;
  readonly department: string;
  readonly people: number;
  readonly audience: string;
  readonly audienceBefore: string | undefined;
  readonly leftOut: string;
  readonly leftOutBefore: string | undefined;
  /** Of these people, on approved leave then. */
  readonly onLeave: number;
  readonly withoutAccount: number;
  readonly held: { readonly people: number; readonly until: Instant } | undefined;
  /** In the channel of meetings as well, for everybody who is in it. */
  readonly posted: boolean;
  /** People who have checked in, and would have to once more. */
  readonly checkInsVoid: number;
  readonly clash: Meeting | undefined;
  /** Bureau-wide meetings that a meeting of the department would have to give way to, or be asked to. */
  readonly against: readonly { readonly meeting: Meeting; readonly obligation: 'must' | 'asked' }[];
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
    context: `${preview.draftId}:${preview.revision}`,
    blocks: [
      { kind: 'heading', text: meeting.title },
      ...(clash ? [bold(sentences.clash(clash.title, fromTo(intervalOf(clash), reader)), reader)] : []),
      { kind: 'facts', facts: factsOf(preview, reader) },
      ...toRead(preview, reader),
      ...notes(preview, reader).map((sentence) => ({ kind: 'note' as const, text: [sentence] })),
      ...(before ? changeBlocks(preview, before, reader) : []),
      ...(meeting.scope === 'bureau' || preview.conflicts.length > 0 ? conflictBlocks(preview, reader) : []),
      { kind: 'actions', elements: [back] },
    ],
  };
}

const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

function factsOf({ meeting, department, people, onLeave, audience, leftOut }: Preview, reader: Reader) {
  const { locale } = reader;
  const fact = (label: Text, value: string | undefined) => (value ? [{ label: say(label, locale), value }] : []);
  return [
    ...fact(text.when, fromTo(intervalOf(meeting), reader)),
    ...fact(text.place, meeting.place),
    ...fact(text.scope, say(meeting.scope === 'bureau' ? text.scopeBureau : text.scopeDepartments, locale)),
    ...fact(text.who, say(sentences.who(audience, people, onLeave), locale)),
    ...fact(text.leftOut, leftOut),
    ...fact(text.organizedBy, department),
    ...fact(text.link, meeting.link),
    ...fact(text.deadline, when(meeting.absenceDeadlineAt, reader)),
    ...fact(text.more, meeting.substitutes ? say(text.substitutes, locale) : undefined),
  ];
}

/** Agenda and documents, where they don't stand among what changes. */
function toRead({ meeting: { agenda, attachments }, before }: Preview, { locale }: Reader): CardBlock[] {
  const labelled = (label: Text, ...rest: Rich): CardBlock => ({ kind: 'text', text: [{ text: say(label, locale), bold: true }, ...rest] });
  const documents = !before || isDeepStrictEqual(before.attachments, attachments) ? attachments : [];
  return [
    ...(agenda && (!before || before.agenda === agenda) ? [labelled(text.agenda, '\n', agenda)] : []),
    ...(documents.length > 0
      ? [
          labelled(text.attachments),
          { kind: 'list' as const, items: documents.map(({ title, url }): Rich => [{ link: url, text: title }]) },
        ]
      : []),
  ];
}

function notes({ meeting, before, withoutAccount, held, posted, against, checkInsVoid }: Preview, reader: Reader): string[] {
  const { locale } = reader;
  return [
    ...against.map(({ meeting: other, obligation }) =>
      say(sentences.against[obligation](other.title, fromTo(intervalOf(other), reader)), locale),
    ),
    ...(meeting.scope === 'bureau' && !meeting.inAdvance ? [say(text.late, locale)] : []),
    ...(meeting.inAdvanceHours ? [say(text.partlyLate, locale)] : []),
    ...(meeting.emergency ? [say(text.emergencyNote, locale)] : []),
    ...(before && meeting.absenceDeadlineAt < before.absenceDeadlineAt && sameFacts(before, meeting)
      ? [say(text.earlierDeadline, locale)]
      : []),
    ...(checkInsVoid > 0 ? [say(sentences.checkInsVoid(checkInsVoid), locale)] : []),
    ...(withoutAccount > 0 ? [say(sentences.withoutAccount(withoutAccount), locale)] : []),
    ...(held ? [say(sentences.held(held.people, when(held.until, reader)), locale)] : []),
    ...(posted ? [say(text.posted, locale)] : []),
  ];
}

function changeBlocks(preview: Preview, before: Meeting, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const lines = changes(preview, before, reader).map(
    ([label, old, now]): Rich => [
      { text: `${say(label, locale)}　`, bold: true },
      ...(old ? [{ text: old, strike: true }, '　→　'] : []),
      now || '—',
    ],
  );
  return [
    { kind: 'text', text: [{ text: say(text.before, locale), bold: true }] },
    lines.length > 0 ? { kind: 'list', items: lines } : { kind: 'note', text: [say(text.nothingChanged, locale)] },
  ];
}

/** Everything that would be another, old and new. Long lists are shortened in words, so they are compared as they are. */
function changes({ meeting, audience, audienceBefore, leftOut, leftOutBefore }: Preview, before: Meeting, reader: Reader) {
  type Words = string | undefined;
  const { locale } = reader;
  const yes = (is: boolean) => say(is ? text.allowed : text.notAllowed, locale);
  const line = (label: Text, of: (one: Meeting) => unknown, words: readonly [Words, Words]): [Text, Words, Words][] =>
    isDeepStrictEqual(of(before), of(meeting)) ? [] : [[label, ...words]];
  const said = (label: Text, of: (one: Meeting) => Words) => line(label, of, [of(before), of(meeting)]);
  return [
    ...said(text.name, ({ title }) => title),
    ...said(text.scope, ({ scope }) => say(scope === 'bureau' ? text.scopeBureau : text.scopeDepartments, locale)),
    ...said(text.when, (one) => fromTo(intervalOf(one), reader)),
    ...said(text.place, ({ place }) => place),
    ...said(text.link, ({ link }) => link),
    ...line(text.who, (one) => one.audience, [audienceBefore, audience]),
    ...line(text.leftOut, ({ excluded }) => [...excluded].sort(), [leftOutBefore, leftOut]),
    ...said(text.deadline, ({ absenceDeadlineAt }) => when(absenceDeadlineAt, reader)),
    ...said(text.substitutesName, ({ substitutes }) => yes(substitutes)),
    ...said(text.emergencyName, ({ emergency }) => say(emergency ? text.isEmergency : text.noEmergency, locale)),
    ...said(text.agenda, ({ agenda }) => agenda),
    ...said(text.attachments, ({ attachments }) =>
      attachments.map(({ title, url }) => (title === url ? url : `${title}（${url}）`)).join(locale === 'en' ? ', ' : '、'),
    ),
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
