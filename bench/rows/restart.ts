import type { Figure } from '../figure.js';
import { median, ms, percentile } from '../numbers.js';
import { SLACK } from '../program.js';
import type { Stage } from '../stage.js';

const READY_WITHIN_MS = 3_000;

/** kill -9 in the middle of a fan-out, again and again: from each start to the first open line. */
export async function restart({ siwen, restarts }: Stage): Promise<Figure[]> {
  const { server, office, users } = siwen;
  await server.ask('send', users[0] ?? '');
  const took: number[] = [];
  for (let time = 0; time < restarts; time++) {
    await siwen.program.kill();
    siwen.program = await office.start(SLACK);
    took.push((await server.ask('connected', undefined)) - siwen.program.startedAt);
  }
  const most = Math.max(...took);
  return [
    {
      what: `${restarts} restarts after kill -9, longest time to ready`,
      siwen: `${ms(most)} (median ${ms(median(took))}, p99 ${ms(percentile(took, 99))})`,
      baseline: '–',
      ratios: [],
      target: `≤ ${ms(READY_WITHIN_MS)}`,
      met: most <= READY_WITHIN_MS,
    },
  ];
}
