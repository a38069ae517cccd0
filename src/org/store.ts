import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { PlainDate } from '../calendar/instant.js';
import { localeOf } from '../chat/text.js';
import { inChunks } from '../db/in-chunks.js';
import { prepared } from '../db/prepared.js';
import type { Schema } from '../db/schema.js';
import type { Tx } from '../db/transact.js';
import type {} from './accounts/store.js';
import { grouped } from './grouped.js';
import type { Department, DepartmentFunction, DepartmentId, Member, MemberId, Role } from './member.js';
import { unpadded } from './unpadded.js';

type DepartmentRow = {
  id: string;
  name: string;
  parent_id: string | null;
  head_id: string | null;
  supervising_leader_id: string | null;
  sibling_order: number;
  active: number;
};
type MemberRow = {
  id: string;
  name: string;
  email: string | null;
  roster_account: string | null;
  rank: string;
  position: string | null;
  department_id: string;
  organizer: number;
  administrator: number;
  joined_on: string | null;
  worked_since: string | null;
  active: number;
  /** Of members who are not active: when the roster left them out. */
  left_at: number | null;
  roster_order: number;
};

declare module '../db/schema.js' {
  interface Schema {
    org_department: DepartmentRow;
    org_department_function: { department_id: string; function: string };
    org_member: MemberRow;
  }
}

/** One line of the roster as it is stored: the member, and the chat account the file names for them. */
export type StoredMember = Omit<Member, 'chatUserId' | 'locale'> & {
  readonly rosterAccount: string | undefined;
  readonly order: number;
};
export type StoredDepartment = Department & { readonly active: boolean };

export const rolesOf = (row: { organizer: number; administrator: number }): Role[] => [
  ...(row.organizer ? (['organizer'] as const) : []),
  ...(row.administrator ? (['administrator'] as const) : []),
];

function storedMember(row: Selectable<MemberRow>): StoredMember {
  return {
    id: row.id as MemberId,
    name: row.name,
    email: row.email ?? undefined,
    rosterAccount: row.roster_account ?? undefined,
    rank: row.rank,
    position: row.position ?? undefined,
    departmentId: row.department_id as DepartmentId,
    roles: rolesOf(row),
    active: row.active === 1,
    joinedOn: (row.joined_on as PlainDate | null) ?? undefined,
    workedSince: (row.worked_since as PlainDate | null) ?? undefined,
    order: row.roster_order,
  };
}

/** An account that was switched off in the chat can't be written to, so it doesn't count as the member's account. */
const members = (tx: Tx) =>
  tx
    .selectFrom('org_member')
    .leftJoin('org_account', (join) => join.onRef('org_account.member_id', '=', 'org_member.id').on('org_account.active', '=', 1))
    .selectAll('org_member')
    .select(['org_account.user_id', 'org_account.locale'])
    .orderBy('org_member.active', 'desc')
    .orderBy('org_member.roster_order');

function toMember({ user_id, locale, ...row }: Awaited<ReturnType<ReturnType<typeof members>['executeTakeFirstOrThrow']>>): Member {
  const { rosterAccount: _account, order: _order, ...member } = storedMember(row);
  return { ...member, chatUserId: user_id ?? undefined, locale: localeOf(locale ?? undefined) };
}

const memberById = prepared((tx, { id }: { id: string }) => members(tx).clearOrderBy().where('org_member.id', '=', id));

export async function findMember(tx: Tx, id: string): Promise<Member | undefined> {
  const [row] = (await memberById(tx, { id })).rows;
  return row && toMember(row);
}

export async function loadMembers(tx: Tx): Promise<Member[]> {
  return (await members(tx).execute()).map(toMember);
}

export async function loadActiveMembers(tx: Tx): Promise<Member[]> {
  return (await members(tx).where('org_member.active', '=', 1).execute()).map(toMember);
}

const membersOfDepartment = prepared((tx, { id }: { id: string }) =>
  members(tx).where('org_member.active', '=', 1).where('org_member.department_id', '=', id),
);

