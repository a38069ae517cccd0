import { fromTo, type Reader } from '../../calendar/reader.js';
import type { CardBlock, Rich } from '../../chat/card.js';
import { say } from '../../chat/text.js';
import type { Meeting } from '../meeting.js';
import type { Facts } from './news.js';
import { text } from './text.js';

/** What is shown of a meeting, with the name of the department that organizes it, and whether it gives way to one of the bureau. */
export type Shown = { readonly meeting: Meeting; readonly department: string; readonly suspended: boolean };

/** A card is read in passing: of a longer agenda it shows the beginning and says where the rest is. */
const AGENDA_SHOWN = 600;

export const timeOfMeeting = ({ startsAt, endsAt }: Pick<Facts, 'startsAt' | 'endsAt'>, reader: Reader): string =>
  fromTo({ start: startsAt, end: endsAt }, reader);

/** A chat refuses the whole card for a link that is none. */
const isWebLink = (link: string): boolean => URL.canParse(link) && /^https?:$/.test(new URL(link).protocol);

export const linked = (link: string, words: string): Rich => (isWebLink(link) ? [{ link, text: words }] : [link]);

/** Whether it takes place, when, where, who organizes it, the agenda and what there is to read. `whole`: the agenda to its end. */
export function aboutMeeting({ meeting, department, suspended }: Shown, reader: Reader, whole: boolean): CardBlock[] {
  const { locale } = reader;
  const { agenda, attachments, link } = meeting;
  const short = agenda !== undefined && !whole && agenda.length > AGENDA_SHOWN;
  return [
    ...(suspended ? [{ kind: 'text' as const, text: [{ text: say(text.suspendedNote, locale), bold: true }] }] : []),
    {
      kind: 'facts',
      facts: [
        { label: say(text.time, locale), value: timeOfMeeting(meeting, reader) },
        { label: say(text.place, locale), value: meeting.place },
        { label: say(text.organizedBy, locale), value: department },
      ],
    },
    ...(link ? [labelled(say(text.link, locale), linked(link, say(text.openLink, locale)))] : []),
    ...(agenda ? [labelled(say(text.agenda, locale), ['\n', short ? beginning(agenda) : agenda])] : []),
    ...(short ? [{ kind: 'note' as const, text: [say(text.agendaGoesOn, locale)] }] : []),
    ...(attachments.length > 0
      ? [
          labelled(say(text.attachments, locale), []),
          { kind: 'list' as const, items: attachments.map(({ title, url }) => linked(url, title)) },
        ]
      : []),
  ];
}

const labelled = (label: string, rest: Rich): CardBlock => ({ kind: 'text', text: [{ text: label, bold: true }, '　', ...rest] });

/** By characters as people count them, so that none is cut in half. */
const beginning = (agenda: string): string => `${[...agenda].slice(0, AGENDA_SHOWN).join('').trimEnd()}……`;
