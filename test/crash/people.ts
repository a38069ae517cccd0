import { setTimeout as pause } from 'node:timers/promises';
import type { Workspace } from '../../src/workspace/server.js';
import { personAt } from '../support/person.js';
import type { Colleague } from './bureau.js';
import type { Diary } from './diary.js';
import type { Random } from './random.js';
import { answer, exportAnswers, openHome, say, type Visit } from './visit.js';

/** So many people are at their desks at once; between two visits a desk is empty for a while. */
const DESKS = 6;
const EMPTY_MS = 400;
/** Home is kept right for whoever has opened it, whatever happens afterwards, to them or to everybody. */
const SHARE_LOOKING_AT_HOME = 0.4;

export type People = {
  /** Nobody comes any more; resolves when the last has left. */
  goHome(): Promise<void>;
};

/** People come and go as long as the run lasts, one visit each, never the same person twice at once. */
export function startPeople(
  workspace: Workspace,
  people: readonly Colleague[],
  { diary, moments, random }: Pick<Visit, 'diary' | 'moments' | 'random'>,
): People {
  const present = new Set<Colleague>();
  let open = true;

  async function visit(who: Colleague): Promise<void> {
    const person = await personAt(workspace, who.name);
    try {
      const visit = { person, who, diary, moments, random };
      if (random.chance(SHARE_LOOKING_AT_HOME)) await openHome(visit);
      await choose(random)(visit);
    } finally {
      person.close();
    }
  }

  async function desk(): Promise<void> {
    while (open) {
      const who = people[random.below(people.length)];
      await pause(random.below(EMPTY_MS));
      if (!who || present.has(who)) continue;
      present.add(who);
      diary.visits += 1;
      await visit(who).catch((error: unknown) => disappointed(diary, error));
      present.delete(who);
    }
  }

  const desks = Array.from({ length: DESKS }, desk);
  return {
    async goHome() {
      open = false;
      await Promise.all(desks);
    },
  };
}

function choose(random: Random): (visit: Visit) => Promise<void> {
  const dice = random.below(100);
  if (dice < 75) return answer;
  return dice < 95 ? say : exportAnswers;
}

/** The page says so when it waits in vain or its server refuses; anything else is a mistake in here. */
function disappointed(diary: Diary, error: unknown): void {
  if (!(error instanceof Error) || !/in vain|^\/local\/|lost its connection|has no form open/.test(error.message)) throw error;
  diary.inVain += 1;
}
