import type { PlainDate } from '../../calendar/instant.js';
import { grouped } from '../grouped.js';
import type { DepartmentFunction, MemberId, Rank, Role } from '../member.js';
import { type Column, FUNCTIONS } from './columns.js';
import { readGrid } from './file.js';
import type { Problem } from './problem.js';
import { hasHeadings, type Office, type RosterRow, readRows } from './rows.js';
import { departmentText, noticeText } from './text.js';
import { buildTree, type Node, type Tree } from './tree.js';

/** What a file says the office is, complete and without contradiction. */
export type Roster = { readonly departments: readonly RosterDepartment[]; readonly members: readonly RosterMember[] };

export type RosterDepartment = {
  readonly path: string;
  readonly name: string;
  readonly parentPath: string | undefined;
  readonly functions: readonly DepartmentFunction[];
  readonly headId: MemberId | undefined;
  /** As written; a department without its own is supervised by whoever supervises the department above it. */
  readonly supervisingLeaderId: MemberId | undefined;
};
export type RosterMember = {
  readonly id: MemberId;
  readonly name: string;
  readonly rank: Rank;
  readonly position: string | undefined;
  readonly departmentPath: string;
  readonly roles: readonly Role[];
  readonly email: string | undefined;
  readonly rosterAccount: string | undefined;
  readonly joinedOn: PlainDate | undefined;
  readonly workedSince: PlainDate | undefined;
};

export type FunctionRows = ReadonlyMap<string, readonly DepartmentFunction[]>;

export type ReadRoster =
  | {
      readonly ok: true;
      readonly roster: Roster;
      readonly columns: ReadonlySet<Column>;
      /** In whose rows the functions of departments stand. */
      readonly functionRows: FunctionRows;
      readonly notices: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly notices: readonly Problem[] };

/** Reads a roster file, whole or not at all. Problems come in the order of the rows. */
export async function readRoster(content: Uint8Array, office: Office): Promise<ReadRoster> {
  const file = await readGrid(content);
  if (!file.ok)
    return { ok: false, problems: [{ expected: file.expected, ...(file.row === undefined ? {} : { row: file.row }) }], notices: [] };
  const { rows, columns, problems, notices: ofRows } = readRows(file.grid, office);
  const unread = file.others.filter(({ grid }) => hasHeadings(grid)).map(({ name }) => name);
  const notices = unread.length > 0 ? [{ expected: noticeText.sheetsUnread(unread) }, ...ofRows] : ofRows;
  const tree = buildTree(rows);
  const heads = claim(rows, tree, 'head', (row) => row.heads);
  const leaders = claim(rows, tree, 'supervises', (row) => row.supervises);
  const all = [...problems, ...tree.problems, ...heads.problems, ...leaders.problems];
  // With a broken tree, "no head" would only repeat what was said already.
  if (tree.problems.length === 0) all.push(...unled(tree, heads.holders, leaders.holders));
  if (all.length > 0) return { ok: false, problems: all.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)), notices };
  const roster = assemble(rows, tree, heads.holders, leaders.holders);
  const missing = [
    ...(roster.members.some(({ roles }) => roles.includes('administrator')) ? [] : [noticeText.noAdministrator]),
    ...officesWithoutOrganizer(roster).map(({ path }) => noticeText.noOrganizer(path)),
  ];
  const functionRows = new Map(rows.map(({ id, functions }) => [id, functions]));
  return {
    ok: true,
    roster,
    columns,
    functionRows,
    notices: [...notices, ...missing.map((expected) => ({ expected }))],
  };
}

/** Its organizers keep the meetings of departments that have none any more; nobody keeps its own. */
const officesWithoutOrganizer = ({ departments, members }: Roster): RosterDepartment[] =>
  departments.filter(
    ({ path, headId, functions }) =>
      functions.includes('office') &&
      !members.some(({ id, departmentPath, roles }) => roles.includes('organizer') && (departmentPath === path || id === headId)),
  );

