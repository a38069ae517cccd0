import type { Tx } from '../../db/transact.js';
import { type Audience, membersIn, withBelow } from '../../org/audience.js';
import type { Department, DepartmentId, Member } from '../../org/member.js';
import { authorize, type Org } from '../../org/permissions.js';
import { toldApart } from '../../org/scope.js';
import { allMembers, findMember, loadOrg } from '../../org/service.js';
import type { Staff } from '../activity/participants.js';
import { inviteesOf } from '../invitee-store.js';
import type { Meeting, MeetingDetails, MeetingId } from '../meeting.js';
import { announcedBy, organizedBy } from '../organizes.js';
import type { DraftProblem } from './draft.js';

/** An organizer, and what they may announce. */
export type Organizer = {
  readonly member: Member;
  readonly bureau: boolean;
  readonly departments: ReadonlySet<DepartmentId>;
  /** Whose meetings they announce, that which is proposed first. */
  readonly announcing: readonly Department[];
};

/** What the database says now; undefined: may not organize anything. */
export async function organizerOf(tx: Tx, memberId: string): Promise<Organizer | undefined> {
  const member = await findMember(tx, memberId);
  if (!member) return undefined;
  const org = await loadOrg(tx);
  const departments = await organizedBy(tx, member, org);
  if (departments.size === 0) return undefined;
  const bureau = authorize(member, org, 'meeting.bureau').ok;
  const announcing = announcedBy(member, { departments: toldApart(org.departments) }, bureau ? 'bureau' : 'departments');
  return { member, bureau, departments, announcing };
}

/** A department's meeting for everybody is for its own people and those under it. */
export const audienceOf = ({ scope, audience }: Pick<MeetingDetails, 'scope' | 'audience'>, departmentId: DepartmentId): Audience =>
  scope === 'departments' && audience.kind === 'bureau' ? { kind: 'departments', departments: [departmentId] } : audience;

type Wanted = Pick<MeetingDetails, 'scope' | 'audience' | 'excluded'>;

/** Whoever a meeting may look for: of the department, its own people and those under it. */
const ownOf = ({ scope }: Wanted, departmentId: DepartmentId, people: readonly Member[], { org, ranks }: Staff): readonly Member[] =>
  scope === 'bureau' ? people : membersIn({ kind: 'departments', departments: [departmentId] }, people, org, ranks);

/** Who belongs to its audience, as the roster is now: ranks and positions are looked for among its own people, and so is whoever is named. */
export function belongingTo(wanted: Wanted, departmentId: DepartmentId, staff: Staff): Member[] {
  const excluded = new Set<string>(wanted.excluded);
  const own = ownOf(wanted, departmentId, staff.members, staff);
  return membersIn(wanted.audience, own, staff.org, staff.ranks).filter(({ id }) => !excluded.has(id));
}

export type Expected =
  | { readonly ok: true; readonly members: readonly Member[] }
  | { readonly ok: false; readonly field: 'departments' | 'members' | 'audience'; readonly problem: DraftProblem };

/**
 * Who is expected where an organizer chooses it, everybody on the roster counted, whether they have a chat account or not. A meeting of the
 * department may name nobody else's people, but for those who are on its list already. `listed`: these, whoever has left the roster among them.
 */
export function expectedAt(wanted: Wanted, departmentId: DepartmentId, staff: Staff, listed: readonly Member[]): Expected {
  const { audience } = wanted;
  const people = [...staff.members, ...listed.filter(({ active }) => !active)];
  const field = audience.kind === 'departments' || audience.kind === 'members' ? audience.kind : 'audience';
  const may = new Set([...ownOf(wanted, departmentId, people, staff), ...(field === 'members' ? listed : [])].map(({ id }) => id));
  const chosen = membersIn(audience, people, staff.org, staff.ranks);
  if (field !== 'audience' && chosen.some(({ id }) => !may.has(id))) return { ok: false, field, problem: 'audience-outside' };
  const excluded = new Set<string>(wanted.excluded);
  const expected = chosen.filter(({ id }) => may.has(id) && !excluded.has(id));
  return expected.length > 0 ? { ok: true, members: expected } : { ok: false, field, problem: 'audience-empty' };
}

/**
 * In which department each is counted: their own, or of a meeting of departments that theirs is none of, the one they head among these. Those whom
 * it concerns would otherwise read its figures without its head, who sits elsewhere.
 */
export function countedAt({ scope, audience, departmentId }: Meeting, members: readonly Member[], { departments }: Org): readonly Member[] {
  const listed = audience.kind === 'departments' ? audience.departments : [departmentId];
  if (scope === 'bureau' && audience.kind !== 'departments') return members;
  const wanted = withBelow(departments, new Set(listed));
  const headed = new Map(departments.flatMap(({ id, headId }) => (wanted.has(id) && headId !== undefined ? [[headId, id] as const] : [])));
  return members.map((one) => (wanted.has(one.departmentId) ? one : { ...one, departmentId: headed.get(one.id) ?? one.departmentId }));
}

/** Those who are expected, whoever of them has left in the meantime among them. */
export async function expectedMembers(tx: Tx, meetingId: MeetingId): Promise<Member[]> {
  const expected = new Set((await inviteesOf(tx, meetingId)).map(({ memberId }) => memberId));
  return (await allMembers(tx)).filter(({ id }) => expected.has(id));
}
