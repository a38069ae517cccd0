import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../src/chat/event.js';
import { bureauUnderAttack, PEOPLE, type Person } from './forgery.js';

type Bureau = Awaited<ReturnType<typeof bureauUnderAttack>>;

/** Contexts beyond these are garbage, which submissions meet below. */
const FORGED_CONTEXTS = 6;

let presses = 0;
/** A press that carries what only somebody else was given: from a card, from Home and from a form whose context is forged as well. */
function press(bureau: Bureau, person: Person, id: Bureau['handlers']['action'][number], value: string, from: 'card' | number): ChatEvent {
  const context = from === 'card' ? '' : (bureau.contexts[from % bureau.contexts.length] ?? '');
  const values = from === 'card' ? {} : (bureau.forms[from % bureau.forms.length] ?? {});
  return {
    kind: 'action',
    id,
    value,
    key: `press-${presses++}`,
    trigger: 'trigger',
    person: bureau.personOf(person),
    from: from === 'card' ? { surface: 'message' } : { surface: 'form', context, values },
  };
}

/** Every action, form, shortcut, list of options and word of every room, with every value that could belong to somebody else. */
function* everything(bureau: Bureau, person: Person): Generator<ChatEvent> {
  const who = { person: bureau.personOf(person) };
  const { handlers, values, contexts, forms, words } = bureau;
  for (const id of handlers.action) {
    for (const value of values) yield press(bureau, person, id, value, 'card');
    for (let index = 0; index < FORGED_CONTEXTS; index++) yield press(bureau, person, id, bureau.rounds[index % 2] ?? '', index);
  }
  for (const id of handlers.submission)
    for (const context of contexts)
      for (const [index, form] of forms.entries())
        yield { kind: 'submission', id, context, values: form, press: 'press', key: `form-${presses++}-${index}`, ...who };
  for (const id of handlers.shortcut) yield { kind: 'shortcut', id, trigger: 't', key: `shortcut-${presses++}`, ...who };
  for (const id of handlers.options)
    for (const query of ['', '局', '%', "'"]) yield { kind: 'options', id, query, key: `o-${presses++}`, ...who };
  for (const word of words)
    for (const rest of ['', ' 本年', ' 规划处', " ' OR 1=1"])
      yield { kind: 'message', text: `${word}${rest}`, key: `word-${presses++}`, ...who };
  yield { kind: 'home-opened', key: `home-${presses++}`, ...who };
}

describe('whatever is forged, nobody reads or does what is not theirs', () => {
  test.each(PEOPLE)('$is ($id)', { timeout: 120_000 }, async (person) => {
    const bureau = await bureauUnderAttack();
    const found = new Map<string, string>();
    for (const event of everything(bureau, person))
      for (const violation of await bureau.violations(person, event))
        if (!found.has(violation)) found.set(violation, JSON.stringify(event).slice(0, 300));
    expect(Object.fromEntries(found)).toEqual({});
  });
});

const RUNS = Number(process.env.FORGED ?? 600);
/** A new bureau after so many: what its writers write again and again piles up. */
const RUNS_PER_BUREAU = 1_000;

test('forged ids by the thousand (FORGED=100000 for as many as that)', { timeout: 3_600_000 }, async () => {
  for (let left = RUNS; left > 0; left -= RUNS_PER_BUREAU) {
    const bureau = await bureauUnderAttack();
    const id = fc.oneof(fc.constantFrom(...bureau.values, ...bureau.contexts), fc.string({ unit: 'binary', maxLength: 40 }));
    const joined = fc.array(id, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(':'));
    const kind = fc.constantFrom(...bureau.handlers.action, ...bureau.handlers.submission);
    const values = fc.oneof(
      fc.constantFrom(...bureau.forms),
      fc.dictionary(fc.string({ maxLength: 12 }), fc.oneof(joined, fc.array(joined, { maxLength: 3 }))),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PEOPLE), kind, joined, joined, values, async (person, handler, value, context, form) => {
        const common = { id: handler, person: bureau.personOf(person), key: `forged-${presses++}` };
        const event: ChatEvent = bureau.handlers.submission.includes(handler)
          ? { kind: 'submission', context, values: form, press: 'press', ...common }
          : { kind: 'action', value, trigger: 't', from: { surface: 'form', context, values: form }, ...common };
        expect(await bureau.violations(person, event)).toEqual([]);
      }),
      { numRuns: Math.min(left, RUNS_PER_BUREAU) },
    );
  }
});
