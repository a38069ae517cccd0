import { parentPort, workerData } from 'node:worker_threads';
import type { Painting } from './draw.js';
import { paint } from './paint.js';

/** The thread that draws a chart. What it throws reaches draw.ts as it is. */
const { chart, font } = workerData as Painting;
parentPort?.postMessage(paint(chart, font));
