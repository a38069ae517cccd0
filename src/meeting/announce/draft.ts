import { attachedIn, attachedLines, isLink } from '../../attached.js';
import { dayMs, type Instant, minuteMs, type PlainDate, type PlainTime, type Zone } from '../../calendar/instant.js';
import { plainDate, plainTime } from '../../calendar/plain-date.js';
import { dateOf, instantAt, timeOf } from '../../calendar/zone.js';
import { type FormValues, one, several } from '../../chat/form.js';
import type { Audience } from '../../org/audience.js';
import type { MemberId } from '../../org/member.js';
import type { Meeting, MeetingDetails } from '../meeting.js';

/*
 * What an organizer fills in is kept as it was typed (meeting_draft), so that the form can be gone back to, and read anew each time: when it is
 * checked, and when it is announced, since a minute may have passed or a department been dissolved in between.
 */

export type DraftProblem =
  | 'required'
  | 'too-long'
  | 'not-a-date'
  | 'not-a-time'
  | 'past'
  | 'too-far'
  | 'ends-first'
  | 'end-past'
  | 'too-short'
  | 'too-long-a-time'
  | 'not-a-link'
  | 'attachment-wrong'
  | 'deadline-wrong'
  | 'deadline-untold'
  | 'audience-empty'
  | 'audience-outside'
  | 'audience-counted'
  | 'bureau-right-missing'
  | 'bureau-department';

export type Problems = Readonly<Record<string, DraftProblem>>;
export type ReadDraft = { readonly ok: true; readonly details: MeetingDetails } | { readonly ok: false; readonly problems: Problems };

/** Slack: Plain-text input, max_length; what a card's heading and lines take. */
export const LONGEST = { title: 100, place: 150, link: 500, agenda: 2_000, attachments: 3_000 } as const;
const FARTHEST_MS = 400 * dayMs;
const SHORTEST_MS = 5 * minuteMs;
const LONGEST_MS = 7 * dayMs;

/** `base`: of the meeting that is being changed; its start may be past already. */
export function readDraft(values: FormValues, now: Instant, zone: Zone, before?: Meeting): ReadDraft {
  const problems: Record<string, DraftProblem> = {};
  const text = (name: keyof typeof LONGEST, required: boolean): string => {
    const value = (one(values, name) ?? '').trim();
    if (value === '' && required) problems[name] = 'required';
    if (value.length > LONGEST[name]) problems[name] = 'too-long';
    return value;
  };
  const title = text('title', true).replace(/\s+/gu, ' ');
  const place = text('place', true).replace(/\s+/gu, ' ');
  const agenda = text('agenda', false);
  const link = text('link', false);
  if (link !== '' && !isLink(link)) problems.link ??= 'not-a-link';
  const attachments = attachedIn(text('attachments', false));
  if (!attachments) problems.attachments ??= 'attachment-wrong';
  const time = readTime(values, now, zone, problems, before);
  const audience = audienceIn(values);
  if (!audience) problems[one(values, 'audience') === 'members' ? 'members' : 'departments'] = 'required';
  const options = several(values, 'options');
  if (Object.keys(problems).length > 0 || !audience || !time || !attachments) return { ok: false, problems };
  return {
    ok: true,
    details: {
      title,
      scope: one(values, 'scope') === 'bureau' ? 'bureau' : 'departments',
      ...time,
      place,
      link: link === '' ? undefined : link,
      agenda: agenda === '' ? undefined : agenda,
      audience,
      excluded: several(values, 'excluded') as readonly MemberId[],
      substitutes: options.includes('substitutes'),
      attachments,
      emergency: options.includes('emergency'),
    },
  };
}

type Times = Pick<MeetingDetails, 'startsAt' | 'endsAt' | 'absenceDeadlineAt'>;

function readTime(
  values: FormValues,
  now: Instant,
  zone: Zone,
  problems: Record<string, DraftProblem>,
  before?: Meeting,
): Times | undefined {
  const date = dateIn(values, 'date', problems);
  const start = timeIn(values, 'start', problems);
  const end = timeIn(values, 'end', problems);
  const endDate = (one(values, 'endDate') ?? '') === '' ? date : dateIn(values, 'endDate', problems);
  if (!date || !start || !end || !endDate) return undefined;
  const startsAt = instantAt(date, start, zone);
  const endsAt = instantAt(endDate, end, zone);
  if (startsAt <= now && startsAt !== before?.startsAt) problems.date = 'past';
  else if (startsAt > now + FARTHEST_MS) problems.date = 'too-far';
  if (endsAt <= startsAt) problems.end = 'ends-first';
  else if (endsAt <= now) problems.end = 'end-past';
  else if (endsAt - startsAt < SHORTEST_MS) problems.end = 'too-short';
  else if (endsAt - startsAt > LONGEST_MS) problems.end = 'too-long-a-time';
  return { startsAt, endsAt, absenceDeadlineAt: deadlineIn(values, startsAt, now, zone, problems, before) };
}

