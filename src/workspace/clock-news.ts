import type { ClockControl } from './clock-control.js';
import { SlackError } from './desk.js';
import type { Pages } from './pages.js';
import type { ClockState } from './protocol.js';

const TELL_EVERY_MS = 1_000;

/** Tells the open pages what time it is in the office, and what comes next. */
export type ClockNews = {
  current(): ClockState;
  moving(): boolean;
  /** Pages hear of the clock every second while `work` runs, and when it has ended. */
  during(work: () => Promise<void>): void;
  refresh(): Promise<void>;
  close(): void;
};

export function createClockNews(clock: ClockControl, pages: Pages, onFailure: (error: unknown) => void = () => {}): ClockNews {
  let next: ClockState['next'] = null;
  let moving = false;
  let last = '';
  const current = (): ClockState => ({ now: clock.now(), zone: clock.zone, next, moving });
  const refresh = async () => {
    try {
      next = (await clock.next()) ?? null;
    } catch (error) {
      onFailure(error);
    }
    const state = JSON.stringify([next, moving]);
    if (state !== last || moving) pages.sendAll(() => ({ type: 'clock', clock: current() }));
    last = state;
  };
  const timer = setInterval(() => void refresh(), TELL_EVERY_MS);
  return {
    current,
    moving: () => moving,
    refresh,
    during(work) {
      moving = true;
      void refresh();
      void work()
        .catch(onFailure)
        .finally(() => {
          moving = false;
          void refresh();
        });
    },
    close: () => clearInterval(timer),
  };
}

/** Forward only; answers at once, and the pages follow the move. */
export async function moveClock(clock: ClockControl, news: ClockNews, to: 'next' | number): Promise<void> {
  if (news.moving()) throw new SlackError('clock_is_moving');
  const target = to === 'next' ? (await clock.next())?.at : to;
  if (target === undefined) throw new SlackError('nothing_is_due');
  if (!Number.isSafeInteger(target) || target <= clock.now()) throw new SlackError('not_in_the_future');
  news.during(() => clock.advanceTo(target));
}
