import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppLink, OnSettled } from './app-link.js';
import type { ClockControl } from './clock-control.js';
import { createClockNews } from './clock-news.js';
import { createFaults, type Faults } from './faults.js';
import { createHttpLink, type RequestUrl } from './http-link.js';
import { listen, urlOf } from './listen.js';
import { openDesk, type WorkspaceSeed } from './open-desk.js';
import { createPages } from './pages.js';
import { ensurePeople, type Person } from './people.js';
import { routesOf } from './routes.js';
import { createSocketLink, type SocketLink } from './socket-link.js';
import { machineStopwatch, type Stopwatch } from './stopwatch.js';
import { acceptSockets } from './upgrade.js';

export type WorkspaceOptions = WorkspaceSeed & {
  /** 0: any free port. */
  readonly port: number;
  /** Default 127.0.0.1: not reachable from other machines. */
  readonly host?: string;
  /** Folder of the built page; absent: no page is served. */
  readonly pageDir?: string;
  readonly clock?: ClockControl;
  /** Routes of the program itself, e.g. /healthz; without the page's guard. */
  readonly routes?: Hono;
  /** The app listens there instead of using Socket Mode. */
  readonly requestUrl?: RequestUrl;
  /** Elapsed time; default: the machine's. */
  readonly stopwatch?: Stopwatch;
  /** Told of each event whether the app acknowledged it in the end. */
  readonly onEventSettled?: OnSettled;
  /** Told of what broke inside the workspace; the caller gets `internal_error`. */
  readonly onFailure?: (error: unknown) => void;
};

export type Workspace = {
  /** Where people open the page. */
  readonly url: string;
  /** What the bot is given as SLACK_API_URL. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly faults: Faults;
  /** The app's Socket Mode connections: count, warn, refresh, cut. */
  readonly link: Pick<SocketLink, 'count' | 'warn' | 'refresh' | 'cut'>;
  /** Adds, changes and deactivates accounts, and tells the app. */
  ensurePeople(people: readonly Person[]): void;
  close(): Promise<void>;
};

/** Starts the local workspace: Slack's Web API and Socket Mode for the bot, and a page for people. Rejects where the port is taken. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const host = options.host ?? '127.0.0.1';
  const faults = createFaults();
  const pages = createPages();
  let url = '';
  const stopwatch = options.stopwatch ?? machineStopwatch;
  const { requestUrl, onEventSettled } = options;
  const onConnected = (connected: boolean) => pages.sendAll(() => ({ type: 'connected', connected }));
  const socketLink = createSocketLink(faults, stopwatch, onConnected, onEventSettled);
  const app: AppLink = requestUrl ? createHttpLink(requestUrl, faults, stopwatch, onEventSettled) : socketLink;
  const desk = openDesk(options, { faults, pages, app, stopwatch, url: () => url });
  const news = options.clock && createClockNews(options.clock, pages, options.onFailure);
  const handle = getRequestListener(routesOf(desk, { ...options, host, news }).fetch);
  const server = createServer((request, response) => void handle(request, response));
  acceptSockets(server, desk, socketLink, host);
  try {
    url = urlOf(host, await listen(server, options.port, host));
  } catch (error) {
    news?.close();
    desk.store.close();
    throw error;
  }
  await news?.refresh();

  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: desk.tokens.bot,
    appToken: desk.tokens.app,
    faults,
    link: socketLink,
    ensurePeople: (people) => ensurePeople(desk, people),
    async close() {
      news?.close();
      app.close();
      socketLink.close();
      pages.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      desk.store.close();
    },
  };
}
