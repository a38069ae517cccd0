import { fromTo, type Reader } from '../../calendar/reader.js';
import { timeOf as clockTime, dateOf } from '../../calendar/zone.js';
import type { CardBlock, Option } from '../../chat/card.js';
import { button, field } from '../../chat/cards.js';
import type { Field, Form, Input } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { Department } from '../../org/member.js';
import { MOST_OPTIONS } from '../../org/options.js';
import { short } from '../../org/scope-menu.js';
import type { Against } from '../give-way/meetings-against.js';
import { stateText } from '../give-way/text.js';
import { intervalOf } from '../meeting.js';
import type { Activity, ActivityDetails } from './activity.js';
import { activityLine, restoreButton, timeOf } from './cards.js';
import { LONGEST } from './draft.js';
import type { AgainstKept, Checked, Coming, Shown } from './service.js';
import { registeredText, sentences, text } from './text.js';

/** One of the departments somebody may register activities for: to be picked, or typed where there are more than a menu takes. */
export function departmentField(label: Text, departments: readonly Department[], reader: Reader, hint?: Text): Field {
  const options = departments.map(({ id, name }): Option => ({ label: short(name), value: id }));
  const [only] = options;
  const input: Input =
    options.length > MOST_OPTIONS
      ? { kind: 'search', source: 'meeting.activityDepartments', placeholder: say(text.searchDepartment, reader.locale) }
      : { kind: 'choice', look: 'select', options, ...(options.length === 1 && only ? { initial: only.value } : {}) };
  return field('department', label, input, reader, { hint });
}

/** Date, start, end and place, filled with those of `before`. */
export function timeFields(
  before: Pick<ActivityDetails, 'startsAt' | 'endsAt'> | undefined,
  where: string | undefined,
  reader: Reader,
): Field[] {
  const { zone } = reader;
  const dates = before && { first: dateOf(before.startsAt, zone), last: dateOf(before.endsAt, zone) };
  const initial = (value: string | undefined) => (value ? { initial: value } : {});
  return [
    field('date', text.date, { kind: 'date', ...initial(dates?.first) }, reader),
    field('start', text.start, { kind: 'time', ...initial(before && clockTime(before.startsAt, zone)) }, reader),
    field('end', text.end, { kind: 'time', ...initial(before && clockTime(before.endsAt, zone)) }, reader),
    field('endDate', text.endDate, { kind: 'date', ...initial(dates?.first === dates?.last ? undefined : dates?.last) }, reader, {
      optional: true,
    }),
    field('place', text.place, { kind: 'text', maxLength: LONGEST.place, ...initial(where) }, reader, { optional: true }),
  ];
}

export function registerForm(departments: readonly Department[], reader: Reader): Form {
  const { locale } = reader;
  const several = { kind: 'searchSeveral', source: 'meeting.activityMembers', placeholder: say(text.search, locale) } as const;
  return {
    id: 'meeting.activityDraft',
    title: say(text.register, locale),
    submit: say(text.next, locale),
    close: say(text.close, locale),
    context: '',
    blocks: [
      field('title', text.activity, { kind: 'text', maxLength: LONGEST.title }, reader),
      departmentField(text.department, departments, reader),
      ...timeFields(undefined, undefined, reader),
      field(
        'who',
        text.who,
        {
          kind: 'choice',
          look: 'radio',
          options: [
            { label: say(text.wholeDepartment, locale), value: 'department' },
            { label: say(text.byName, locale), value: 'members' },
          ],
          initial: 'department',
        },
        reader,
      ),
      field('members', text.members, several, reader, { optional: true, hint: text.membersHint }),
      field('excluded', text.excluded, several, reader, { optional: true }),
    ],
  };
}

export function moveForm(activity: Activity, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'meeting.activityMoveDraft',
    title: say(text.move, locale),
    submit: say(text.next, locale),
    close: say(text.close, locale),
    context: `${activity.id}:${activity.sequence}`,
    blocks: [{ kind: 'text', text: [{ text: activity.title, bold: true }] }, ...timeFields(activity, activity.place, reader)],
  };
}

type Described = Pick<Shown, 'department' | 'owner' | 'people' | 'against'>;

function facts(details: ActivityDetails, described: Described, before: Activity | undefined, reader: Reader): CardBlock {
  const { locale } = reader;
  const fact = (label: Text, value: string) => ({ label: say(label, locale), value });
  return {
    kind: 'facts',
    facts: [
      fact(text.activity, details.title),
      fact(text.department, described.department),
      fact(text.owner, described.owner),
      ...(before ? [fact(text.oldTime, fromTo(timeOf(before), reader))] : []),
      fact(before ? text.newTime : text.time, fromTo(timeOf(details), reader)),
      fact(text.place, details.place || say(text.noPlace, locale)),
      fact(text.people, say(sentences.people(described.people), locale)),
    ],
  };
}

