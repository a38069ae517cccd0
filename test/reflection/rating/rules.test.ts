import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DepartmentId } from '../../../src/org/member.js';
import { PromptSet } from '../../../src/reflection/prompt-sets.js';
import type { Given, Rating } from '../../../src/reflection/rating/rating.js';
import { type Above, countsOf, groupsOf, ratingsIn, whollyIn } from '../../../src/reflection/rating/rules.js';

const id = (n: number) => `d${n}` as DepartmentId;
/** Department n stands under one of those before it; the first at the top. */
const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 12 })
  .map((picks): Above => new Map(picks.map((pick, n) => [id(n), n === 0 ? undefined : id(pick % n)])))
  .chain((above) => fc.shuffledSubarray([...above], { minLength: above.size }).map((rows): Above => new Map(rows)));
/** So few in most departments that five of them are rarely together. */
const offices = trees.chain((above) =>
  fc.record({
    above: fc.constant(above),
    answers: fc
      .array(fc.record({ department: fc.nat(above.size - 1), rating: fc.integer({ min: 1, max: 5 }) }), { maxLength: 40 })
      .map((all) => all.map(({ department, rating }, person) => ({ person, departmentId: id(department), rating: rating as Rating }))),
  }),
);
const chain = (above: Above, from: DepartmentId): DepartmentId[] => {
  const next = above.get(from);
  return next === undefined ? [from] : [from, ...chain(above, next)];
};
const below = (above: Above, top: DepartmentId) => new Set([...above.keys()].filter((one) => chain(above, one).includes(top)));

describe('groups of those who rated themselves', () => {
  test('are of five at least, share nobody, and leave out at most four, at the top', () => {
    fc.assert(
      fc.property(offices, ({ above, answers }) => {
        const groups = [...groupsOf(answers, above).values()];
        for (const group of groups) expect(group.length).toBeGreaterThanOrEqual(5);
        const people = groups.flat().map(({ person }) => person);
        expect(new Set(people).size).toBe(people.length);
        expect(answers.length - people.length).toBeLessThan(5);
        expect(answers.length - people.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('belong to a department that all of them are in, and to the lowest one of which that can be said', () => {
    fc.assert(
      fc.property(offices, ({ above, answers }) => {
        const groups = groupsOf(answers, above);
        for (const [departmentId, group] of groups) {
          for (const one of group) expect(chain(above, one.departmentId)).toContain(departmentId);
          // Whoever came up did so since those of the department below were too few.
          for (const one of group)
            for (const lower of chain(above, one.departmentId).slice(0, chain(above, one.departmentId).indexOf(departmentId)))
              expect(groups.has(lower)).toBe(false);
        }
      }),
    );
  });

  test('are kept as counts that say no more than how many', () => {
    fc.assert(
      fc.property(offices, ({ above, answers }) => {
        const given = answers.map(({ departmentId, rating }): Given => ({ promptId: 'p', departmentId, rating }));
        const counts = countsOf(given, above);
        const groups = groupsOf(answers, above);
        for (const [departmentId, group] of groups)
          for (const rating of [1, 2, 3, 4, 5])
            expect(counts.filter((one) => one.departmentId === departmentId && one.rating === rating).map(({ people }) => people)).toEqual(
              [group.filter((one) => one.rating === rating).length].filter(Boolean),
            );
        expect(new Set(counts.map((one) => one.departmentId))).toEqual(new Set(groups.keys()));
        for (const one of counts) expect(Object.keys(one).toSorted()).toEqual(['departmentId', 'people', 'promptId', 'rating']);
      }),
    );
  });

  test('whatever is shown to whomever, no difference of two figures is about fewer than five people', () => {
    const scope = (above: Above) => fc.subarray([...above.keys()]).map((tops) => new Set(tops.flatMap((top) => [...below(above, top)])));
    const looks = offices.chain((office) =>
      fc.record({ office: fc.constant(office), scopes: fc.array(scope(office.above), { minLength: 2, maxLength: 4 }) }),
    );
    fc.assert(
      fc.property(looks, ({ office: { above, answers }, scopes }) => {
        const groups = groupsOf(answers, above);
        const shown = scopes.map(
          (one) =>
            new Set(
              whollyIn(one, above)
                .flatMap((departmentId) => groups.get(departmentId) ?? [])
                .map(({ person }) => person),
            ),
        );
        // What anybody can work out by adding and taking away is about the people in exactly some of what is shown.
        const alike = new Map<string, number>();
        for (const { person } of answers) {
          const seen = shown.map((people) => (people.has(person) ? '1' : '0')).join('');
          if (seen.includes('1')) alike.set(seen, (alike.get(seen) ?? 0) + 1);
        }
        for (const people of alike.values()) expect(people).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  test('of five, one department is a group; four go up to the one above', () => {
    const above: Above = new Map([
      [id(0), undefined],
      [id(1), id(0)],
      [id(2), id(0)],
    ]);
    const of = (departmentId: DepartmentId, people: number) => Array.from({ length: people }, () => ({ departmentId }));
    const sizes = (...answers: ReturnType<typeof of>[]) => [...groupsOf(answers.flat(), above)].map(([one, group]) => [one, group.length]);
    expect(sizes(of(id(1), 5), of(id(2), 4))).toEqual([['d1', 5]]);
    expect(sizes(of(id(1), 4), of(id(2), 4), of(id(0), 1))).toEqual([['d0', 9]]);
    expect(sizes(of(id(1), 5), of(id(2), 4), of(id(0), 1))).toEqual([
      ['d1', 5],
      ['d0', 5],
    ]);
    expect(sizes(of(id(1), 4))).toEqual([]);
  });
});

test('a scope has a department wholly only with everything below it', () => {
  fc.assert(
    fc.property(
      trees.chain((above) => fc.record({ above: fc.constant(above), scope: fc.subarray([...above.keys()]) })),
      ({ above, scope }) => {
        const wholly = new Set(whollyIn(new Set(scope), above));
        for (const one of above.keys()) expect(wholly.has(one)).toBe([...below(above, one)].every((lower) => scope.includes(lower)));
      },
    ),
  );
});

test('only ratings are read of what somebody wrote, and nothing that is none', () => {
  const set = PromptSet.parse({
    id: 'set',
    title: { zh: '题', en: 't' },
    introduction: { zh: '引', en: 'i' },
    prompts: [
      { id: 'a', kind: 'rating', zh: '评', en: 'r' },
      { id: 'b', kind: 'rating', zh: '评', en: 'r', optional: true },
      { id: 'constructor', kind: 'rating', zh: '评', en: 'r' },
      { id: 'c', kind: 'text', zh: '写', en: 'w' },
    ],
  });
  expect(ratingsIn({ a: '4', c: '5' }, set, id(0))).toEqual([{ promptId: 'a', departmentId: 'd0', rating: 4 }]);
  for (const wrong of ['', '0', '6', '4.0', ' 4', '四']) expect(ratingsIn({ a: wrong }, set, id(0))).toEqual([]);
});
