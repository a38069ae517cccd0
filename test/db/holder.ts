import { takeLock } from '../../src/db/lock.js';
import { StartError } from '../../src/db/start-error.js';

/** Run as a process of its own: takes the lock named on its command line, says so, and keeps it until it is killed. */
try {
  takeLock(process.argv[2] ?? '', '2026-11-24 09:00');
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof StartError ? error.text.zh : `broken: ${String(error)}`}\n`);
}
