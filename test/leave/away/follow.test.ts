import { expect, test } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { LeaveId } from '../../../src/leave/leave.js';
import { reportBack } from '../../../src/leave/request/back/service.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { announced } from '../../meeting/announce/organizing.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office } from '../../support/office.js';
import { talk } from '../../support/talk.js';
import { bureau, HEAD, ME, requested } from '../request/world.js';

/*
 * From the form to the end, through the rooms' own doors: what is approved, withdrawn and reported back from is followed, whoever does it. The trip
 * is from Monday to Wednesday; FILLED is a meeting of the whole bureau on its Wednesday.
 */
async function approved(): Promise<{ office: Office; id: LeaveId }> {
  const office = await bureau();
  await announced(talk(office, '101'), FILLED);
  const id = await requested(office, ME);
  expect(await decide(office.leave, { id, memberId: HEAD, position: 0, verdict: 'approved', words: '' })).toMatchObject({ ok: true });
  return { office, id };
}
const dueAt = (office: Office, id: LeaveId) =>
  office.transact(
    async (tx) => (await tx.selectFrom('leave_request').select('due_at').where('id', '=', id).executeTakeFirstOrThrow()).due_at,
  );
const overlap = async (office: Office) => (await office.outbox('leave.overlap:')).map(({ content }) => content ?? '');
const files = async (office: Office) => (await office.outbox('leave.calendarFile:')).length;

test('with the approval the reminders begin, and a meeting in its time has its absence request ready', async () => {
  const { office, id } = await approved();
  expect(await dueAt(office, id)).toBe(at('2026-11-27', '15:00'));
  const [card] = await overlap(office);
  expect(card).toContain('leave.submitPrepared');
});

test('what is withdrawn leaves nothing that is due, nor to ask for, and its calendar entry goes', async () => {
  const { office, id } = await approved();
  await talk(office, ME).press('leave.calendar', id);
  expect(await withdrawLeave(office.leave, { id, memberId: ME })).toMatchObject({ ok: true });
  expect(await dueAt(office, id)).toBeNull();
  expect((await overlap(office))[0]).toContain('已不冲突');
  expect(await files(office)).toBe(2);
});

test('so does reporting back early', async () => {
  const { office, id } = await approved();
  await talk(office, ME).press('leave.calendar', id);
  office.moveTo(at('2026-12-01', '14:00'));
  for (const job of leaveJobs(office.leave)) await job.run(office.now());
  expect(await reportBack(office.leave, { id, memberId: ME, on: '2026-12-01', half: 'afternoon' })).toMatchObject({ ok: true });
  expect(await dueAt(office, id)).toBeNull();
  expect((await overlap(office))[0]).toContain('已不冲突');
  expect(await files(office)).toBe(2);
});