const meets = ({ meeting, together }: Against, reader: Reader): string =>
  say(sentences.meets(meeting.title, fromTo(intervalOf(meeting), reader), together), reader.locale);

const obligationOf = (against: readonly Against[]) =>
  against.some(({ obligation }) => obligation === 'must') ? 'mustGiveWay' : 'askedToGiveWay';

/** Every bureau meeting it would overlap with, and what that means. */
function conflictBlocks(against: readonly Against[], reader: Reader): CardBlock[] {
  if (against.length === 0) return [];
  return [
    { kind: 'list', items: against.map((one) => [meets(one, reader)]) },
    { kind: 'note', text: [say(text[obligationOf(against)], reader.locale)] },
  ];
}

/** Every bureau meeting that it stands in the way of, how far that has been settled, and how it is, where it isn't. */
function casesBlocks(against: readonly AgainstKept[], reader: Reader): CardBlock[] {
  if (against.length === 0) return [];
  const { locale } = reader;
  const open = against.filter(({ state }) => state === 'open');
  return [
    { kind: 'list', items: against.map((one) => [meets(one, reader), ...(one.state ? [`　${say(stateText[one.state], locale)}`] : [])]) },
    ...(open.length > 0 ? [{ kind: 'note' as const, text: [say(registeredText[obligationOf(open)], locale)] }] : []),
  ];
}

/** Before it is kept: what it comes to, and every bureau meeting it would have to give way to. */
export function checkForm({ draft, before, ...described }: Checked, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'meeting.activityConfirm',
    title: say(text.check, locale),
    submit: say(text.confirm, locale),
    close: say(text.close, locale),
    context: draft.id,
    blocks: [facts(draft.details, described, before, reader), ...conflictBlocks(described.against, reader)],
  };
}

export function activityForm({ activity, changeable, ...described }: Shown, reader: Reader): Form {
  const { locale } = reader;
  const value = `${activity.id}:${activity.sequence}`;
  const cancel = {
    ...button('meeting.activityCancel', text.cancel, value, reader, { style: 'danger' }),
    confirm: {
      title: say(text.cancel, locale),
      text: say(text.cancelText, locale),
      yes: say(text.cancel, locale),
      no: say(text.keep, locale),
      danger: true,
    },
  };
  return {
    id: 'meeting.activityShown',
    title: say(text.title, locale),
    close: say(text.close, locale),
    context: '',
    blocks: [
      facts(activity, described, undefined, reader),
      { kind: 'facts', facts: [{ label: say(text.state, locale), value: say(text[activity.state], locale) }] },
      ...(activity.state === 'planned' ? casesBlocks(described.against, reader) : []),
      ...(changeable
        ? [
            {
              kind: 'actions' as const,
              elements: [
                button('meeting.activityMove', text.move, activity.id, reader, { style: 'primary' }),
                ...(activity.state === 'suspended' ? [restoreButton(activity, reader)] : []),
                cancel,
              ],
            },
          ]
        : []),
    ],
  };
}

/** Two blocks each: far below the hundred of a view. */
const PAGE = 20;

export function listForm({ activities, departments }: Coming, page: number, reader: Reader): Form {
  const { locale } = reader;
  const here = Math.min(page, Math.max(0, Math.ceil(activities.length / PAGE) - 1));
  const turns = [
    ...(here > 0 ? [button('meeting.activityPage', text.previous, `${here - 1}`, reader)] : []),
    ...((here + 1) * PAGE < activities.length ? [button('meeting.activityPage', text.following, `${here + 1}`, reader)] : []),
  ];
  return {
    id: 'meeting.activityList',
    title: say(text.title, locale),
    close: say(text.close, locale),
    context: '',
    blocks: [
      ...listBlocks(activities.slice(here * PAGE, (here + 1) * PAGE), departments, reader),
      ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
    ],
  };
}

export function listBlocks(activities: readonly Activity[], departments: readonly Department[], reader: Reader): CardBlock[] {
  if (activities.length === 0) return [{ kind: 'note', text: [say(text.none, reader.locale)] }];
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return activities.flatMap((activity): CardBlock[] => [
    activityLine(activity, names.get(activity.departmentId) ?? '', reader),
    { kind: 'actions', elements: [button('meeting.activity', text.view, activity.id, reader)] },
  ]);
}
