import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DepartmentId } from '../../../src/org/member.js';
import { bestBy, FEWEST, improvedBy } from '../../../src/participation/bulletin/rules.js';
import type { DepartmentFigures } from '../../../src/participation/figures/figures.js';
import { NOTHING } from '../../../src/participation/figures/rules.js';

const row = (name: string, asked: number, answered: number, dissolved = false): DepartmentFigures => ({
  ...NOTHING,
  id: name as DepartmentId,
  name,
  dissolved,
  prompts: { asked, answered, late: 0, missing: asked - answered },
});
const namesOf = (rows: readonly DepartmentFigures[]) => bestBy('answers', rows).listed.map(({ name }) => name);

describe('the best', () => {
  test('are three at most and never more than half of those compared, the larger department first', () => {
    const rows = [row('a', 10, 9), row('b', 20, 18), row('c', 10, 10), row('d', 10, 1), row('e', 10, 2), row('f', 10, 3)];
    expect(namesOf(rows)).toEqual(['c', 'b', 'a']);
    expect(namesOf(rows.slice(0, 3))).toEqual(['c']);
    expect(namesOf(rows.slice(0, 1))).toEqual([]);
  });

  test('include whoever is as good as the last of them, and say how many more there are', () => {
    const rows = Array.from({ length: 9 }, (_, n) => row(`${n}`, 12, 12));
    expect(bestBy('answers', rows)).toMatchObject({ same: 3 });
    expect(namesOf(rows)).toHaveLength(6);
  });

  test('are none where nobody answered', () => {
    expect(namesOf([row('a', 10, 0), row('b', 10, 0)])).toEqual([]);
  });
});

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { maxLength: 12 })
  .map((all) => all.map(([asked, share, dissolved], n) => row(`${n}`, asked, Math.round(asked * share), dissolved)));

test('nobody who is left out had a better rate, no department is small or dissolved, and one in which nobody was asked never appears', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { listed, same } = bestBy('answers', all);
      const compared = all.filter(({ prompts, dissolved }) => prompts.asked >= FEWEST && !dissolved);
      const names = new Set(listed.map(({ name }) => name));
      for (const { name, of } of listed) {
        expect(compared.map((one) => one.name)).toContain(name);
        expect(of).toBeGreaterThanOrEqual(FEWEST);
      }
      const worst = Math.min(...listed.map(({ rate }) => rate));
      const asGood = compared.filter(({ name, prompts }) => !names.has(name) && prompts.answered / prompts.asked >= worst);
      expect(asGood).toHaveLength(listed.length === 0 ? 0 : same);
    }),
  );
});

test('improved is whoever rose, by what can be read, with enough asks in both months', () => {
  fc.assert(
    fc.property(rows, rows, (before, now) => {
      const improved = improvedBy('answers', now, before);
      expect(improved.length).toBeLessThanOrEqual(3);
      const rises = improved.map((one) => one.now.rate - one.before.rate);
      for (const rise of rises) expect(rise).toBeGreaterThan(0);
      for (const one of improved) expect(Math.min(one.now.of, one.before.of)).toBeGreaterThanOrEqual(FEWEST);
      expect(rises.map((rise) => Math.round(rise * 1_000))).toEqual(
        rises.map((rise) => Math.round(rise * 1_000)).toSorted((a, b) => b - a),
      );
    }),
  );
});

test('nobody has improved from a rate to what is written the same', () => {
  // From 0.454…% to 0.545…%: nearly a tenth of a point, and both are written 0.5%.
  expect(improvedBy('answers', [row('a', 1_100, 6)], [row('a', 1_100, 5)])).toEqual([]);
  expect(improvedBy('answers', [row('a', 1_100, 7)], [row('a', 1_100, 5)])).toHaveLength(1);
});
