import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { grouped } from '../../org/grouped.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { peopleToldApart } from '../../org/options.js';
import { toldApart } from '../../org/scope.js';
import { activeMembers, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import type { Invitee, Meeting } from '../meeting.js';

/** One department's people who have not acknowledged, in the roster's order. */
export type MissingIn = { readonly department: string; readonly names: readonly string[] };

export type Response = {
  readonly invitees: readonly Invitee[];
  /** Those of them who have not left: they stay on the list until it begins, in case they are in the next roster again. */
  readonly expected: readonly Invitee[];
  readonly excused: ReadonlySet<MemberId>;
  /** Expected, not excused, not acknowledged. Whoever has left is not waited for. */
  readonly missing: readonly Member[];
  /** Of those who are missing, whom no notice can reach. */
  readonly withoutAccount: readonly Member[];
};

/** Who has answered the notice, and who has not. */
export async function responseTo(tx: Tx, deps: MeetingDeps, { id }: Pick<Meeting, 'id'>): Promise<Response> {
  const all = await inviteesOf(tx, id);
  const excused = await deps.excused(tx, id);
  await nextTurn();
  const byId = new Map(all.map((invitee) => [invitee.memberId, invitee]));
  const present = (await activeMembers(tx)).filter((member) => byId.has(member.id));
  const ids = new Set(present.map((member) => member.id));
  const missing = present.filter((member) => byId.get(member.id)?.acknowledgedAt === undefined && !excused.has(member.id));
  const expected = all.filter(({ memberId }) => ids.has(memberId));
  return { invitees: all, expected, excused, missing, withoutAccount: missing.filter((member) => !hasAccount(member)) };
}

export const hasAccount = ({ chatUserId }: Member): boolean => chatUserId !== undefined;

/** By the department they were invited in, or are in now where that is no more; departments in the roster's order. */
export async function missingByDepartment(tx: Tx, { invitees, missing }: Response): Promise<MissingIn[]> {
  const departments = toldApart((await loadOrg(tx)).departments);
  const places = new Map(departments.map(({ id }, index) => [id, index]));
  const invitedIn = new Map(invitees.map(({ memberId, departmentId }) => [memberId, departmentId]));
  const place = (id: DepartmentId) => places.get(id) ?? departments.length;
  const departmentOf = ({ id, departmentId }: Member) => {
    const invited = invitedIn.get(id);
    return invited !== undefined && places.has(invited) ? invited : departmentId;
  };
  const groups = [...grouped(missing, departmentOf)];
  const names = await peopleToldApart(tx, missing);
  return groups
    .sort(([one], [other]) => place(one) - place(other))
    .map(([id, some]) => ({
      department: departments[place(id)]?.name ?? '—',
      names: some.map(({ id: of, name }) => names.get(of) ?? name),
    }));
}
