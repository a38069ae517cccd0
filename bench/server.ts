import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { AppLink } from '../src/workspace/app-link.js';
import type { Desk } from '../src/workspace/desk.js';
import { createFaults } from '../src/workspace/faults.js';
import { listen, urlOf } from '../src/workspace/listen.js';
import { openDesk } from '../src/workspace/open-desk.js';
import { createPages } from '../src/workspace/pages.js';
import type { Person } from '../src/workspace/people.js';
import { routesOf } from '../src/workspace/routes.js';
import { createSocketLink, type SocketLink } from '../src/workspace/socket-link.js';
import { machineStopwatch } from '../src/workspace/stopwatch.js';
import { acceptSockets } from '../src/workspace/upgrade.js';
import { createCalls } from './calls.js';
import { answer } from './helper.js';
import { createVisitors } from './visitors.js';

export type Address = { readonly apiUrl: string; readonly botToken: string; readonly appToken: string };

/** The local server, assembled as src/workspace/server.ts does it, in a process of its own and in memory: what it costs is the same for whoever calls it. */
async function open(people: readonly Person[]) {
  const faults = createFaults();
  const pages = createPages();
  const link = createSocketLink(faults, machineStopwatch, () => undefined);
  const seed = { team: '某局', bot: '四问', people, channels: [], commands: [], shortcuts: [] };
  let url = '';
  const asked: number[] = [];
  const desk = openDesk(seed, { faults, pages, app: timed(link, asked), stopwatch: machineStopwatch, url: () => url });
  const calls = createCalls(faults);
  const routes = routesOf(desk, { host: '127.0.0.1', news: undefined });
  const handle = getRequestListener((request, env) => calls.note(request, () => routes.fetch(request, env)));
  const server = createServer((request, response) => void handle(request, response));
  acceptSockets(server, desk, link, '127.0.0.1');
  url = urlOf('127.0.0.1', await listen(server, 0, '127.0.0.1'));
  return {
    desk,
    link,
    calls,
    visitors: createVisitors(desk, asked),
    address: { apiUrl: `${url}/api/`, botToken: desk.tokens.bot, appToken: desk.tokens.app },
  };
}

/** Notes how long the app takes to acknowledge a press or a form: from the envelope to the acknowledgement, in milliseconds. */
function timed(link: SocketLink, asked: number[]): AppLink {
  return {
    ...link,
    async ask(type, payload) {
      const since = performance.now();
      const said = await link.ask(type, payload);
      asked.push(said.kind === 'acknowledged' ? performance.now() - since : Number.POSITIVE_INFINITY);
      return said;
    },
  };
}

let workspace: Awaited<ReturnType<typeof open>> | undefined;
const running = () => {
  if (!workspace) throw new Error('the server is not open');
  return workspace;
};
const usersOf = (desk: Desk) =>
  desk.store
    .users()
    .filter((user) => !user.bot)
    .map(({ id }) => id);

const answers = {
  async open(people: readonly Person[]) {
    workspace = await open(people);
    return { address: workspace.address, users: usersOf(workspace.desk) };
  },
  /** When the app's first line is up, in epoch milliseconds. */
  async connected() {
    while (running().link.count() === 0) await pause(2);
    return Date.now();
  },
  watch: () => running().calls.watch(),
  seen: () => running().calls.seen(),
  posted: (count: number) => running().calls.posted(count),
  limits(on: boolean) {
    running().desk.faults.enforceRates = on;
  },
  storm: (share: number) => running().calls.storm(share),
  newest: (user: string) => running().visitors.newest(user),
  form: (user: string) => running().visitors.form(user),
  openForms: (users: readonly string[]) => running().visitors.open(users),
  submit: (how: Parameters<ReturnType<typeof createVisitors>['submit']>[0]) => running().visitors.submit(how),
  send: (user: string) => running().visitors.send(user),
  announce: (user: string) => running().visitors.announce(user),
};
export type ServerCalls = typeof answers;
answer(answers);
