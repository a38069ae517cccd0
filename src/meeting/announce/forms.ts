import type { Reader } from '../../calendar/reader.js';
import type { Option } from '../../chat/card.js';
import { field as fieldOf } from '../../chat/cards.js';
import { type Field, type Form, type FormValues, type Input, one, several } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { Rank } from '../../org/member.js';
import { LONGEST } from './draft.js';
import type { Draft } from './draft-store.js';
import { text } from './text.js';
import { unclearBlocks } from './unclear.js';

/** What the fields that search show as chosen, and what may be chosen. */
export type Choices = {
  readonly departments: readonly Option[];
  readonly members: readonly Option[];
  readonly excluded: readonly Option[];
  readonly ranks: readonly Rank[];
  /** The departments whose meeting a new one may be, that which is proposed first. */
  readonly organizing: readonly Option[];
  /** Whether it may be bureau-wide: whoever fills it in may announce such meetings, or it is one. */
  readonly bureau: boolean;
};

/** `unclear`: what in the line that was typed could be read in more than one way. */
export function announceForm(draft: Draft, choices: Choices, unclear: readonly string[], reader: Reader): Form {
  const { locale } = reader;
  const { values } = draft;
  const field = (name: string, label: Text, input: Input, optional = false, hint?: Text): Field =>
    fieldOf(name, label, input, reader, { optional, hint });
  const typed = (name: keyof typeof LONGEST, multiline = false): Input => ({
    kind: 'text',
    multiline,
    maxLength: LONGEST[name],
    ...initialOf(values, name),
  });
  const search = (source: `${string}.${string}`, placeholder: Text, initial: readonly Option[]): Input => ({
    kind: 'searchSeveral',
    source,
    placeholder: say(placeholder, locale),
    ...(initial.length > 0 ? { initial } : {}),
  });
  return {
    id: 'meeting.draft',
    title: say(draft.of ? text.changeTitle : text.newTitle, locale),
    submit: say(text.next, locale),
    close: say(text.close, locale),
    context: draft.id,
    blocks: [
      ...unclearBlocks(unclear, locale),
      field('title', text.name, typed('title')),
      field('scope', text.scope, { kind: 'choice', look: 'radio', ...offered(scopes(choices, locale), one(values, 'scope')) }),
      ...organizingFields(choices, field, one(values, 'organizing')),
      field('date', text.date, { kind: 'date', ...initialOf(values, 'date') }),
      field('start', text.start, { kind: 'time', ...initialOf(values, 'start') }),
      field('end', text.end, { kind: 'time', ...initialOf(values, 'end') }),
      field('endDate', text.endDate, { kind: 'date', ...initialOf(values, 'endDate') }, true, text.endDateHint),
      field('place', text.place, typed('place')),
      field('audience', text.audience, {
        kind: 'choice',
        look: 'select',
        ...offered(audiences(choices, locale), one(values, 'audience') ?? 'bureau'),
      }),
      field('departments', text.departments, search('meeting.departments', text.searchDepartments, choices.departments), true),
      field('members', text.members, search('meeting.members', text.searchMembers, choices.members), true),
      field('excluded', text.excluded, search('meeting.members', text.searchMembers, choices.excluded), true),
      field('agenda', text.agenda, typed('agenda', true), true),
      field('link', text.link, typed('link'), true, text.linkHint),
      field('attachments', text.attachments, typed('attachments', true), true, text.attachmentsHint),
      field('options', text.more, { kind: 'choices', look: 'checkbox', options: more(locale), initial: several(values, 'options') }, true),
      field('deadlineDate', text.deadlineDate, { kind: 'date', ...initialOf(values, 'deadlineDate') }, true, text.deadlineHint),
      field('deadlineTime', text.deadlineTime, { kind: 'time', ...initialOf(values, 'deadlineTime') }, true),
    ],
  };
}

type MakeField = (name: string, label: Text, input: Input) => Field;

/** Only where there is a choice. */
function organizingFields({ organizing }: Choices, field: MakeField, chosen: string | undefined): Field[] {
  const [first, ...more] = organizing;
  if (more.length === 0) return [];
  return [field('organizing', text.organizedBy, { kind: 'choice', look: 'select', ...offered(organizing, chosen ?? first?.value) })];
}

function initialOf(values: FormValues, name: string): { initial?: string } {
  const value = one(values, name) ?? '';
  return value === '' ? {} : { initial: value };
}

const offered = (options: readonly Option[], value: string | undefined) => ({
  options,
  ...(value !== undefined && options.some((option) => option.value === value) ? { initial: value } : {}),
});

type Locale = Reader['locale'];

function scopes({ bureau }: Choices, locale: Locale): Option[] {
  const own = { label: say(text.scopeDepartments, locale), value: 'departments' };
  return bureau ? [{ label: say(text.scopeBureau, locale), value: 'bureau' }, own] : [own];
}

function audiences({ ranks }: Choices, locale: Locale): Option[] {
  const option = (label: Text, value: string): Option => ({ label: say(label, locale), value });
  return [
    option(text.everybody, 'bureau'),
    option(text.chosenDepartments, 'departments'),
    option(text.heads, 'departmentHeads'),
    option(text.leaders, 'bureauLeaders'),
    option(text.headsAndLeaders, 'headsAndLeaders'),
    ...ranks.map((rank) => ({ label: locale === 'en' ? `${rank} and above` : `${rank}及以上`, value: `rank:${rank}` })),
    option(text.chosenMembers, 'members'),
  ];
}

const more = (locale: Locale): Option[] => [
  { label: say(text.substitutes, locale), value: 'substitutes' },
  { label: say(text.emergency, locale), value: 'emergency' },
];
