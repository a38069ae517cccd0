import type { Problem } from './problem.js';
import type { RosterRow } from './rows.js';
import { departmentText } from './text.js';

/** A department of the file, identified by its path from the bureau down: two units may each have a department called 办公室. */
export type Node = {
  readonly path: string;
  readonly name: string;
  readonly parentPath: string | undefined;
  /** The first row that mentions it. */
  readonly row: number;
};

export type Tree = {
  /** In the order of the file, each parent before its children. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Where each row's member belongs; a row without a usable department is missing. */
  readonly pathOfRow: ReadonlyMap<number, string>;
  /** The departments a word may mean: a full path means one, a name every department of that name. */
  find(word: string): readonly string[];
  readonly problems: readonly Problem[];
};

const split = (path: string) => path.split(/[/／]/u).map((segment) => segment.trim());
const isPath = (word: string) => /[/／]/u.test(word);

/**
 * Builds the tree from the two ways of writing it: a path in 部门 (局/机关/办公室), or a name in 部门 with its parent in
 * 上级部门. A bare name without a parent means the department of that name declared elsewhere, else the bureau itself.
 */
export function buildTree(rows: readonly RosterRow[]): Tree {
  const problems: Problem[] = [];
  const nodes = new Map<string, Node>();
  const pathOfRow = new Map<number, string>();
  const report = (row: RosterRow, column: 'department' | 'parent', expected: Problem['expected']) =>
    problems.push({ row: row.row, column, value: row[column] ?? '', expected });

  const add = (segments: readonly string[], row: number): string => {
    segments.forEach((name, index) => {
      const path = segments.slice(0, index + 1).join('/');
      if (!nodes.has(path)) nodes.set(path, { path, name, parentPath: index === 0 ? undefined : segments.slice(0, index).join('/'), row });
    });
    return segments.join('/');
  };

  const usable = rows.filter((row) => {
    if (row.department === '') return false;
    const segments = [row.department, row.parent ?? row.department].flatMap(split);
    const expected = segments.includes('')
      ? departmentText.emptySegment
      : segments.some((name) => /[、;；]/u.test(name))
        ? departmentText.separator
        : undefined;
    if (expected)
      report(row, [row.department].flatMap(split).some((name) => name === '' || /[、;；]/u.test(name)) ? 'department' : 'parent', expected);
    return expected === undefined;
  });

  // What the parent column says of each name; a name may stand under several parents.
  const parentsOf = new Map<string, Set<string>>();
  const segmentsOfPaths: string[][] = [];
  for (const row of usable) {
    if (isPath(row.department)) segmentsOfPaths.push(split(row.department));
    else if (row.parent !== undefined) parentsOf.set(row.department, (parentsOf.get(row.department) ?? new Set()).add(row.parent));
    if (row.parent !== undefined && isPath(row.parent)) segmentsOfPaths.push(split(row.parent));
  }
  const writtenPaths = new Map<string, Set<string>>();
  for (const segments of segmentsOfPaths) {
    segments.forEach((name, index) => {
      writtenPaths.set(name, (writtenPaths.get(name) ?? new Set()).add(segments.slice(0, index + 1).join('/')));
    });
  }

  type Found = { readonly path: string } | { readonly expected: Problem['expected'] };
  const under = (name: string, parent: string, above: readonly string[]): Found => {
    const key = `${name}\n${parent}`;
    if (above.includes(key)) return { expected: departmentText.cycle };
    const found = resolve(parent, [...above, key]);
    return 'path' in found ? { path: `${found.path}/${name}` } : found;
  };
  const resolve = (word: string, above: readonly string[]): Found => {
    if (isPath(word)) return { path: split(word).join('/') };
    const paths = new Set(writtenPaths.get(word));
    for (const parent of parentsOf.get(word) ?? []) {
      const found = under(word, parent, above);
      if ('expected' in found) return found;
      paths.add(found.path);
    }
    // The office itself has no other path to be written by; a unit in it may be called the same.
    if ([...paths].every((path) => path === word || path.startsWith(`${word}/`))) return { path: word };
    const [only = word, ...more] = paths;
    return more.length === 0 ? { path: only } : { expected: departmentText.ambiguous(word, [...paths]) };
  };

  for (const row of usable) {
    const byPath = isPath(row.department);
    const found = byPath || row.parent === undefined ? resolve(row.department, []) : under(row.department, row.parent, []);
    if ('expected' in found) {
      report(row, row.parent === undefined ? 'department' : 'parent', found.expected);
      continue;
    }
    const segments = found.path.split('/');
    if (byPath && row.parent !== undefined) {
      const parent = segments.slice(0, -1).join('/');
      if (split(row.parent).join('/') !== parent && row.parent !== segments.at(-2))
        report(row, 'parent', departmentText.parentDisagrees(parent));
    }
    pathOfRow.set(row.row, add(segments, row.row));
  }

  const byName = new Map<string, string[]>();
  for (const node of nodes.values()) byName.set(node.name, [...(byName.get(node.name) ?? []), node.path]);
  const find = (word: string) => {
    const path = split(word).join('/');
    return nodes.has(path) ? [path] : (byName.get(word) ?? []);
  };
  const [first, ...others] = [...nodes.values()].filter((node) => node.parentPath === undefined);
  for (const root of first ? others : []) {
    problems.push({
      row: root.row,
      column: 'department',
      value: root.name,
      expected: departmentText.severalRoots(first?.name ?? '', first?.row ?? 0),
    });
  }
  return { nodes, pathOfRow, find, problems };
}
