import type { Option } from '../chat/card.js';
import type { Tx } from '../db/transact.js';
import type { Audience } from '../org/audience.js';
import type { Member } from '../org/member.js';
import { findMember, loadOrg, searchMembers } from '../org/service.js';
import type { ReflectionDeps } from './deps.js';
import { mayKeepSchedules } from './schedule-service.js';

/** What a search field of the schedule form offers at most: as many as Slack shows (Select menu element). */
const MOST = 100;

/** Departments whose name contains `query`, for those who keep schedules; nothing for others. */
export function findDepartments(deps: ReflectionDeps, memberId: string, query: string): Promise<Option[]> {
  return deps.transact(async (tx) => {
    if (!(await mayKeepSchedules(tx, memberId))) return [];
    const { departments } = await loadOrg(tx);
    return departments
      .filter(({ name }) => name.includes(query.trim()))
      .slice(0, MOST)
      .map(({ id, name }) => ({ label: name, value: id }));
  });
}

/** People by name, position or department, for those who keep schedules; nothing for others. */
export function findPeople(deps: ReflectionDeps, memberId: string, query: string): Promise<Option[]> {
  return deps.transact(async (tx) => {
    if (!(await mayKeepSchedules(tx, memberId))) return [];
    return asOptions(tx, await searchMembers(tx, query, MOST));
  });
}

/** The departments or people an audience lists, as they are called today. Who has left is left out. */
export function listedIn(deps: ReflectionDeps, audience: Audience): Promise<Option[]> {
  return deps.transact(async (tx) => {
    if (audience.kind === 'departments') {
      const { departments } = await loadOrg(tx);
      return departments
        .filter(({ id, name }) => audience.departments.some((one) => one === id || one === name))
        .map(({ id, name }) => ({ label: name, value: id }));
    }
    if (audience.kind !== 'members') return [];
    const found = await Promise.all(audience.members.map((id) => findMember(tx, id)));
    return asOptions(
      tx,
      found.flatMap((member) => (member?.active ? [member] : [])),
    );
  });
}

/** Two people of one name are told apart by their department. */
async function asOptions(tx: Tx, members: readonly Member[]): Promise<Option[]> {
  const { departments } = await loadOrg(tx);
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return members.map(({ id, name, departmentId }) => ({
    label: name,
    value: id,
    ...described(names.get(departmentId)),
  }));
}

/** Slack: Option object, description. */
const LONGEST_DESCRIPTION = 75;
const described = (department: string | undefined) =>
  department && department.length <= LONGEST_DESCRIPTION ? { description: department } : {};
