import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { webApi } from './api/web-api.js';
import { createAppLink } from './app-link.js';
import type { ClockControl } from './clock-control.js';
import { createClockNews } from './clock-news.js';
import { type Desk, SlackError } from './desk.js';
import { createFaults, type Faults } from './faults.js';
import { guard, pageHeaders } from './guard.js';
import { pageRoutes } from './page-routes.js';
import { createPages } from './pages.js';
import { ensurePeople, type Person } from './people.js';
import { respond } from './respond.js';
import { openStore, type Store } from './store.js';
import { createTickets } from './tickets.js';
import { acceptSockets } from './upgrade.js';
import { createViews } from './views.js';

export type WorkspaceOptions = {
  /** The workspace's own SQLite file; absent: in memory. */
  readonly file?: string;
  /** 0: any free port. */
  readonly port: number;
  /** Default 127.0.0.1: not reachable from other machines. */
  readonly host?: string;
  readonly team: string;
  readonly bot: string;
  readonly people: readonly Person[];
  readonly channels: readonly { readonly name: string; readonly topic: string }[];
  readonly commands: Desk['commands'];
  readonly shortcuts: Desk['shortcuts'];
  /** Folder of the built page; absent: no page is served. */
  readonly pageDir?: string;
  /** Office time for time stamps, epoch ms; default: the machine's clock. */
  readonly now?: () => number;
  readonly clock?: ClockControl;
  /** Routes of the program itself, e.g. /healthz. */
  readonly routes?: Hono;
};

export type Workspace = {
  /** Where people open the page. */
  readonly url: string;
  /** What the bot is given as SLACK_API_URL. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly faults: Faults;
  readonly link: Desk['app'];
  ensurePeople(people: readonly Person[]): void;
  close(): Promise<void>;
};

/** Starts the local workspace: Slack's Web API and Socket Mode for the bot, and a page for people. Rejects where the port is taken. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const store = openStore(options.file);
  const faults = createFaults();
  const pages = createPages();
  const app = createAppLink(faults, (connected) => pages.sendAll(() => ({ type: 'connected', connected })));
  const now = options.now ?? Date.now;
  const elapsed = () => performance.now();
  const host = options.host ?? '127.0.0.1';
  let url = '';
  const desk: Desk = {
    store,
    faults,
    pages,
    app,
    views: createViews(),
    tickets: createTickets(elapsed),
    team: { id: remembered(store, 'team', 'T'), name: options.team },
    bot: { userId: remembered(store, 'bot', 'U'), botId: remembered(store, 'bot-id', 'B'), name: options.bot },
    tokens: { bot: remembered(store, 'bot-token', 'xoxb-local-'), app: remembered(store, 'app-token', 'xapp-local-') },
    commands: options.commands,
    shortcuts: options.shortcuts,
    now,
    elapsed,
    nextTs: timestamps(store, now),
    url: () => url,
  };
  seed(desk, options);
  const news = options.clock && createClockNews(options.clock, pages);

  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.onError((error, c) =>
    error instanceof SlackError
      ? c.json({ ok: false, error: error.error }, error.httpStatus as 200)
      : c.json({ ok: false, error: 'internal_error' }, 500),
  );
  routes.route('/api', webApi(desk));
  routes.post('/upload/:id', async (c) => {
    const form = c.req.header('content-type')?.includes('multipart/form-data') ? await c.req.parseBody() : undefined;
    const sent = Object.values(form ?? {}).find((value) => value instanceof File);
    const content = new Uint8Array(sent instanceof File ? await sent.arrayBuffer() : await c.req.arrayBuffer());
    return desk.store.fillFile(c.req.param('id'), content) > 0 ? c.text(`OK - ${content.length}`) : c.text('not found', 404);
  });
  routes.post('/respond/:id', async (c) => {
    respond(desk, c.req.param('id'), await c.req.json());
    return c.text('ok');
  });
  if (options.routes) routes.route('/', options.routes);
  routes.use('*', pageHeaders);
  routes.use('/local/*', guard(host));
  routes.route('/', pageRoutes(desk, options.clock, news));
  if (options.pageDir) routes.use('*', serveStatic({ root: options.pageDir }));

  const server = createServer(getRequestListener(routes.fetch));
  acceptSockets(server, desk, host);
  await listen(server, options.port, host);
  const address = server.address();
  url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${typeof address === 'object' ? address?.port : options.port}`;
  await news?.refresh();

  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: desk.tokens.bot,
    appToken: desk.tokens.app,
    faults,
    link: app,
    ensurePeople: (people) => ensurePeople(desk, people),
    async close() {
      news?.close();
      app.close();
      pages.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
    },
  };
}

function seed(desk: Desk, options: WorkspaceOptions): void {
  desk.store.saveUser({
    id: desk.bot.userId,
    handle: 'siwen',
    name: options.bot,
    email: '',
    title: '',
    locale: 'zh-CN',
    zone: 'Asia/Shanghai',
    deleted: false,
    bot: true,
  });
  for (const { name, topic } of options.channels)
    desk.store.saveConversation({ id: remembered(desk.store, `channel:${name}`, 'C'), kind: 'channel', name, topic, userId: null });
  ensurePeople(desk, options.people);
}

/** An identity made at the first start and kept: the bot's tokens and ids are the same after a restart. */
function remembered(store: Store, name: string, prefix: string): string {
  const known = store.setting(name);
  if (known) return known;
  const made = `${prefix}${prefix.length > 1 ? randomBytes(16).toString('hex') : randomBytes(5).toString('hex').toUpperCase()}`;
  store.saveSetting(name, made);
  return made;
}

/** Time stamps of messages: seconds with six digits, never twice, never backwards, also after a restart. */
function timestamps(store: Store, now: () => number): () => string {
  let last = Math.round(Number(store.lastTs()) * 1_000_000);
  return () => {
    last = Math.max(last + 1, Math.round(now() * 1_000));
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
