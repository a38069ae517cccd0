import type { PlainDate } from '../../calendar/instant.js';
import { plainDate } from '../../calendar/plain-date.js';
import type { DepartmentFunction, Rank, Role } from '../member.js';
import { unpadded } from '../unpadded.js';
import { COLUMNS, type Column, columnOf, FUNCTION, FUNCTIONS, folded, named, REQUIRED, ROLE, ROLES } from './columns.js';
import type { Grid } from './file.js';
import type { Problem } from './problem.js';
import { fileText, rowText } from './text.js';

/** One person as the file gives them; departments still by the words used there. */
export type RosterRow = {
  /** As Excel shows it. */
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly rank: Rank;
  readonly position: string | undefined;
  readonly department: string;
  readonly parent: string | undefined;
  /** Parts played by the member's department. */
  readonly functions: readonly DepartmentFunction[];
  /** 'own': the department the member belongs to. */
  readonly heads: 'own' | readonly string[];
  readonly supervises: readonly string[];
  readonly roles: readonly Role[];
  readonly email: string | undefined;
  readonly account: string | undefined;
  readonly joinedOn: PlainDate | undefined;
  readonly workedSince: PlainDate | undefined;
};

/** What the cells are held against: the rank ladder, and the office's date. */
export type Office = { readonly ranks: readonly Rank[]; readonly today: PlainDate };

export type ReadRows = {
  readonly rows: readonly RosterRow[];
  /** Which the file has. */
  readonly columns: ReadonlySet<Column>;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
};

/** Offices put a title or two above the headings. */
const ROWS_SEARCHED_FOR_HEADINGS = 10;
const LIMITS: Readonly<Partial<Record<Column, number>>> = {
  id: 40,
  name: 50,
  rank: 20,
  position: 80,
  department: 200,
  parent: 200,
  email: 254,
};

const YES = new Set(['是', '√', '✓', 'yes', 'y', 'true', '1']);
const NO = new Set(['', '否', '×', 'no', 'n', 'false', '0']);

/** What Excel shows for a formula that has no result. */
const FAILED = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i;

