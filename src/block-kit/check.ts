/** One thing Slack would refuse. `pointer` is a JSON pointer into what was sent, as in Slack's own messages. */
export type Problem = { readonly pointer: string; readonly problem: string };

export type Json = { readonly [key: string]: unknown };

/** Walks over unknown data and notes what is wrong with it; never throws. */
export type Check = {
  readonly pointer: string;
  at(key: string | number): Check;
  fail(problem: string): void;
};

export function startCheck(problems: Problem[], pointer = ''): Check {
  return {
    pointer,
    at: (key) => startCheck(problems, `${pointer}/${key}`),
    fail: (problem) => {
      problems.push({ pointer, problem });
    },
  };
}

export function asObject(check: Check, value: unknown): Json | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  check.fail(value === undefined ? 'missing required field' : 'must be an object');
  return undefined;
}

/** A list of `min` to `max` members; absent is a problem only where `min` is above 0. */
export function asList(check: Check, value: unknown, max: number, min = 1): readonly unknown[] {
  if (value === undefined && min === 0) return [];
  if (!Array.isArray(value)) {
    check.fail(value === undefined ? 'missing required field' : 'must be an array');
    return [];
  }
  if (value.length > max) check.fail(`no more than ${max} items allowed [has ${value.length}]`);
  if (value.length < min) check.fail(`no fewer than ${min} items required [has ${value.length}]`);
  return value;
}

/** A string of 1 to `max` characters. */
export function checkString(check: Check, value: unknown, max: number, required = true): string | undefined {
  if (value === undefined || value === null) {
    if (required) check.fail('missing required field');
    return undefined;
  }
  if (typeof value !== 'string') check.fail('must be a string');
  else if (value.length > max) check.fail(`must be less than ${max + 1} characters [has ${value.length}]`);
  else if (required && value.length === 0) check.fail('must be more than 0 characters');
  else return value;
  return undefined;
}

/** Notes a value that stands more than once. */
export function checkUnique(values: readonly (readonly [Check, string | undefined])[], what: string): void {
  const seen = new Set<string>();
  for (const [check, value] of values) {
    if (value === undefined) continue;
    if (seen.has(value)) check.fail(`${what} '${value}' already exists`);
    seen.add(value);
  }
}
