import { compared, type Figure, pairs } from '../figure.js';
import { ms, percentile } from '../numbers.js';
import type { Stage } from '../stage.js';

/** Somebody submits so often while the round goes out, whether the former are answered or not. */
const EVERY_MS = 40;

/** Acknowledgements during a fan-out without limits, against the same when nothing else is done. */
export async function meanwhile(stage: Stage): Promise<Figure[]> {
  const { server, users, office } = stage.siwen;
  const each = Math.min(100, Math.floor(users.length / stage.pairs / 2));
  let next = 0;
  async function answers(): Promise<number> {
    const some = users.slice(next, next + each);
    next += each;
    await server.ask('openForms', some);
    const { took } = await server.ask('submit', { users: some, pace: { everyMs: EVERY_MS } });
    return percentile(took, 99);
  }
  const done = await pairs(stage.pairs, answers, async () => {
    await server.ask('watch', undefined);
    await server.ask('send', users[0] ?? '');
    await server.ask('posted', 1);
    const took = await answers();
    const { posts } = await server.ask('seen', undefined);
    if (stage.members >= 1_000 && posts.count > 0.95 * users.length) throw new Error('the round was over before the answers');
    await office.settled();
    return took;
  });
  return [compared('acknowledgement p99 during a fan-out, against idle', done, (took) => took, ms, { atMost: 3 })];
}
