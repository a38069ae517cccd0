import type { Fate } from './bot.js';
import type { SimulatedChat } from './chat.js';
import type { Running } from './running.js';
import { START, type World } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const KINDS = ['crash', 'crash in a transaction', 'restart', 'outage', 'storm', 'lossy', 'disk full', 'wrong clock'] as const;
export type Mishap = (typeof KINDS)[number];

/** How many of each befall the office in `days`: each kind in most runs, so that each is also seen without the others. */
const A_YEAR: Readonly<Record<Mishap, number>> = {
  crash: 120,
  'crash in a transaction': 200,
  restart: 40,
  outage: 50,
  storm: 60,
  lossy: 120,
  'disk full': 40,
  'wrong clock': 40,
};
/** 08:30 by the office's clock, since the simulation begins at 06:00. */
const ROUNDS_GO_OUT = 2.5 * HOUR;
/** Short runs are rougher, or little would happen in them. */
const AT_LEAST_A_WEEK = 2;

/**
 * Everything that goes wrong, planned in advance. `restarted`: a start and what follows it. `tick`: within a second the program looks what has
 * become due; here it does so when the clock leaps, or messages would expire that belong to a round which it still takes for open.
 */
export function planMishaps(
  world: World,
  running: Running,
  chat: SimulatedChat,
  { restarted, tick }: { restarted(): Promise<void>; tick(): Promise<void> },
): Record<Mishap, number> {
  const { chance, agenda, timer, options } = world;
  const count = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Mishap, number>;
  const later = (ms: number, act: () => unknown) => agenda.add(timer.elapsed() + ms, async () => void (await act()), { alone: true });
  const downtime = () =>
    chance.happens(0.7) ? chance.whole(5, 300) * 1_000 : chance.happens(0.7) ? chance.whole(1, 20) * HOUR : chance.whole(1, 4) * DAY;
  const comesBack = () => later(downtime(), restarted);
  const during = async (ms: number, begin: () => unknown, end: () => unknown) => {
    later(ms, end);
    await begin();
  };
  /** The machine's clock leaps; true time doesn't. */
  async function leap(skewMs: number): Promise<void> {
    world.setClock(skewMs);
    world.note(`clock ${world.clock.now() - START - world.timer.elapsed()}`);
    await tick();
  }

  const acts: Record<Mishap, () => unknown> = {
    crash() {
      running.bot()?.die();
      comesBack();
    },
    'crash in a transaction'() {
      const how = chance.pick<Fate>(['dies before', 'dies inside', 'dies after']);
      running.doom.coming = { left: chance.whole(1, chance.pick([3, 40, 1_500])), how };
      later(chance.whole(1, 12) * HOUR, () => (running.bot() ? undefined : restarted()));
    },
    async restart() {
      await running.stop();
      comesBack();
    },
    outage: () =>
      during(
        chance.happens(0.8) ? chance.whole(1, 180) * MINUTE : chance.whole(3, 14) * HOUR,
        () => Object.assign(chat.weather, { away: true }),
        () => Object.assign(chat.weather, { away: false }),
      ),
    storm: () =>
      during(
        chance.whole(1, 90) * MINUTE,
        () => Object.assign(chat.weather, { storm: chance.pick([0.05, 0.3, 0.8]) }),
        () => Object.assign(chat.weather, { storm: 0 }),
      ),
    lossy: () =>
      during(
        chance.whole(1, 600) * MINUTE,
        () => Object.assign(chat.weather, { lossy: chance.pick([0.02, 0.1, 0.3, 0.6]) }),
        () => Object.assign(chat.weather, { lossy: 0 }),
      ),
    'disk full': () =>
      during(
        chance.whole(1, 60) * MINUTE,
        () => Object.assign(running.doom, { diskFull: chance.pick([0.05, 0.5, 1]) }),
        () => Object.assign(running.doom, { diskFull: 0 }),
      ),
    'wrong clock'() {
      const off = chance.pick([-48, -1, 1, 48, chance.whole(-48, 48)]) * HOUR + chance.whole(-1, 1);
      return during(
        chance.whole(1, 40) * HOUR,
        () => leap(off),
        () => leap(0),
      );
    },
  };

  /** Half of them when most is going on: about half past eight, when rounds go out. */
  const when = () =>
    chance.happens(0.5)
      ? Math.floor(chance.next() * options.days * DAY)
      : chance.whole(0, options.days - 1) * DAY +
        ROUNDS_GO_OUT +
        Math.floor(chance.next() ** 4 * 30 * MINUTE) -
        chance.pick([0, 1_000, 60_000]);

  for (const kind of KINDS) {
    if (!chance.happens(0.75)) continue;
    const times = Math.max(Math.round((A_YEAR[kind] * options.days) / 365), Math.round((AT_LEAST_A_WEEK * options.days) / 7));
    for (let n = 0; n < times; n++)
      agenda.add(
        when(),
        async () => {
          world.note(`mishap ${kind}`);
          count[kind] += 1;
          await acts[kind]();
        },
        { alone: true },
      );
  }
  return count;
}
