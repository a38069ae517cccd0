import type { Workspace } from '../../src/workspace/server.js';
import { elementsIn } from '../support/elements.js';
import { personAt } from '../support/person.js';
import type { Colleague } from './bureau.js';
import type { Diary } from './diary.js';
import type { Stored } from './stored.js';
import type { Violation } from './violation.js';

/** Home tabs are asked for one by one; so many are enough to see whether they go wrong. */
const SAMPLE = 100;

/**
 * Home of whoever has opened it offers exactly the rounds that wait for an answer; everybody else's is drawn when it is opened. Only while the
 * workspace runs: Home tabs lie in its memory.
 */
export async function judgeHomes(
  { asks }: Stored,
  workspace: Workspace,
  people: readonly Colleague[],
  { homes }: Pick<Diary, 'homes'>,
): Promise<{ violations: Violation[]; judged: number }> {
  const violations: Violation[] = [];
  let judged = 0;
  const opened = people.filter(({ id }) => homes.has(id));
  const step = Math.max(1, Math.floor(opened.length / SAMPLE));
  for (const { id, name } of opened.filter((_, index) => index % step === 0)) {
    const person = await personAt(workspace, name);
    const home = person.home();
    person.close();
    // The program died before it had drawn it, and nothing has changed since.
    if (!home) continue;
    judged += 1;
    const offered = elementsIn(home.blocks).flatMap(({ element }) =>
      element.style === 'primary' && String(element.action_id).startsWith('reflection.answer') ? [String(element.value)] : [],
    );
    const waiting = asks.filter(({ member, answeredAt, state }) => member === id && answeredAt === null && state === 'open');
    const wanted = waiting.map(({ roundId }) => roundId);
    if (offered.toSorted().join() !== wanted.toSorted().join())
      violations.push({ kind: 'wrong card', what: `the Home tab of ${id} offers ${offered.join(' ')} instead of ${wanted.join(' ')}` });
  }
  return { violations, judged };
}
