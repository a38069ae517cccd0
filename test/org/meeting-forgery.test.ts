import { describe, expect, test } from 'vitest';
import { talk } from '../support/talk.js';
import { fillings } from './carried.js';
import { meetingsUnderAttack, PEOPLE } from './meetings-under-attack.js';

describe('whatever of meetings, activities, absences and check-ins is forged, nobody reads or does what is not theirs', () => {
  test.each(PEOPLE)('$is ($id)', { timeout: 300_000 }, async (person) => {
    const { office, carried, violations } = await meetingsUnderAttack();
    const me = talk(office, person.id);
    const found = new Map<string, string>();
    const attempt = async (what: string, act: Parameters<typeof violations>[1]) => {
      for (const violation of await violations(person, act)) if (!found.has(violation)) found.set(violation, what);
    };
    for (const { id, value } of carried.presses) await attempt(`${id} ${value}`, () => me.press(id, value));
    for (const form of carried.forms)
      for (const values of fillings(form))
        await attempt(`${form.id} ${form.context} ${JSON.stringify(values)}`, () => me.submit(form, values));
    expect(Object.fromEntries(found)).toEqual({});
  });
});
