import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { inBothLanguages } from './data-file-text.js';
import { codeOf } from './db/start-error.js';
import { textOf } from './utf-8.js';

/** A data file that can't be used. Each problem names file and line and what was expected. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Reads and validates a YAML file. Throws DataFileError with every problem in it, each as `file:line: field: what is expected`. */
export function readDataFile<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines });
  const broken = document.errors.map(
    (error) => `${path}:${error.linePos?.[0].line ?? 1}: YAML 写法有误 / not YAML: ${error.message.split('\n')[0]}`,
  );
  if (broken.length > 0) throw new DataFileError(broken);
  const result = schema.safeParse(document.toJS(), { error: inBothLanguages });
  if (result.success) return result.data;
  const lineOf = (place: readonly PropertyKey[]): number => {
    const node = nearest(document, place);
    return node?.range ? lines.linePos(node.range[0]).line : 1;
  };
  throw new DataFileError(
    result.error.issues.map((issue) => {
      const message = issue.message.replace(/\{(\d+)\}/g, (as, index) => {
        const other = otherPlaces(issue)[Number(index)];
        return other ? `${lineOf(other)}` : as;
      });
      return `${path}:${lineOf(issue.path)}: ${issue.path.join('.') || '(file)'}: ${message}`;
    }),
  );
}

/** Where else an issue looks: its message names their lines as `{0}`, `{1}` … */
export type OtherPlaces = { readonly places: readonly (readonly PropertyKey[])[] };

const otherPlaces = (issue: z.core.$ZodIssue): OtherPlaces['places'] =>
  issue.code === 'custom' && issue.params ? (issue.params as OtherPlaces).places : [];

function readText(path: string): string {
  const text = textOf(readBytes(path));
  if (text !== undefined) return text;
  throw new DataFileError([`${path}: 不是 UTF-8 编码，请用编辑器另存为 UTF-8 / it is not in UTF-8; save it as UTF-8 with an editor`]);
}

/** Throws DataFileError where it can't be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new DataFileError([`${path}: 读不到这个文件 / this file cannot be read (${codeOf(error)})`]);
  }
}

type Ranged = { range?: [number, number, number] | null };

/** The node at `path`, or its closest parent that exists: a missing field is reported where it should stand. */
function nearest(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): Ranged | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (node && typeof node === 'object' && 'range' in node) return node as Ranged;
  }
  return document.contents as Ranged | undefined;
}
