import type { Text } from '../../chat/text.js';
import type { DepartmentFunction, Role } from '../member.js';

/** The columns of a roster file, in the order of the export. docs/roster.md explains each to the person who fills them in. */
export const COLUMNS = [
  'id',
  'name',
  'rank',
  'position',
  'department',
  'parent',
  'functions',
  'head',
  'supervises',
  'roles',
  'email',
  'account',
  'joined',
  'workedSince',
] as const;
export type Column = (typeof COLUMNS)[number];

export const REQUIRED: readonly Column[] = ['id', 'name', 'rank', 'department'];

export const HEADING: Readonly<Record<Column, Text>> = {
  id: { zh: '工号', en: 'id' },
  name: { zh: '姓名', en: 'name' },
  rank: { zh: '职级', en: 'rank' },
  position: { zh: '职务', en: 'position' },
  department: { zh: '部门', en: 'department' },
  parent: { zh: '上级部门', en: 'parent' },
  functions: { zh: '部门职能', en: 'functions' },
  head: { zh: '部门领导', en: 'head' },
  supervises: { zh: '分管部门', en: 'supervises' },
  roles: { zh: '角色', en: 'roles' },
  email: { zh: '邮箱', en: 'email' },
  account: { zh: '账号', en: 'account' },
  joined: { zh: '入职日期', en: 'joined' },
  workedSince: { zh: '参加工作日期', en: 'worked since' },
};

/** Other words offices write at the head of the same column; compared without spaces, case and full-width forms. */
const ALIASES: Readonly<Record<Column, readonly string[]>> = {
  id: ['编号', '人员编号', '职工编号', 'memberid', 'staffid', 'employeeid'],
  name: ['名字', 'fullname'],
  rank: ['级别', 'grade'],
  position: ['职位', '岗位', 'title', 'jobtitle'],
  department: ['单位', '所在部门', '所在单位', 'dept', 'unit'],
  parent: ['上级单位', '上级', 'parentdepartment'],
  functions: ['职能', 'function', 'departmentfunctions'],
  head: ['部门负责人', '负责人', 'departmenthead'],
  supervises: ['分管', '主管部门', '分管单位', 'incharge', 'incharge of'],
  roles: ['系统角色', 'role'],
  email: ['电子邮箱', '电子邮件', '邮件', 'e-mail', 'mail'],
  account: ['聊天账号', '帐号', 'userid', 'chatuserid', 'slackid', 'chataccount'],
  joined: ['入职时间', 'joinedon', 'joindate'],
  workedSince: ['参加工作时间', '工作时间', 'workingsince', 'startedwork', 'firstemployed'],
};

export const folded = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toLowerCase();

const BY_HEADING = new Map<string, Column>(
  COLUMNS.flatMap((column) => [HEADING[column].zh, HEADING[column].en, ...ALIASES[column]].map((name) => [folded(name), column] as const)),
);

export const columnOf = (heading: string): Column | undefined => BY_HEADING.get(folded(heading));

export const ROLE: Readonly<Record<Role, Text>> = {
  organizer: { zh: '组织者', en: 'organizer' },
  administrator: { zh: '管理员', en: 'administrator' },
};
export const FUNCTION: Readonly<Record<DepartmentFunction, Text>> = {
  office: { zh: '办公室', en: 'office' },
  'political-work': { zh: '政工', en: 'political-work' },
  personnel: { zh: '人事', en: 'personnel' },
  'party-committee': { zh: '机关党委', en: 'party-committee' },
  discipline: { zh: '纪监', en: 'discipline' },
};

export const ROLES: readonly Role[] = ['organizer', 'administrator'];
export const FUNCTIONS: readonly DepartmentFunction[] = ['office', 'political-work', 'personnel', 'party-committee', 'discipline'];

/** The value whose Chinese or English word `word` is. */
export function named<V extends string>(values: readonly V[], words: Readonly<Record<V, Text>>, word: string): V | undefined {
  return values.find((value) => folded(words[value].zh) === folded(word) || folded(words[value].en) === folded(word));
}
