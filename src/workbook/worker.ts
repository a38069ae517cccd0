import { parentPort, workerData } from 'node:worker_threads';
import { makeWorkbook } from './make.js';
import type { Sheet } from './sheet.js';

/** The thread that makes a workbook. An error ends it, and is told to whoever started it. */
parentPort?.postMessage(await makeWorkbook(workerData as readonly Sheet[]));
