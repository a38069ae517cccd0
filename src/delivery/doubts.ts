import type { ElapsedMs, Timer } from '../schedule/clock.js';
import type { HomeWork, UpdateWork } from './queue.js';

type Refresh = Pick<UpdateWork, 'kind' | 'id'> | Pick<HomeWork, 'kind' | 'member'>;

/**
 * Of what call of an update or a Home tab nobody knows what became: its reply was lost, or the program died in it. It may still come to pass
 * and show what was, after a newer one has been shown. So what was shown meanwhile is shown once more when nothing can come any more.
 */
export function makeDoubts(timer: Timer, longestMs: number) {
  const until = new Map<string, number>();
  const keyOf = (work: Refresh) => (work.kind === 'update' ? `update:${work.id}` : `home:${work.member}`);
  return {
    note: (work: Refresh) => void until.set(keyOf(work), timer.elapsed() + longestMs),
    /** When it is to be done once more, after a call that began at `begunAt`. Undefined: nothing could come any more even then. */
    end(work: Refresh, begunAt: ElapsedMs): number | undefined {
      const end = until.get(keyOf(work));
      return end !== undefined && end > begunAt ? end : undefined;
    },
    /** There is nothing left to be done. */
    forget: (work: Refresh) => void until.delete(keyOf(work)),
  };
}
export type Doubts = ReturnType<typeof makeDoubts>;
