import type { Faults } from '../src/workspace/faults.js';

const PENALTY_S = 2;
/** Calls that were on their way when the 429 was said can't know of it. */
const ON_THE_WAY_MS = 250;

/** What the app calls, as the server sees it. */
export function createCalls(faults: Faults) {
  let posts = { count: 0, firstAt: 0, lastAt: 0 };
  let all = { count: 0, limited: 0, inPenalty: 0 };
  let awaited: { readonly count: number; readonly resolve: () => void } | undefined;
  const penaltyEnds = new Map<string, { readonly from: number; readonly to: number }>();

  return {
    /** From now on. */
    watch(): number {
      posts = { count: 0, firstAt: 0, lastAt: 0 };
      all = { count: 0, limited: 0, inPenalty: 0 };
      return performance.now();
    },
    /** Messages that were posted since, when the first and the last one were; all calls, those answered with 429, and those made although Retry-After had not passed. */
    seen: () => ({ posts, all }),
    posted: (count: number): Promise<void> =>
      new Promise((resolve) => {
        if (posts.count >= count) resolve();
        else awaited = { count, resolve };
      }),
    /** So many of a hundred posts are answered with 429. */
    storm(share: number): void {
      let turn = 0;
      faults.choose = (method) => {
        turn += method === 'chat.postMessage' ? share : 0;
        if (method !== 'chat.postMessage' || turn < 100) return undefined;
        turn -= 100;
        return { kind: 'ratelimited', retryAfterS: PENALTY_S };
      };
    },
    /** Handles a call, and notes it. */
    async note(request: Request, handle: () => Response | Promise<Response>): Promise<Response> {
      const method = new URL(request.url).pathname.split('/').at(-1) ?? '';
      const cameAt = performance.now();
      const penalty = penaltyEnds.get(method);
      all.count += 1;
      if (penalty && cameAt > penalty.from && cameAt < penalty.to) all.inPenalty += 1;
      const response = await handle();
      const now = performance.now();
      if (response.status === 429) {
        all.limited += 1;
        penaltyEnds.set(method, { from: now + ON_THE_WAY_MS, to: now + 1_000 * Number(response.headers.get('retry-after')) });
      } else if (method === 'chat.postMessage') {
        posts.lastAt = now;
        if (posts.count === 0) posts.firstAt = now;
        posts.count += 1;
        if (awaited && posts.count >= awaited.count) awaited.resolve();
      }
      return response;
    },
  };
}
