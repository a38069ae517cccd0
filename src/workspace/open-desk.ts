import { createArrivals } from './arrivals.js';
import type { Desk } from './desk.js';
import { APP_ID, identify, timestamps } from './ids.js';
import { admit, type Person } from './people.js';
import { openStore } from './store.js';
import { createTickets } from './tickets.js';
import { createViews } from './views.js';

/** Who and what is in the workspace. */
export type WorkspaceSeed = {
  /** The workspace's own SQLite file; absent: in memory. */
  readonly file?: string;
  readonly team: string;
  /** The bot's name. */
  readonly bot: string;
  readonly people: readonly Person[];
  readonly channels: readonly SeedChannel[];
  readonly commands: Desk['commands'];
  readonly shortcuts: Desk['shortcuts'];
  /** The bot scopes of the app's manifest, which limit what it may call; absent: everything. */
  readonly scopes?: readonly string[];
  /** Default: made at the first start and kept in the file. */
  readonly tokens?: { readonly bot: string; readonly app: string };
  /** Office time for time stamps and dates, epoch ms; default: the machine's clock. */
  readonly now?: () => number;
};

/** A channel everybody is in; the bot too, unless `botIsMember` is false. */
export type SeedChannel = { readonly name: string; readonly topic: string; readonly archived?: boolean; readonly botIsMember?: boolean };

type Connections = Pick<Desk, 'faults' | 'pages' | 'app' | 'stopwatch' | 'url'>;

export function openDesk(seed: WorkspaceSeed, connections: Connections): Desk {
  const store = openStore(seed.file);
  const now = seed.now ?? Date.now;
  const { elapsed } = connections.stopwatch;
  const ids = identify(store, seed.tokens);
  const name = seed.bot;
  const handle = 'siwen';
  const desk: Desk = {
    ...connections,
    store,
    views: createViews(),
    whispers: new Map(),
    tickets: createTickets(elapsed),
    arrivals: createArrivals(elapsed),
    team: { id: ids.team, name: seed.team },
    appId: APP_ID,
    bot: { userId: ids.botUser, botId: ids.bot, name, handle },
    tokens: ids.tokens,
    ...(seed.scopes ? { scopes: seed.scopes } : {}),
    commands: seed.commands,
    shortcuts: seed.shortcuts,
    now,
    nextTs: timestamps(store, now),
  };
  const profile = { name, handle, email: '', title: '', locale: 'zh-CN', zone: 'Asia/Shanghai' };
  store.saveUser({ ...profile, id: ids.botUser, deleted: false, bot: true });
  for (const { archived = false, botIsMember = true, ...channel } of seed.channels) {
    const id = ids.channel(channel.name);
    const joined = store.conversation(id)?.botIsMember === true;
    store.saveConversation({ ...channel, id, kind: 'channel', userId: null, archived, botIsMember: botIsMember || joined });
  }
  admit(desk, seed.people); // nobody is connected yet who could be told
  return desk;
}
