import { setTimeout as pause } from 'node:timers/promises';
import { compared, type Figure, pairs } from '../figure.js';
import { residentBytes } from '../machine.js';
import { megabytes, ms } from '../numbers.js';
import { NO_LIMIT } from '../program.js';
import { AT_ONCE, type Side, type Stage } from '../stage.js';

/** After this long nothing of the start is going on any more; in a small office it is over sooner. */
const idleAfterMs = (members: number): number => Math.min(2_000, 10 * members);

/** From the start to the first open line, resident memory when idle, and at the peak of a fan-out; either bot in a fresh process. */
export async function footprint(stage: Stage): Promise<Figure[]> {
  const { bare, siwen, card } = stage;
  async function measured(
    side: Side,
    { pid, startedAt }: { readonly pid: number; readonly startedAt: number },
    fanOut: () => Promise<unknown>,
  ) {
    const readyMs = (await side.server.ask('connected', undefined)) - startedAt;
    await pause(idleAfterMs(stage.members));
    const idle = residentBytes(pid).now;
    await side.server.ask('watch', undefined);
    await Promise.all([fanOut(), side.server.ask('posted', side.users.length)]);
    return { readyMs, idle, peak: residentBytes(pid).most };
  }
  const done = await pairs(
    stage.pairs,
    async () => {
      await stage.startBare();
      return measured(bare, bare.app, () => bare.app.ask('post', { users: bare.users, ...card, atOnce: AT_ONCE }));
    },
    async () => {
      await siwen.program.stop();
      siwen.program = await siwen.office.start(NO_LIMIT);
      const seen = await measured(siwen, siwen.program, () => siwen.server.ask('send', siwen.users[0] ?? ''));
      await siwen.office.settled();
      return seen;
    },
  );
  return [
    compared('from start to ready', done, ({ readyMs }) => readyMs, ms, { atMost: 2 }),
    compared('resident memory, idle', done, ({ idle }) => idle, megabytes, { atMost: 2 }),
    compared('resident memory, at the peak of a fan-out', done, ({ peak }) => peak, megabytes, { atMost: 2 }),
  ];
}
