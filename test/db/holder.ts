import type { Instant, Zone } from '../../src/calendar/instant.js';
import { takeLock } from '../../src/db/lock.js';
import { StartError } from '../../src/db/start-error.js';

/** Run as a process of its own: takes the lock named on its command line, says so, and keeps it until it is killed. */
try {
  takeLock(process.argv[2] ?? '', Date.UTC(2026, 10, 24, 1) as Instant, 'Asia/Shanghai' as Zone);
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof StartError ? error.text.zh : `broken: ${String(error)}`}\n`);
}
