import { expect, test } from 'vitest';
import { closeCheckIn, openReport } from '../../../src/meeting/attendance/report-service.js';
import { lookAt, previewCheck, startCheck } from '../../../src/meeting/reachability/service.js';
import { addCrowd, turnsDuring } from '../../support/crowd.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, testOffice } from '../../support/office.js';
import { talk } from '../../support/talk.js';

const ORGANIZER = '101';
const PEOPLE = 3_000;

/** A load of the whole roster takes some tens of milliseconds; between one and the next others get their turn. */
test('of 3,000 people a check-in is closed and looked at, and a reachability check made, and others get their turn meanwhile', async () => {
  const office = await testOffice(at('2026-11-26', '08:50'));
  await addCrowd(office, PEOPLE);
  const meeting = await noteMeeting(office, meetingAt(at('2026-11-26', '09:00'), { announcedAt: office.now() }));
  await talk(office, ORGANIZER).press('meeting.openCheckIn', meeting.id);
  office.moveTo(meeting.startsAt);
  const input = { meetingId: meeting.id, memberId: ORGANIZER };
  expect(await turnsDuring(() => closeCheckIn(office.meeting, input))).toBeGreaterThanOrEqual(19);
  expect((await office.outbox('meeting.report:')).length).toBeGreaterThan(3);
  expect(await turnsDuring(() => openReport(office.meeting, input))).toBeGreaterThanOrEqual(5);
  const request = { id: 'check', audience: { kind: 'bureau' as const }, size: 'all' as const, excluded: [], minutes: 60 };
  expect(await turnsDuring(() => previewCheck(office.meeting, ORGANIZER, request))).toBeGreaterThanOrEqual(3);
  expect(await turnsDuring(() => startCheck(office.meeting, ORGANIZER, request))).toBeGreaterThanOrEqual(PEOPLE / 200);
  expect(await turnsDuring(() => lookAt(office.meeting, ORGANIZER, request.id))).toBeGreaterThanOrEqual(3);
});
