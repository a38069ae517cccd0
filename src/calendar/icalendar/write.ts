import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { dayMs, type Instant, type PlainDate } from '../instant.js';
import { addDays, dayNumber } from '../plain-date.js';
import { calAddress, commonName, line, paragraphs, uriText } from './written-text.js';

/** RFC 5545 §3.2.12. */
export type PartStat = 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'DELEGATED';

/** One meeting as a calendar program keeps it. The same `uid` with a higher `sequence` takes the place of what it has. */
export type WrittenEvent = {
  readonly uid: string;
  readonly sequence: number;
  /** DTSTAMP and LAST-MODIFIED: when the meeting came to be as it is, so that the same meeting is always the same text. */
  readonly stampedAt: Instant;
  readonly start: Instant;
  readonly end: Instant;
  /** Whole days, both included, in the place of `start` and `end`. */
  readonly days?: { readonly from: PlainDate; readonly until: PlainDate } | undefined;
  readonly title: string;
  readonly place?: string | undefined;
  /** http, https or another URI; anything else is left out. */
  readonly link?: string | undefined;
  readonly description?: string | undefined;
  readonly organizer: { readonly name: string; readonly email?: string | undefined };
  readonly attendee?: { readonly name: string; readonly email: string; readonly partstat: PartStat } | undefined;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** Does not block its time: an activity that is suspended. */
  readonly transparent?: boolean | undefined;
  /** 1 the highest … 9 the lowest. */
  readonly priority?: number | undefined;
  /** Before the start. */
  readonly alarmMinutes?: number | undefined;
};
export type Invitation = WrittenEvent & { readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH' };
export type Feed = {
  readonly name: string;
  readonly events: readonly WrittenEvent[];
  /** How often calendar programs are asked to look again. */
  readonly refreshMinutes: number;
};

const PRODUCT = '//siwen//siwen//ZH';

/** The text of an .ics file for one person, RFC 5546 §3.2. A cancellation is cancelled whatever its `status` says. */
export function writeInvitation({ method, ...event }: Invitation): string {
  const written = method === 'CANCEL' ? { ...event, status: 'cancelled' as const, alarmMinutes: undefined } : event;
  // RFC 5546 §3.2.1: what is published is nobody's invitation.
  const addressed = method === 'PUBLISH' ? { ...written, attendee: undefined } : written;
  return finished({ method: ICalCalendarMethod[method], events: [eventOf(addressed)] });
}

/** The text of a whole calendar, for a feed. */
export function writeFeed({ name, events, refreshMinutes }: Feed): string {
  return finished({
    method: ICalCalendarMethod.PUBLISH,
    // ical-generator writes the name as it comes: a line break in it would start a property of its own.
    name: line(name).replace(/[\\;,]/g, (special) => `\\${special}`),
    ttl: refreshMinutes * 60,
    events: events.map((event) => eventOf({ ...event, attendee: undefined })),
  });
}

/** ical-generator leaves out the last line break, which RFC 5545 §3.1 wants after every line. */
function finished(calendar: Parameters<typeof ical>[0]): string {
  return `${ical({ prodId: PRODUCT, ...calendar }).toString()}\r\n`;
}

function eventOf(event: WrittenEvent): ICalEventData {
  const stamp = new Date(event.stampedAt);
  return {
    id: line(event.uid),
    sequence: event.sequence,
    stamp,
    lastModified: stamp,
    ...timesOf(event),
    summary: line(event.title),
    location: event.place ? line(event.place) : null,
    description: event.description ? paragraphs(event.description) : null,
    url: event.link ? (uriText(event.link) ?? null) : null,
    organizer: { name: commonName(event.organizer.name), email: calAddress(event.organizer.email) ?? NO_ADDRESS },
    attendees: attendeesOf(event),
    status: STATUS[event.status],
    transparency: event.transparent ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    priority: event.priority ?? null,
    alarms: event.alarmMinutes === undefined ? [] : [{ type: ICalAlarmType.display, triggerBefore: event.alarmMinutes * 60 }],
  };
}

/** Without a zone the library writes UTC, which needs no VTIMEZONE and means the same everywhere; of a day, the date in UTC. */
function timesOf({ start, end, days }: WrittenEvent): Pick<ICalEventData, 'start' | 'end' | 'allDay'> {
  if (!days) return { start: new Date(start), end: new Date(end) };
  const midnight = (date: PlainDate): Date => new Date(dayNumber(date) * dayMs);
  // RFC 5545 §3.6.1: the end is the first day that is not part of it.
  return { start: midnight(days.from), end: midnight(addDays(days.until, 1)), allDay: true };
}

/** RFC 5546 wants an ORGANIZER; nobody ever receives anything under .invalid (RFC 2606). */
const NO_ADDRESS = 'no-reply@siwen.invalid';

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

const PARTSTAT: Record<PartStat, ICalAttendeeStatus> = {
  'NEEDS-ACTION': ICalAttendeeStatus.NEEDSACTION,
  ACCEPTED: ICalAttendeeStatus.ACCEPTED,
  TENTATIVE: ICalAttendeeStatus.TENTATIVE,
  DECLINED: ICalAttendeeStatus.DECLINED,
  DELEGATED: ICalAttendeeStatus.DELEGATED,
};

function attendeesOf({ attendee }: WrittenEvent): ICalEventData['attendees'] {
  const email = calAddress(attendee?.email);
  if (!attendee || !email) return [];
  const status = PARTSTAT[attendee.partstat];
  return [{ name: commonName(attendee.name), email, status, role: ICalAttendeeRole.REQ, rsvp: attendee.partstat === 'NEEDS-ACTION' }];
}
