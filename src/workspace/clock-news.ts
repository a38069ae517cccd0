import type { ClockControl } from './clock-control.js';
import { SlackError } from './desk.js';
import type { Pages } from './pages.js';
import type { ClockState } from './protocol.js';

const TELL_EVERY_MS = 1_000;

/** Tells the open pages what time it is in the office, and what comes next. */
export type ClockNews = {
  current(): ClockState;
  moving(): boolean;
  /** Pages hear of the clock every second while `work` moves it to `to`, and when that has ended. */
  during(to: number, work: () => Promise<void>): void;
  refresh(): Promise<void>;
  close(): void;
};

export function createClockNews(clock: ClockControl, pages: Pages, onFailure: (error: unknown) => void = () => {}): ClockNews {
  let next: ClockState['next'] = null;
  let move: ClockState['move'] = null;
  let broken = false;
  let last = '';
  const current = (): ClockState => ({ now: clock.now(), zone: clock.zone, next, move, broken });
  const refresh = async () => {
    try {
      next = (await clock.next()) ?? null;
    } catch (error) {
      onFailure(error);
    }
    const state = JSON.stringify([next, move, broken]);
    if (state !== last || move) pages.sendAll(() => ({ type: 'clock', clock: current() }));
    last = state;
  };
  const timer = setInterval(() => void refresh(), TELL_EVERY_MS);
  return {
    current,
    moving: () => move !== null,
    refresh,
    during(to, work) {
      move = { from: clock.now(), to };
      broken = false;
      void refresh();
      void work()
        .catch((error: unknown) => {
          broken = true;
          onFailure(error);
        })
        .finally(() => {
          move = null;
          void refresh();
        });
    },
    close: () => clearInterval(timer),
  };
}

/** Forward only; answers at once, and the pages follow the move. */
export async function moveClock(clock: ClockControl, news: ClockNews, to: 'next' | 'halt' | number): Promise<void> {
  if (to === 'halt') return clock.halt();
  if (news.moving()) throw new SlackError('clock_is_moving');
  const target = to === 'next' ? (await clock.next())?.at : to;
  if (target === undefined) throw new SlackError('nothing_is_due');
  if (!Number.isSafeInteger(target) || target <= clock.now()) throw new SlackError('not_in_the_future');
  news.during(target, () => clock.advanceTo(target));
}
