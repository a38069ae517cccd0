import type { Locale, Text } from '../../chat/text.js';
import { say } from '../../chat/text.js';
import type { Column } from './columns.js';
import { HEADING } from './columns.js';

/** One thing in a roster file that the person who wrote it has to look at. */
export type Problem = {
  /** As Excel shows it, the first row being 1; absent when the whole file is meant. */
  readonly row?: number;
  readonly column?: Column;
  /** As it stands in the file. */
  readonly value?: string;
  readonly expected: Text;
};

/** A cell can hold a whole page; what is quoted back stays readable. */
const QUOTED_LENGTH = 60;

export function problemLine(problem: Problem, locale: Locale): string {
  const column = problem.column && say(HEADING[problem.column], locale);
  const value = problem.value && (problem.value.length > QUOTED_LENGTH ? `${problem.value.slice(0, QUOTED_LENGTH)}…` : problem.value);
  if (locale === 'en') {
    const where = [problem.row && `row ${problem.row}`, column && `column “${column}”`, value && `“${value}”`].filter(Boolean).join(', ');
    return where ? `${where}: ${problem.expected.en}` : problem.expected.en;
  }
  const where = [problem.row && `第 ${problem.row} 行`, column && `「${column}」列`, value && `填的是「${value}」`]
    .filter(Boolean)
    .join('，');
  return where ? `${where}：${problem.expected.zh}` : problem.expected.zh;
}
