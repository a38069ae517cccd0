import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { onTestFinished, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';

/*
 * A chat server that speaks Slack's protocol and is not ours: written from the protocol alone, with as little as a bot can be expected
 * to live with. It knows ten methods, answers with the fewest fields, has no teams, locales, metadata, block ids or time of its own,
 * never pings, and listens for WebSockets on another port.
 */

type Json = Record<string, unknown>;
export type Posted = { channel: string; ts: string; text: string; blocks: Json[]; user: string };
type Options = {
  /** `more`: what else its list says of them. */
  readonly users: readonly { readonly id: string; readonly name: string; readonly email?: string; readonly more?: Json }[];
  /** What else it answers to the question who the bot is. */
  readonly bot?: Json;
  /** Which of the connections gets an envelope: one in turn, all of them, or the newest, the older ones being hung up on. */
  readonly lines?: 'in-turn' | 'all' | 'newest';
  /** Takes ids of conversations only, where Slack takes a user's as well. */
  readonly conversationsOnly?: boolean;
  /** Tells the bot of its own messages as if somebody had typed them. */
  readonly echo?: boolean;
  readonly without?: readonly string[];
};
export type SparseServer = Awaited<ReturnType<typeof sparseServer>>;

export async function sparseServer({ users, bot = {}, lines = 'in-turn', conversationsOnly = false, echo = false, without = [] }: Options) {
  const botToken = 'bot-secret';
  const appToken = 'app/secret';
  const messages: Posted[] = [];
  const views: Json[] = [];
  const homes = new Map<string, Json>();
  const calls: string[] = [];
  const sockets: WebSocket[] = [];
  const frozen: WebSocket[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  let clock = 1_700_000_000;
  let turn = 0;

  const dmOf = (user: string) => `D-${user}`;
  const post = (channel: string, text: string, blocks: Json[], user: string): Posted => {
    const message = { channel, ts: `${clock++}.000100`, text, blocks, user };
    messages.push(message);
    return message;
  };
  const channelOf = (id: unknown): string | undefined => {
    const wanted = String(id);
    if (users.some((user) => dmOf(user.id) === wanted)) return wanted;
    return !conversationsOnly && users.some((user) => user.id === wanted) ? dmOf(wanted) : undefined;
  };
  const blocksOf = (args: Json): Json[] => (typeof args.blocks === 'string' ? JSON.parse(args.blocks) : ((args.blocks as Json[]) ?? []));
  const viewOf = (args: Json): Json => (typeof args.view === 'string' ? JSON.parse(args.view) : (args.view as Json));
  const no = (error: string) => ({ ok: false, error });

  const methods: Record<string, (args: Json) => Json> = {
    'auth.test': () => ({ ok: true, user_id: 'UBOT', user: 'bot', ...bot }),
    'apps.connections.open': () => ({ ok: true, url: `ws://127.0.0.1:${portOf(wsServer)}/?ticket=1` }),
    'users.list': () => ({
      ok: true,
      members: users.map(({ id, name, email, more }) => ({ id, name, profile: email ? { email } : {}, ...more })),
    }),
    'conversations.open': ({ users: user }) =>
      channelOf(dmOf(String(user))) ? { ok: true, channel: { id: dmOf(String(user)) } } : no('user_not_found'),
    'conversations.history': ({ channel }) => ({
      ok: true,
      messages: messages.filter((one) => one.channel === channel).map(({ ts, text, user }) => ({ type: 'message', ts, text, user })),
    }),
    'chat.postMessage'(args) {
      const channel = channelOf(args.channel);
      if (!channel) return no('channel_not_found');
      const { ts, text } = post(channel, String(args.text), blocksOf(args), 'UBOT');
      if (echo) void deliver('events_api', { event: { type: 'message', channel, user: 'UBOT', text, ts } });
      return { ok: true, ts };
    },
    'chat.update'(args) {
      const message = messages.find((one) => one.channel === args.channel && one.ts === args.ts);
      if (!message) return no('message_not_found');
      message.text = String(args.text);
      message.blocks = blocksOf(args);
      return { ok: true };
    },
    'views.open': (args) => show(args),
    'views.update'(args) {
      const view = views.find((one) => one.id === args.view_id);
      return view ? { ok: true, view: Object.assign(view, viewOf(args)) } : no('not_found');
    },
    'views.publish'(args) {
      homes.set(String(args.user_id), viewOf(args));
      return { ok: true };
    },
  };
  const triggers = new Set<string>();
  function show(args: Json): Json {
    if (!triggers.delete(String(args.trigger_id))) return no('invalid_trigger_id');
    const view = { ...viewOf(args), id: `V${views.length + 1}` };
    views.push(view);
    return { ok: true, view: { id: view.id } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.url?.split('/').at(-1)?.split('?')[0] ?? '';
    calls.push(method);
    const token = request.headers.authorization?.replace('Bearer ', '');
    const run = without.includes(method) ? undefined : methods[method];
    const said = !run
      ? no('unknown_method')
      : token !== (method.startsWith('apps.') ? appToken : botToken)
        ? no('invalid_auth')
        : run(await argsOf(request));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  }
  const server = createServer((request, response) => void answer(request, response));
  const wsServer = createServer();
  new WebSocketServer({ server: wsServer }).on('connection', (socket) => {
    if (lines === 'newest') for (const other of sockets.splice(0)) other.close();
    sockets.push(socket);
    socket.on('close', () => void (sockets.includes(socket) && sockets.splice(sockets.indexOf(socket), 1)));
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data));
      waiting.get(id)?.(payload);
      waiting.delete(id);
    });
    socket.send('{"type":"hello"}');
  });
  await Promise.all([listening(server), listening(wsServer)]);

  /** Resolves with the payload of the first acknowledgement; rejects when none comes. */
  function deliver(type: string, payload: Json): Promise<unknown> {
    const id = `e-${turn}`;
    const chosen = lines === 'all' ? sockets : sockets.slice(turn % Math.max(1, sockets.length)).slice(0, 1);
    turn += 1;
    for (const socket of chosen) socket.send(JSON.stringify({ envelope_id: id, type, payload }));
    return new Promise((resolve, reject) => {
      waiting.set(id, resolve);
      AbortSignal.timeout(5_000).addEventListener('abort', () => reject(new Error(`no acknowledgement of ${JSON.stringify(payload)}`)));
    });
  }

  async function close() {
    for (const socket of [...sockets, ...frozen]) socket.terminate();
    server.closeAllConnections();
    await Promise.all([server, wsServer].map((one) => new Promise((resolve) => one.close(resolve))));
  }
  onTestFinished(close);

  return {
    apiUrl: `http://127.0.0.1:${portOf(server)}/api/`,
    botToken,
    appToken,
    messages,
    views,
    homes,
    calls,
    sockets,
    /** The lines that there are stay connected, but nothing is read or answered on them any more. */
    freeze() {
      for (const socket of sockets.splice(0)) {
        frozen.push(socket);
        socket.pause();
      }
    },
    deliver,
    /** A trigger that opens one view. */
    trigger() {
      const id = `t${turn++}`;
      triggers.add(id);
      return id;
    },
    /** The person's words arrive in their conversation with the bot. */
    type(user: string, text: string) {
      const { channel, ts } = post(dmOf(user), text, [], user);
      return deliver('events_api', { event: { type: 'message', channel, user, text, ts } });
    },
    /** The newest message to this person that contains `words`, present or to come. */
    message: (user: string, words: string): Promise<Posted> =>
      vi.waitUntil(
        () => messages.findLast((one) => one.channel === dmOf(user) && one.user === 'UBOT' && JSON.stringify(one).includes(words)),
        {
          timeout: 15_000,
          interval: 20,
        },
      ),
    homeWith: (user: string, words: string) =>
      vi.waitUntil(() => JSON.stringify(homes.get(user) ?? '').includes(words), { timeout: 15_000, interval: 20 }),
    to: (user: string) => messages.filter((one) => one.channel === dmOf(user) && one.user === 'UBOT'),
    close,
  };
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function argsOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks).toString();
  return request.headers['content-type']?.includes('json') ? JSON.parse(raw || '{}') : Object.fromEntries(new URLSearchParams(raw));
}
