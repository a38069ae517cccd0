import fc from 'fast-check';
import type { Json } from './payloads.js';

/** Where in a payload, by numbers that are taken modulo what there is: one generator fits every payload, and shrinks. */
export type Mutation = { readonly path: readonly number[]; readonly kind: Kind };
type Kind =
  | { readonly kind: 'leave-out' }
  | { readonly kind: 'nest' }
  | { readonly kind: 'put'; readonly value: unknown }
  | { readonly kind: 'add'; readonly key: string; readonly value: unknown };

const HUGE = 20_000;
const DEEP = 800;

/** Prototype keys, and what makes an object of JSON stumble where a program takes it for a text. */
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'then', 'toJSON', 'hasOwnProperty', 'type', 'id'];

/** Values of the wrong type, huge, empty, or somebody else's. `foreign`: ids that belong to others. */
export function mutations(foreign: readonly string[]): fc.Arbitrary<readonly Mutation[]> {
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', [], {}, [null], [[]]),
    fc.constantFrom(...foreign),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...KEYS).map((key) => JSON.parse(`{"${key}": 1}`)),
    fc.constant('长'.repeat(HUGE)),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const kind: fc.Arbitrary<Kind> = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom<Kind>({ kind: 'leave-out' }, { kind: 'nest' }) },
    { weight: 4, arbitrary: value.map((put) => ({ kind: 'put' as const, value: put })) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...KEYS), value).map(([key, put]) => ({ kind: 'add' as const, key, value: put })) },
  );
  const path = fc.array(fc.nat(60), { minLength: 1, maxLength: 6 });
  return fc.array(fc.record({ path, kind }), { minLength: 1, maxLength: 4 });
}

/** The payload with these changes, as the text that would be sent. */
export function mutated(payload: Json, changes: readonly Mutation[]): string {
  const copy = structuredClone(payload);
  for (const { path, kind } of changes) apply(copy, path, kind);
  return JSON.stringify(copy);
}

function apply(payload: Json, path: readonly number[], change: Kind): void {
  let place: Json = payload;
  for (const [depth, step] of path.entries()) {
    const keys = Object.keys(place);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) return;
    const inner = place[key];
    const goesOn = depth < path.length - 1 && typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
    if (goesOn) {
      place = inner as Json;
      continue;
    }
    alter(place, key, change);
    return;
  }
}

function alter(place: Json, key: string, change: Kind): void {
  if (change.kind === 'leave-out') delete place[key];
  else if (change.kind === 'nest') put(place, key, nested(place[key]));
  // A copy: the next change may be one of this very value.
  else put(place, change.kind === 'add' ? change.key : key, structuredClone(change.value));
}

const nested = (value: unknown): unknown => Array.from({ length: DEEP }).reduce<unknown>((inner) => [inner], value);

/** As JSON.parse would: `__proto__` becomes a field like any other. */
function put(place: Json, key: string, value: unknown): void {
  Object.defineProperty(place, key, { value, enumerable: true, configurable: true, writable: true });
}
