import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import type { Member, MemberId } from '../../org/member.js';
import { departmentNow, findMember, loadOrg, organizers } from '../../org/service.js';
import { awayAt } from '../away/service.js';
import { superiorsOf } from '../chain/approver.js';
import type { LeaveDeps } from '../deps.js';
import { approversOf } from './rules.js';

/** Who may decide on this applicant's request at this moment. Asked for every request, so it reads only those who could. */
export async function approversNow(tx: Tx, deps: LeaveDeps, meeting: Meeting, applicantId: MemberId): Promise<Member[]> {
  const org = await loadOrg(tx);
  const departmentId = await departmentNow(tx, meeting.departmentId, meeting.organizerId, org);
  const [own, superiors] = [await organizers(tx), await membersIn(tx, superiorsOf(departmentId, org))];
  const away = await awayAt(tx, deps, deps.clock.now());
  const standIns = new Map<MemberId, Member | undefined>();
  for (const { id } of [...own, ...superiors]) {
    const one = away.get(id);
    const actingId = one?.actingId;
    if (one) standIns.set(id, actingId === undefined || away.has(actingId) ? undefined : await findMember(tx, actingId));
  }
  return approversOf(departmentId, applicantId, { organizers: own, superiors, standIns }, org);
}

async function membersIn(tx: Tx, ids: readonly MemberId[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const id of ids) {
    const member = await findMember(tx, id);
    if (member) members.push(member);
  }
  return members;
}
