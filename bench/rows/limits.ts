import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figure.js';
import { percent } from '../numbers.js';
import type { Stage } from '../stage.js';

/** Slack's limit on chat.postMessage that the server enforces (workspace/api/chat.ts). */
const PER_MINUTE = 300;

/** A round under Slack's limits: how much of what is permitted goes out. */
export async function limits({ siwen, members }: Stage): Promise<Figure[]> {
  const { server, users } = siwen;
  // Long enough for the server's minute to be over once, if there are people enough for it.
  const windowMs = Math.min(100_000, (members / PER_MINUTE) * 60_000 * 0.9);
  await server.ask('limits', true);
  await server.ask('watch', undefined);
  await server.ask('send', users[0] ?? '');
  await server.ask('posted', 1);
  await pause(windowMs);
  const { posts, all } = await server.ask('seen', undefined);
  await server.ask('limits', false);
  const permitted = (windowMs / 60_000) * PER_MINUTE;
  const share = posts.count / permitted;
  const limited = all.limited / all.count;
  const none = { baseline: '–', ratios: [] };
  return [
    {
      what: `messages under Slack's limits, in ${Math.round(windowMs / 1_000)} s`,
      siwen: `${posts.count}`,
      baseline: `${Math.round(permitted)} permitted`,
      ratios: [share],
      target: '≥ 0.97',
      met: share >= 0.97,
    },
    {
      ...none,
      what: 'calls answered with 429',
      siwen: `${all.limited} of ${all.count} (${percent(limited)})`,
      target: '< 1 %',
      met: limited < 0.01,
    },
  ];
}
