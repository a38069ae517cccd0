import type { Component } from './components.js';
import { type Content, contentOf, contentsOf, has, lineOf, textOf } from './content.js';
import { type Length, lengthBetween, lengthOf } from './length.js';
import { LONGEST_DESCRIPTION, LONGEST_TITLE, MOST_DATES } from './limits.js';
import type { EventProblem } from './problem.js';
import { type Rule, ruleOf } from './rule.js';
import { type Offset, type When, whenOf } from './wall.js';
import type { Zones } from './zones.js';

/** A VEVENT understood: a single event, a series, or (with `recurrenceId`) one occurrence of a series that was changed. */
export type Entry = {
  readonly uid: string;
  readonly line: number;
  readonly sequence: number;
  readonly recurrenceId: When | undefined;
  /** RANGE=THISANDFUTURE. */
  readonly following: boolean;
  readonly start: When;
  readonly length: Length;
  readonly rules: readonly Rule[];
  readonly added: readonly Added[];
  readonly left: readonly When[];
  readonly title: string;
  readonly place: string;
  readonly description: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly transparent: boolean;
};
/** An occurrence beside the rules; `length`: its own, where it is a PERIOD. */
export type Added = When & { readonly length?: Length };
/** The office's clock is that of floating times and whole days. */
export type Clocks = { readonly office: Offset; readonly zones: Zones };

/** What people write back to whoever invites them (RFC 5546 §1.4): it says nothing of whether, or when, anything takes place. */
const ANSWERS: ReadonlySet<string> = new Set(['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH']);

export const titleOf = (component: Component): string => lineOf(component, 'SUMMARY', LONGEST_TITLE);
export const uidOf = (component: Component): string => lineOf(component, 'UID', LONGEST_UID);

/** RFC 5545 says 255 octets; Exchange writes some more. */
const LONGEST_UID = 1_000;

export function entryOf(component: Component, clocks: Clocks): Entry | EventProblem {
  if (component.problem) return component.problem;
  if (component.method !== undefined && ANSWERS.has(component.method)) return 'answer-only';
  const uid = uidOf(component);
  if (uid === '') return 'uid-missing';
  const start = timeOf(component, 'DTSTART', clocks);
  if (!start) return 'start-missing';
  if (typeof start === 'string') return start === 'time-invalid' ? 'start-invalid' : start;
  const length = lengthIn(component, start, clocks);
  if (typeof length === 'string') return length;
  const recurrenceId = timeOf(component, 'RECURRENCE-ID', clocks);
  if (typeof recurrenceId === 'string') return recurrenceId;
  const times = repeats(component, start, clocks);
  if (typeof times === 'string') return times;
  return {
    ...{ uid, line: component.line, sequence: sequenceOf(component), recurrenceId, start, length, ...times },
    following: contentOf(component, 'RECURRENCE-ID')?.range?.toUpperCase() === 'THISANDFUTURE',
    title: titleOf(component),
    place: lineOf(component, 'LOCATION', LONGEST_TITLE),
    description: textOf(component, 'DESCRIPTION', LONGEST_DESCRIPTION),
    status: statusOf(component),
    transparent: word(component, 'TRANSP') === 'TRANSPARENT',
  };
}

const word = (component: Component, name: string): string => lineOf(component, name, LONGEST_TITLE).toUpperCase();

function sequenceOf(component: Component): number {
  const sequence = Number(contentOf(component, 'SEQUENCE')?.values[0]);
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0;
}

function statusOf(component: Component): Entry['status'] {
  const status = word(component, 'STATUS');
  if (status === 'CANCELLED' || component.method === 'CANCEL') return 'cancelled';
  return status === 'TENTATIVE' ? 'tentative' : 'confirmed';
}

/** Undefined: no such property. */
function timeOf(component: Component, name: string, clocks: Clocks): When | EventProblem | undefined {
  const content = contentOf(component, name);
  if (content) return when(content.values[0], content, clocks);
  return has(component, name) ? 'time-invalid' : undefined;
}

function when(value: unknown, { tzid }: Content, { office, zones }: Clocks): When | EventProblem {
  const zone = tzid === undefined ? office : zones(tzid);
  const time = whenOf(value, zone ?? office);
  if (!time) return 'time-invalid';
  if (time.isDate) return { ...time, offset: office };
  // A time in UTC needs no zone, whatever its TZID says.
  return zone || String(value).endsWith('Z') ? time : 'zone-unknown';
}

function lengthIn(component: Component, start: When, clocks: Clocks): Length | EventProblem {
  const end = timeOf(component, 'DTEND', clocks);
  if (typeof end === 'string') return end === 'time-invalid' ? 'end-invalid' : end;
  if (end) return lengthBetween(start, end);
  if (has(component, 'DURATION')) return lengthOf(contentOf(component, 'DURATION')?.values[0]);
  // RFC 5545 §3.6.1: without an end a date is a day, and a time ends when it begins.
  return start.isDate ? { days: 1, ms: 0 } : { days: 0, ms: 0 };
}

function repeats(component: Component, start: When, clocks: Clocks): Pick<Entry, 'rules' | 'added' | 'left'> | EventProblem {
  // EXRULE takes occurrences away by a rule; RFC 5545 has abolished it, and leaving it out would invent events.
  if (has(component, 'EXRULE')) return 'rule-invalid';
  const rules: Rule[] = [];
  const contents = contentsOf(component, 'RRULE');
  if (contents.length === 0 && has(component, 'RRULE')) return 'rule-invalid';
  for (const content of contents) {
    const rule = ruleOf(content, start);
    if (typeof rule === 'string') return rule;
    rules.push(rule);
  }
  const added = timesOf(component, 'RDATE', clocks);
  if (typeof added === 'string') return added;
  const left = timesOf(component, 'EXDATE', clocks);
  return typeof left === 'string' ? left : { rules, added, left };
}

function timesOf(component: Component, name: string, clocks: Clocks): Added[] | EventProblem {
  const times: Added[] = [];
  for (const content of contentsOf(component, name)) {
    for (const value of content.values) {
      const time = Array.isArray(value) ? periodOf(value, content, clocks) : when(value, content, clocks);
      if (typeof time === 'string') return time;
      if (times.length >= MOST_DATES) return 'event-too-large';
      times.push(time);
    }
  }
  return times;
}

/** RFC 5545 §3.3.9: a start, and an end or a duration. */
function periodOf([first, last]: readonly unknown[], content: Content, clocks: Clocks): Added | EventProblem {
  const start = when(first, content, clocks);
  if (typeof start === 'string') return start;
  if (/^[+-]?P/.test(String(last))) return lasting(start, lengthOf(last));
  const end = when(last, content, clocks);
  return lasting(start, typeof end === 'string' ? 'end-invalid' : lengthBetween(start, end));
}

const lasting = (start: When, length: Length | EventProblem): Added | EventProblem =>
  typeof length === 'string' ? length : { ...start, length };
