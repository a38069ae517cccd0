import { counted, type Text } from '../../chat/text.js';
import type { DepartmentFunction } from '../member.js';
import { FUNCTION } from './columns.js';

const list = (words: readonly string[]) => ({ zh: words.join('、'), en: words.join(', ') });

/** The file as a whole can't be read. */
export const fileText = {
  empty: { zh: '文件是空的，没有可以导入的内容。', en: 'The file is empty; there is nothing to import.' },
  emptySheet: {
    zh: '工作簿的第一张工作表是空的：请把花名册放在第一张工作表中。',
    en: 'The first sheet of the workbook is empty: please put the roster into the first sheet.',
  },
  encrypted: {
    zh: '这个工作簿设有打开密码，无法读取：请在 Excel 中取消密码（文件 → 信息 → 保护工作簿 → 用密码进行加密），保存后再导入。',
    en: 'This workbook has a password and cannot be read: please remove it in Excel (File → Info → Protect Workbook → Encrypt with Password), save, and import that.',
  },
  notATable: {
    zh: '这不是花名册表格：请提供 CSV（UTF-8 或 GBK 编码）或 XLSX 文件。',
    en: 'This is not a roster table: please give a CSV file (UTF-8 or GBK) or an XLSX file.',
  },
  notAWorkbook: {
    zh: '这个文件不是 Excel 工作簿，或者已经损坏：请提供 XLSX 或 CSV 文件。',
    en: 'This file is not an Excel workbook, or it is damaged: please give an XLSX or CSV file.',
  },
  oldWorkbook: {
    zh: '这是旧版 Excel 文件（.xls）：请在 Excel 中另存为 XLSX 或 CSV 后再导入。',
    en: 'This is an old Excel file (.xls): please save it as XLSX or CSV in Excel and import that.',
  },
  quotes: {
    zh: '双引号不成对，从这一行起无法分列：请在 Excel 中重新另存为 CSV。',
    en: 'A double quote is not closed, so the columns cannot be told from here on: please save the file as CSV from Excel again.',
  },
  noHeadings: {
    zh: '没有找到表头：表格上方应有一行写着「工号」「姓名」「职级」「部门」等列名。',
    en: 'No headings were found: one of the first rows should hold column names such as id, name, rank and department.',
  },
  noRows: { zh: '表头下面没有人员。', en: 'There is nobody under the headings.' },
} as const satisfies Record<string, Text>;

export const rowText = {
  columnMissing: { zh: '缺少这一列；它是必填列。', en: 'this column is missing; it is required.' },
  columnTwice: ([one, first]: readonly [string, number], [other, second]: readonly [string, number]): Text => ({
    zh: `第 ${first} 列「${one}」和第 ${second} 列「${other}」都是这一列，只能保留一列。`,
    en: `“${one}” (column ${first}) and “${other}” (column ${second}) both mean this one; keep one.`,
  }),
  columnIgnored: { zh: '花名册没有这一列，已略过。', en: 'the roster has no such column; it was left out.' },
  tooManyCells: (columns: number): Text => ({
    zh: `这一行的内容超出了表头的 ${columns} 列，应与表头对齐。`,
    en: `this row has content beyond the ${columns} columns of the headings; it should line up with them.`,
  }),
  required: { zh: '不能为空。', en: 'must not be empty.' },
  failed: {
    zh: '这是公式出错的结果，应改为实际的内容，或者留空。',
    en: 'this is what a formula shows that has failed; write what is meant, or leave it empty.',
  },
  tooLong: (limit: number): Text => ({ zh: `不能超过 ${limit} 个字。`, en: `must not be longer than ${limit} characters.` }),
  id: { zh: '工号中不能有空格。', en: 'an id must not contain spaces.' },
  idSigns: { zh: '工号中不能有斜线和冒号。', en: 'an id must not contain slashes or colons.' },
  rank: (ranks: readonly string[]): Text => ({
    zh: `应为职级之一：${list(ranks).zh}。`,
    en: `expected one of the ranks: ${list(ranks).en}.`,
  }),
  email: { zh: '应为邮箱地址，例如 name@example.com。', en: 'expected an e-mail address such as name@example.com.' },
  date: { zh: '应为日期，例如 2019-07-01。', en: 'expected a date such as 2019-07-01.' },
  workedTooEarly: { zh: '参加工作不会早于 1950 年，请核对年份。', en: 'nobody has worked since before 1950; check the year.' },
  workedLater: (today: string): Text => ({
    zh: `参加工作日期不能晚于今天（${today}）。`,
    en: `must not be later than today (${today}).`,
  }),
  workedAfterJoining: (joined: string): Text => ({
    zh: `参加工作不会晚于入职（${joined}）：应填第一次参加工作的日期；就是在本单位参加工作的，可以留空。`,
    en: `must not be later than the joining date (${joined}): expected the first day of the member's working life; may stay empty where that was here.`,
  }),
  word: (allowed: readonly Text[], bad: string): Text => ({
    zh: `「${bad}」应为 ${list(allowed.map((word) => word.zh)).zh} 之一，多个用顿号隔开。`,
    en: `“${bad}” should be one of ${list(allowed.map((word) => word.en)).en}; several are separated by semicolons.`,
  }),
  sameAs: (row: number): Text => ({ zh: `与第 ${row} 行重复，每人应不同。`, en: `the same as in row ${row}; everybody needs their own.` }),
} as const;

