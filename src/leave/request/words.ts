import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { wordsOf } from '../decide/store.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, Outcome } from '../leave.js';
import { stepsOf } from '../step-store.js';
import { ownerOf } from '../words.js';

/** What was said with a decision, to the applicant. */
export type Said = { readonly by: MemberId; readonly at: Instant; readonly is: Outcome; readonly words: string };

/** In the order of the steps; without what was erased. */
export async function decisionWords(tx: Tx, { vault }: Pick<LeaveDeps, 'vault'>, { id, memberId }: Leave): Promise<Said[]> {
  const said: Said[] = [];
  for (const step of await stepsOf(tx, id)) {
    if (step.outcome?.by === undefined) continue;
    const sealed = await wordsOf(tx, step);
    const words = sealed ? await vault.unseal(tx, ownerOf(memberId), sealed) : undefined;
    if (words !== undefined && words !== '') said.push({ by: step.outcome.by, at: step.outcome.at, is: step.outcome.is, words });
  }
  return said;
}
