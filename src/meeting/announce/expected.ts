import type { Tx } from '../../db/transact.js';
import { type Audience, membersIn } from '../../org/audience.js';
import type { DepartmentId, Member } from '../../org/member.js';
import { authorize, type Org } from '../../org/permissions.js';
import { activeMembers, findMember, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import type { MeetingDetails } from '../meeting.js';
import type { DraftProblem } from './draft.js';

/** An organizer, and what they may announce. */
export type Organizer = {
  readonly member: Member;
  readonly org: Org;
  readonly bureau: boolean;
  readonly departments: ReadonlySet<DepartmentId>;
};

/** What the database says now; undefined: may not organize anything. */
export async function organizerOf(tx: Tx, memberId: string): Promise<Organizer | undefined> {
  const member = await findMember(tx, memberId);
  if (!member) return undefined;
  const org = await loadOrg(tx);
  const organizes = authorize(member, org, 'meeting.organize');
  if (!organizes.ok) return undefined;
  return { member, org, bureau: authorize(member, org, 'meeting.bureau').ok, departments: organizes.departmentIds };
}

export type Expected =
  | { readonly ok: true; readonly audience: Audience; readonly members: readonly Member[] }
  | { readonly ok: false; readonly field: 'scope' | 'departments' | 'members' | 'audience'; readonly problem: DraftProblem };

/**
 * Who is expected, everybody on the roster counted, whether they have a chat account or not. A meeting of the department is for its own
 * people and those under it: ranks and positions are looked for among them, and nobody else may be named.
 */
export async function expectedAt(
  tx: Tx,
  deps: Pick<MeetingDeps, 'ranks'>,
  details: MeetingDetails,
  { org, bureau }: Pick<Organizer, 'org' | 'bureau'>,
  departmentId: DepartmentId,
): Promise<Expected> {
  if (details.scope === 'bureau' && !bureau) return { ok: false, field: 'scope', problem: 'bureau-right-missing' };
  const active = await activeMembers(tx);
  const audience: Audience =
    details.scope === 'departments' && details.audience.kind === 'bureau'
      ? { kind: 'departments', departments: [departmentId] }
      : details.audience;
  const chosen = membersIn(audience, active, org, deps.ranks);
  const own = new Set(
    details.scope === 'bureau'
      ? chosen.map(({ id }) => id)
      : membersIn({ kind: 'departments', departments: [departmentId] }, active, org, deps.ranks).map(({ id }) => id),
  );
  const field = audience.kind === 'departments' || audience.kind === 'members' ? audience.kind : 'audience';
  if (field !== 'audience' && chosen.some(({ id }) => !own.has(id))) return { ok: false, field, problem: 'audience-outside' };
  const excluded = new Set<string>(details.excluded);
  const members = chosen.filter(({ id }) => own.has(id) && !excluded.has(id));
  return members.length > 0 ? { ok: true, audience, members } : { ok: false, field, problem: 'audience-empty' };
}
