import { plus } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { Audience } from '../org/audience.js';
import type { DepartmentId } from '../org/member.js';
import { authorize } from '../org/permissions.js';
import { dissolvedAmong, dissolvedDepartments, findMember, loadOrg } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import type { MeetingDeps } from './deps.js';
import { inviteesOf } from './invitee-store.js';
import type { Meeting } from './meeting.js';
import { comingMeetings, giveToDepartment, organizingAhead } from './store.js';

/**
 * Two departments that are joined are another one (docs/roster.md), and what they have announced is to be changed and called off by somebody: by the
 * organizers of the department in which its announcer is one now, or else of the nearest one above that is still there.
 */
export const dissolvedJob = (deps: MeetingDeps): Job => ({
  name: 'meeting.dissolved',
  nextDueAt: async (tx, after) => ((await orphans(tx, deps)).length > 0 ? plus(after, 1) : undefined),
  run: () =>
    deps.transact(async (tx) => {
      for (const meeting of await orphans(tx, deps)) {
        const departmentId = await heirOf(tx, meeting);
        if (departmentId) await giveToDepartment(tx, meeting.id, departmentId, await namedBy(tx, meeting));
      }
    }),
});

/** It is looked for at every tick, and hardly ever there. */
async function orphans(tx: Tx, { clock }: MeetingDeps): Promise<Meeting[]> {
  const dissolved = await dissolvedAmong(tx, await organizingAhead(tx, clock.now()));
  if (dissolved.size === 0) return [];
  return (await comingMeetings(tx, clock.now())).filter(({ departmentId }) => dissolved.has(departmentId));
}

async function heirOf(tx: Tx, { organizerId, departmentId }: Meeting): Promise<DepartmentId | undefined> {
  const announcer = await findMember(tx, organizerId);
  if (announcer?.active && authorize(announcer, await loadOrg(tx), 'meeting.organize').ok) return announcer.departmentId;
  return (await dissolvedDepartments(tx)).find(({ id }) => id === departmentId)?.under;
}

/** Whom it was for is no department any more: who is expected is named from now on, and nobody is looked for among other people. */
async function namedBy(tx: Tx, { id, scope, audience }: Meeting): Promise<Audience> {
  const members = scope === 'departments' ? (await inviteesOf(tx, id)).map(({ memberId }) => memberId) : [];
  return members.length > 0 ? { kind: 'members', members } : audience;
}