/** Where it is said what is wrong with the deadline. */
export const deadlineField = (values: FormValues): 'deadlineDate' | 'deadlineTime' =>
  (one(values, 'deadlineDate') ?? '') === '' ? 'deadlineTime' : 'deadlineDate';

function deadlineIn(
  values: FormValues,
  startsAt: Instant,
  now: Instant,
  zone: Zone,
  problems: Record<string, DraftProblem>,
  before?: Meeting,
): Instant {
  const [day, time] = [one(values, 'deadlineDate') ?? '', one(values, 'deadlineTime') ?? ''];
  if (day === '' && time === '') return startsAt;
  const date = day === '' ? dateOf(startsAt, zone) : dateIn(values, 'deadlineDate', problems);
  const at = time === '' ? timeOf(startsAt, zone) : timeIn(values, 'deadlineTime', problems);
  if (!date || !at) return startsAt;
  const deadline = instantAt(date, at, zone);
  // One that is past and was left as it is stays as long as the start does. Whoever is told of another start could not keep it, and may ask until then.
  if (before && deadline <= now && deadline === before.absenceDeadlineAt) return startsAt === before.startsAt ? deadline : startsAt;
  if (deadline > startsAt || deadline <= now) problems[deadlineField(values)] = 'deadline-wrong';
  return deadline;
}

function dateIn(values: FormValues, name: string, problems: Record<string, DraftProblem>): PlainDate | undefined {
  const value = one(values, name) ?? '';
  const date = plainDate(value);
  if (!date) problems[name] = value === '' ? 'required' : 'not-a-date';
  return date;
}

function timeIn(values: FormValues, name: string, problems: Record<string, DraftProblem>): PlainTime | undefined {
  const value = one(values, name) ?? '';
  const time = plainTime(value);
  if (!time) problems[name] = value === '' ? 'required' : 'not-a-time';
  return time;
}

/** Undefined: departments or people were to be chosen and none was. */
function audienceIn(values: FormValues): Audience | undefined {
  const choice = one(values, 'audience') ?? 'bureau';
  const [rank] = choice.startsWith('rank:') ? [choice.slice('rank:'.length)] : [];
  if (rank) return { kind: 'ranks', atLeast: rank };
  switch (choice) {
    case 'departments': {
      const departments = [...several(values, 'departments')];
      return departments.length > 0 ? { kind: 'departments', departments } : undefined;
    }
    case 'members': {
      const members = [...several(values, 'members')];
      return members.length > 0 ? { kind: 'members', members } : undefined;
    }
    case 'headsAndLeaders':
      return { kind: 'positions', positions: ['departmentHeads', 'bureauLeaders'] };
    case 'departmentHeads':
    case 'bureauLeaders':
      return { kind: 'positions', positions: [choice] };
    default:
      return { kind: 'bureau' };
  }
}

/** What the form shows of a meeting that is to be changed. */
export function valuesOf(meeting: MeetingDetails, zone: Zone): FormValues {
  const { startsAt, endsAt, absenceDeadlineAt, audience } = meeting;
  const [date, endDate] = [dateOf(startsAt, zone), dateOf(endsAt, zone)];
  return {
    title: meeting.title,
    scope: meeting.scope,
    audience: choiceOf(audience),
    departments: audience.kind === 'departments' ? audience.departments : [],
    members: audience.kind === 'members' ? audience.members : [],
    excluded: meeting.excluded,
    date,
    start: timeOf(startsAt, zone),
    end: timeOf(endsAt, zone),
    ...(endDate === date ? {} : { endDate }),
    place: meeting.place,
    ...(meeting.link ? { link: meeting.link } : {}),
    ...(meeting.agenda ? { agenda: meeting.agenda } : {}),
    attachments: attachedLines(meeting.attachments),
    options: [...(meeting.substitutes ? ['substitutes'] : []), ...(meeting.emergency ? ['emergency'] : [])],
    ...(absenceDeadlineAt === startsAt
      ? {}
      : { deadlineDate: dateOf(absenceDeadlineAt, zone), deadlineTime: timeOf(absenceDeadlineAt, zone) }),
  };
}

function choiceOf(audience: Audience): string {
  switch (audience.kind) {
    case 'ranks':
      return `rank:${audience.atLeast}`;
    case 'positions':
      return audience.positions.length > 1 ? 'headsAndLeaders' : (audience.positions[0] ?? 'headsAndLeaders');
    default:
      return audience.kind;
  }
}
