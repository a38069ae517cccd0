import { plus } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { Audience } from '../org/audience.js';
import { grouped } from '../org/grouped.js';
import type { DepartmentId } from '../org/member.js';
import { authorize, isOf, type Org } from '../org/permissions.js';
import { activeMembers, dissolvedAmong, dissolvedDepartments, loadOrg, organizers } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { giveActivityToDepartment } from './activity/store.js';
import type { MeetingDeps } from './deps.js';
import { inviteesOf } from './invitee-store.js';
import type { Meeting } from './meeting.js';
import { announcedBy } from './organizes.js';
import { comingMeetings, giveBack, type HandedOn, handedOn, handOn, organizingAhead } from './store.js';

/**
 * Two departments that are joined are another one (docs/roster.md), and what they have announced is to be changed and called off by somebody: by the
 * organizers of the department in which its announcer is one now; or else of the one in which most of its people are, of the nearest above that is
 * still there, or of the office, whichever has any first. They do so in its place: a department that was left out of a roster by mistake has it back
 * once it is in the next one.
 */
export const dissolvedJob = (deps: MeetingDeps): Job => ({
  name: 'meeting.dissolved',
  nextDueAt: async (tx, after) => {
    const isDue = (await orphans(tx, deps)).length > 0 || (await comeBack(tx)).length > 0;
    return isDue ? plus(after, 1) : undefined;
  },
  run: () =>
    deps.transact(async (tx) => {
      for (const one of await comeBack(tx)) {
        await giveBack(tx, one);
        await giveActivityToDepartment(tx, one.id, one.own);
      }
      for (const meeting of await orphans(tx, deps)) {
        const departmentId = await heirOf(tx, meeting);
        if (!departmentId) continue;
        await handOn(tx, meeting.id, departmentId, await namedBy(tx, meeting));
        await giveActivityToDepartment(tx, meeting.id, departmentId);
      }
    }),
});

/** It is looked for at every tick, and hardly ever there. */
async function orphans(tx: Tx, { clock }: MeetingDeps): Promise<Meeting[]> {
  const dissolved = await dissolvedAmong(tx, await organizingAhead(tx, clock.now()));
  if (dissolved.size === 0) return [];
  return (await comingMeetings(tx, clock.now())).filter(({ departmentId }) => dissolved.has(departmentId));
}

/** Whose own department is there again; those that are over by now as well. */
async function comeBack(tx: Tx): Promise<HandedOn[]> {
  const all = await handedOn(tx);
  const dissolved = await dissolvedAmong(
    tx,
    all.map(({ own }) => own),
  );
  return all.filter(({ own }) => !dissolved.has(own));
}

async function heirOf(tx: Tx, meeting: Meeting): Promise<DepartmentId | undefined> {
  const org = await loadOrg(tx);
  const right = meeting.scope === 'bureau' ? 'meeting.bureau' : 'meeting.organize';
  const able = (await organizers(tx)).filter((member) => authorize(member, org, right).ok);
  const announcer = able.find(({ id }) => id === meeting.organizerId);
  if (announcer) return announcedBy(announcer, org, meeting.scope)[0]?.id;
  const has = new Set(org.departments.filter((department) => able.some((member) => isOf(member, department))).map(({ id }) => id));
  const under = (await dissolvedDepartments(tx)).find(({ id }) => id === meeting.departmentId)?.under;
  const offices = org.departments.filter(({ functions }) => functions.includes('office')).map(({ id }) => id);
  return [...(await whereMostAre(tx, meeting)), ...upFrom(under, org), ...offices].find((id) => has.has(id)) ?? under;
}

/** With whoever answers for it now: what is over is handed on to nobody, but its attendance may still be closed and corrected. */
export async function organizedNow(tx: Tx, meeting: Meeting): Promise<Meeting> {
  const isDissolved = (await dissolvedAmong(tx, [meeting.departmentId])).size > 0;
  const departmentId = isDissolved ? await heirOf(tx, meeting) : undefined;
  return departmentId === undefined ? meeting : { ...meeting, departmentId };
}

/** The department in which most of those are now whom it expects from the former one. */
async function whereMostAre(tx: Tx, { id, departmentId }: Meeting): Promise<DepartmentId[]> {
  const former = new Set((await inviteesOf(tx, id)).filter((one) => one.departmentId === departmentId).map(({ memberId }) => memberId));
  const theirs = grouped(
    (await activeMembers(tx)).filter((member) => former.has(member.id)),
    (member) => member.departmentId,
  );
  return [...theirs]
    .toSorted(([, some], [, others]) => others.length - some.length)
    .slice(0, 1)
    .map(([where]) => where);
}

/** A department and those above it, the nearest first. */
function upFrom(id: DepartmentId | undefined, org: Org): DepartmentId[] {
  const department = org.departments.find((one) => one.id === id);
  return department ? [department.id, ...upFrom(department.parentId, org)] : [];
}

/** Whom it was for is no department any more: who is expected is named meanwhile, and nobody is looked for among other people. */
async function namedBy(tx: Tx, { id, scope, audience }: Meeting): Promise<Audience> {
  if (audience.kind === 'members') return audience;
  const members = scope === 'departments' ? (await inviteesOf(tx, id)).map(({ memberId }) => memberId) : [];
  return members.length > 0 ? { kind: 'members', members } : audience;
}
