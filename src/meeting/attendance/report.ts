import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { grouped } from '../../org/grouped.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { peopleToldApart } from '../../org/options.js';
import { authorize, ledBy, type Org } from '../../org/permissions.js';
import { toldApart } from '../../org/scope.js';
import { allMembers, loadOrg } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { organizedNow } from '../dissolved-service.js';
import type { Meeting } from '../meeting.js';
import { organizedBy, organizes } from '../organizes.js';
import type { Attendee, CheckIn, Figures } from './attendance.js';
import { attendeesOf } from './present.js';
import { figuresOf } from './rules.js';

/** One line of the report: somebody in the department they were invited in. */
export type Line = Attendee & { readonly member: Member; readonly substitute: string | undefined; readonly standIn: string | undefined };
export type DepartmentLines = {
  readonly id: DepartmentId | undefined;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly figures: Figures;
};
export type Report = {
  readonly meeting: Meeting;
  readonly departments: readonly DepartmentLines[];
  readonly figures: Figures;
  /** Whoever reads it keeps the attendance, and corrects it. */
  readonly organizes: boolean;
};

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
  const called = await peopleToldApart(
    tx,
    members.filter(({ id }) => attendees.has(id)),
  );
  const lines = members.flatMap((one): Line[] => {
    const attendee = attendees.get(one.id);
    if (!attendee) return [];
    const member = { ...one, name: called.get(one.id) ?? one.name };
    const [substitute, standIn] = [attendee.substituteId, attendee.standInId].map((id) => id && names.get(id));
    return [{ ...attendee, member, departmentId: attendee.departmentId ?? member.departmentId, substitute, standIn }];
  });
  const org = await loadOrg(tx);
  return { meeting: await organizedNow(tx, meeting), lines, members, org: { ...org, departments: toldApart(org.departments) } };
}

/** Under which department of today a line stands: where the one that they were invited in is no more, that of the member. Undefined: none. */
function placesIn({ departments }: Org): (line: Line) => DepartmentId | undefined {
  const known = new Set(departments.map(({ id }) => id));
  return ({ departmentId, member }) => [departmentId, member.departmentId].find((id) => id !== undefined && known.has(id));
}

/** Departments in the roster's order; those who are in none of today stand last, without a name. */
export function within({ meeting, lines, org }: Whole, scope: Scope): Report {
  const placeOf = placesIn(org);
  const isSeen = (place: DepartmentId | undefined) => scope === 'all' || (place !== undefined && scope.has(place));
  const seen = lines.filter((line) => isSeen(placeOf(line)));
  const groups = grouped(seen, placeOf);
  const group = (id: DepartmentId | undefined, name: string): DepartmentLines[] => {
    const some = groups.get(id);
    return some ? [{ id, name, lines: some, figures: figuresOf(some) }] : [];
  };
  const departments = [...org.departments.flatMap(({ id, name }) => group(id, name)), ...group(undefined, '—')];
  return { meeting, departments, figures: figuresOf(seen), organizes: scope === 'all' };
}

export type Scope = ReadonlySet<DepartmentId> | 'all';

/** What this member may see of a meeting's attendance. Undefined: nothing. 'all': they keep it. */
export async function scopeOf(tx: Tx, member: Member, meeting: Meeting, org: Org): Promise<Scope | undefined> {
  if ((await organizedBy(tx, member, org)).has(meeting.departmentId)) return 'all';
  const views = authorize(member, org, 'participation.view');
  return views.ok ? views.departmentIds : undefined;
}

/** Who has the report of it as its organizers: whoever announced it, and whoever opened its check-in. */
const kept = ({ organizerId }: Meeting, { openedBy }: CheckIn): ReadonlySet<MemberId> => new Set([organizerId, openedBy]);

/** What is sent to them: to an organizer all of it, to a leader the part of those they lead. Whoever else may see it looks it up. */
export async function sentTo(tx: Tx, member: Member, meeting: Meeting, org: Org, checkIn: CheckIn): Promise<Scope | undefined> {
  if (organizes(member, meeting, org)) return 'all';
  if (kept(meeting, checkIn).has(member.id) && (await organizedBy(tx, member, org)).has(meeting.departmentId)) return 'all';
  const led = ledBy(member, org);
  return led.size > 0 ? led : undefined;
}

/** Whom the report is sent to: the organizer who announced the meeting and the one who opened the check-in, and the leaders of whoever was expected. */
export async function readersOf(tx: Tx, whole: Whole, checkIn: CheckIn): Promise<{ readonly member: Member; readonly scope: Scope }[]> {
  const { meeting, org } = whole;
  const placeOf = placesIn(org);
  const concerned = new Set(whole.lines.filter(({ expected }) => expected).flatMap((line) => placeOf(line) ?? []));
  const leaders = new Set(org.departments.flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]));
  const organizers = kept(meeting, checkIn);
  const readers: { member: Member; scope: Scope }[] = [];
  for (const member of whole.members) {
    if (!member.active || !(leaders.has(member.id) || organizers.has(member.id))) continue;
    const scope = await sentTo(tx, member, meeting, org, checkIn);
    if (scope === 'all' || (scope && [...scope].some((id) => concerned.has(id)))) readers.push({ member, scope });
  }
  return readers;
}
