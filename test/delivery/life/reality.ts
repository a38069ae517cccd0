import { minuteMs } from '../../../src/calendar/instant.js';
import type { Fault, Method } from '../fake-chat.js';
import { desk, office } from '../world.js';
import type { Outcome } from './model.js';

/** How late the history may be: within the quiet period. */
const HISTORY_LAG_MS = 40_000;
const PATIENCE_MS = 24 * 60 * minuteMs;

/** A bot that can be killed and started again on the same file, over a chat whose next calls go wrong as told. */
export async function openReality() {
  const world = await office({ historyLagMs: HISTORY_LAG_MS });
  const { timer, chat, database } = world;
  const faults = new Map<Method, Fault[]>();
  chat.goWrong(({ method }) => faults.get(method)?.shift());
  let bot: ReturnType<typeof desk> = world;
  bot.dispatcher.start();

  const rows = () =>
    bot.ask((tx) => tx.selectFrom('delivery_outbox').select(['id', 'key', 'state', 'nonce', 'dropped_at']).orderBy('id').execute());
  return {
    timer,
    transact: database.transact,
    bot: () => bot,
    breakNext(method: Method, fault: Fault) {
      faults.set(method, [...(faults.get(method) ?? []), fault]);
    },
    /** `happens`: what becomes of each call that is under way. */
    async kill(happens: boolean) {
      chat.callerDies(() => happens);
      void bot.dispatcher.stop();
      const before = bot;
      bot = desk(database.transact, timer, chat.chat);
      for (const [member, user] of before.accounts) bot.accounts.set(member, user);
      bot.moveOfficeTime(before.now() - bot.now());
      await timer.settle();
      bot.dispatcher.start();
    },
    rows,
    /** Nothing goes wrong any more, everybody has an account, and time passes until nothing moves. */
    async comeToRest() {
      faults.clear();
      bot.accounts.set('M1', 'U1');
      const settled = async () => (await rows()).every(({ state }) => state !== 'pending' && state !== 'sending');
      await timer.until(settled, PATIENCE_MS).catch(() => undefined);
      await timer.advance(2 * minuteMs);
    },
    async outcomes(): Promise<Outcome[]> {
      return (await rows()).map(({ key, state, nonce, dropped_at }) => ({
        key,
        state: dropped_at === null ? state : 'dropped',
        there: chat.messages.filter((message) => message.nonce === nonce).map(({ content }) => content),
      }));
    },
    /** Keys by person, in the order in which they came. */
    async received(): Promise<Map<string, string[]>> {
      const keyOf = new Map((await rows()).map(({ nonce, key }) => [nonce, key]));
      const byPerson = new Map<string, string[]>();
      for (const { to, nonce } of chat.messages) byPerson.set(to, [...(byPerson.get(to) ?? []), keyOf.get(nonce) ?? '']);
      return byPerson;
    },
    doubled: () => chat.messages.length - new Set(chat.messages.map(({ nonce }) => nonce)).size,
    async close() {
      void bot.dispatcher.stop();
      await timer.advance(11_000);
    },
  };
}

export type Reality = Awaited<ReturnType<typeof openReality>>;
