import { type Reader, timeOn, when } from '../../calendar/reader.js';
import { button, field } from '../../chat/cards.js';
import type { Field, Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import type { Member, MemberId } from '../../org/member.js';
import { short } from '../../org/scope-menu.js';
import type { Board } from './attendance.js';
import { fileButton } from './cards.js';
import type { AttendanceRecord } from './correction-service.js';
import { base, ON_PAGE, turns } from './form-parts.js';
import type { Line, Report } from './report.js';
import { correctionsOffered, LIST_WAITS_DAYS, MOST_CHARACTERS } from './rules.js';
import { correctionText, remarksOf, sentences, statusText, text } from './text.js';

export function codeForm(reader: Reader): Form {
  const { locale } = reader;
  return {
    ...base('meeting.code', '', reader),
    submit: say(text.submit, locale),
    blocks: [
      {
        kind: 'field',
        name: 'code',
        label: say(text.code, locale),
        hint: say(text.codeHint, locale),
        input: { kind: 'text', maxLength: 12 },
      },
    ],
  };
}

/** To the organizer: the code, the address of the big-screen page where browsers reach siwen, and the list. */
export function boardForm({ meeting, afterwards, code, left, figures, token }: Board, publicUrl: string | undefined, reader: Reader): Form {
  const { locale } = reader;
  const { id } = meeting;
  return {
    ...base('meeting.board', id, reader),
    blocks: [
      ...(afterwards ? [{ kind: 'note' as const, text: [say(sentences.afterwards(LIST_WAITS_DAYS), locale)] }] : []),
      { kind: 'heading', text: `${code.slice(0, 3)} ${code.slice(3)}` },
      { kind: 'note', text: [say(sentences.secondsLeft(left), locale)] },
      {
        kind: 'text',
        text: [{ text: meeting.title, bold: true }, `　${say(sentences.counted(figures.present, figures.expected), locale)}`],
      },
      publicUrl
        ? { kind: 'text', text: [{ link: `${publicUrl}/check-in/${token}`, text: say(text.screen, locale) }] }
        : { kind: 'note', text: [say(text.noScreen, locale)] },
      {
        kind: 'actions',
        elements: [
          button('meeting.openCheckIn', text.refresh, id, reader),
          button('meeting.names', text.names, `${id}:0:0`, reader),
          button('meeting.correct', text.correct, id, reader),
          button('meeting.closeCheckIn', text.end, id, reader, {
            style: 'danger',
            confirm: {
              title: say(text.end, locale),
              text: say(figures.present === 0 ? text.endTextNobody : text.endText, locale),
              yes: say(text.end, locale),
              no: say(text.no, locale),
              danger: true,
            },
          }),
        ],
      },
    ],
  };
}

/** The report by name, a page at a time. */
export function reportForm(report: Report, page: number, reader: Reader, { hasFile = false } = {}): Form {
  const { locale } = reader;
  const all = report.departments.flatMap((one) => one.lines.map((line) => ({ line, department: one.name })));
  const pages = Math.max(1, Math.ceil(all.length / ON_PAGE));
  const shown = Math.min(page, pages - 1);
  const actions = [
    ...(report.organizes ? [button('meeting.correct', text.correct, report.meeting.id, reader)] : []),
    ...(hasFile ? [fileButton(report.meeting.id, reader)] : []),
  ];
  const remark = (line: Line) => remarksOf(line).map((one) => `　${say(one, locale)}`);
  return {
    ...base('meeting.reportPage', report.meeting.id, reader),
    title: say(text.reportTitle, locale),
    blocks: [
      { kind: 'text', text: [{ text: report.meeting.title, bold: true }] },
      {
        kind: 'list',
        items: all.slice(shown * ON_PAGE, (shown + 1) * ON_PAGE).map(({ line, department }) => {
          const time = line.checkedInAt === undefined ? '' : `　${timeOn(report.meeting.startsAt, line.checkedInAt, reader)}`;
          return [
            `${department}　`,
            { text: line.member.name, bold: true },
            `　${say(statusText[line.status], locale)}${time}${remark(line).join('')}`,
          ];
        }),
      },
      ...(actions.length > 0 ? [{ kind: 'actions' as const, elements: actions }] : []),
      ...turns('meeting.report', (to) => `${report.meeting.id}:${to}`, shown, pages, reader),
    ],
  };
}

export function whomForm(meetingId: string, reader: Reader): Form {
  const { locale } = reader;
  return {
    ...base('meeting.whom', meetingId, reader),
    submit: say(text.goOn, locale),
    blocks: [
      {
        kind: 'field',
        name: 'member',
        label: say(text.whom, locale),
        input: { kind: 'search', source: 'meeting.anybody', placeholder: say(text.search, locale) },
      },
    ],
  };
}

/** `context` carries the version that was seen. */
export function correctionForm(record: AttendanceRecord, recordsEarlyLeave: boolean, reader: Reader): Form {
  const { locale } = reader;
  const { meeting, member, cameInstead, standIn, who, version, history, now } = record;
  return {
    ...base('meeting.correction', `${version}:${meeting.id}:${(cameInstead ?? member).id}`, reader),
    submit: say(text.submit, locale),
    blocks: [
      {
        kind: 'text',
        text: [{ text: member.name, bold: true }, `　${now ? say(statusText[now.status], locale) : say(text.noRecord, locale)}`],
      },
      ...(cameInstead ? [{ kind: 'note' as const, text: [say(sentences.recordedOf(cameInstead.name, member.name), locale)] }] : []),
      ...(history.length > 0
        ? [
            { kind: 'text' as const, text: [{ text: say(text.history, locale), bold: true }] },
            {
              kind: 'list' as const,
              items: history.slice(-MOST_HISTORY).map(({ mark, by, reason }) => {
                const status = say(mark.leftEarly ? correctionText['left-early'] : statusText[mark.status], locale);
                return [`${say(sentences.recorded(status, by, when(mark.at, reader)), locale)}${reason ? `　${reason}` : ''}`];
              }),
            },
          ]
        : []),
      {
        kind: 'field',
        name: 'to',
        label: say(text.to, locale),
        input: {
          kind: 'choice',
          look: 'radio',
          options: correctionsOffered(recordsEarlyLeave).map((one) => ({ label: say(correctionText[one], locale), value: one })),
        },
      },
      ...(standIn ? [whoField(member, standIn, who, reader)] : []),
      {
        kind: 'field',
        name: 'reason',
        label: say(text.reason, locale),
        hint: say(text.reasonHint, locale),
        input: { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS },
      },
    ],
  };
}

function whoField(member: Member, standIn: Member, who: MemberId, reader: Reader): Field {
  const options = [
    { label: member.name, value: member.id },
    { label: short(say(sentences.standsIn(standIn.name, member.name), reader.locale)), value: standIn.id },
  ];
  return field('who', text.who, { kind: 'choice', look: 'radio', options, initial: who === standIn.id ? who : member.id }, reader, {
    hint: text.whoHint,
  });
}

/** Each may be 500 characters long. */
const MOST_HISTORY = 10;