export const departmentText = {
  emptySegment: {
    zh: '部门路径应为「单位/部门」的形式，斜线两侧不能为空。',
    en: 'a department path should look like bureau/department, with a name on both sides of each slash.',
  },
  separator: {
    zh: '部门名称中不能有顿号或分号，它们用来隔开多个部门。',
    en: 'a department name must not contain 、 or a semicolon, which separate several departments.',
  },
  cycle: {
    zh: '部门的上级绕了一圈又回到自己，应能一级一级到达最上级单位。',
    en: 'the departments above it lead back to it; they should lead to the bureau.',
  },
  parentDisagrees: (parent: string): Text => ({
    zh: `与「部门」列的路径不一致，按路径上级应为「${parent}」；写了路径时本列可以留空。`,
    en: `does not agree with the path in the department column, which says “${parent}”; it may stay empty beside a path.`,
  }),
  unknown: (name: string): Text => ({
    zh: `花名册中没有「${name}」这个部门；应填「部门」列中出现的名称或完整路径，多个用顿号隔开。`,
    en: `there is no department “${name}” in the roster; expected names or full paths from the department column, separated by semicolons.`,
  }),
  ambiguous: (name: string, paths: readonly string[]): Text => ({
    zh: `有多个部门叫「${name}」，应写完整路径：${paths.join(' 或 ')}。`,
    en: `several departments are called “${name}”; write the full path: ${paths.join(' or ')}.`,
  }),
  severalRoots: (first: string, row: number): Text => ({
    zh: `最上级单位只能有一个，第 ${row} 行的是「${first}」；这个部门应写明上级部门。`,
    en: `there can be one bureau only, and row ${row} says “${first}”; say which department this one belongs to.`,
  }),
  twoHeads: (department: string, name: string, row: number): Text => ({
    zh: `「${department}」已有部门领导（第 ${row} 行 ${name}），一个部门只能有一位。`,
    en: `“${department}” has a head already (row ${row}, ${name}); a department has one.`,
  }),
  twoLeaders: (department: string, name: string, row: number): Text => ({
    zh: `「${department}」已有分管领导（第 ${row} 行 ${name}），一个部门只能有一位。`,
    en: `“${department}” has a supervising leader already (row ${row}, ${name}); a department has one.`,
  }),
  rootSupervised: {
    zh: '最上级单位由其领导全面负责，不填分管；应填下属部门。',
    en: 'nobody supervises the bureau as a whole, which its head leads; name departments below it.',
  },
  noHead: (department: string): Text => ({
    zh: `「${department}」没有部门领导：应在其领导的「部门领导」列填「是」，或填所领导的部门名称。`,
    en: `“${department}” has no head: put “yes”, or the department's name, in the head column of the member who leads it.`,
  }),
  noLeader: (department: string): Text => ({
    zh: `「${department}」没有分管领导：应在一位局领导的「分管部门」列填上它或它的上级部门。`,
    en: `“${department}” has no supervising leader: name it, or a department above it, in the supervises column of a bureau leader.`,
  }),
} as const;

type Divided = { readonly part: DepartmentFunction; readonly from: string; readonly to: string; readonly people: number };

export const noticeText = {
  noAdministrator: {
    zh: '花名册中没有管理员：无人能在聊天中管理推送。可在「角色」列填「管理员」。',
    en: 'There is no administrator in the roster, so nobody can manage schedules in chat. Put “administrator” in the roles column of somebody.',
  },
  noOrganizer: (path: string): Text => ({
    zh: `${path} 没有组织者：它已发布的会议无人变更、取消和组织签到，其他没有组织者的部门的会议也无人接手。可在「角色」列填「组织者」。`,
    en: `${path} has no organizer: nobody can change or call off the meetings it has announced or keep their attendance, nor those of other departments without one. Write “organizer” under “roles”.`,
  }),
  sheetsUnread: (names: readonly string[]): Text => ({
    zh: `只读第一张工作表。其他工作表也像是花名册，没有读：${list(names).zh}。其中的人员也要导入的，请都放在第一张工作表中。`,
    en: `Only the first sheet is read. Others look like a roster as well and were not read: ${list(names).en}. If their people belong to it, please put all of them into the first sheet.`,
  }),
  leftBehind: ({ part, from, to, people }: Divided): Text => ({
    zh: `${from} 的 ${people} 人列入其下级 ${to}，该部门不承担「${FUNCTION[part].zh}」职能，他们不再享有相应的权限。仍应享有的，请把职能也写在 ${to} 任一人的行上。`,
    en: `${counted(people, 'member')} of ${from} will be in ${to}, under it, which does not have the function “${FUNCTION[part].en}”, so that they lose the rights that go with it. If they are to keep them, please enter the function in the row of anybody in ${to} as well.`,
  }),
} as const;
