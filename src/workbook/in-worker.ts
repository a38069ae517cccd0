import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Upload } from '../chat/chat.js';
import { packageDir } from '../package-dir.js';
import type { Sheet } from './sheet.js';

/** Built: this file may be read from its source by a test. */
const program = join(packageDir, 'dist/workbook/worker.js');

/** The file as it is sent, made in a thread of its own: here it would stop everything for a second. */
export async function workbookFile(title: string, sheets: readonly Sheet[]): Promise<Upload> {
  return { filename: `${fileName(title)}.xlsx`, title, content: await inWorker(sheets) };
}

function inWorker(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: sheets });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread that makes workbooks ended with ${code}`)));
    // A stop need not wait for it: it is made again when the message is sent.
    worker.unref();
  });
}

/** No system takes these in a name. */
export const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 80);
