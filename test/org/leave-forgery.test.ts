import { describe, expect, test } from 'vitest';
import { talk } from '../support/talk.js';
import { fillings } from './carried.js';
import { leavesUnderAttack, PEOPLE } from './leaves-under-attack.js';

describe('whatever of trips and leave is forged, nobody reads or settles what is not theirs', () => {
  test.each(PEOPLE)('$is ($id)', { timeout: 300_000 }, async (person) => {
    const { office, carried, violations } = await leavesUnderAttack();
    const me = talk(office, person.id);
    const found = new Map<string, string>();
    const attempt = async (what: string, act: Parameters<typeof violations>[1]) => {
      for (const violation of await violations(person, act)) if (!found.has(violation)) found.set(violation, what);
    };
    const presses = carried.presses.filter(({ id }) => id.startsWith('leave.'));
    expect(new Set(presses.map(({ id }) => id))).toContain('leave.approve');
    for (const { id, value } of presses) await attempt(`${id} ${value}`, () => me.press(id, value));
    for (const form of carried.forms.filter(({ id }) => id.startsWith('leave.')))
      for (const values of fillings(form))
        await attempt(`${form.id} ${form.context} ${JSON.stringify(values)}`, () => me.submit(form, values));
    expect(Object.fromEntries(found)).toEqual({});
  });
});
