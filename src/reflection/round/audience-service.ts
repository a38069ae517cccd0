import { sentenceCard } from '../../chat/cards.js';
import { say } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { Audience } from '../../org/audience.js';
import type { DepartmentId } from '../../org/member.js';
import { activeMembers, departmentNames, loadOrg, tellAdministrators } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import type { PromptSet } from '../prompt-sets.js';
import { sentences } from '../text.js';

/** What an audience names and the office does not have: a name typed wrongly would reach nobody, and nobody would hear of it. */
export async function unknownIn(tx: Tx, ranks: readonly string[], audience: Audience): Promise<string[]> {
  switch (audience.kind) {
    case 'departments': {
      const { departments } = await loadOrg(tx);
      const known = new Set(departments.flatMap(({ id, name }): string[] => [id, name]));
      return audience.departments.filter((one) => !known.has(one));
    }
    case 'members': {
      const known = new Set<string>((await activeMembers(tx)).map(({ id }) => id));
      return audience.members.filter((one) => !known.has(one));
    }
    case 'ranks':
      return ranks.includes(audience.atLeast) ? [] : [audience.atLeast];
    default:
      return [];
  }
}

/** The same, with departments that were dissolved as they were called. */
export async function namesOfUnknown(tx: Tx, ranks: readonly string[], audience: Audience): Promise<string[]> {
  const unknown = await unknownIn(tx, ranks, audience);
  if (unknown.length === 0 || audience.kind !== 'departments') return unknown;
  const names = await departmentNames(tx);
  return unknown.map((one) => names.get(one as DepartmentId) ?? one);
}

/** With departments by their ids, which stay when a name changes. A name may be that of several; one that there is not stays as it is. */
export async function byId(tx: Tx, audience: Audience): Promise<Audience> {
  if (audience.kind !== 'departments') return audience;
  const { departments } = await loadOrg(tx);
  const named = (one: string): string[] => departments.filter(({ id, name }) => id === one || name === one).map(({ id }) => id);
  const ids = audience.departments.map((one) => ({ one, found: named(one) }));
  return { ...audience, departments: [...new Set(ids.flatMap(({ one, found }) => (found.length > 0 ? found : [one])))] };
}

/** Departments of an audience that are no more, as they were called. */
export const goneFrom = async (tx: Tx, audience: Audience): Promise<string[]> =>
  audience.kind === 'departments' ? namesOfUnknown(tx, [], audience) : [];

/**
 * A round goes out without departments that are no more, as after two were joined: others are asked, so nobody else would notice.
 * `occurrence`: administrators are told once for each.
 */
export async function tellLeftOut(tx: Tx, deps: ReflectionDeps, set: PromptSet, audience: Audience, occurrence: string): Promise<void> {
  const names = await goneFrom(tx, audience);
  if (names.length === 0) return;
  await tellAdministrators(tx, deps.clock.now(), {
    key: `reflection.leftOut:${occurrence}`,
    card: (admin) => sentenceCard(sentences.leftOut(say(set.title, admin.locale), names), admin),
  });
}
