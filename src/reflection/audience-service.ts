import { sentenceCard } from '../chat/cards.js';
import { say } from '../chat/text.js';
import type { Tx } from '../db/transact.js';
import type { Audience } from '../org/audience.js';
import type { DepartmentId } from '../org/member.js';
import { activeMembers, departmentNames, loadOrg, tellAdministrators } from '../org/service.js';
import type { ReflectionDeps } from './deps.js';
import type { PromptSet } from './prompt-sets.js';
import { sentences } from './text.js';

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

/**
 * A round goes out and leaves out departments that are no more, as after two were joined: others are asked, so nobody else would notice.
 * `occurrence`: administrators are told once for each.
 */
export async function tellLeftOut(tx: Tx, deps: ReflectionDeps, set: PromptSet, audience: Audience, occurrence: string): Promise<void> {
  const gone = audience.kind === 'departments' ? await unknownIn(tx, deps.ranks, audience) : [];
  if (gone.length === 0) return;
  const known = await departmentNames(tx);
  const names = gone.map((one) => known.get(one as DepartmentId) ?? one);
  await tellAdministrators(tx, deps.clock.now(), {
    key: `reflection.leftOut:${occurrence}`,
    card: (admin) => sentenceCard(sentences.leftOut(say(set.title, admin.locale), names), admin),
  });
}
