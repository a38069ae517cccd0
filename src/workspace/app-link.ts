import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Faults } from './faults.js';

/** How the app answered an envelope: its response payload, or why there is none. */
export type Answer =
  | { readonly kind: 'acknowledged'; readonly payload: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'no-app' };

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands';

/** Slack's limit for an acknowledgement (docs.slack.dev: Handling user interaction, "Acknowledgment response"). */
const ACK_WITHIN_MS = 3_000;
/** Events that were not acknowledged come again: nearly at once, after a minute, after five (docs.slack.dev: Events API, "Error handling and retries"). */
const RETRY_AFTER_MS = [0, 60_000, 300_000];
const PING_EVERY_MS = 5_000;

export type AppLink = {
  connected(): boolean;
  accept(socket: WebSocket): void;
  /** A press, a submission or a command: delivered once, not repeated. */
  ask(type: 'interactive' | 'slash_commands', payload: unknown): Promise<Answer>;
  /** An event: repeated until acknowledged, four times at most. */
  tell(payload: unknown): Promise<void>;
  /** What Slack does every few hours: a warning, and then the end of each connection. */
  refresh(): void;
  /** Drops every connection without a word. */
  cut(): void;
  close(): void;
};

export function createAppLink(faults: Faults, onConnected: (connected: boolean) => void): AppLink {
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let turn = 0;

  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
    return timer;
  };

  const drop = (socket: WebSocket) => {
    const index = sockets.indexOf(socket);
    if (index < 0) return;
    sockets.splice(index, 1);
    onConnected(sockets.length > 0);
  };

  const deliver = (type: EnvelopeType, payload: unknown, retry?: { attempt: number }): Promise<Answer> => {
    const socket = sockets[turn++ % Math.max(1, sockets.length)];
    if (!socket) return Promise.resolve({ kind: 'no-app' });
    const envelopeId = randomUUID();
    const retried = retry ? { retry_attempt: retry.attempt, retry_reason: 'timeout' } : {};
    const envelope = JSON.stringify({
      envelope_id: envelopeId,
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      ...retried,
    });
    return new Promise((resolve) => {
      const timer = later(() => {
        waiting.delete(envelopeId);
        resolve({ kind: 'timeout' });
      }, ACK_WITHIN_MS);
      waiting.set(envelopeId, (answer) => {
        clearTimeout(timer);
        timers.delete(timer);
        waiting.delete(envelopeId);
        resolve({ kind: 'acknowledged', payload: answer });
      });
      for (let n = 0; n < faults.deliveries; n++) socket.send(envelope);
    });
  };

  const tell = async (payload: unknown, attempt = 0): Promise<void> => {
    const answer = await deliver('events_api', payload, attempt > 0 ? { attempt } : undefined);
    const wait = RETRY_AFTER_MS[attempt];
    if (answer.kind !== 'acknowledged' && wait !== undefined) later(() => void tell(payload, attempt + 1), wait);
  };

  return {
    connected: () => sockets.length > 0,
    accept(socket) {
      sockets.push(socket);
      const ping = setInterval(() => socket.ping(String(Date.now())), PING_EVERY_MS);
      socket.on('close', () => {
        clearInterval(ping);
        drop(socket);
      });
      socket.on('error', () => socket.terminate());
      socket.on('message', (data) => {
        const answer = parse(String(data));
        if (answer) waiting.get(answer.envelope_id)?.(answer.payload);
      });
      socket.send(
        JSON.stringify({
          type: 'hello',
          num_connections: sockets.length,
          connection_info: { app_id: 'A0SIWEN' },
          debug_info: { host: 'siwen-workspace' },
        }),
      );
      onConnected(true);
    },
    ask: deliver,
    tell,
    refresh() {
      for (const socket of [...sockets]) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'siwen-workspace' } }));
        drop(socket);
        later(() => socket.close(1000), 50);
      }
    },
    cut() {
      for (const socket of [...sockets]) socket.terminate();
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of [...sockets]) socket.terminate();
    },
  };
}

function parse(text: string): { envelope_id: string; payload?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('envelope_id' in value) || typeof value.envelope_id !== 'string') return undefined;
    return { envelope_id: value.envelope_id, ...('payload' in value ? { payload: value.payload } : {}) };
  } catch {
    return undefined;
  }
}
