import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import type { Card } from '../../../src/chat/card.js';
import { decideAbsence } from '../../../src/leave/absence/decision-service.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import type { Meeting } from '../../../src/meeting/meeting.js';
import { findMeeting, saveMeeting } from '../../../src/meeting/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { activeMembers } from '../../../src/org/service.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';

/** Organizers of the office (办公室), which organizes the meeting. */
export const ORGANIZER = '101';
export const SECOND = '102';
export const ME = '603';
export const OTHER = '602';
/** In no audience of these tests. */
export const OUTSIDER = '902';

export type World = Awaited<ReturnType<typeof bureau>>;

/** The demo bureau on a Tuesday morning, with a meeting of everybody but one on Thursday at nine. */
export async function bureau(changes: Partial<Meeting> = {}) {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const meeting = await announced(office, changes);
  const requested = async (memberId = ME, more: { substituteId?: string; kind?: string; detail?: string } = {}) => {
    const now = await meetingNow();
    const result = await requestAbsence(office.leave, {
      meetingId: meeting.id,
      memberId,
      sequence: now.sequence,
      kind: more.kind ?? 'illness',
      detail: more.detail ?? '腰伤复发',
      substituteId: more.substituteId,
    });
    if (!result.ok) throw new Error(result.refusal);
    return result.absence;
  };
  const meetingNow = () =>
    office.transact(async (tx) => {
      const found = await findMeeting(tx, meeting.id);
      if (!found) throw new Error('no meeting');
      return found;
    });
  /** As announcing does: the change and what it means for absences in one transaction. */
  const change = async (changed: Partial<Meeting>) => {
    const before = await meetingNow();
    const after = { ...before, ...changed, sequence: before.sequence + 1 };
    await office.transact(async (tx) => {
      await saveMeeting(tx, after, before.sequence);
      if (after.state === 'cancelled') await office.meeting.meetingCancelled(tx, after);
      else await office.meeting.meetingChanged(tx, before, after);
    });
    return after;
  };
  const card = async (key: string): Promise<Card> => {
    const found = (await office.outbox(key)).find((row) => row.key === key);
    if (!found) throw new Error(`nothing under ${key}`);
    return JSON.parse(found.content ?? '');
  };
  const decide = (id: string, memberId: string, verdict: string, words = '') =>
    decideAbsence(office.leave, { id, memberId, verdict, words });
  const excused = () =>
    office.transact(async (tx) => {
      const substitutes = [...(await office.meeting.substitutes(tx, meeting.id))];
      return [...(await office.meeting.excused(tx, meeting.id))].map((memberId) => ({
        memberId,
        substituteId: substitutes.find(([, replaced]) => replaced === memberId)?.[0],
      }));
    });
  return { office, meeting, meetingNow, requested, change, card, decide, excused };
}

async function announced(office: Office, changes: Partial<Meeting>): Promise<Meeting> {
  const startsAt = changes.startsAt ?? at('2026-11-26', '09:00');
  const own = {
    excluded: [OUTSIDER as MemberId],
    substitutes: true,
    absenceDeadlineAt: plus(startsAt, -16 * hourMs),
    announcedAt: office.now(),
  };
  const everybody = await office.transact(activeMembers);
  const expected = everybody.map(({ id }) => id).filter((id) => id !== OUTSIDER);
  return noteMeeting(office, meetingAt(startsAt, { ...own, ...changes }), expected);
}

export const later = (instant: Instant, hours: number): Instant => plus(instant, hours * hourMs);
