import { z } from 'zod';
import { dayMs, type Instant, type Zone } from '../../calendar/instant.js';
import { plainDate, plainTime } from '../../calendar/plain-date.js';
import { instantAt } from '../../calendar/zone.js';
import { type FormValues, one, several } from '../../chat/form.js';
import { Audience } from '../../org/audience.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { ActivityDetails } from './activity.js';

/** What the form came to, as it is stored until it is confirmed. */
export const Content = z.strictObject({
  title: z.string(),
  startsAt: z.number().transform((at) => at as Instant),
  endsAt: z.number().transform((at) => at as Instant),
  place: z.string(),
  departmentId: z.string().transform((id) => id as DepartmentId),
  audience: Audience,
  excluded: z.array(z.string().transform((id) => id as MemberId)),
});

export const LONGEST = { title: 100, place: 100 } as const;
/** A training of a month is one activity; a year is a mistake in the date. */
const LONGEST_MS = 31 * dayMs;

export type FieldRefusal =
  | 'title-missing'
  | 'department-missing'
  | 'people-missing'
  | 'time-missing'
  | 'ends-before-start'
  | 'too-long'
  | 'in-the-past';
export type Filled<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly field: string; readonly refusal: FieldRefusal };
const wrong = (field: string, refusal: FieldRefusal) => ({ ok: false, field, refusal }) as const;

const said = (values: FormValues, name: string): string => (one(values, name) ?? '').trim();

export type Times = { readonly startsAt: Instant; readonly endsAt: Instant; readonly place: string };

/** `date`, `start`, `end` and, where it ends on another day, `endDate`: as the office's clock shows them. */
export function timesFrom(values: FormValues, zone: Zone, now: Instant): Filled<{ readonly times: Times }> {
  const [date, start, end] = [plainDate(said(values, 'date')), plainTime(said(values, 'start')), plainTime(said(values, 'end'))];
  const last = plainDate(said(values, 'endDate')) ?? date;
  if (!date || !last) return wrong('date', 'time-missing');
  if (!start) return wrong('start', 'time-missing');
  if (!end) return wrong('end', 'time-missing');
  const [startsAt, endsAt] = [instantAt(date, start, zone), instantAt(last, end, zone)];
  if (endsAt <= startsAt) return wrong('end', 'ends-before-start');
  if (endsAt - startsAt > LONGEST_MS) return wrong('endDate', 'too-long');
  if (startsAt <= now) return wrong('date', 'in-the-past');
  return { ok: true, times: { startsAt, endsAt, place: said(values, 'place').slice(0, LONGEST.place) } };
}

/** Everybody of the department, with those under it, or people by name. */
export function detailsFrom(values: FormValues, zone: Zone, now: Instant): Filled<{ readonly details: ActivityDetails }> {
  const title = said(values, 'title').slice(0, LONGEST.title);
  if (title === '') return wrong('title', 'title-missing');
  const departmentId = one(values, 'department') as DepartmentId | undefined;
  if (!departmentId) return wrong('department', 'department-missing');
  const timed = timesFrom(values, zone, now);
  if (!timed.ok) return timed;
  const members = several(values, 'members');
  if (one(values, 'who') === 'members' && members.length === 0) return wrong('members', 'people-missing');
  const audience: Audience =
    one(values, 'who') === 'members' ? { kind: 'members', members: [...members] } : { kind: 'departments', departments: [departmentId] };
  return { ok: true, details: { title, ...timed.times, departmentId, audience, excluded: several(values, 'excluded') as MemberId[] } };
}
