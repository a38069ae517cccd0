import { expect, test } from 'vitest';
import { insertInvitees, inviteesOf, removeInvitees } from '../../src/meeting/invitee-store.js';
import type { MemberId } from '../../src/org/member.js';
import { testOffice } from '../support/office.js';
import { departmentId, meetingOf } from './scene.js';

test('who is expected again is so in the department they belong to by then, and has to read the notice anew', async () => {
  const office = await testOffice();
  const meeting = await meetingOf(office);
  const id = '103' as MemberId;
  const now = await departmentId(office, '规划处');
  await office.transact(async (tx) => {
    await tx.updateTable('meeting_invitee').set({ acknowledged_at: office.now() }).execute();
    await removeInvitees(tx, meeting.id, [id]);
    await insertInvitees(tx, meeting.id, [{ id, departmentId: now }], office.now());
  });
  const invitees = await office.transact((tx) => inviteesOf(tx, meeting.id));
  expect(invitees.find(({ memberId }) => memberId === id)).toEqual({ memberId: id, departmentId: now, acknowledgedAt: undefined });
});
