import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SEVEN = ['fan-out', 'announce', 'answer', 'meanwhile', 'limits', 'summary', 'footprint'];
const TWO = ['storm', 'restart'];

async function bench(...rows: string[]): Promise<string[]> {
  const small = ['--members', '10', '--pairs', '1', '--restarts', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/run.mjs', ...small, ...rows.flatMap((row) => ['--row', row])]);
  return stdout.split('\n').filter((line) => line.startsWith('| '));
}

/** Small and unmeasured: that every row of the benchmark still runs, and finds something to divide by. */
test.concurrent('every row of the benchmark still measures what it says', { timeout: 120_000 }, async () => {
  const [head, rule, ...lines] = await bench(...SEVEN);
  expect(head).toBe('| what | siwen | baseline | ratio (least–most) | target | met |');
  expect(rule).toMatch(/^(\| --- )+\|$/);
  expect(lines.map((line) => line.split(' | ')[0]?.replace('| ', ''))).toEqual([
    'one round to 10, first message to last',
    'one round to 10, from the press that sends it',
    'processor time for each message',
    'a meeting announced to 10, first message to last',
    'a meeting announced to 10, from the press that sends it',
    'processor time for each message',
    'answers, one at a time',
    'acknowledgement p99, one at a time',
    'processor time for each answer, one at a time',
    'answers, 50 at a time',
    'acknowledgement p99, 50 at a time',
    'processor time for each answer, 50 at a time',
    'acknowledgement p99 during a fan-out, against idle',
    "messages under Slack's limits, in 2 s",
    'calls answered with 429',
    'summary of a quarter of 1 years (920 rows with the trend)',
    'summary of a quarter of 4 years (2760 rows with the trend)',
    'summary of a quarter of 16 years (2760 rows with the trend)',
    'summary of a year of 16 years (11040 rows with the trend)',
    'from start to ready',
    'resident memory, idle',
    'resident memory, at the peak of a fan-out',
  ]);
  expect(lines.join('\n')).not.toMatch(/NaN|Infinity|undefined/);
});

test.concurrent('and so do the two that are run by name', { timeout: 120_000 }, async () => {
  const [, , ...lines] = await bench(...TWO);
  expect(lines).toHaveLength(3);
  expect(lines.join('\n')).not.toMatch(/NaN|Infinity|undefined/);
  expect(lines[0]).toMatch(/in a storm of \d+ 429s \| \d+ \|/);
});
