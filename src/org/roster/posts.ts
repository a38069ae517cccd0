import type { Text } from '../../chat/text.js';
import type { AuditAction } from '../audit-actions.js';
import type { DepartmentId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import { FUNCTION, ROLE } from './columns.js';
import { pathsOf } from './plan.js';

/** The office's departments and members, former ones included. */
type Stored = { readonly departments: readonly StoredDepartment[]; readonly members: readonly StoredMember[] };
/** Member's id or department's path → what it is, in the words of the audit log. */
type Posts = ReadonlyMap<string, ReadonlySet<string>>;

/** The roles of members, and the posts they hold in departments. `paths`: what these are called. */
export function postsOf({ departments, members }: Stored, paths: ReadonlyMap<DepartmentId, string> = pathsOf(departments)): Posts {
  const posts = new Map<string, Set<string>>();
  const add = (memberId: string | undefined, post: string) => {
    if (memberId !== undefined) posts.set(memberId, (posts.get(memberId) ?? new Set()).add(post));
  };
  for (const { id, roles } of members) for (const role of roles) add(id, role);
  for (const { id, headId, supervisingLeaderId } of departments) {
    add(headId, `departmentHead ${paths.get(id)}`);
    add(supervisingLeaderId, `supervisingLeader ${paths.get(id)}`);
  }
  return posts;
}

function functionsOf({ departments }: Stored, paths: ReadonlyMap<DepartmentId, string>): Posts {
  const found = new Map<string, Set<string>>();
  for (const { id, functions } of departments) {
    const path = paths.get(id) ?? id;
    found.set(path, new Set([...(found.get(path) ?? []), ...functions]));
  }
  return found;
}

export type PostChange = { readonly action: AuditAction; readonly subject: string; readonly detail: string };

/**
 * Whom an import gives or takes a role or a post, and which departments a function: these decide who may do what. Departments are called as they are
 * from now on, also in what was before: another name gives nobody anything.
 */
export function postChanges(before: Stored, saved: Stored): PostChange[] {
  const after = { departments: overlaid(before.departments, saved.departments), members: overlaid(before.members, saved.members) };
  const paths = pathsOf(after.departments);
  return [
    ...differences('org.role-changed', postsOf(before, paths), postsOf(after, paths)),
    ...differences('org.function-changed', functionsOf(before, paths), functionsOf(after, paths)),
  ];
}

/** What is stored once `saved` has been written. */
export const overlaid = <T extends { readonly id: string }>(before: readonly T[], saved: readonly T[]): T[] => [
  ...new Map([...before, ...saved].map((one) => [one.id, one])).values(),
];

function differences(action: AuditAction, before: Posts, after: Posts): PostChange[] {
  const none = new Set<string>();
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((subject) => {
    const [then, now] = [before.get(subject) ?? none, after.get(subject) ?? none];
    const given = [...now].filter((one) => !then.has(one)).map((one) => `+${one}`);
    const taken = [...then].filter((one) => !now.has(one)).map((one) => `-${one}`);
    return given.length + taken.length === 0 ? [] : [{ action, subject, detail: [...given, ...taken].join(', ') }];
  });
}

const POSTS: Readonly<Record<string, Text>> = {
  ...ROLE,
  ...FUNCTION,
  departmentHead: { zh: '部门领导', en: 'department head' },
  supervisingLeader: { zh: '主管领导', en: 'supervising leader' },
};

/** A detail of these two actions, as its readers call what was given (+) and taken (-). */
export function postWords(detail: string): Text {
  const words = (language: keyof Text) => (one: string) => {
    const [post = '', ...department] = one.slice(1).split(' ');
    return [`${one.slice(0, 1)}${POSTS[post]?.[language] ?? post}`, ...department].join(' ');
  };
  const all = detail.split(', ');
  return { zh: all.map(words('zh')).join('，'), en: all.map(words('en')).join(', ') };
}
