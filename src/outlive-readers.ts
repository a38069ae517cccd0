import { codeOf } from './db/start-error.js';

/** Whoever reads the output may stop before its end: head, less, a log collector that is restarted. The work goes on; there is only nobody to tell any more. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (codeOf(error) !== 'EPIPE') throw error;
    });
}
