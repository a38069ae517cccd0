import { compared, type Figure, type Pair, pairs } from '../figure.js';
import { fsyncMs, processorMs } from '../machine.js';
import { median, ms, percentile, perSecond } from '../numbers.js';
import type { Side, Stage } from '../stage.js';

const FSYNCS = 50;

type Answered = { readonly perSecond: number; readonly p99: number; readonly processor: number };

/** Submit → committed → acknowledged, against a handler that only acknowledges; from the envelope to the acknowledgement at the server. */
export async function answer(stage: Stage): Promise<Figure[]> {
  const { bare, siwen, pairs: count } = stage;
  // Everybody answers once; the first ones change their answers again and again before that, as many times as there are members: code that
  // has run a thousand times is several times as fast as code that has just been loaded, and an office's bot runs for months.
  const each = Math.floor(stage.members / (2 * count + 1));
  const fsyncs: number[] = [];
  let from = each;
  for (const { server, users } of [bare, siwen]) {
    const first = users.slice(0, each);
    for (let done = 0; done < stage.members; done += each) {
      await server.ask('openForms', first);
      await server.ask('submit', { users: first, pace: { atOnce: (done / each) % 2 === 0 ? 1 : 50 } });
    }
  }
  async function measure(atOnce: number): Promise<Pair<Answered>[]> {
    async function one({ server, users }: Side, pid: number): Promise<Answered> {
      const some = users.slice(from, from + each);
      await server.ask('openForms', some);
      fsyncs.push(...fsyncMs(FSYNCS));
      const before = processorMs(pid);
      const { took, ms: all } = await server.ask('submit', { users: some, pace: { atOnce } });
      return { perSecond: (some.length / all) * 1_000, p99: percentile(took, 99), processor: (processorMs(pid) - before) / some.length };
    }
    return pairs(
      count,
      () => one(bare, bare.app.pid),
      () =>
        one(siwen, siwen.program.pid).finally(() => {
          from += each;
        }),
    );
  }
  const figures: Figure[] = [];
  for (const [atOnce, words] of [
    [1, 'one at a time'],
    [50, '50 at a time'],
  ] as const) {
    const done = await measure(atOnce);
    const fsync = percentile(fsyncs, 99);
    const over = done.map(({ baseline, siwen: ours }) => ours.p99 - 2 * baseline.p99);
    figures.push(
      compared(`answers, ${words}`, done, (side) => side.perSecond, perSecond, { atLeast: 0.5 }),
      {
        ...compared(`acknowledgement p99, ${words}`, done, ({ p99 }) => p99, ms, { atMost: 2 }),
        target: `≤ 2 + one fsync (${ms(fsync)})`,
        met: median(over) <= fsync,
      },
      compared(`processor time for each answer, ${words}`, done, ({ processor }) => processor, ms),
    );
  }
  return figures;
}
