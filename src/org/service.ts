import type { Tx } from '../db/transact.js';
import { findChatUser, findChatUsers, findHolder } from './accounts/holder-store.js';
import { grouped } from './grouped.js';
import type { Department, DepartmentFunction, DepartmentId, Member, MemberId } from './member.js';
import { findParts, type Parts } from './parts-store.js';
import { isGranted, type Org, type Right } from './permissions.js';
import { findStandings } from './standing-store.js';
import * as store from './store.js';

export { identify, noticeStranger, type Synced, syncAccounts } from './accounts/accounts.js';
export {
  type Actor,
  type AuditEntry,
  type AuditFilter,
  type AuditLine,
  auditEntries,
  forgetAudit,
  readAudit,
  recordAudit,
} from './audit.js';
export { type AuditAction, actionWords } from './audit-actions.js';
export { activeIds, hasMembers, namesakesAmong } from './ids-store.js';
export { clearContact, leftAmong } from './leaver-store.js';
export type { Parts } from './parts-store.js';
export { rosterChanges } from './roster/changes-store.js';
export { dissolvedMembers } from './roster/dissolved-store.js';
export {
  type Checked,
  checkRoster,
  type Deps as RosterDeps,
  exportRoster,
  type Imported,
  type ImportRoster,
  importRoster,
} from './roster/exchange.js';
export { postWords } from './roster/posts.js';
export { problemLine } from './roster/problem.js';
export { findMember } from './store.js';
export { tellAdministrators } from './tell-administrators.js';

/** Active members first, in the roster's order; then those who left. */
export const allMembers = (tx: Tx): Promise<Member[]> => store.loadMembers(tx);

/** In the roster's order. */
export const activeMembers = (tx: Tx): Promise<Member[]> => store.loadActiveMembers(tx);

/** Active members of this department, without those of departments under it; in the roster's order. */
export const membersOf = (tx: Tx, id: DepartmentId): Promise<Member[]> => store.loadMembersOf(tx, id);

/**
 * Active members who can be asked something: everybody but those whose chat account is switched off (domain.md §1).
 * A member who has no account yet counts: what is sent to them waits until it appears.
 */
export const canBeAsked = (tx: Tx): Promise<Member[]> => store.loadAskable(tx);

/** Active members with the role, in the roster's order. */
export const organizers = (tx: Tx): Promise<Member[]> => store.loadOrganizers(tx);

/** Active members who act for the departments that play a part: those of them, and their heads. */
export const actingFor = (tx: Tx, part: DepartmentFunction): Promise<Member[]> => store.loadActingFor(tx, part);

/** What the departments of a member do for the office. */
export const partsOf = (tx: Tx, memberId: string): Promise<Parts> => findParts(tx, memberId);

export const administrators = (tx: Tx): Promise<Member[]> => store.loadAdministrators(tx);

/** Active members, of `among` where it is given, whose name, id, position or department contains `query`; at most `limit`, the likeliest first. */
export const searchMembers = (tx: Tx, query: string, limit: number, among?: readonly MemberId[]): Promise<Member[]> =>
  store.searchActiveMembers(tx, query, limit, among);

/** Undefined while the member has no account, or theirs is switched off. */
export const chatUserOf = (tx: Tx, memberId: string): Promise<string | undefined> => findChatUser(tx, memberId);

/** Of many at once; whoever has no account is left out. */
export const chatUsersOf = (tx: Tx, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, string>> => findChatUsers(tx, memberIds);

/**
 * Whether nobody else reads what an account that was this member's is sent: it is still theirs, or it is switched off, as where they have another
 * one now. That of somebody who has left is not theirs any more.
 */
export async function holdsAccount(tx: Tx, memberId: MemberId, userId: string): Promise<boolean> {
  const account = await findHolder(tx, userId);
  if (account?.memberId !== undefined) return account.memberId === memberId;
  return account?.active === false && (await store.findMember(tx, memberId))?.active === true;
}

/** The active member whose account this is; undefined when the account is switched off. */
export async function memberOfChatUser(tx: Tx, userId: string): Promise<Member | undefined> {
  const found = await store.findByChatUser(tx, userId);
  return found && store.findMember(tx, found.id);
}

/** The departments of today, each parent before its children and siblings in the roster's order. */
export async function loadOrg(tx: Tx): Promise<Org> {
  const stored = (await store.loadDepartments(tx)).filter((department) => department.active);
  const children = grouped(stored, (department) => department.parentId);
  const inOrder = (parentId: Department['parentId']): Department[] =>
    (children.get(parentId) ?? []).flatMap(({ active: _active, ...department }) => [department, ...inOrder(department.id)]);
  const departments = inOrder(undefined);
  return { departments, bureauHeadId: departments[0]?.headId };
}

/** Whether there is anything that this member may exercise `right` over. */
export const hasRight = async (tx: Tx, memberId: string, right: Right): Promise<boolean> =>
  isGranted(await findStandings(tx, memberId), right);

/** Which of these departments are of former days. */
export const dissolvedAmong = (tx: Tx, ids: readonly DepartmentId[]): Promise<ReadonlySet<DepartmentId>> => store.loadDissolved(tx, ids);

/**
 * Who answers today for what somebody did in a department: that department; where it is no more, as after two were joined (docs/roster.md),
 * the one that they are in now.
 */
export async function departmentNow(tx: Tx, departmentId: DepartmentId, memberId: MemberId, { departments }: Org): Promise<DepartmentId> {
  if (departments.some(({ id }) => id === departmentId)) return departmentId;
  return (await store.findMember(tx, memberId))?.departmentId ?? departmentId;
}

/** The name of every department, those of former days included. */
export const departmentNames = async (tx: Tx): Promise<ReadonlyMap<DepartmentId, string>> =>
  new Map((await store.loadDepartments(tx)).map(({ id, name }) => [id, name]));

/** A department of former days, and the nearest one above it that is still there: that one answers for what was counted in it. */
export type Dissolved = { readonly id: DepartmentId; readonly name: string; readonly under: DepartmentId | undefined };

export async function dissolvedDepartments(tx: Tx): Promise<Dissolved[]> {
  const stored = await store.loadDepartments(tx);
  const byId = new Map(stored.map((department) => [department.id, department]));
  // Where nothing above is left, the office itself has taken the place of another.
  const root = stored.find((department) => department.active && department.parentId === undefined)?.id;
  const standing = (id: DepartmentId | undefined): DepartmentId | undefined => {
    const department = id === undefined ? undefined : byId.get(id);
    if (!department) return root;
    return department.active ? department.id : standing(department.parentId);
  };
  return stored.filter(({ active }) => !active).map(({ id, name, parentId }) => ({ id, name, under: standing(parentId) }));
}
