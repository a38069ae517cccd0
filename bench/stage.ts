import type { KnownBlock } from '@slack/types';
import type { BareCalls } from './bare.js';
import { type Helper, startHelper } from './helper.js';
import { makePeople } from './office.js';
import { NO_LIMIT, type Office, openOffice, type Running } from './program.js';
import type { Address, ServerCalls } from './server.js';

/** A server and whoever is connected to it. */
export type Side = { readonly server: Helper<ServerCalls>; readonly address: Address; readonly users: readonly string[] };
export type Options = { readonly members: number; readonly pairs: number; readonly restarts: number };
export type Stage = Options & {
  readonly card: { readonly text: string; readonly blocks: KnownBlock[] };
  readonly bare: Side & { app: Helper<BareCalls> };
  readonly siwen: Side & { readonly office: Office; program: Running };
  /** siwen runs at this pace, with nothing left over from before where it has none. */
  at(pace: number): Promise<void>;
  startBare(): Promise<void>;
  close(): Promise<void>;
};

/** As many calls at a time as siwen's dispatcher makes (delivery/dispatcher.ts). */
export const AT_ONCE = 6;

async function openSide(members: number): Promise<Side> {
  const server = startHelper<ServerCalls>('server');
  return { server, ...(await server.ask('open', makePeople(members))) };
}

/** Both bots, each on a server of its own, ready to work; everybody has been asked once by either. */
export async function openStage(options: Options): Promise<Stage> {
  const { members } = options;
  const [one, other] = [await openSide(members), await openSide(members)];
  const office = await openOffice(members, other.address);
  let pace = NO_LIMIT;
  const siwen = { ...other, office, program: await office.start(pace) };
  await office.settled();
  const bare = { ...one, app: await startBare(one.address) };
  const [first = ''] = siwen.users;
  const card = await siwen.server.ask('newest', first);
  await bare.app.ask('post', { users: bare.users, ...card, atOnce: AT_ONCE });
  await siwen.server.ask('openForms', [first]);
  const form = await siwen.server.ask('form', first);
  await bare.app.ask('opens', form);
  return {
    ...options,
    card,
    bare,
    siwen,
    async at(wanted) {
      if (wanted !== pace) {
        await siwen.program.stop();
        siwen.program = await office.start(wanted);
        await siwen.server.ask('connected', undefined);
        pace = wanted;
      }
      if (pace === NO_LIMIT) await office.settled();
    },
    async startBare() {
      await bare.app.stop();
      bare.app = await startBare(bare.address);
      await bare.app.ask('opens', form);
    },
    async close() {
      await siwen.program.stop();
      for (const helper of [bare.app, one.server, other.server]) await helper.stop();
      office.close();
    },
  };
}

async function startBare(address: Address): Promise<Helper<BareCalls>> {
  const app = startHelper<BareCalls>('bare');
  await app.ask('open', address);
  return app;
}
