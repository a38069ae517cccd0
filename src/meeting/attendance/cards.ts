import { type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Meeting } from '../meeting.js';
import type { CheckedIn, Figures, Status } from './attendance.js';
import type { DepartmentLines, Line, Report } from './report.js';
import { sentences, text } from './text.js';

/** A table takes 100 rows, a message so many characters (src/block-kit/limits.ts); the file has everything. */
const MOST_DEPARTMENTS = 60;
const MOST_NAMES = 40;

const FIGURES = ['expected', 'present', 'excused', 'late', 'absent'] as const satisfies readonly (keyof Figures)[];

/** The five figures of every attendance report, by department, with the names of who was late, excused or absent. */
export function reportCard(report: Report, reader: Reader): Card {
  const { locale } = reader;
  const { meeting, departments, figures } = report;
  const heading = say(sentences.report(meeting.title), locale);
  const row = (name: string, counted: Figures) => [name, ...FIGURES.map((one) => String(counted[one]))];
  const listed = departments.filter(({ figures: counted }) => counted.expected > 0);
  return {
    summary: `${heading}　${FIGURES.map((one) => `${say(text[one], locale)} ${figures[one]}`).join(locale === 'en' ? ', ' : '，')}`,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'facts', facts: FIGURES.map((one) => ({ label: say(text[one], locale), value: String(figures[one]) })) },
      {
        kind: 'table',
        columns: [
          { title: say(text.department, locale) },
          ...FIGURES.map((one) => ({ title: say(text[one], locale), align: 'right' as const })),
        ],
        rows: [...listed.slice(0, MOST_DEPARTMENTS).map((one) => row(one.name, one.figures)), row(say(text.total, locale), figures)],
      },
      ...(listed.length > MOST_DEPARTMENTS ? [{ kind: 'note' as const, text: [say(text.moreInFile, locale)] }] : []),
      ...(['absent', 'late', 'excused'] as const).flatMap((status) => named(departments, status, reader)),
      {
        kind: 'actions',
        elements: [
          byName(meeting.id, reader),
          ...(report.organizes ? [button('meeting.correct', text.correct, meeting.id, reader)] : []),
          fileButton(meeting.id, reader),
        ],
      },
    ],
  };
}

const byName = (meetingId: string, reader: Reader): Button => button('meeting.report', text.byName, `${meetingId}:0`, reader);

export const fileButton = (meetingId: string, reader: Reader): Button => button('meeting.attendanceFile', text.file, meetingId, reader);

/** For whoever keeps the attendance: it stays with them once nobody checks in any more. */
const recordsActions = (meetingId: string, hasFile: boolean, reader: Reader): CardBlock => ({
  kind: 'actions',
  elements: [
    byName(meetingId, reader),
    button('meeting.correct', text.correct, meetingId, reader),
    ...(hasFile ? [fileButton(meetingId, reader)] : []),
  ],
});

/** A sentence to them, and what they go on with. */
export const recordsBlocks = (sentence: Text, meetingId: string, reader: Reader, { hasFile = false } = {}): CardBlock[] => [
  { kind: 'text', text: [say(sentence, reader.locale)] },
  recordsActions(meetingId, hasFile, reader),
];

function named(departments: readonly DepartmentLines[], status: Status, { locale }: Reader): CardBlock[] {
  const lines = departments.flatMap((one) => one.lines).filter((line) => line.expected && line.status === status);
  if (lines.length === 0) return [];
  const names = lines.slice(0, MOST_NAMES).map(nameOf);
  const sentence = sentences.names(say(text[status], locale), names.join(locale === 'en' ? ', ' : '、'), lines.length - names.length);
  return [{ kind: 'text', text: [say(sentence, locale)] }];
}

export const nameOf = ({ member }: Pick<Line, 'member'>): string => member.name;

/** In answer to a code. */
export function checkedInText(done: Extract<CheckedIn, { ok: true }>, reader: Reader): Text {
  const { meeting, mark, before, instead, expected } = done;
  if (before) return sentences.before(meeting.title, before.by, when(before.mark.at, reader));
  const parts: Text[] = [
    sentences.checkedIn(meeting.title, when(mark.at, reader), mark.status === 'late'),
    ...(instead === undefined ? [] : [sentences.insteadOf(instead)]),
    ...(expected ? [] : [text.unexpectedNote]),
  ];
  return { zh: parts.map(({ zh }) => zh).join(''), en: parts.map(({ en }) => en).join(' ') };
}

/** Typed without a code: a form asks for it. */
export function askCodeCard(meetings: readonly Meeting[], reader: Reader): Card {
  const { locale } = reader;
  return {
    summary: say(text.title, locale),
    blocks: meetings.flatMap((meeting): CardBlock[] => [
      { kind: 'text', text: [say(sentences.openAt(meeting.title), locale)] },
      { kind: 'actions', elements: [button('meeting.checkIn', text.open, meeting.id, reader, { style: 'primary' })] },
    ]),
  };
}
