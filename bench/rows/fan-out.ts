import { compared, type Figure, pairs } from '../figure.js';
import { processorMs } from '../machine.js';
import { ms, perSecond } from '../numbers.js';
import { AT_ONCE, type Side, type Stage } from '../stage.js';

/** One round to everybody, as fast as it goes: from the press that sends it, or the beginning of the loop, to the last message at the server. */
export const fanOut = (stage: Stage): Promise<Figure[]> => toEverybody(stage, 'send', `one round to ${stage.members}`);

/** The same of whatever the first member has sent to everybody. */
export async function toEverybody(stage: Stage, press: 'send' | 'announce', what: string): Promise<Figure[]> {
  const { bare, siwen, card } = stage;
  const measured = async ({ server, users }: Side, pid: number, work: () => Promise<unknown>) => {
    const before = processorMs(pid);
    const since = await server.ask('watch', undefined);
    await Promise.all([work(), server.ask('posted', users.length)]);
    const { posts } = await server.ask('seen', undefined);
    const processor = (processorMs(pid) - before) / posts.count;
    return {
      processor,
      all: (posts.count / (posts.lastAt - since)) * 1_000,
      sending: ((posts.count - 1) / (posts.lastAt - posts.firstAt)) * 1_000,
    };
  };
  const done = await pairs(
    stage.pairs,
    () => measured(bare, bare.app.pid, () => bare.app.ask('post', { users: bare.users, ...card, atOnce: AT_ONCE })),
    async () => {
      const seen = await measured(siwen, siwen.program.pid, () => siwen.server.ask(press, siwen.users[0] ?? ''));
      await siwen.office.settled();
      return seen;
    },
  );
  return [
    compared(`${what}, first message to last`, done, ({ sending }) => sending, perSecond, { atLeast: 0.8 }),
    compared(`${what}, from the press that sends it`, done, ({ all }) => all, perSecond, { atLeast: 0.8 }),
    compared('processor time for each message', done, ({ processor }) => processor, ms),
  ];
}
