import { parseArgs } from 'node:util';
import { simulate } from './simulate.js';
import { Broken } from './world.js';

/** npm run simulate -- --seeds 1..20 --days 365 --members 300 [--pace slack] [--trace] */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seeds: { type: 'string', default: '1' },
    days: { type: 'string', default: '365' },
    members: { type: 'string', default: '300' },
    pace: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);

const seeds = /^(\d+)(?:\.\.(\d+))?$/.exec(values.seeds);
if (!seeds) throw new Error(`--seeds ${values.seeds}: expected a number, or a range such as 1..20`);
const first = Number(seeds[1]);
const last = Number(seeds[2] ?? first);
for (let seed = first; seed <= last; seed++) {
  const options = {
    seed,
    days: Number(values.days),
    members: Number(values.members),
    pace: values.pace === 'slack' ? ('slack' as const) : ('brisk' as const),
    onLine: values.trace ? say : undefined,
  };
  const began = performance.now();
  const heap: number[] = [];
  const used = process.cpuUsage();
  try {
    const { hash, figures } = await simulate(options, () => {
      global.gc?.();
      heap.push(process.memoryUsage().heapUsed / 2 ** 20);
    });
    const seconds = `${((performance.now() - began) / 1_000).toFixed(1)} s (processor ${(process.cpuUsage(used).user / 1e6).toFixed(1)} s)`;
    say(`seed ${seed}: nothing lost, nothing twice; ${JSON.stringify(figures)}; trace ${hash}; ${seconds}${growth(heap)}`);
  } catch (error) {
    process.exitCode = 1;
    say(error instanceof Broken ? error.message : String(error instanceof Error ? error.stack : error));
  }
}

/** Megabytes a simulated week, as the slope of a straight line through the weeks after the first six. */
function growth(heap: readonly number[]): string {
  const settled = heap.slice(6);
  if (settled.length < 4) return '';
  const middle = (settled.length - 1) / 2;
  const mean = settled.reduce((sum, mb) => sum + mb, 0) / settled.length;
  const slope =
    settled.reduce((sum, mb, week) => sum + (week - middle) * (mb - mean), 0) /
    settled.reduce((sum, _mb, week) => sum + (week - middle) ** 2, 0);
  return `; heap ${slope.toFixed(3)} MB a week`;
}
