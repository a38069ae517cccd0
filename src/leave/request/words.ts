import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { saidWith } from '../decide/said.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, Outcome } from '../leave.js';
import { stepsOf } from '../step-store.js';

/** What was said with a decision, to the applicant. */
export type Said = { readonly by: MemberId; readonly at: Instant; readonly is: Outcome; readonly words: string };

/** In the order of the steps; without what was erased. */
export async function decisionWords(tx: Tx, deps: Pick<LeaveDeps, 'vault'>, leave: Leave): Promise<Said[]> {
  const said: Said[] = [];
  for (const step of await stepsOf(tx, leave.id)) {
    if (step.outcome?.by === undefined) continue;
    const words = await saidWith(tx, deps, leave, step);
    if (words !== undefined && words !== '') said.push({ by: step.outcome.by, at: step.outcome.at, is: step.outcome.is, words });
  }
  return said;
}
