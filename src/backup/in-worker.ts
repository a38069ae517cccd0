import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Text } from '../chat/text.js';
import type { OfficeCopy } from '../db/copy.js';
import { StartError } from '../db/start-error.js';
import { packageDir } from '../package-dir.js';

/** Failed: `text` where somebody can do something about it. */
export type Outcome = 'done' | { readonly code: string; readonly stack: string | undefined; readonly text?: Text };

/** Built: this file may be read from its source by a test. */
const program = join(packageDir, 'dist/backup/worker.js');

/** The same as copyOffice, in a thread of its own: here it would stop everything for seconds. */
export function copyInWorker(office: OfficeCopy): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: office });
    worker.once('message', (outcome: Outcome) => {
      if (outcome === 'done') resolve();
      else reject(asError(outcome));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the copying thread ended with ${code}`)));
    // A stop need not wait for it: an unfinished copy has no name yet.
    worker.unref();
  });
}

function asError({ code, stack, text }: Exclude<Outcome, 'done'>): Error {
  const cause = Object.assign(new Error('in the copying thread'), { code, stack });
  return text ? new StartError(text, { cause }) : cause;
}
