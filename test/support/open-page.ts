import WebSocket from 'ws';
import type { PageEvent, PageMessage, PageRequests, PageUser, Snapshot } from '../../src/workspace/protocol.js';
import type { JsonObject } from './elements.js';

const PATIENCE_MS = 10_000;

/** The page as one person has it open: what they see, kept up to date by the server's events. */
export type OpenPage = Awaited<ReturnType<typeof openPage>>;

/** Opens the page for the person of this name. */
export async function openPage(url: string, name: string) {
  const me = (await snapshotOf(url)).people.find((user) => user.name === name && !user.bot);
  if (!me) throw new Error(`nobody here is called ${name}`);

  const messages = new Map<string, PageMessage>();
  const events: PageEvent[] = [];
  const watchers = new Set<() => void>();
  let seen: Snapshot | undefined;

  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/local/socket?user=${me.id}`);
  socket.on('message', (data) => {
    const event: PageEvent = JSON.parse(String(data));
    events.push(event);
    take(event);
    for (const look of [...watchers]) look();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  // What comes while the snapshot is on its way is applied to it afterwards, as the page does it.
  const first = await snapshotOf(url, me.id);
  seen = first;
  for (const event of [...events]) take(event);
  const dm = first.conversations.find((conversation) => conversation.withBot);
  if (!dm) throw new Error(`${name} has no conversation with the bot`);
  const known: { messages: PageMessage[] } = await get(
    `${url}/local/messages?${new URLSearchParams({ user: me.id, channel: dm.id }).toString()}`,
  );
  for (const message of known.messages) if (!messages.has(keyOf(message))) messages.set(keyOf(message), message);

  function take(event: PageEvent) {
    if (event.type === 'message' || event.type === 'message-changed') messages.set(keyOf(event.message), event.message);
    else if (event.type === 'message-deleted') messages.delete(keyOf(event));
    if (seen) seen = applied(seen, event);
  }

  return {
    me,
    dm,
    events: events as readonly PageEvent[],
    snapshot: (): Snapshot => seen ?? first,
    messages: (channel: string) =>
      [...messages.values()].filter((message) => message.channel === channel).sort((a, b) => (a.ts < b.ts ? -1 : 1)),
    messageAt: (channel: string, ts: string) => messages.get(keyOf({ channel, ts })),
    /** One of the page's requests; resolves when everything the server sent before it answered has been read. Rejects with the server's error. */
    async ask<Route extends keyof PageRequests>(route: Route, body: Omit<PageRequests[Route], 'user'>): Promise<JsonObject> {
      const response = await fetch(url + route, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-siwen-page': '1' },
        body: JSON.stringify({ ...body, user: me.id }),
      });
      const answer: JsonObject = JSON.parse(await response.text());
      if (answer.ok !== true) throw new Error(`${route}: ${String(answer.error)}`);
      await new Promise<void>((caughtUp, reject) => {
        if (socket.readyState !== WebSocket.OPEN) reject(new Error(`${name}'s page has lost its connection`));
        // A pong comes after everything that was written before the ping arrived.
        socket.once('pong', () => caughtUp()).ping();
      });
      return answer;
    },
    /** Resolves with what `look` finds, now or after some later event; rejects after ten seconds, naming `what` and what there is instead. */
    until<T>(what: string, look: () => T | undefined, instead: () => string): Promise<T> {
      return new Promise((resolve, reject) => {
        const patience = AbortSignal.timeout(PATIENCE_MS);
        const settle = () => {
          watchers.delete(check);
          patience.removeEventListener('abort', giveUp);
        };
        const giveUp = () => {
          settle();
          reject(new Error(`${name} waited in vain for ${what}; there is: ${instead()}`));
        };
        const check = () => {
          const found = look();
          if (found === undefined) return;
          settle();
          resolve(found);
        };
        patience.addEventListener('abort', giveUp);
        watchers.add(check);
        check();
      });
    },
    close: () => socket.terminate(),
  } satisfies { me: PageUser; [key: string]: unknown };
}

const keyOf = ({ channel, ts }: { channel: string; ts: string }) => `${channel}/${ts}`;

function applied(seen: Snapshot, event: PageEvent): Snapshot {
  switch (event.type) {
    case 'modals':
      return { ...seen, modals: event.modals };
    case 'home':
      return { ...seen, home: event.view };
    case 'people':
      return { ...seen, people: event.people };
    case 'conversations':
      return { ...seen, conversations: event.conversations };
    case 'connected':
      return { ...seen, connected: event.connected };
    case 'clock':
      return { ...seen, clock: event.clock };
    default:
      return seen;
  }
}

async function snapshotOf(url: string, user?: string): Promise<Snapshot> {
  return (await get<{ snapshot: Snapshot }>(`${url}/local/snapshot${user ? `?user=${user}` : ''}`)).snapshot;
}

/** On a connection of its own: the server may be closing one that was idle just when it is used again. */
async function get<Body>(address: string): Promise<Body> {
  const body = JSON.parse(await (await fetch(address, { headers: { connection: 'close' } })).text());
  if (body.ok !== true) throw new Error(`${address}: ${body.error}`);
  return body;
}