type Holders = ReadonlyMap<string, RosterRow>;

/** Who heads, or supervises, which department; each has one of either. */
function claim(
  rows: readonly RosterRow[],
  tree: Tree,
  column: 'head' | 'supervises',
  wordsOf: (row: RosterRow) => 'own' | readonly string[],
) {
  const holders = new Map<string, RosterRow>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const named = wordsOf(row);
    const own = tree.pathOfRow.get(row.row);
    const claimed =
      named === 'own'
        ? [{ word: own ?? '', paths: own === undefined ? [] : [own] }]
        : named.map((word) => ({ word, paths: tree.find(word) }));
    for (const { word, paths } of claimed) {
      const [path, ...more] = paths;
      const report = (expected: Problem['expected']) =>
        problems.push({ row: row.row, column, value: named === 'own' ? word : named.join('、'), expected });
      if (path === undefined) {
        if (named !== 'own') report(departmentText.unknown(word));
        continue;
      }
      const node = tree.nodes.get(path);
      const holder = holders.get(path);
      const twice = column === 'head' ? departmentText.twoHeads : departmentText.twoLeaders;
      if (more.length > 0) report(departmentText.ambiguous(word, paths));
      else if (column === 'supervises' && node?.parentPath === undefined) report(departmentText.rootSupervised);
      else if (holder && holder !== row) report(twice(node?.name ?? path, holder.name, holder.row));
      else holders.set(path, row);
    }
  }
  return { holders, problems };
}

/**
 * The bureau and every department with members of its own has a head. A department that only groups others needs none.
 * Every department with members has a supervising leader, its own or inherited from a department above it; the bureau
 * itself and what the bureau's head leads personally have nobody above them and need none.
 */
function unled(tree: Tree, heads: Holders, leaders: Holders): Problem[] {
  const staffed = new Set(tree.pathOfRow.values());
  const bureauHead = heads.get([...tree.nodes.values()].find((node) => node.parentPath === undefined)?.path ?? '');
  return [...tree.nodes.values()].flatMap((node): Problem[] => {
    const root = node.parentPath === undefined;
    const head = heads.get(node.path);
    const problems: Problem[] = [];
    if (!head && (root || staffed.has(node.path)))
      problems.push({ row: node.row, column: 'head', expected: departmentText.noHead(node.name) });
    if (!root && staffed.has(node.path) && (!head || head !== bureauHead) && !supervisor(node, tree, leaders)) {
      problems.push({ row: node.row, column: 'supervises', expected: departmentText.noLeader(node.name) });
    }
    return problems;
  });
}

function supervisor(node: Node | undefined, tree: Tree, leaders: Holders): RosterRow | undefined {
  return (
    node &&
    (leaders.get(node.path) ?? supervisor(node.parentPath === undefined ? undefined : tree.nodes.get(node.parentPath), tree, leaders))
  );
}

function assemble(rows: readonly RosterRow[], tree: Tree, heads: Holders, leaders: Holders): Roster {
  const rowsOf = grouped(rows, (row) => tree.pathOfRow.get(row.row));
  const idOf = (row: RosterRow | undefined) => row && (row.id as MemberId);
  return {
    departments: [...tree.nodes.values()].map(({ path, name, parentPath }) => ({
      path,
      name,
      parentPath,
      functions: FUNCTIONS.filter((part) => (rowsOf.get(path) ?? []).some((row) => row.functions.includes(part))),
      headId: idOf(heads.get(path)),
      supervisingLeaderId: idOf(leaders.get(path)),
    })),
    members: rows.map((row) => ({
      id: row.id as MemberId,
      name: row.name,
      rank: row.rank,
      position: row.position,
      departmentPath: tree.pathOfRow.get(row.row) ?? '',
      roles: row.roles,
      email: row.email,
      rosterAccount: row.account,
      joinedOn: row.joinedOn,
      workedSince: row.workedSince,
    })),
  };
}
