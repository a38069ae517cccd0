import type { WebSocket } from 'ws';
import { z } from 'zod';
import { type Answer, type AppLink, createRedelivery, type EnvelopeType, type OnSettled, type Retry } from './app-link.js';
import { createEnvelopes } from './envelopes.js';
import type { Faults } from './faults.js';
import { APP_ID } from './ids.js';
import type { Stopwatch } from './stopwatch.js';

/** docs.slack.dev: Using Socket Mode, "Using multiple connections". */
const MOST_CONNECTIONS = 10;
const PING_EVERY_MS = 5_000;
const HOST = { host: 'siwen-workspace' };

/** Socket Mode (docs.slack.dev: Using Socket Mode), and what can be done to its connections. */
export type SocketLink = AppLink & {
  accept(socket: WebSocket): void;
  /** How many connections are open. */
  count(): number;
  /** What Slack does every few hours: says that the connections will end, without ending them. */
  warn(): void;
  /** Ends each connection in good order; the app opens new ones. */
  refresh(): void;
  /** Drops every connection without a word. */
  cut(): void;
};

const Ack = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

export function createSocketLink(
  faults: Faults,
  stopwatch: Stopwatch,
  onConnected: (connected: boolean) => void,
  onSettled?: OnSettled,
): SocketLink {
  const sockets: WebSocket[] = [];
  const envelopes = createEnvelopes(stopwatch);
  let turn = 0;

  /** Each payload goes to one of the connections, in turn. */
  const deliver = async (type: EnvelopeType, payload: unknown, retry?: Retry): Promise<Answer> => {
    if (faults.envelopeDelayMs > 0) await stopwatch.wait(faults.envelopeDelayMs);
    const socket = sockets[turn++ % Math.max(1, sockets.length)];
    if (!socket) return { kind: 'no-app' };
    return envelopes.open((envelopeId) => {
      const envelope = JSON.stringify({
        envelope_id: envelopeId,
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...(retry ? { retry_attempt: retry.attempt, retry_reason: retry.reason } : {}),
      });
      for (let n = 0; n < faults.deliveries; n++) socket.send(envelope);
    });
  };

  const events = createRedelivery(
    stopwatch,
    async (payload, retry) => {
      const answer = await deliver('events_api', payload, retry);
      return { delivered: answer.kind === 'acknowledged', reason: 'timeout' };
    },
    onSettled,
  );

  const drop = (socket: WebSocket) => {
    const index = sockets.indexOf(socket);
    if (index >= 0) sockets.splice(index, 1);
    if (index >= 0) onConnected(sockets.length > 0);
  };

  const sayGoodbye = (socket: WebSocket, reason: string) => socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: HOST }));

  return {
    connected: () => sockets.length > 0,
    count: () => sockets.length,
    accept(socket) {
      socket.on('error', () => socket.terminate());
      if (sockets.length >= MOST_CONNECTIONS) {
        sayGoodbye(socket, 'too_many_websockets');
        socket.close(1000);
        return;
      }
      sockets.push(socket);
      const ping = setInterval(() => socket.ping(String(Date.now())), PING_EVERY_MS);
      socket.on('close', () => {
        clearInterval(ping);
        drop(socket);
      });
      socket.on('message', (data) => {
        const ack = Ack.safeParse(parsed(String(data)));
        if (!ack.success) return;
        if (faults.lostAcks > 0) faults.lostAcks -= 1;
        else envelopes.settle(ack.data.envelope_id, { kind: 'acknowledged', payload: ack.data.payload });
      });
      const hello = { type: 'hello', num_connections: sockets.length, connection_info: { app_id: APP_ID }, debug_info: HOST };
      socket.send(JSON.stringify(hello));
      onConnected(true);
    },
    ask: (type, payload) => deliver(type, payload),
    tell: events.tell,
    warn() {
      for (const socket of sockets) sayGoodbye(socket, 'warning');
    },
    refresh() {
      for (const socket of [...sockets]) {
        sayGoodbye(socket, 'refresh_requested');
        drop(socket);
        socket.close(1000);
      }
    },
    cut() {
      for (const socket of [...sockets]) socket.terminate();
    },
    close() {
      events.close();
      envelopes.close();
      for (const socket of [...sockets]) socket.terminate();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
