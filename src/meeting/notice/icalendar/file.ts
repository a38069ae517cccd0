import { isDeepStrictEqual } from 'node:util';
import { ownUid } from '../../../calendar/icalendar/own-uid.js';
import { type PartStat, type WrittenEvent, writeInvitation } from '../../../calendar/icalendar/write.js';
import type { Instant } from '../../../calendar/instant.js';
import { nextWorkingTime } from '../../../calendar/working-hours.js';
import type { Upload } from '../../../chat/chat.js';
import { type Locale, say } from '../../../chat/text.js';
import type { Tx } from '../../../db/transact.js';
import { enqueueAll, takeBack, unsent } from '../../../delivery/outbox.js';
import type { Outgoing } from '../../../delivery/outgoing.js';
import type { Member, MemberId } from '../../../org/member.js';
import { findMember } from '../../../org/service.js';
import type { MeetingDeps } from '../../deps.js';
import { findInvitee } from '../../invitee-store.js';
import type { Meeting, MeetingId } from '../../meeting.js';
import { fileSequence, findMeeting } from '../../store.js';
import { memberIn } from '../keys.js';
import type { Version } from '../news.js';
import { shownOf } from '../organizing.js';
import type { Shown } from '../shown.js';
import { type Standing, standingOf } from '../standing.js';
import { text } from '../text.js';
import { knownBy } from '../told-store.js';
import { firstFiles, forgetFiles, holdFiles, olderFiles } from './file-store.js';

const keyStart = (meetingId: MeetingId): string => `meeting.calendarFile:${meetingId}:`;

/** The meeting's calendar file for one member. What it says is decided when it is sent: how things are then. */
export const fileOf = (meeting: Meeting, sequence: number, memberId: MemberId): Outgoing => ({
  kind: 'file',
  key: `${keyStart(meeting.id)}${sequence}:${memberId}`,
  to: { member: memberId },
  source: 'meeting.invitation',
  args: { meeting: meeting.id },
  expiresAt: meeting.endsAt,
  says: JSON.stringify(meeting),
});

/** Whoever has a file gets the next one by themselves, so that their calendar follows; where the office wants it so, everybody who is told to come has one. */
export async function sendFiles(
  tx: Tx,
  deps: MeetingDeps,
  meeting: Meeting,
  told: { readonly memberIds: readonly MemberId[]; readonly toCome: boolean; readonly since: Instant | undefined },
): Promise<void> {
  const { memberIds, toCome, since } = told;
  const sequence = await fileSequence(tx, meeting);
  const older = await olderFiles(tx, meeting.id, memberIds, sequence);
  // Each is made as it is sent: of two that are on their way the second would say the same, and the first may end too early.
  const waiting = await unsentFiles(tx, meeting.id, older);
  await takeBack(tx, deps.clock.now(), [...waiting.keys()]);
  const first = toCome && deps.policy.calendarFiles === 'with-notice' ? await firstFiles(tx, { id: meeting.id, sequence }, memberIds) : [];
  await enqueueAll(
    tx,
    deps.clock.now(),
    [...older, ...first].map((memberId) => ({ ...fileOf(meeting, sequence, memberId), since })),
  );
}

/** Whoever is not to hear of the meeting, since their notice was taken back, gets no file of it either, nor one that takes it off their calendar. */
export async function takeBackFiles(tx: Tx, now: Instant, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  const waiting = await unsentFiles(tx, meetingId, memberIds);
  await takeBack(tx, now, [...waiting.keys()]);
  await forgetFiles(tx, meetingId, [...waiting.values()]);
}

