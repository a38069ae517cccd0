import { dayMs, plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import type { Member, MemberId } from '../../org/member.js';
import { departmentNow, findMember, loadOrg, organizers } from '../../org/service.js';
import { awayAt } from '../away/service.js';
import { superiorsOf } from '../chain/approver.js';
import type { LeaveDeps } from '../deps.js';
import type { Absence } from './absence.js';
import { approversOf, organizersOf } from './rules.js';
import { approversTold, wasInCharge } from './store.js';

/** Who may decide on this applicant's request at this moment. Asked for every request, so it reads only those who could. */
export async function approversNow(tx: Tx, deps: LeaveDeps, meeting: Meeting, applicantId: MemberId): Promise<Member[]> {
  const { own, superiors } = await deciding(tx, meeting);
  const away = await awayAt(tx, deps, deps.clock.now());
  const standIns = new Map<MemberId, Member | undefined>();
  for (const { id } of [...own, ...superiors]) {
    const one = away.get(id);
    const actingId = one?.actingId;
    if (one) standIns.set(id, actingId === undefined || away.has(actingId) ? undefined : await findMember(tx, actingId));
  }
  return approversOf(applicantId, { organizers: own, superiors, standIns });
}

/** What was asked while the clock was ahead has a time that had not come, and so has nobody's leave. */
const CLOCK_AHEAD_MS = 2 * dayMs;

/**
 * Whose card of a request follows it: of those who were sent one, whoever has decided on it, may decide or could if they were there, and whoever has
 * been in charge for one of them since it was asked. Whoever has been given another post keeps what they were told, and is told no more.
 */
export async function stillTheirs(tx: Tx, { id, requestedAt, decision }: Absence, meeting: Meeting): Promise<MemberId[]> {
  const told = await approversTold(tx, id);
  const { own, superiors } = await deciding(tx, meeting);
  const deciders = new Set([...own, ...superiors].map((one) => one.id));
  const theirs: MemberId[] = [];
  for (const one of told)
    if (deciders.has(one) || one === decision?.by || (await wasInCharge(tx, one, [...deciders], plus(requestedAt, -CLOCK_AHEAD_MS))))
      theirs.push(one);
  return theirs;
}

/** The organizers of the department, and who stands above it. */
async function deciding(tx: Tx, meeting: Meeting): Promise<{ readonly own: readonly Member[]; readonly superiors: readonly Member[] }> {
  const org = await loadOrg(tx);
  const departmentId = await departmentNow(tx, meeting.departmentId, meeting.organizerId, org);
  const own = organizersOf(departmentId, await organizers(tx), org);
  return { own, superiors: await membersIn(tx, superiorsOf(departmentId, org)) };
}

async function membersIn(tx: Tx, ids: readonly MemberId[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const id of ids) {
    const member = await findMember(tx, id);
    if (member) members.push(member);
  }
  return members;
}
