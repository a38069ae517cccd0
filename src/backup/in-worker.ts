import { join } from 'node:path';
import type { Text } from '../chat/text.js';
import type { OfficeCopy } from '../db/copy.js';
import { StartError } from '../db/start-error.js';
import { inThread } from '../in-thread.js';
import { packageDir } from '../package-dir.js';

/** Failed: `text` where somebody can do something about it. */
export type Outcome = 'done' | { readonly code: string; readonly stack: string | undefined; readonly text?: Text };

/** Built: this file may be read from its source by a test. */
const program = join(packageDir, 'dist/backup/worker.js');

/** The same as copyOffice, in a thread of its own: here it would stop everything for seconds. An unfinished copy has no name yet. */
export async function copyInWorker(office: OfficeCopy): Promise<void> {
  const outcome = await inThread<Outcome>(program, office);
  if (outcome !== 'done') throw asError(outcome);
}

function asError({ code, stack, text }: Exclude<Outcome, 'done'>): Error {
  const cause = Object.assign(new Error('in the copying thread'), { code, stack });
  return text ? new StartError(text, { cause }) : cause;
}
