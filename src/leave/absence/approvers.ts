import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { departmentNow, findMember, loadOrg, organizers } from '../../org/service.js';
import { awayAt } from '../away/service.js';
import { superiorsOf } from '../chain/approver.js';
import type { LeaveDeps } from '../deps.js';
import type { Absence } from './absence.js';
import { approversOf, organizersOf } from './rules.js';
import { approversTold } from './store.js';

/** Who may decide on this applicant's request at this moment. Asked for every request, so it reads only those who could. */
export async function approversNow(tx: Tx, deps: LeaveDeps, meeting: Meeting, applicantId: MemberId): Promise<Member[]> {
  const { org, departmentId, organizers: all, superiors } = await deciding(tx, meeting);
  const away = await awayAt(tx, deps, deps.clock.now());
  const standIns = new Map<MemberId, Member | undefined>();
  for (const { id } of [...all, ...superiors]) {
    const one = away.get(id);
    const actingId = one?.actingId;
    if (one) standIns.set(id, actingId === undefined || away.has(actingId) ? undefined : await findMember(tx, actingId));
  }
  return approversOf(departmentId, applicantId, { organizers: all, superiors, standIns }, org);
}

/**
 * Whose card of a request follows it: of those who were sent one, whoever has decided on it, may decide, or could if they were there. Whoever has
 * been given another post keeps what they were told, and is told no more.
 */
export async function stillTheirs(tx: Tx, deps: LeaveDeps, { id, memberId, decision }: Absence, meeting: Meeting): Promise<MemberId[]> {
  const told = await approversTold(tx, id);
  const { org, departmentId, organizers: all, superiors } = await deciding(tx, meeting);
  const theirs = new Set([...organizersOf(departmentId, all, org), ...superiors].map((one) => one.id));
  if (decision) theirs.add(decision.by);
  // Only whoever is in charge for somebody else is found by who is away.
  if (told.some((one) => !theirs.has(one))) for (const one of await approversNow(tx, deps, meeting, memberId)) theirs.add(one.id);
  return told.filter((one) => theirs.has(one));
}

type Deciding = {
  readonly org: Org;
  readonly departmentId: DepartmentId;
  /** Of every department. */
  readonly organizers: readonly Member[];
  /** Of the one that organizes the meeting. */
  readonly superiors: readonly Member[];
};

async function deciding(tx: Tx, meeting: Meeting): Promise<Deciding> {
  const org = await loadOrg(tx);
  const departmentId = await departmentNow(tx, meeting.departmentId, meeting.organizerId, org);
  const superiors: Member[] = [];
  for (const id of superiorsOf(departmentId, org)) {
    const member = await findMember(tx, id);
    if (member) superiors.push(member);
  }
  return { org, departmentId, organizers: await organizers(tx), superiors };
}
