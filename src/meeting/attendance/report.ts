import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { grouped } from '../../org/grouped.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { authorize, ledBy, type Org } from '../../org/permissions.js';
import { toldApart } from '../../org/scope.js';
import { allMembers, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { organizedNow } from '../dissolved-service.js';
import type { Meeting } from '../meeting.js';
import { organizes } from '../organizes.js';
import type { Attendee, Figures } from './attendance.js';
import { attendeesOf } from './present.js';
import { figuresOf } from './rules.js';

/** One line of the report: somebody in the department they were invited in. */
export type Line = Attendee & { readonly member: Member; readonly substitute: string | undefined };
export type DepartmentLines = {
  readonly id: DepartmentId | undefined;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly figures: Figures;
};
export type Report = { readonly meeting: Meeting; readonly departments: readonly DepartmentLines[]; readonly figures: Figures };

/** Everybody, in the roster's order. Each reader sees the part that is theirs (`within`). */
export type Whole = {
  readonly meeting: Meeting;
  readonly lines: readonly Line[];
  readonly members: readonly Member[];
  /** Each department under a name that no other has. */
  readonly org: Org;
};

/** Thousands of lines: others get their turn in between. */
export async function wholeOf(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Whole> {
  const members = await allMembers(tx);
  await nextTurn();
  const attendees = new Map((await attendeesOf(tx, deps, meeting.id)).map((attendee) => [attendee.memberId, attendee]));
  await nextTurn();
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const lines = members.flatMap((member): Line[] => {
    const attendee = attendees.get(member.id);
    if (!attendee) return [];
    const substitute = attendee.substituteId && names.get(attendee.substituteId);
    return [{ ...attendee, member, departmentId: attendee.departmentId ?? member.departmentId, substitute }];
  });
  const org = await loadOrg(tx);
  return { meeting: await organizedNow(tx, meeting), lines, members, org: { ...org, departments: toldApart(org.departments) } };
}

/** Under which department of today a line stands: where the one that they were invited in is no more, that of the member. Undefined: none. */
function placesIn({ departments }: Org): (line: Line) => DepartmentId | undefined {
  const known = new Set(departments.map(({ id }) => id));
  return ({ departmentId, member }) => [departmentId, member.departmentId].find((id) => id !== undefined && known.has(id));
}

/** `scope` undefined: all of it. Departments in the roster's order; those who are in none of today stand last, without a name. */
export function within({ meeting, lines, org }: Whole, scope: ReadonlySet<DepartmentId> | undefined): Report {
  const placeOf = placesIn(org);
  const isSeen = (place: DepartmentId | undefined) => scope === undefined || (place !== undefined && scope.has(place));
  const seen = lines.filter((line) => isSeen(placeOf(line)));
  const groups = grouped(seen, placeOf);
  const group = (id: DepartmentId | undefined, name: string): DepartmentLines[] => {
    const some = groups.get(id);
    return some ? [{ id, name, lines: some, figures: figuresOf(some) }] : [];
  };
  const departments = [...org.departments.flatMap(({ id, name }) => group(id, name)), ...group(undefined, '—')];
  return { meeting, departments, figures: figuresOf(seen) };
}

export type Scope = ReadonlySet<DepartmentId> | 'all';

/** What this member may see of a meeting's attendance. Undefined: nothing. 'all': they organize it. */
export function scopeOf(member: Member, meeting: Meeting, org: Org): Scope | undefined {
  if (organizes(member, meeting, org)) return 'all';
  const views = authorize(member, org, 'participation.view');
  return views.ok ? views.departmentIds : undefined;
}

/** What is sent to them: to an organizer all of it, to a leader the part of those they lead. Whoever else may see it looks it up. */
export function sentTo(member: Member, meeting: Meeting, org: Org): Scope | undefined {
  if (organizes(member, meeting, org)) return 'all';
  const led = ledBy(member, org);
  return led.size > 0 ? led : undefined;
}

/** Whom the report is sent to: the organizer who announced the meeting and the one who opened the check-in, and the leaders of whoever was expected. */
export function readersOf(whole: Whole, organizers: ReadonlySet<MemberId>): { readonly member: Member; readonly scope: Scope }[] {
  const { meeting, org } = whole;
  const placeOf = placesIn(org);
  const concerned = new Set(whole.lines.filter(({ expected }) => expected).flatMap((line) => placeOf(line) ?? []));
  const leaders = new Set(org.departments.flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]));
  return whole.members.flatMap((member) => {
    if (!member.active || !(leaders.has(member.id) || organizers.has(member.id))) return [];
    const scope = sentTo(member, meeting, org);
    return scope === 'all' || (scope && [...scope].some((id) => concerned.has(id))) ? [{ member, scope }] : [];
  });
}
