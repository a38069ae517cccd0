import type { PageUser } from '../../protocol.js';

/** At most this many are rendered: a list of 3,000 would be slow, and nobody reads it. */
export const peopleShown = 50;

/** People whose name, department or rank contain every word of the query; names that begin with it first. The bot is nobody to be. */
export function findPeople(people: readonly PageUser[], query: string): { readonly found: readonly PageUser[]; readonly total: number } {
  const words = query
    .trim()
    .toLowerCase()
    .split(/[\s·]+/)
    .filter(Boolean);
  const matching = people.filter((person) => {
    const text = `${person.name} ${person.title}`.toLowerCase();
    return !person.bot && words.every((word) => text.includes(word));
  });
  const first = words[0];
  const rankOf = (person: PageUser) => (person.deleted ? 2 : 0) + (first && !person.name.toLowerCase().startsWith(first) ? 1 : 0);
  const found = matching.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, peopleShown);
  return { found, total: matching.length };
}
