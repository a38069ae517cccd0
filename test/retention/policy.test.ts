import { expect, test } from 'vitest';
import { RetentionPolicy } from '../../src/retention/policy.js';

test('what an office leaves out is kept as long as the program says', () => {
  expect(RetentionPolicy.parse(undefined)).toEqual({
    responses: { years: 3 },
    reasons: { years: 1 },
    drafts: { days: 90 },
    words: { days: 30 },
    keys: { days: 8 },
    messages: { years: 2 },
    audit: 'forever',
  });
  expect(RetentionPolicy.parse({ responses: { months: 18 } })).toMatchObject({ responses: { months: 18 }, drafts: { days: 90 } });
});

test.each([
  [{ keys: { days: 6 } }, false],
  [{ keys: { days: 7 } }, true],
  [{ responses: { days: 89 } }, false],
  [{ responses: { days: 90 } }, true],
  [{ messages: { days: 29 } }, false],
  [{ audit: { months: 36 } }, false],
  [{ audit: { years: 2 } }, false],
  [{ audit: { years: 3 } }, true],
  [{ audit: 'for a while' }, false],
  [{ answers: { years: 3 } }, false],
])('%j: %s', (section, fits) => {
  expect(RetentionPolicy.safeParse(section).success).toBe(fits);
});