/** Those of these people's files that nobody has been shown, and whose they are. */
async function unsentFiles(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<Map<string, MemberId>> {
  if (memberIds.length === 0) return new Map();
  const theirs = new Set(memberIds);
  const files = [...(await unsent(tx, keyStart(meetingId)))].map((key) => [key, memberIn(key)] as const);
  return new Map(files.filter(([, id]) => theirs.has(id)));
}

/**
 * Another title, agenda or document is nothing to be told of, but calendars follow: whoever has a file gets the next one, at night when working hours
 * begin.
 */
export async function sendNewer(tx: Tx, deps: MeetingDeps, before: Meeting, after: Meeting, memberIds: readonly MemberId[]): Promise<void> {
  const ofNoNews = ({ title, agenda, attachments }: Meeting) => [title, agenda, attachments];
  if (!isDeepStrictEqual(ofNoNews(before), ofNoNews(after))) await renewFiles(tx, deps, after, memberIds);
}

/** Whoever of these people has a file gets one of now, at night when working hours begin. */
export async function renewFiles(tx: Tx, deps: MeetingDeps, meeting: Meeting, memberIds: readonly MemberId[]): Promise<void> {
  const now = deps.clock.now();
  const working = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  if (working > now && working < meeting.startsAt) {
    await holdFiles(tx, { id: meeting.id, sequence: await fileSequence(tx, meeting) }, memberIds, working);
    return;
  }
  await sendFiles(tx, deps, meeting, { memberIds, toCome: false, since: undefined });
}

/** RFC 5546 §3.2: a REQUEST for who is expected; a CANCEL where the meeting is cancelled, or they need not come any more. */
export function invitationFile(deps: MeetingDeps, meetingId: string, memberId: string): Promise<Upload | undefined> {
  return deps.transact(async (tx) => {
    const [meeting, member] = [await findMeeting(tx, meetingId), await findMember(tx, memberId)];
    if (!meeting || !member) return undefined;
    const invitee = await findInvitee(tx, meetingId, memberId);
    const organizer = await findMember(tx, meeting.organizerId);
    const standing = invitee && standingOf(invitee, await deps.excused(tx, meeting.id));
    const comes = standing !== undefined && meeting.state === 'announced';
    const known = comes ? undefined : await knownBy(tx, meeting.id, member.id);
    if (!comes && !known) return undefined;
    const present = eventOf(await shownOf(tx, meeting), await fileSequence(tx, meeting), organizer, member.locale);
    const event = known ? over(present, known) : present;
    const attendee = member.email === undefined ? undefined : { name: member.name, email: member.email, partstat: partstatOf(standing) };
    const ics = writeInvitation({ ...event, method: comes ? 'REQUEST' : 'CANCEL', attendee });
    return { filename: `${say(text.meeting, member.locale)}.ics`, title: event.title, content: Buffer.from(ics) };
  });
}

/** Of a meeting that somebody need not come to, as they knew it: how it is without them is not for them to see. */
const over = ({ uid, sequence, stampedAt, organizer }: WrittenEvent, known: Version): WrittenEvent => ({
  ...{ uid, sequence, stampedAt, organizer },
  title: known.title,
  start: known.startsAt,
  end: known.endsAt,
  status: 'cancelled',
});

/** What a calendar program keeps of the meeting; the UID stays, whatever changes. One that is suspended is kept, but leaves its time free. */
export function eventOf(
  { meeting, department, suspended }: Shown,
  sequence: number,
  organizer: Member | undefined,
  locale: Locale,
): WrittenEvent {
  return {
    uid: ownUid(meeting.id),
    sequence,
    stampedAt: meeting.announcedAt,
    start: meeting.startsAt,
    end: meeting.endsAt,
    title: meeting.title,
    place: meeting.place,
    link: meeting.link,
    description: descriptionOf({ meeting, department }, locale),
    organizer: { name: organizer?.name ?? department, email: organizer?.email },
    status: meeting.state === 'cancelled' ? 'cancelled' : suspended ? 'tentative' : 'confirmed',
    transparent: suspended || meeting.state === 'cancelled',
    priority: meeting.scope === 'bureau' ? 1 : undefined,
  };
}

function descriptionOf({ meeting, department }: Omit<Shown, 'suspended'>, locale: Locale): string {
  return [
    `${say(text.organizedBy, locale)}：${department}`,
    ...(meeting.link ? [`${say(text.link, locale)}：${meeting.link}`] : []),
    ...(meeting.agenda ? [`${say(text.agenda, locale)}：`, meeting.agenda] : []),
    ...meeting.attachments.map(({ title, url }) => `${title}：${url}`),
  ].join('\n');
}

function partstatOf(standing: Standing | undefined): PartStat {
  if (standing?.excused) return 'DECLINED';
  return standing?.acknowledgedAt === undefined ? 'NEEDS-ACTION' : 'ACCEPTED';
}
