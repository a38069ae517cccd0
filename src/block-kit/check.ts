/** One thing Slack would refuse. `pointer` is a JSON pointer into what was sent, as in Slack's own messages. */
export type Problem = { readonly pointer: string; readonly problem: string; readonly code: Code };

/** Slack's error code for it; a view's problems are all `invalid_arguments` to the Web API. */
export type Code =
  | 'invalid_blocks'
  | 'msg_blocks_too_long'
  | 'msg_too_long'
  | 'no_text'
  | 'invalid_metadata_format'
  | 'invalid_metadata_schema'
  | 'metadata_too_large'
  | 'view_too_large';

export type Json = { readonly [key: string]: unknown };

/** Walks over unknown data and notes what is wrong with it; never throws. */
export type Check = {
  at(key: string | number): Check;
  fail(problem: string, code?: Code): void;
  /** Slack points at what lacks the field, not at the field. */
  missing(): void;
};

export function startCheck(problems: Problem[], pointer = '', code: Code = 'invalid_blocks'): Check {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  return {
    at: (key) => startCheck(problems, `${pointer}/${key}`, code),
    fail: (problem, other = code) => void problems.push({ pointer, problem, code: other }),
    missing: () => void problems.push({ pointer: parent, problem: `missing required field: ${field}`, code }),
  };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(check: Check, value: unknown): Json | undefined {
  if (isObject(value)) return value;
  if (value === undefined) check.missing();
  else check.fail('must provide an object');
  return undefined;
}

/** A list of `min` to `max` members; absent is a problem only where `min` is above 0. */
export function asList(check: Check, value: unknown, max: number, min = 1): readonly unknown[] {
  if (value === undefined && min === 0) return [];
  if (!Array.isArray(value)) {
    if (value === undefined) check.missing();
    else check.fail('must provide an array');
    return [];
  }
  if (value.length > max) check.fail(`no more than ${max} items allowed [has ${value.length}]`);
  if (value.length < min) check.fail(`no fewer than ${min} items required [has ${value.length}]`);
  return value;
}

/** A string of 1 to `max` characters. `need`: it must be there; it may be absent; it may be absent or empty. */
export function checkString(
  check: Check,
  value: unknown,
  max: number,
  need: 'required' | 'optional' | 'free' = 'required',
): string | undefined {
  if (value === undefined || value === null) {
    if (need === 'required') check.missing();
    return undefined;
  }
  if (typeof value !== 'string') check.fail('must provide a string');
  else if (value.length > max) check.fail(`must be less than ${max + 1} characters [has ${value.length}]`);
  else if (value.length === 0 && need !== 'free') check.fail('must be more than 0 characters');
  else return value;
  return undefined;
}

export function checkOneOf(check: Check, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !(typeof value === 'string' && allowed.includes(value))) check.fail(`must be one of: ${allowed.join(', ')}`);
}

/** A whole number from `min` to `max`, where it is given. */
export function checkWhole(check: Check, value: unknown, min: number, max: number): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    check.fail(`must be a whole number from ${min} to ${max}`);
}

/** Notes a value that stands more than once. */
export function checkUnique(values: readonly (readonly [Check, string | undefined])[], what: string): void {
  const seen = new Set<string>();
  for (const [check, value] of values) {
    if (value === undefined) continue;
    if (seen.has(value)) check.fail(`${what} already exists: ${value}`);
    seen.add(value);
  }
}
