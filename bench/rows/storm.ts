import type { Figure } from '../figure.js';
import { ms, percentile } from '../numbers.js';
import type { Stage } from '../stage.js';

/** So many of a hundred posts are answered with 429. */
const SHARE = 25;
const MOST_PRESSES = 400;

/** A fan-out in a storm of 429s, while people press and wait for the form. */
export async function storm({ siwen }: Stage): Promise<Figure[]> {
  const { server, users, office } = siwen;
  await server.ask('storm', SHARE);
  await server.ask('watch', undefined);
  await server.ask('send', users[0] ?? '');
  await server.ask('posted', 1);
  const took: number[] = [];
  const some = users.slice(1, MOST_PRESSES + 1);
  // At least one penalty has to begin and end.
  for (
    let seen = await server.ask('seen', undefined);
    took.length < some.length || seen.all.limited < 2;
    seen = await server.ask('seen', undefined)
  )
    took.push(...(await server.ask('openForms', [some[took.length % some.length] ?? ''])));
  const { all } = await server.ask('seen', undefined);
  await server.ask('storm', 0);
  await office.settled();
  const none = { baseline: '–', ratios: [] };
  const p99 = percentile(took, 99);
  return [
    {
      ...none,
      what: `calls before Retry-After had passed, in a storm of ${all.limited} 429s`,
      siwen: String(all.inPenalty),
      target: '0',
      met: all.inPenalty === 0,
    },
    { ...none, what: `press to form p99, ${took.length} presses in the storm`, siwen: ms(p99), target: '< 1000 ms', met: p99 < 1_000 },
  ];
}
