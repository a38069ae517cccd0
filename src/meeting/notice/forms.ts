import type { Reader } from '../../calendar/reader.js';
import { when } from '../../calendar/reader.js';
import type { Button, CardBlock } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import type { Details, Missing } from './answer-service.js';
import { standingWords } from './cards.js';
import type { MissingIn } from './missing.js';
import { aboutMeeting } from './shown.js';
import { sentences, text } from './text.js';

/** Everything there is to know of a meeting. */
export function detailsForm({ shown, organizer, standing }: Details, reader: Reader): Form {
  const { locale } = reader;
  const { meeting } = shown;
  const fact = (label: keyof typeof text, value: string) => ({ label: say(text[label], locale), value });
  return {
    id: 'meeting.detailsShown',
    title: say(text.meeting, locale),
    close: say(text.close, locale),
    context: meeting.id,
    blocks: [
      { kind: 'heading', text: meeting.title },
      ...(meeting.state === 'cancelled' ? [{ kind: 'text' as const, text: [{ text: say(text.cancelledNote, locale), bold: true }] }] : []),
      ...aboutMeeting(shown, reader, true),
      {
        kind: 'facts',
        facts: [
          fact('scope', say(meeting.scope === 'bureau' ? text.bureauWide : text.departmental, locale)),
          fact('substitutes', say(meeting.substitutes ? text.substitutesAllowed : text.substitutesNot, locale)),
          fact('absenceUntil', when(meeting.absenceDeadlineAt, reader)),
          ...(organizer ? [fact('organizer', organizer.name)] : []),
          ...(standing && meeting.state === 'announced' ? [fact('status', standingWords(standing, reader))] : []),
        ],
      },
    ],
  };
}

/** Names on one page of the list. */
const NAMES_ON_PAGE = 150;

/** Who has not acknowledged, page by page: first whoever is to be told otherwise, then the others by department. */
export function missingForm({ shown, missing: told, withoutAccount }: Missing, page: number, reader: Reader): Form {
  const { locale } = reader;
  const untold = withoutAccount.map(({ department, names }) => ({
    department: say(sentences.withoutAccountIn(department), locale),
    names,
  }));
  const missing = [...untold, ...told];
  const pages = pagesOf(missing);
  const at = Math.min(Math.max(page, 0), pages.length - 1);
  const total = missing.reduce((sum, { names }) => sum + names.length, 0);
  const to = (other: number, label: string): Button => ({
    kind: 'button',
    id: 'meeting.missing',
    label,
    value: `${shown.meeting.id}:${other}`,
  });
  const turns = [
    ...(at > 0 ? [to(at - 1, say(text.previousPage, locale))] : []),
    ...(at < pages.length - 1 ? [to(at + 1, say(text.nextPage, locale))] : []),
  ];
  return {
    id: 'meeting.missingShown',
    title: say(text.missingList, locale),
    close: say(text.close, locale),
    context: shown.meeting.id,
    blocks: [
      { kind: 'heading', text: shown.meeting.title },
      ...(total === 0
        ? [{ kind: 'text' as const, text: [say(text.nobodyMissing, locale)] }]
        : [{ kind: 'facts' as const, facts: [{ label: say(text.notReceived, locale), value: say(sentences.people(total), locale) }] }]),
      ...(pages[at] ?? []).map((one): CardBlock => ({ kind: 'text', text: departmentLine(one, reader) })),
      ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
      { kind: 'note', text: [say(text.looksRecorded, locale)] },
    ],
  };
}

function departmentLine({ department, names }: MissingIn, { locale }: Reader) {
  return [{ text: department, bold: true }, `　${say(sentences.namesOf(names, names.length), locale)}`];
}

/** A department that doesn't fit goes on on the next page, under its name. A form holds a hundred blocks. */
function pagesOf(missing: readonly MissingIn[]): MissingIn[][] {
  const pages: MissingIn[][] = [[]];
  let room = NAMES_ON_PAGE;
  for (const { department, names } of missing) {
    for (let from = 0; from < names.length; ) {
      if (room === 0 || (pages.at(-1)?.length ?? 0) >= 80) {
        pages.push([]);
        room = NAMES_ON_PAGE;
      }
      const some = names.slice(from, from + room);
      pages.at(-1)?.push({ department, names: some });
      room -= some.length;
      from += some.length;
    }
  }
  return pages;
}
