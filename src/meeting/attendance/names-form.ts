import { z } from 'zod';
import type { Reader } from '../../calendar/reader.js';
import type { Option } from '../../chat/card.js';
import { field } from '../../chat/cards.js';
import { type Field, type Form, type FormValues, one, several } from '../../chat/form.js';
import { parsed } from '../../chat/parsed.js';
import { say } from '../../chat/text.js';
import { short } from '../../org/scope-menu.js';
import { base, ON_PAGE, turns } from './form-parts.js';
import type { DepartmentLines, Line, Report } from './report.js';
import { sentences, statusText, text } from './text.js';

/** Slack: ten options in a group of checkboxes. */
const IN_GROUP = 10;
/** Slack: a hundred options in a menu; two of them lead to the others. */
const MOST_DEPARTMENTS = 98;

/** `at`: the place of the department that is shown; the menu has those around it. */
function departmentMenu({ meeting, departments }: Report, at: number, { locale }: Reader): Option[] {
  const from = Math.floor(at / MOST_DEPARTMENTS) * MOST_DEPARTMENTS;
  const to = from + MOST_DEPARTMENTS;
  const option = (label: string, index: number): Option => ({ label, value: `${meeting.id}:${index}:0` });
  return [
    ...(from > 0 ? [option(say(text.departmentsBefore, locale), from - MOST_DEPARTMENTS)] : []),
    ...departments.slice(from, to).map((department, index) => option(short(labelOf(department)), from + index)),
    ...(to < departments.length ? [option(say(text.departmentsAfter, locale), to)] : []),
  ];
}

const paged = (all: readonly Option[], page: number) => {
  const pages = Math.max(1, Math.ceil(all.length / ON_PAGE));
  const shown = Math.min(page, pages - 1);
  return { pages, shown, options: all.slice(shown * ON_PAGE, (shown + 1) * ON_PAGE) };
};

/** Whoever is expected, and whoever is to come instead of them. */
function optionsOf({ member, status, standInId, standIn }: Line, { locale }: Reader): Option[] {
  const excused = status === 'excused' ? `　${say(statusText.excused, locale)}` : '';
  const own = { label: short(`${member.name}　${member.rank}${excused}`), value: member.id };
  return standInId && standIn ? [own, { label: short(say(sentences.standsIn(standIn, member.name), locale)), value: standInId }] : [own];
}

const NAMES = 'names';
/** Who was ticked; the menu of departments stands in the same form. */
export const tickedIn = (values: FormValues): string[] =>
  Object.keys(values)
    .filter((field) => field.startsWith(NAMES))
    .flatMap((field) => several(values, field));

/** Who was ticked on other lists and is not submitted yet, by `<place of the department>:<page>`. */
export type Ticks = Readonly<Record<string, readonly string[]>>;
const Ticks = z.record(z.string(), z.array(z.string()));

/** Slack: 3,000 characters come back with a form; the meeting and the list need some. */
const MOST_CHARACTERS = 2_800;

/** `<meeting>:<place of the department>:<page>:<ticks>`, as it comes back with the form. */
export function ticksIn(context: string): Ticks {
  const [, , , ...json] = context.split(':');
  return parsed(Ticks, json.join(':')) ?? {};
}

/** With what stands ticked on the list that is left. */
export function ticksAfter(context: string, values: FormValues): Ticks {
  const [, at = '', page = ''] = context.split(':');
  const { [`${at}:${page}`]: _before, ...others } = ticksIn(context);
  const here = tickedIn(values);
  return here.length > 0 ? { ...others, [`${at}:${page}`]: here } : others;
}

export const fitsForm = (ticks: Ticks): boolean => JSON.stringify(ticks).length <= MOST_CHARACTERS;

/** On whatever list they were ticked. */
export const everyTick = (ticks: Ticks): string[] => [...new Set(Object.values(ticks).flat())];

const CAME = 'came';
/** Where whoever ticks is asked: whether they had come in time. */
export function ticksInTime(values: FormValues): boolean | undefined {
  const said = one(values, CAME);
  return said === undefined ? undefined : said === 'present';
}

/** `over`: whoever is ticked after the end stands on a list of paper. */
const cameField = (over: boolean, reader: Reader): Field =>
  field(
    CAME,
    text.recordedAs,
    {
      kind: 'choice',
      look: 'radio',
      options: (['late', 'present'] as const).map((status) => ({ label: say(statusText[status], reader.locale), value: status })),
      initial: over ? 'present' : 'late',
    },
    reader,
    { hint: text.lateHint },
  );

/**
 * The list of one department, as far as nobody is recorded yet; ticked names are submitted, with those ticked on other lists. `said`: what the last
 * submission did. `ticks`: already, here and elsewhere.
 * `late`: who comes now is late. `over`: the meeting has ended.
 */
export function namesForm(
  report: Report,
  at: number,
  page: number,
  {
    said,
    ticks = {},
    late,
    over = false,
  }: { readonly said?: string | undefined; readonly ticks?: Ticks; readonly late: boolean; readonly over?: boolean },
  reader: Reader,
): Form {
  const { locale } = reader;
  const { meeting, departments } = report;
  const department = departments[at] ?? departments[0];
  const waiting = (department?.lines ?? []).filter((line) => line.expected && !line.recorded).flatMap((line) => optionsOf(line, reader));
  const { pages, shown, options } = paged(waiting, page);
  const groups = Array.from({ length: Math.ceil(options.length / IN_GROUP) }, (_, n) => options.slice(n * IN_GROUP, (n + 1) * IN_GROUP));
  const place = Math.max(0, department ? departments.indexOf(department) : 0);
  const ticked = new Set(everyTick(ticks));
  const elsewhere = [...ticked].filter((id) => !options.some(({ value }) => value === id)).length;
  return {
    ...base('meeting.tapped', `${meeting.id}:${place}:${shown}:${JSON.stringify(ticks)}`, reader),
    ...(groups.length > 0 || elsewhere > 0 ? { submit: say(text.submit, locale) } : {}),
    blocks: [
      ...(said === undefined ? [] : [{ kind: 'note' as const, text: [said] }]),
      {
        kind: 'actions',
        elements: [
          {
            kind: 'menu',
            id: 'meeting.names',
            placeholder: say(text.departments, locale),
            options: departmentMenu(report, place, reader),
          },
        ],
      },
      { kind: 'text', text: [{ text: department?.name ?? '—', bold: true }] },
      { kind: 'note', text: [say(groups.length > 0 ? text.tapHint : text.allRecorded, locale)] },
      ...(elsewhere > 0 ? [{ kind: 'note' as const, text: [say(sentences.tickedElsewhere(elsewhere), locale)] }] : []),
      ...(late && (groups.length > 0 || elsewhere > 0) ? [cameField(over, reader)] : []),
      ...groups.map(
        (group, index): Field => ({
          kind: 'field',
          // Slack keeps what was entered under the name of a field. Others once some are recorded, and in every list: ticks that were sent are not
          // ticks that wait to be, nor are those of another department or page.
          name: `${NAMES}:${department?.id ?? ''}:${shown}:${waiting.length}-${index}`,
          label: `${index * IN_GROUP + 1}–${index * IN_GROUP + group.length}`,
          optional: true,
          input: {
            kind: 'choices',
            look: 'checkbox',
            options: group,
            initial: group.map(({ value }) => value).filter((id) => ticked.has(id)),
          },
        }),
      ),
      ...turns('meeting.names', (to) => `${meeting.id}:${place}:${to}`, shown, pages, reader),
    ],
  };
}

const labelOf = ({ name, figures }: DepartmentLines): string => `${name}　${figures.present}/${figures.expected}`;
