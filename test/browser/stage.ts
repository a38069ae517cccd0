import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { PageEvent, PageMessage, PageRequests, Snapshot } from '../../src/workspace/protocol.js';

export type Asked = { readonly route: string; readonly body: Record<string, unknown> };

/**
 * The other side of the page's protocol with nothing behind it, for what the real server can't be brought to do at will:
 * every kind of block, a slow answer, a lost connection. Requests are kept; the test says what happens.
 */
export type Stage = {
  readonly address: string;
  readonly asked: Asked[];
  /** What POSTs answer, by route; `{ ok: true }` otherwise. May wait. */
  readonly answers: Map<string, (body: Record<string, unknown>) => unknown>;
  snapshot: Snapshot;
  messages: PageMessage[];
  tell(event: PageEvent): void;
  /** The next request of that route; one that came before `since` (a length of `asked`) doesn't count. */
  next<Route extends keyof PageRequests>(route: Route, since?: number): Promise<PageRequests[Route]>;
  dropConnections(): void;
  close(): Promise<void>;
};

const built = resolve('dist/workspace/page');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export async function openStage(snapshot: Snapshot, messages: PageMessage[]): Promise<Stage> {
  if (!existsSync(join(built, 'index.html'))) throw new Error('the page is not built: run `npm run build` first');
  const sockets = new Set<WebSocket>();
  const listeners = new Set<() => void>();
  const server = createServer((request, response) => void serve(request, response));
  const socketServer = new WebSocketServer({ server, path: '/local/socket' });
  socketServer.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

  const stage: Stage = {
    address: `http://127.0.0.1:${portOf(server.address())}`,
    asked: [],
    answers: new Map(),
    snapshot,
    messages,
    tell(event) {
      for (const socket of sockets) socket.send(JSON.stringify(event));
    },
    next: (route, since = 0) =>
      new Promise((found) => {
        const look = () => {
          const request = stage.asked.slice(since).find((asked) => asked.route === route);
          if (!request) return;
          listeners.delete(look);
          found(request.body as never);
        };
        listeners.add(look);
        look();
      }),
    dropConnections() {
      for (const socket of sockets) socket.terminate();
    },
    async close() {
      this.dropConnections();
      socketServer.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', stage.address);
    const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (url.pathname === '/local/snapshot') {
      const user = url.searchParams.get('user') ?? stage.snapshot.me.id;
      const me = stage.snapshot.people.find(({ id }) => id === user);
      return json(me ? { ok: true, snapshot: { ...stage.snapshot, me } } : { ok: false, error: 'user_not_found' });
    }
    if (url.pathname === '/local/messages') return json({ ok: true, ...page(stage.messages, url.searchParams) });
    if (url.pathname.startsWith('/local/')) {
      const body = JSON.parse(await textOf(request));
      if (request.headers['x-siwen-page'] !== '1') return response.writeHead(403).end();
      stage.asked.push({ route: url.pathname, body });
      for (const listener of [...listeners]) listener();
      return json({ ok: true, ...Object(await stage.answers.get(url.pathname)?.(body)) });
    }
    const file = join(built, url.pathname === '/' ? 'index.html' : url.pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader('content-security-policy', "default-src 'self'; connect-src 'self' ws:");
    return response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(await readFile(file));
  }
  return stage;
}

function page(messages: readonly PageMessage[], query: URLSearchParams): { messages: PageMessage[]; more: boolean } {
  const before = query.get('before');
  const fitting = messages.filter(({ channel, ts }) => channel === query.get('channel') && (!before || ts < before));
  return { messages: fitting.slice(-50), more: fitting.length > 50 };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('the stage has no port');
  return address.port;
}
