import { parentPort, workerData } from 'node:worker_threads';
import { copyOffice, type OfficeCopy } from '../db/copy.js';
import { codeOf, StartError } from '../db/start-error.js';
import type { Outcome } from './in-worker.js';

/** The thread that makes a copy. An error's own words and code would not survive the way back. */
async function main(): Promise<Outcome> {
  try {
    await copyOffice(workerData as OfficeCopy);
    return 'done';
  } catch (error) {
    const { stack } = error instanceof Error ? error : new Error(String(error));
    return error instanceof StartError ? { code: codeOf(error.cause), stack, text: error.text } : { code: codeOf(error), stack };
  }
}

parentPort?.postMessage(await main());