export const words = (cell: string): string[] =>
  cell
    .split(/[、;；]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** 2019-07-01, 2019/7/1, 2019.7.1, 2019年7月1日 and 20190701. */
function dateFrom(cell: string): PlainDate | undefined {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(cell) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(cell);
  return parts ? plainDate(`${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`) : undefined;
}

/** Nobody in office began before; an earlier year is a slip of the pen. */
const EARLIEST_WORK = plainDate('1950-01-01') as PlainDate;

/** Why somebody can't have worked since then. Leave is counted by these years, so a wrong one is dearer than an empty one. */
function notWorkedSince(since: PlainDate, joinedOn: PlainDate | undefined, today: PlainDate): Problem['expected'] | undefined {
  if (since < EARLIEST_WORK) return rowText.workedTooEarly;
  if (since > today) return rowText.workedLater(today);
  return joinedOn && since > joinedOn ? rowText.workedAfterJoining(joinedOn) : undefined;
}

function headingRow(grid: Grid): number {
  const hits = grid.slice(0, ROWS_SEARCHED_FOR_HEADINGS).map((row) => new Set(row.map(columnOf).filter(Boolean)).size);
  const most = Math.max(0, ...hits);
  return most >= 2 ? hits.indexOf(most) : -1;
}

export const hasHeadings = (grid: Grid): boolean => headingRow(grid) >= 0;

/** Every row of the file, with every mistake that can be seen in one row or by comparing two. Rows with mistakes come along, so that later checks see the whole file. */
export function readRows(grid: Grid, office: Office): ReadRows {
  const at = headingRow(grid);
  const headings = grid[at];
  if (!headings) return { rows: [], columns: new Set(), problems: [{ expected: fileText.noHeadings }], notices: [] };
  const columns = headings.map(columnOf);
  const present = new Set(columns.filter((column) => column !== undefined));
  const problems: Problem[] = [];
  const notices: Problem[] = [];
  headings.forEach((heading, index) => {
    const column = columns[index];
    const first = column ? columns.indexOf(column) : index;
    if (first !== index)
      problems.push({
        row: at + 1,
        ...(column ? { column } : {}),
        expected: rowText.columnTwice([headings[first] ?? '', first + 1], [heading, index + 1]),
      });
    if (!column && heading !== '') notices.push({ row: at + 1, value: heading, expected: rowText.columnIgnored });
  });
  const missing = REQUIRED.filter((column) => !present.has(column));
  if (missing.length + problems.length > 0) {
    // Without a required column, or with two that may be meant, every row would be wrong: saying so once is enough.
    return {
      rows: [],
      columns: present,
      problems: [...problems, ...missing.map((column) => ({ row: at + 1, column, expected: rowText.columnMissing }))],
      notices,
    };
  }
  const width = headings.findLastIndex((heading) => heading !== '') + 1;
  const rows = grid.flatMap((cells, index) => {
    if (index <= at || cells.every((cell) => cell === '')) return [];
    const surplus = cells.slice(width).find((cell) => cell !== '');
    if (surplus !== undefined) problems.push({ row: index + 1, value: surplus, expected: rowText.tooManyCells(width) });
    return [readRow(index + 1, new Map(COLUMNS.map((column) => [column, cells[columns.indexOf(column)] ?? ''])), office, problems)];
  });
  if (rows.length === 0) problems.push({ expected: fileText.noRows });
  return { rows, columns: present, problems: [...problems, ...duplicates(rows)], notices };
}

function readRow(row: number, cells: ReadonlyMap<Column, string>, { ranks, today }: Office, problems: Problem[]): RosterRow {
  const failed = new Set(COLUMNS.filter((column) => FAILED.test(cells.get(column) ?? '')));
  for (const column of failed) problems.push({ row, column, value: cells.get(column) ?? '', expected: rowText.failed });
  const cell = (column: Column) => (failed.has(column) ? '' : (cells.get(column) ?? ''));
  const report = (column: Column, expected: Problem['expected']) => problems.push({ row, column, value: cell(column), expected });
  for (const column of REQUIRED) if (cell(column) === '' && !failed.has(column)) report(column, rowText.required);
  for (const column of COLUMNS) {
    const limit = LIMITS[column];
    if (limit !== undefined && cell(column).length > limit) report(column, rowText.tooLong(limit));
  }
  const rank = unpadded(cell('rank'));
  const email = cell('email') || undefined;
  const joinedOn = dateFrom(cell('joined'));
  const workedSince = dateFrom(cell('workedSince'));
  if (/\s/u.test(cell('id'))) report('id', rowText.id);
  // They divide keys: what 603 writes about leave belongs to `leave/603`, and must not be what a member of that id writes.
  if (/[/:]/u.test(cell('id'))) report('id', rowText.idSigns);
  if (rank !== '' && !ranks.includes(rank)) report('rank', rowText.rank(ranks));
  if (email !== undefined && !/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/u.test(email)) report('email', rowText.email);
  if (cell('joined') !== '' && !joinedOn) report('joined', rowText.date);
  if (cell('workedSince') !== '') {
    const wrong = workedSince ? notWorkedSince(workedSince, joinedOn, today) : rowText.date;
    if (wrong) report('workedSince', wrong);
  }
  const chosen = <V extends string>(column: Column, values: readonly V[], texts: Readonly<Record<V, Problem['expected']>>): V[] => {
    const found = new Set<V>();
    for (const word of words(cell(column))) {
      const value = named(values, texts, word);
      if (value) found.add(value);
      else
        report(
          column,
          rowText.word(
            values.map((each) => texts[each]),
            word,
          ),
        );
    }
    return values.filter((value) => found.has(value));
  };
  const head = folded(cell('head'));
  return {
    row,
    id: cell('id'),
    name: unpadded(cell('name')),
    rank,
    position: cell('position') || undefined,
    department: cell('department'),
    parent: cell('parent') || undefined,
    functions: chosen('functions', FUNCTIONS, FUNCTION),
    heads: YES.has(head) ? 'own' : NO.has(head) ? [] : words(cell('head')),
    supervises: words(cell('supervises')),
    roles: chosen('roles', ROLES, ROLE),
    email,
    account: cell('account') || undefined,
    joinedOn,
    workedSince,
  };
}

/** E-mail addresses that differ only in case reach the same mailbox. */
function duplicates(rows: readonly RosterRow[]): Problem[] {
  const keys = {
    id: (row: RosterRow) => row.id,
    email: (row: RosterRow) => row.email?.toLowerCase() ?? '',
    account: (row: RosterRow) => row.account ?? '',
  } as const;
  return (['id', 'email', 'account'] as const).flatMap((column) => {
    const first = new Map<string, number>();
    return rows.flatMap((row): Problem[] => {
      const key = keys[column](row);
      const earlier = first.get(key);
      if (key === '') return [];
      if (earlier === undefined) first.set(key, row.row);
      return earlier === undefined ? [] : [{ row: row.row, column, value: row[column] ?? '', expected: rowText.sameAs(earlier) }];
    });
  });
}
