import { Worker } from 'node:worker_threads';

/**
 * What the built program answers, run in a thread of its own: here it would stop everything else meanwhile. Rejects with what it threw; of an
 * error's own properties only name, words and stack survive the way back. A program that has nothing else to do waits for it; one that is told to stop
 * (main.ts) does not.
 */
export function inThread<T>(program: string, data: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread of ${program} ended with ${code}`)));
  });
}
