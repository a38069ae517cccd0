import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { authorize, type Org } from '../../org/permissions.js';
import { allMembers, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
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

/** Everybody, by department in the roster's order. Each reader sees the part that is theirs (`within`). */
export type Whole = {
  readonly meeting: Meeting;
  readonly lines: readonly Line[];
  readonly members: readonly Member[];
  readonly org: Org;
};

export async function wholeOf(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Whole> {
  const members = await allMembers(tx);
  const byId = new Map(members.map((member) => [member.id, member]));
  const lines = (await attendeesOf(tx, deps, meeting.id)).flatMap((attendee): Line[] => {
    const member = byId.get(attendee.memberId);
    const substitute = attendee.substituteId && byId.get(attendee.substituteId)?.name;
    return member ? [{ ...attendee, member, departmentId: attendee.departmentId ?? member.departmentId, substitute }] : [];
  });
  return { meeting, lines, members, org: await loadOrg(tx) };
}

/** `scope` undefined: all of it. Departments that were dissolved stand last, without a name. */
export function within({ meeting, lines, members, org }: Whole, scope: ReadonlySet<DepartmentId> | undefined): Report {
  const places = new Map(members.map(({ id }, index) => [id, index]));
  const seen = lines.filter(({ departmentId }) => scope === undefined || (departmentId !== undefined && scope.has(departmentId)));
  const group = (id: DepartmentId | undefined, name: string, some: readonly Line[]): DepartmentLines[] =>
    some.length === 0
      ? []
      : [
          {
            id,
            name,
            lines: some.toSorted((a, b) => (places.get(a.memberId) ?? 0) - (places.get(b.memberId) ?? 0)),
            figures: figuresOf(some),
          },
        ];
  const known = new Set(org.departments.map(({ id }) => id));
  const departments = [
    ...org.departments.flatMap(({ id, name }) =>
      group(
        id,
        name,
        seen.filter(({ departmentId }) => departmentId === id),
      ),
    ),
    ...group(
      undefined,
      '—',
      seen.filter(({ departmentId }) => departmentId === undefined || !known.has(departmentId)),
    ),
  ];
  return { meeting, departments, figures: figuresOf(seen) };
}

/** What this member may see of a meeting's attendance. Undefined: nothing. 'all': they organize it. */
export function scopeOf(member: Member, meeting: Meeting, org: Org): ReadonlySet<DepartmentId> | 'all' | undefined {
  const organizes = authorize(member, org, 'meeting.organize');
  if (organizes.ok && organizes.departmentIds.has(meeting.departmentId)) return 'all';
  const views = authorize(member, org, 'participation.view');
  return views.ok ? views.departmentIds : undefined;
}

/** Whom the report is sent to: the organizer who announced the meeting and the one who opened the check-in, and the leaders of whoever was expected. */
export function readersOf(whole: Whole, organizers: ReadonlySet<MemberId>): { readonly member: Member; readonly report: Report }[] {
  const concerned = new Set(whole.lines.filter(({ expected }) => expected).flatMap(({ departmentId }) => departmentId ?? []));
  return whole.members.flatMap((member) => {
    if (!member.active) return [];
    const scope = scopeOf(member, whole.meeting, whole.org);
    if (scope === undefined) return [];
    if (scope === 'all') return organizers.has(member.id) || leads(member) ? [{ member, report: within(whole, undefined) }] : [];
    return [...scope].some((id) => concerned.has(id)) ? [{ member, report: within(whole, scope) }] : [];
  });

  function leads(member: Member): boolean {
    return authorize(member, whole.org, 'participation.view').ok;
  }
}
