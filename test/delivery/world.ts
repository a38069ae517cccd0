import { onTestFinished } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { Card } from '../../src/chat/card.js';
import { openSealer } from '../../src/db/sealer.js';
import type { Transact, Tx } from '../../src/db/transact.js';
import { createDispatcher, type DispatcherDeps } from '../../src/delivery/dispatcher.js';
import { noteHomeOpened } from '../../src/delivery/homes.js';
import { enqueue } from '../../src/delivery/outbox.js';
import type { Outgoing } from '../../src/delivery/outgoing.js';
import { createPacing, localPace } from '../../src/delivery/pacing.js';
import type { MemberId } from '../../src/org/member.js';
import { testDatabase } from '../support/database.js';
import { type VirtualTimer, virtualTimer } from '../support/timer.js';
import { fakeChat } from './fake-chat.js';
import { addMembers } from './members.js';

export const START = Date.UTC(2026, 10, 24, 1);
export const card = (summary: string): Card => ({ summary, blocks: [] });
export const member = (id: string) => id as MemberId;
export const post = (key: string, to: string, more: Partial<Extract<Outgoing, { kind: 'post' }>> = {}): Outgoing => ({
  kind: 'post',
  key,
  to: { chatUser: to },
  card: card(key),
  urgency: 'routine',
  ...more,
});

type Options = Partial<DispatcherDeps> & { readonly historyLagMs?: number };

/** A real database file, a fake chat, virtual time: one office's delivery. */
export async function office(options: Options = {}) {
  const database = await testDatabase();
  await addMembers(database.path, ['M1', 'M2', 'M3']);
  const timer = virtualTimer();
  const chat = fakeChat(timer, START, options);
  const world = { database, timer, chat, ...desk(database.transact, timer, chat.chat, options) };
  onTestFinished(() => stopped(world));
  return world;
}

/** Ends the dispatcher while time still passes for it. */
async function stopped({ timer, dispatcher }: { timer: VirtualTimer; dispatcher: ReturnType<typeof createDispatcher> }): Promise<void> {
  let done = false;
  void dispatcher.stop().then(() => {
    done = true;
  });
  await timer.until(() => done, 60_000);
}

export function desk(transact: Transact, timer: VirtualTimer, chat: DispatcherDeps['chat'], options: Options = {}) {
  let shift = 0;
  const now = () => (START + timer.elapsed() + shift) as Instant;
  const accounts = new Map<string, string>([
    ['M1', 'U1'],
    ['M2', 'U2'],
    ['M3', 'U3'],
  ]);
  const stuck: string[] = [];
  const logged: string[] = [];
  const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const dispatcher = createDispatcher({
    transact,
    chat,
    clock: { now },
    chatClock: { now: () => (START + timer.elapsed()) as Instant },
    timer,
    pacing: createPacing(localPace),
    sealer: openSealer(new Uint8Array(32)),
    quietMs: 60_000,
    addressOf: async (_tx, id) => accounts.get(id),
    addressesOf: async (_tx, ids) => new Map(ids.flatMap((id) => (accounts.has(id) ? [[id, accounts.get(id) ?? ''] as const] : []))),
    // Whoever has none has had theirs switched off.
    holdsAccount: async (_tx, id, account) => (accounts.get(id) ?? account) === account,
    renderHome: async () => ({ blocks: [] }),
    files: {},
    onStuck: async (_tx, { key }) => void stuck.push(key),
    log: { debug: () => undefined, info: log, warn: log, error: log },
    attempted: () => undefined,
    random: () => 0.5,
    ...options,
  });
  return {
    dispatcher,
    accounts,
    stuck,
    logged,
    now,
    /** Office time only, as the local workspace's clock control does it. */
    moveOfficeTime: (ms: number) => {
      shift += ms;
    },
    send: (...all: Outgoing[]) =>
      transact(async (tx) => {
        const written: boolean[] = [];
        for (const each of all) written.push(await enqueue(tx, now(), each));
        return written;
      }),
    /** They have just opened their Home tab. */
    openHome: (...ids: string[]) =>
      transact(async (tx) => {
        for (const id of ids) await noteHomeOpened(tx, now(), id.replace('M', 'U'), member(id));
      }),
    ask: <T>(question: (tx: Tx) => Promise<T>) => transact(question),
    states: () =>
      transact(async (tx) =>
        Object.fromEntries(
          (await tx.selectFrom('delivery_outbox').select(['key', 'state']).orderBy('id').execute()).map((row) => [row.key, row.state]),
        ),
      ),
  };
}
