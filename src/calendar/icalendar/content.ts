import ICAL from 'ical.js';
import type { Component } from './components.js';

/** A property as ical.js understands its line: escapes undone, parameters apart, values in jCal's form (RFC 7265). */
export type Content = { readonly type: string; readonly values: readonly unknown[]; readonly tzid?: string; readonly range?: string };

/** Undefined: no such property, or a line that cannot be taken apart. The last one counts where a file repeats what may stand once. */
export function contentOf(component: Component, name: string): Content | undefined {
  return contentsOf(component, name).at(-1);
}

export function has(component: Component, name: string): boolean {
  return component.lines.some(({ text }) => isNamed(text, name));
}

export function contentsOf(component: Component, name: string): Content[] {
  return component.lines.flatMap(({ text }) => (isNamed(text, name) ? (parse(text) ?? []) : []));
}

function isNamed(text: string, name: string): boolean {
  return /[:;]/.test(text.charAt(name.length)) && text.slice(0, name.length).toUpperCase() === name;
}

/** ical.js throws at what it cannot read, with an error of any kind: foreign text is at fault, not we. */
function parse(text: string): Content | undefined {
  let property: unknown;
  try {
    // A semicolon at the end is a habit of some programs, and an empty part to ical.js.
    property = ICAL.parse.property(/^rrule/i.test(text) ? text.replace(/;+\s*$/, '') : text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(property)) return undefined;
  const [, parameters, type, ...values]: unknown[] = property;
  return { type: String(type), values, ...parameter(parameters, 'tzid'), ...parameter(parameters, 'range') };
}

function parameter<Name extends string>(parameters: unknown, name: Name): { [key in Name]?: string } {
  if (typeof parameters !== 'object' || parameters === null || !Object.hasOwn(parameters, name)) return {};
  const value: unknown = Reflect.get(parameters, name);
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]?: string }) : {};
}

/** Text without control characters, cut with “…” where it is longer than `longest`. */
export function textOf(component: Component, name: string, longest: number): string {
  const value = contentOf(component, name)?.values[0];
  if (typeof value !== 'string') return '';
  const clean = value.replace(/(?![\n\t])\p{Cc}|\p{Surrogate}/gu, '').trim();
  const characters = Array.from(clean.slice(0, 2 * longest));
  return clean.length <= longest ? clean : characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}

/** As `textOf`, on one line. */
export function lineOf(component: Component, name: string, longest: number): string {
  return textOf(component, name, longest).replace(/\s+/gu, ' ');
}
