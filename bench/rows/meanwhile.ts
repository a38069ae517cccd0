import { compared, type Figure, pairs } from '../figure.js';
import { ms, percentile } from '../numbers.js';
import type { Stage } from '../stage.js';

/** Somebody submits so often while the round goes out, whether the former are answered or not. */
const EVERY_MS = 25;

/** Acknowledgements during a fan-out without limits, against the same when nothing else is done. */
export async function meanwhile(stage: Stage): Promise<Figure[]> {
  const { server, users, office } = stage.siwen;
  const each = Math.min(100, Math.floor(users.length / stage.pairs / 2));
  let next = 0;
  /** The forms are open before anything begins. */
  async function open(): Promise<readonly string[]> {
    const some = users.slice(next, next + each);
    next += each;
    await server.ask('openForms', some);
    return some;
  }
  async function answers(some: readonly string[]): Promise<number> {
    const { took } = await server.ask('submit', { users: some, pace: { everyMs: EVERY_MS } });
    return percentile(took, 99);
  }
  const done = await pairs(
    stage.pairs,
    async () => answers(await open()),
    async () => {
      const some = await open();
      await server.ask('watch', undefined);
      await server.ask('send', users[0] ?? '');
      await server.ask('posted', 1);
      const took = await answers(some);
      const { posts } = await server.ask('seen', undefined);
      if (stage.members >= 1_000 && posts.count === users.length) throw new Error('the round was over before the answers');
      await office.settled();
      return took;
    },
  );
  return [compared('acknowledgement p99 during a fan-out, against idle', done, (took) => took, ms, { atMost: 3 })];
}
