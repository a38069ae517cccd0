import type { Option } from '../chat/card.js';
import type { Tx } from '../db/transact.js';
import type { Audience } from './audience.js';
import type { Member, MemberId } from './member.js';
import { toldApart } from './scope.js';
import { short } from './scope-menu.js';
import { findMember, loadOrg, namesakesAmong, searchMembers } from './service.js';

/** What a menu or a search field offers at most: as many as Slack shows (Select menu element). */
export const MOST_OPTIONS = 100;

/** Departments whose name contains `query`, in the roster's order. */
export async function departmentOptions(tx: Tx, query: string): Promise<Option[]> {
  return toldApart((await loadOrg(tx)).departments)
    .filter((department) => department.name.includes(query.trim()))
    .slice(0, MOST_OPTIONS)
    .map(({ id, name }) => ({ label: short(name), value: id }));
}

/** People by name, position or department. */
export async function peopleOptions(tx: Tx, query: string): Promise<Option[]> {
  return asOptions(tx, await searchMembers(tx, query, MOST_OPTIONS));
}

/** Those of these people who are still there, as they are called today. */
export async function optionsOf(tx: Tx, memberIds: readonly string[]): Promise<Option[]> {
  return asOptions(
    tx,
    (await membersOf(tx, memberIds)).filter(({ active }) => active),
  );
}

/** Names with what tells them from others who are called the same, as in search fields; also of those who have left. */
export async function fullNames(tx: Tx, memberIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (memberIds.length === 0) return new Map();
  const found = await membersOf(tx, memberIds);
  return new Map(
    (await asOptions(tx, found)).map(({ value, label, description }) => [value, description ? `${label}（${description}）` : label]),
  );
}

/** Whoever of these was ever on the roster. */
export async function membersOf(tx: Tx, memberIds: readonly string[]): Promise<Member[]> {
  const found: Member[] = [];
  for (const id of memberIds) {
    const member = await findMember(tx, id);
    if (member) found.push(member);
  }
  return found;
}

/** The departments or people an audience lists, as they are called today. Who has left is left out. */
export async function listedIn(tx: Tx, audience: Audience): Promise<Option[]> {
  if (audience.kind === 'members') return optionsOf(tx, audience.members);
  if (audience.kind !== 'departments') return [];
  const { departments } = await loadOrg(tx);
  const names = new Map(toldApart(departments).map(({ id, name }) => [id, name]));
  return departments
    .filter(({ id, name }) => audience.departments.some((one) => one === id || one === name))
    .map(({ id }) => ({ label: short(names.get(id) ?? ''), value: id }));
}

/** Two people of one name are told apart by their department; two of one department by their position and number. */
async function asOptions(tx: Tx, members: readonly Member[]): Promise<Option[]> {
  const names = new Map(toldApart((await loadOrg(tx)).departments).map(({ id, name }) => [id, name]));
  const alike = await namesakesAmong(
    tx,
    members.map(({ id }) => id),
  );
  return members.map(({ id, name, departmentId, position, rank }) => {
    const marks = alike.has(id) ? [position ?? rank, id] : [];
    return { label: name, value: id, ...described([names.get(departmentId), ...marks].filter(Boolean).join(' · ')) };
  });
}

/** What people are called in a list that says their department: two of one name in it by their position and number. */
export async function peopleToldApart(
  tx: Tx,
  members: readonly Pick<Member, 'id' | 'name' | 'position' | 'rank'>[],
): Promise<ReadonlyMap<MemberId, string>> {
  const alike = await namesakesAmong(
    tx,
    members.map(({ id }) => id),
  );
  return new Map(members.map(({ id, name, position, rank }) => [id, alike.has(id) ? `${name}（${position ?? rank} · ${id}）` : name]));
}

/** Slack: Option object, description. */
const LONGEST_DESCRIPTION = 75;
const described = (department: string | undefined) =>
  department && department.length <= LONGEST_DESCRIPTION ? { description: department } : {};
