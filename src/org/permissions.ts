import type { Department, DepartmentFunction, DepartmentId, Member } from './member.js';

/**
 * What somebody may do beyond their own data (domain.md §5). The one table below decides;
 * a service calls `authorize` with what the database says at the moment of the press.
 * Whoever heads or supervises a department answers for the departments under it as well; so the bureau's head, who heads
 * the topmost department, reaches the whole bureau without a row of their own. Nobody who left has any right.
 */
export type Right =
  | 'participation.view'
  /** Edit and publish the monthly bulletin. */
  | 'participation.bulletin'
  | 'reflection.schedule'
  | 'reflection.send'
  | 'org.roster'
  | 'org.audit'
  /** Announce meetings of a department, and decide what is asked about them: exemptions, absences, corrections. */
  | 'meeting.organize'
  /** Announce bureau-wide meetings, to which everything else gives way. */
  | 'meeting.bureau'
  /** Register activities for a department. */
  | 'meeting.activity'
  /** 在岗抽查. */
  | 'meeting.reachability'
  /** Who is away, and days of leave. */
  | 'leave.view'
  /** Keep the ledger of annual leave, see and settle what personnel has to. */
  | 'leave.personnel'
  /** Enter a request for leave for somebody else, e.g. one that was given by telephone. */
  | 'leave.onBehalf';

/** Why a member has a right: their own standing in the office. `bureauOrganizer`: an organizer of a department that plays a part for the bureau. */
export type Standing =
  | 'member'
  | 'departmentHead'
  | 'supervisingLeader'
  | 'office'
  | 'personnel'
  | 'organizer'
  | 'bureauOrganizer'
  | 'administrator';

export type Reach = 'none' | 'ownDepartments' | 'departmentsHeaded' | 'departmentsInCharge' | 'bureau';

/** domain.md §5, row by row. A right that is not named for a standing is not given. */
const TABLE: Readonly<Record<Standing, Readonly<Partial<Record<Right, Reach>>>>> = {
  member: {},
  departmentHead: { 'participation.view': 'departmentsHeaded', 'meeting.activity': 'departmentsHeaded', 'leave.view': 'departmentsHeaded' },
  supervisingLeader: { 'participation.view': 'departmentsInCharge', 'leave.view': 'departmentsInCharge' },
  office: {
    'participation.view': 'bureau',
    'participation.bulletin': 'bureau',
    'meeting.activity': 'bureau',
    'meeting.reachability': 'bureau',
    'leave.onBehalf': 'bureau',
    'leave.view': 'bureau',
  },
  personnel: { 'leave.personnel': 'bureau', 'leave.onBehalf': 'bureau', 'leave.view': 'bureau' },
  organizer: { 'meeting.organize': 'ownDepartments', 'meeting.activity': 'ownDepartments' },
  bureauOrganizer: { 'meeting.bureau': 'bureau' },
  administrator: { 'reflection.schedule': 'bureau', 'reflection.send': 'bureau', 'org.roster': 'bureau', 'org.audit': 'bureau' },
};

export type Org = { readonly departments: readonly Department[]; readonly bureauHeadId: string | undefined };

type Who = Pick<Member, 'id' | 'active' | 'departmentId' | 'roles'>;
type Where = Pick<Department, 'id' | 'functions' | 'headId' | 'supervisingLeaderId'>;

/** Whoever heads a department may sit elsewhere, as a bureau leader does, and is of both. */
export const isOf = (member: Pick<Who, 'id' | 'departmentId'>, department: Pick<Where, 'id' | 'headId'>): boolean =>
  department.id === member.departmentId || department.headId === member.id;

export type Granted = { readonly ok: true; readonly departmentIds: ReadonlySet<DepartmentId> };
export type Denied = { readonly ok: false; readonly missing: Right };

/** No department matters here but the member's own, and those they head or are in charge of. */
export function standingsOf(member: Who, org: { readonly departments: readonly Where[] }): Standing[] {
  if (!member.active) return [];
  const own = org.departments.filter((department) => isOf(member, department));
  const standings: Standing[] = ['member'];
  if (org.departments.some((department) => department.headId === member.id)) standings.push('departmentHead');
  if (org.departments.some((department) => department.supervisingLeaderId === member.id)) standings.push('supervisingLeader');
  const plays = (part: DepartmentFunction) => own.some(({ functions }) => functions.includes(part));
  if (plays('office')) standings.push('office');
  if (plays('personnel')) standings.push('personnel');
  if (member.roles.includes('organizer') && own.some(({ functions }) => functions.length > 0)) standings.push('bureauOrganizer');
  return [...standings, ...member.roles];
}

/** Which departments `member` may exercise `right` over; denied when there is none. */
export function authorize(member: Member, org: Org, right: Right): Granted | Denied {
  const departmentIds = new Set(standingsOf(member, org).flatMap((standing) => reached(TABLE[standing][right] ?? 'none', member, org)));
  return departmentIds.size > 0 ? { ok: true, departmentIds } : { ok: false, missing: right };
}

/** The departments that a member heads or is in charge of, with those under them, whatever else they may see. */
export const ledBy = ({ id, active }: Pick<Member, 'id' | 'active'>, org: Org): ReadonlySet<DepartmentId> =>
  new Set(active ? withDescendants(org, ({ headId, supervisingLeaderId }) => headId === id || supervisingLeaderId === id) : []);

/** Whether there is anything at all that a member of these standings may exercise `right` over. */
export const isGranted = (standings: readonly Standing[], right: Right): boolean =>
  standings.some((standing) => (TABLE[standing][right] ?? 'none') !== 'none');

function reached(reach: Reach, member: Member, org: Org): DepartmentId[] {
  switch (reach) {
    case 'none':
      return [];
    case 'ownDepartments':
      return org.departments.filter((department) => isOf(member, department)).map(({ id }) => id);
    case 'departmentsHeaded':
      return withDescendants(org, (department) => department.headId === member.id);
    case 'departmentsInCharge':
      return withDescendants(org, (department) => department.supervisingLeaderId === member.id);
    case 'bureau':
      return org.departments.map((department) => department.id);
  }
}

function withDescendants(org: Org, chosen: (department: Department) => boolean): DepartmentId[] {
  const found = new Set(org.departments.filter(chosen).map((department) => department.id));
  for (let grown = -1; grown !== found.size; ) {
    grown = found.size;
    for (const { id, parentId } of org.departments) if (parentId && found.has(parentId)) found.add(id);
  }
  return [...found];
}
