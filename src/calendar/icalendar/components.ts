import { type ContentLine, contentLines } from './content-lines.js';
import { DEEPEST_NESTING, LARGEST_EVENT } from './limits.js';
import type { EventProblem } from './problem.js';

/** A VEVENT or VTIMEZONE with the lines that are read of it; of a VEVENT nothing that is nested in it, such as VALARM. */
export type Component = {
  readonly name: string;
  readonly line: number;
  /** METHOD of the calendar it stands in. */
  readonly method: string | undefined;
  readonly lines: ContentLine[];
  /** STANDARD and DAYLIGHT of a VTIMEZONE. */
  readonly parts: Component[];
  size: number;
  problem?: EventProblem;
};

/** Everything else (attendees, attachments, X-…) is passed over unread, whatever it holds. */
const READ: ReadonlySet<string> = new Set([
  ...['UID', 'RECURRENCE-ID', 'SEQUENCE', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'TRANSP'],
  ...['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'EXRULE'],
  ...['TZID', 'TZOFFSETFROM', 'TZOFFSETTO'],
]);
const WHOLE: ReadonlySet<string> = new Set(['VEVENT', 'VTIMEZONE']);
const ZONE_PARTS: ReadonlySet<string> = new Set(['STANDARD', 'DAYLIGHT']);

/** Letters of BEGIN, END and the longest name of a property that is read. */
const NAME = /^[A-Za-z-]{1,20}(?=[:;])/;

export const isCalendar = (text: string): boolean => /^\ufeff?\s{0,100}BEGIN:VCALENDAR[ \t]*\r?\n/i.test(text.slice(0, 1_000));

/** Where the reading stands: the components that are open, outermost first. */
type Reading = {
  open: string[];
  tooDeep: number;
  whole?: Component | undefined;
  part?: Component | undefined;
  method?: string | undefined;
};

/**
 * The events and time zones of a file, one after the other; undefined where the caller may pause. One that never ends, or is nested too deep,
 * is given out with the problem it has, so that the rest of the file is read all the same.
 */
export function* components(text: string): Generator<Component | undefined> {
  const reading: Reading = { open: [], tooDeep: 0 };
  for (const line of contentLines(text)) {
    if (!line) yield undefined;
    else {
      const ended = take(reading, line);
      if (ended) yield ended;
    }
  }
  const unfinished = close(reading);
  if (unfinished) yield unfinished;
}

/** The component that this line ends, if it does. */
function take(reading: Reading, line: ContentLine): Component | undefined {
  const name = NAME.exec(line.text)?.[0].toUpperCase();
  if (name === undefined) return undefined;
  const value = line.text
    .slice(name.length + 1, name.length + 30)
    .trim()
    .toUpperCase();
  if (name === 'BEGIN') return begin(reading, value, line);
  if (name === 'END') return end(reading, value);
  if (name === 'METHOD' && reading.open.at(-1) === 'VCALENDAR') reading.method = value;
  else if (READ.has(name)) keep(reading, line);
  return undefined;
}

function begin(reading: Reading, name: string, { number: line }: ContentLine): Component | undefined {
  const { open, whole } = reading;
  if (open.length >= DEEPEST_NESTING) {
    reading.tooDeep += 1;
    if (whole) whole.problem = 'nested-too-deep';
    return undefined;
  }
  const begun: Component = { name, line, method: reading.method, lines: [], parts: [], size: 0 };
  if (WHOLE.has(name) && (!whole || open.at(-1) === whole.name)) {
    // A new one where the last should have ended: the last is unfinished, and not the outer of two.
    const unfinished = whole ? close(reading) : undefined;
    if (unfinished) open.pop();
    open.push(name);
    reading.whole = begun;
    return unfinished;
  }
  open.push(name);
  if (whole?.name === 'VTIMEZONE' && ZONE_PARTS.has(name)) {
    reading.part = begun;
    whole.parts.push(begun);
  }
  return undefined;
}

function end(reading: Reading, name: string): Component | undefined {
  if (name === 'VCALENDAR') {
    const unfinished = close(reading);
    Object.assign(reading, { open: [], tooDeep: 0, method: undefined });
    return unfinished;
  }
  if (reading.tooDeep > 0) reading.tooDeep -= 1;
  else if (reading.open.at(-1) === name) {
    reading.open.pop();
    reading.part = undefined;
    const { whole } = reading;
    if (whole && name === whole.name && !reading.open.includes(name)) {
      reading.whole = undefined;
      return whole;
    }
  }
  return undefined;
}

/** What is open has no end of its own. */
function close(reading: Reading): Component | undefined {
  const { whole } = reading;
  reading.whole = undefined;
  reading.part = undefined;
  return whole && { ...whole, problem: whole.problem ?? 'unfinished' };
}

function keep({ whole, part, open }: Reading, line: ContentLine): void {
  const owner = part ?? (open.at(-1) === whole?.name ? whole : undefined);
  if (!whole || !owner) return;
  whole.size += line.text.length;
  if (line.tooLong) whole.problem = 'line-too-long';
  else if (whole.size > LARGEST_EVENT) whole.problem = 'event-too-large';
  else owner.lines.push(line);
}
