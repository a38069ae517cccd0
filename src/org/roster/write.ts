import { type Locale, say } from '../../chat/text.js';
import { makeWorkbook } from '../../workbook/make.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import { COLUMNS, type Column, FUNCTION, HEADING, ROLE } from './columns.js';
import { pathsOf } from './plan.js';

/** `parent` is only another way of writing what the path says. */
const WRITTEN = COLUMNS.filter((column) => column !== 'parent');

/** The roster as it is now, as a file that imports to the same again; those who left are not in it. */
export function rosterTable(departments: readonly StoredDepartment[], members: readonly StoredMember[], locale: Locale): string[][] {
  const separator = locale === 'en' ? '; ' : '、';
  const current = departments.filter((department) => department.active);
  const paths = pathsOf(current);
  const namesakes = new Map<string, number>();
  for (const { name } of current) namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
  /** The shortest word that means this department and no other. */
  const word = (department: StoredDepartment) =>
    namesakes.get(department.name) === 1 ? department.name : (paths.get(department.id) ?? '');
  const present = members.filter((member) => member.active).toSorted((a, b) => a.order - b.order);
  const spokesman = new Map<string, string>();
  for (const member of present) {
    const department = current.find((each) => each.id === member.departmentId);
    if (department && (!spokesman.has(department.id) || department.headId === member.id)) spokesman.set(department.id, member.id);
  }
  const rows = present.map((member) => {
    const headed = current.filter((department) => department.headId === member.id);
    const [only, ...more] = headed;
    const own = current.find((department) => department.id === member.departmentId);
    const cells: Record<Column, string> = {
      id: member.id,
      name: member.name,
      rank: member.rank,
      position: member.position ?? '',
      department: paths.get(member.departmentId) ?? '',
      parent: '',
      // Once per department, at its head where the head belongs to it.
      functions: own && spokesman.get(own.id) === member.id ? own.functions.map((part) => say(FUNCTION[part], locale)).join(separator) : '',
      head: only?.id === member.departmentId && more.length === 0 ? (locale === 'en' ? 'yes' : '是') : headed.map(word).join(separator),
      supervises: current
        .filter((department) => department.supervisingLeaderId === member.id)
        .map(word)
        .join(separator),
      roles: member.roles.map((role) => say(ROLE[role], locale)).join(separator),
      email: member.email ?? '',
      account: member.rosterAccount ?? '',
      joined: member.joinedOn ?? '',
      workedSince: member.workedSince ?? '',
    };
    return WRITTEN.map((column) => cells[column]);
  });
  return [WRITTEN.map((column) => say(HEADING[column], locale)), ...rows];
}

/** For the command line, where nobody waits for anything else. */
export function asWorkbook(table: readonly (readonly string[])[], sheet: string): Promise<Uint8Array> {
  const [headings = [], ...rows] = table;
  return makeWorkbook([{ name: sheet, columns: headings.map((title) => ({ title, width: 18 })), rows }]);
}
