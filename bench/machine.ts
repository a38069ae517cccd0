import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { megabytes, ms, percentile } from './numbers.js';

/** What the figures were measured on. */
export function machine(): string {
  const [cpu] = cpus();
  const disk = statfsSync(tmpdir());
  const space = Math.round((disk.blocks * disk.bsize) / 1e9);
  const fsync = fsyncMs(100);
  return [
    `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${megabytes(totalmem())} of memory`,
    `Node ${process.version} on ${process.platform}`,
    `disk of ${space} GB, one fsync takes ${ms(percentile(fsync, 50))} (p99 ${ms(percentile(fsync, 99))})`,
  ].join('; ');
}

/** How long a page takes to reach the disk on which the data lie. */
export function fsyncMs(times: number): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-fsync-'));
  const file = openSync(join(folder, 'page'), 'w');
  const page = Buffer.alloc(4_096, 1);
  try {
    return Array.from({ length: times }, () => {
      const since = performance.now();
      writeSync(file, page);
      fdatasyncSync(file);
      return performance.now() - since;
    });
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

/** Clock ticks of /proc, a second (man 5 proc, sysconf(_SC_CLK_TCK)): 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Processor time the process has used so far, in milliseconds: what it costs, however busy the machine is with other things. */
export function processorMs(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(afterName[11]) + Number(afterName[12])) * 1_000) / TICKS;
}

/** Resident memory of a process in bytes, now and at its most since the start (man 5 proc: VmRSS, VmHWM). */
export function residentBytes(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return { now: kilobytes('VmRSS') * 1_024, most: kilobytes('VmHWM') * 1_024 };
}
