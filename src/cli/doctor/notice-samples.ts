import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import { LONGEST } from '../../meeting/announce/draft.js';
import type { Meeting, MeetingId } from '../../meeting/meeting.js';
import { boardCard } from '../../meeting/notice/board/cards.js';
import * as cards from '../../meeting/notice/cards.js';
import { detailsForm, missingForm } from '../../meeting/notice/forms.js';
import { nudgeCard, reminderCard, standInReminderCard } from '../../meeting/notice/reminder-cards.js';
import { untouched } from '../../meeting/notice/standing.js';
import { text } from '../../meeting/notice/text.js';
import { waitingCard } from '../../meeting/notice/waiting-card.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';

export const DEPARTMENT = '直属机关基层党组织建设工作领导小组办公室';
export const NAME = '买买提·阿卜杜热合曼江';
export const MEMBER = '603-20081101-00017' as MemberId;
export const WORDS = '因'.repeat(500);
/** A page of the office's own. */
export const OWN_URL = `https://${'a'.repeat(60)}.example.cn`;
const LINK = `https://meeting.example.cn/j/${'9'.repeat(400)}`;

/** As much as the form takes. */
export function meetingAt(now: Instant): Meeting {
  const startsAt = plus(now, 48 * hourMs);
  return {
    id: 'V1StGXR8_Z5jdHi6B-myT' as MeetingId,
    title: '会'.repeat(LONGEST.title),
    scope: 'bureau',
    startsAt,
    endsAt: plus(startsAt, 26 * hourMs),
    place: '楼'.repeat(LONGEST.place),
    link: LINK,
    agenda: '议'.repeat(LONGEST.agenda),
    audience: { kind: 'bureau' },
    excluded: [],
    substitutes: true,
    absenceDeadlineAt: startsAt,
    attachments: Array.from({ length: 10 }, (_, n) => ({ title: `${n}${'材'.repeat(90)}`, url: LINK.slice(0, 200) })),
    emergency: true,
    departmentId: 'D1' as DepartmentId,
    organizerId: '101' as MemberId,
    announcedAt: now,
    inAdvance: true,
    sequence: 12,
    state: 'announced',
  };
}

export function noticeSamples(reader: Reader): Sample[] {
  const meeting = meetingAt(reader.now);
  const shown = { meeting, department: DEPARTMENT, suspended: false };
  const before = { ...meeting, startsAt: plus(meeting.startsAt, -hourMs), place: '厅'.repeat(LONGEST.place), link: undefined };
  const names = Array.from({ length: 3_000 }, () => NAME);
  const missing = Array.from({ length: 40 }, () => ({ department: DEPARTMENT, names }));
  const figures = {
    expected: 3_000,
    acknowledged: 2_000,
    missing: 900,
    excused: 100,
    held: 1_200,
    heldUntil: reader.now,
    withoutAccount: 12,
  };
  const check = {
    id: 'c'.repeat(36),
    askedBy: meeting.organizerId,
    askedAt: reader.now,
    closesAt: reader.now,
    state: 'open' as const,
    onLeave: 0,
  };
  const many = Array<typeof shown>(20).fill({ ...shown, suspended: true });
  const waiting = {
    unread: many.map((one) => ({ shown: one, seen: 12 })),
    checks: Array<typeof check>(20).fill(check),
    suspended: many,
    standsInAt: many,
  };
  const done = { acknowledgedAt: reader.now, excused: false };
  return [
    { name: 'noticeCard', card: cards.noticeCard(shown, untouched, reader) },
    { name: 'waitingCard', card: waitingCard(waiting, reader, text.receivedOfOthers) },
    { name: 'changedCard of a meeting', card: cards.changedCard(shown, before, untouched, reader) },
    { name: 'changedCard of a suspended meeting', card: cards.changedCard({ ...shown, suspended: true }, before, untouched, reader) },
    { name: 'againCard', card: cards.againCard(shown, done, reader) },
    { name: 'removedCard', card: cards.removedCard(before, reader) },
    { name: 'cancelledCard', card: cards.cancelledCard(before, reader) },
    { name: 'earlierCard', card: cards.earlierCard('cancelled', before, reader) },
    { name: 'channelCard', card: cards.channelCard(shown, reader) },
    {
      name: 'channelCard, no longer bureau-wide',
      card: cards.channelCard({ ...shown, meeting: { ...meeting, scope: 'departments' } }, reader),
    },
    { name: 'reminderCard of a meeting', card: reminderCard(meeting, false, reader) },
    { name: 'standInReminderCard', card: standInReminderCard(meeting, true, reader) },
    { name: 'nudgeCard of a meeting', card: nudgeCard(meeting, false, reader) },
    { name: 'boardCard', card: boardCard(meeting, figures, missing, reader) },
    { name: 'detailsForm', form: detailsForm({ shown: { ...shown, suspended: true }, organizer: undefined, standing: done }, reader) },
    { name: 'missingForm', form: missingForm({ ok: true, shown, missing, withoutAccount: missing }, 1, reader) },
  ];
}