/** Without those of departments under it. */
export async function loadMembersOf(tx: Tx, id: DepartmentId): Promise<Member[]> {
  return (await membersOfDepartment(tx, { id })).rows.map(toMember);
}

/** Active members whose matched account, if there is one, is not switched off. */
export async function loadAskable(tx: Tx): Promise<Member[]> {
  const off = (eb: ExpressionBuilder<Schema, 'org_member'>) =>
    eb.selectFrom('org_account as off').select('off.user_id').whereRef('off.member_id', '=', 'org_member.id').where('off.active', '=', 0);
  const rows = await members(tx)
    .where('org_member.active', '=', 1)
    .where((eb) => eb.not(eb.exists(off(eb))))
    .execute();
  return rows.map(toMember);
}

export async function loadAdministrators(tx: Tx): Promise<Member[]> {
  return (await members(tx).where('org_member.active', '=', 1).where('org_member.administrator', '=', 1).execute()).map(toMember);
}

const activeOrganizers = prepared((tx, _none: Record<never, never>) =>
  members(tx).where('org_member.active', '=', 1).where('org_member.organizer', '=', 1),
);

export async function loadOrganizers(tx: Tx): Promise<Member[]> {
  return (await activeOrganizers(tx, {})).rows.map(toMember);
}

const actingFor = prepared((tx, { part }: { part: DepartmentFunction }) => {
  const departments = (eb: ExpressionBuilder<Schema, 'org_member'>) =>
    eb
      .selectFrom('org_department as department')
      .innerJoin('org_department_function as played', 'played.department_id', 'department.id')
      .where('played.function', '=', part)
      .where('department.active', '=', 1);
  return members(tx)
    .where('org_member.active', '=', 1)
    .where((eb) =>
      eb.or([
        eb('org_member.department_id', 'in', departments(eb).select('department.id')),
        eb('org_member.id', 'in', departments(eb).select('department.head_id')),
      ]),
    );
});

/** Active members of the departments that play a part, and their heads, who may sit elsewhere. */
export async function loadActingFor(tx: Tx, part: DepartmentFunction): Promise<Member[]> {
  return (await actingFor(tx, { part })).rows.map(toMember);
}

/** No name is longer; SQLite refuses patterns of 50,000 bytes (sqlite.org: Implementation Limits). */
const LONGEST_QUERY = 200;

/** By part of a name, the start of an id, part of the position or of the department's name; names that start with it come first. */
export async function searchActiveMembers(tx: Tx, query: string, limit: number, among?: readonly MemberId[]): Promise<Member[]> {
  if (query.length > LONGEST_QUERY) return [];
  // As names are kept, without the spaces that pad them in tables.
  const literal = unpadded(query.trim()).replace(/[\\%_]/g, '\\$&');
  const like = (column: string, pattern: string) => sql<boolean>`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`;
  const rows = await members(tx)
    .innerJoin('org_department', 'org_department.id', 'org_member.department_id')
    .where('org_member.active', '=', 1)
    .$if(among !== undefined, (found) => found.where('org_member.id', 'in', among ?? []))
    .where((eb) =>
      eb.or([
        like('org_member.name', `%${literal}%`),
        like('org_member.id', `${literal}%`),
        like('org_member.position', `%${literal}%`),
        like('org_department.name', `%${literal}%`),
      ]),
    )
    .clearOrderBy()
    .orderBy(sql`org_member.name NOT LIKE ${`${literal}%`} ESCAPE '\\'`)
    .orderBy('org_member.roster_order')
    .limit(limit)
    .execute();
  return rows.map(toMember);
}

const memberByUser = prepared((tx, { userId }: { userId: string }) =>
  members(tx).clearOrderBy().select('org_account.team_id').where('org_account.user_id', '=', userId),
);

export async function findByChatUser(tx: Tx, userId: string): Promise<(Member & { readonly teamId: string }) | undefined> {
  const [row] = (await memberByUser(tx, { userId })).rows;
  if (!row) return undefined;
  const { team_id, ...rest } = row;
  return { ...toMember(rest), teamId: team_id ?? '' };
}

