import { LONGEST_LINE } from './limits.js';

/** A line as RFC 5545 §3.1 means it: what was folded over several is one again. */
export type ContentLine = { readonly text: string; readonly number: number; readonly tooLong: boolean };

/** Physical lines between two pauses: a file of nothing but line breaks must not hold up anybody either. */
const LINES_A_PAUSE = 500;

/** The lines of a file that aren't empty; undefined now and then, where the caller may pause. */
export function* contentLines(text: string): Generator<ContentLine | undefined> {
  let parts: string[] = [];
  let length = 0;
  let number = 0;
  let begunAt = 1;
  const whole = (): ContentLine => ({ text: parts.join(''), number: begunAt, tooLong: length > LONGEST_LINE });

  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    const lineBreak = text.indexOf('\n', from);
    const next = lineBreak === -1 ? text.length : lineBreak + 1;
    let end = lineBreak === -1 ? text.length : lineBreak;
    if (text[end - 1] === '\r') end -= 1;
    number += 1;
    const folded = parts.length > 0 && (text[from] === ' ' || text[from] === '\t');
    if (!folded && parts.length > 0) {
      yield whole();
      parts = [];
      length = 0;
    }
    if (end > from) {
      if (parts.length === 0) begunAt = number;
      const start = folded ? from + 1 : from;
      length += end - start;
      // One part is kept at least, so that the line is still known by its name.
      if (length <= LONGEST_LINE || parts.length === 0) parts.push(text.slice(start, Math.min(end, start + LONGEST_LINE)));
    }
    from = next;
    if (number % LINES_A_PAUSE === 0) yield undefined;
  }
  if (parts.length > 0) yield whole();
}
