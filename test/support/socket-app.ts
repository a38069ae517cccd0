import WebSocket from 'ws';
import { type JsonObject, objectOf } from './elements.js';

/** What the workspace sends over Socket Mode: an envelope, or a word about the connection. */
export type Received = JsonObject;

export type SocketApp = {
  /** Everything received, in order. */
  readonly received: readonly Received[];
  /** Says what to answer to an envelope: a response payload, nothing, or not even an acknowledgement. */
  answerWith(answer: (envelope: Received) => JsonObject | undefined | 'silence'): void;
  /** The next message that fits and was not given out before: `kind` is an envelope's type, its payload's or its event's. Waits for it. */
  next(kind: string): Promise<Received>;
  acknowledge(envelope: Received, payload?: JsonObject): void;
  /** Resolves with the close code when the connection has ended. */
  readonly ended: Promise<number>;
  close(): void;
};

const kindsOf = (message: Received): unknown[] => {
  const payload = objectOf(message.payload);
  return [message.type, payload.type, objectOf(payload.event).type];
};

/** An app that speaks Socket Mode and nothing else: what the SDK would hide can be looked at here. */
export async function connectApp(url: string): Promise<SocketApp> {
  const socket = new WebSocket(url);
  const received: Received[] = [];
  const given = new Set<Received>();
  const watchers = new Set<() => void>();
  let answer: (envelope: Received) => JsonObject | undefined | 'silence' = () => undefined;

  const acknowledge = (envelope: Received, payload?: JsonObject) =>
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload ? { payload } : {}) }));
  socket.on('message', (data) => {
    const message: Received = JSON.parse(String(data));
    received.push(message);
    const said = message.envelope_id === undefined ? 'silence' : answer(message);
    if (said !== 'silence') acknowledge(message, said);
    for (const look of [...watchers]) look();
  });
  const ended = new Promise<number>((resolve) => {
    socket.once('close', (code) => resolve(code));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    received,
    ended,
    acknowledge,
    answerWith(next) {
      answer = next;
    },
    next: (kind) =>
      new Promise((resolve) => {
        const look = () => {
          const found = received.find((message) => !given.has(message) && kindsOf(message).includes(kind));
          if (!found) return;
          given.add(found);
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      }),
    close: () => socket.terminate(),
  };
}