export async function loadStoredMembers(tx: Tx): Promise<StoredMember[]> {
  return (await tx.selectFrom('org_member').selectAll().orderBy('roster_order').execute()).map(storedMember);
}

const allDepartments = prepared((tx) => tx.selectFrom('org_department').selectAll().orderBy('sibling_order'));
const allFunctions = prepared((tx) => tx.selectFrom('org_department_function').selectAll().orderBy('function'));

export async function loadDissolved(tx: Tx, ids: readonly DepartmentId[]): Promise<ReadonlySet<DepartmentId>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.selectFrom('org_department').select('id').where('id', 'in', ids).where('active', '=', 0).execute();
  return new Set(rows.map(({ id }) => id as DepartmentId));
}

export async function loadDepartments(tx: Tx): Promise<StoredDepartment[]> {
  const { rows } = await allDepartments(tx, {});
  const parts = grouped((await allFunctions(tx, {})).rows, (part) => part.department_id);
  return rows.map((row) => ({
    id: row.id as DepartmentId,
    name: row.name,
    parentId: (row.parent_id as DepartmentId | null) ?? undefined,
    functions: (parts.get(row.id) ?? []).map((part) => part.function as DepartmentFunction),
    headId: (row.head_id as MemberId | null) ?? undefined,
    supervisingLeaderId: (row.supervising_leader_id as MemberId | null) ?? undefined,
    order: row.sibling_order,
    active: row.active === 1,
  }));
}

/** The topmost one comes last: there is one at a time, and what has been it so far is dissolved, or stands under another, before. */
export async function saveDepartments(tx: Tx, departments: readonly StoredDepartment[]): Promise<void> {
  const isTop = ({ active, parentId }: StoredDepartment) => Number(active && parentId === undefined);
  for (const department of departments.toSorted((a, b) => isTop(a) - isTop(b))) {
    const row = {
      id: department.id,
      name: department.name,
      parent_id: department.parentId ?? null,
      head_id: department.headId ?? null,
      supervising_leader_id: department.supervisingLeaderId ?? null,
      sibling_order: department.order,
      active: department.active ? 1 : 0,
    };
    await tx
      .insertInto('org_department')
      .values(row)
      .onConflict((oc) => oc.column('id').doUpdateSet(row))
      .execute();
    await tx.deleteFrom('org_department_function').where('department_id', '=', department.id).execute();
    const parts = department.functions.map((part) => ({ department_id: department.id, function: part }));
    if (parts.length > 0) await tx.insertInto('org_department_function').values(parts).execute();
  }
}

export function saveMembers(tx: Tx, wanted: readonly StoredMember[]): Promise<void> {
  return inChunks(wanted, (some) => {
    const rows = some.map((member) => ({
      id: member.id,
      name: member.name,
      email: member.email ?? null,
      roster_account: member.rosterAccount ?? null,
      rank: member.rank,
      position: member.position ?? null,
      department_id: member.departmentId,
      organizer: member.roles.includes('organizer') ? 1 : 0,
      administrator: member.roles.includes('administrator') ? 1 : 0,
      joined_on: member.joinedOn ?? null,
      worked_since: member.workedSince ?? null,
      active: member.active ? 1 : 0,
      roster_order: member.order,
    }));
    return tx
      .insertInto('org_member')
      .values(rows)
      .onConflict((oc) =>
        oc.column('id').doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          email: eb.ref('excluded.email'),
          roster_account: eb.ref('excluded.roster_account'),
          rank: eb.ref('excluded.rank'),
          position: eb.ref('excluded.position'),
          department_id: eb.ref('excluded.department_id'),
          organizer: eb.ref('excluded.organizer'),
          administrator: eb.ref('excluded.administrator'),
          joined_on: eb.ref('excluded.joined_on'),
          worked_since: eb.ref('excluded.worked_since'),
          active: eb.ref('excluded.active'),
          roster_order: eb.ref('excluded.roster_order'),
        })),
      )
      .execute();
  });
}
