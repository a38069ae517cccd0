import type { WebSocket } from 'ws';
import type { PageEvent } from './protocol.js';

/** The open pages, each looking on as one person. */
export type Pages = {
  accept(socket: WebSocket, userId: string): void;
  /** `event` is only made where somebody is looking: a fan-out to thousands must not count the unread messages of people who aren't there. */
  send(userId: string, event: PageEvent | (() => PageEvent)): void;
  /** To every open page, with what that person is to see. */
  sendAll(eventFor: (userId: string) => PageEvent | undefined): void;
  close(): void;
};

export function createPages(): Pages {
  const open = new Map<string, Set<WebSocket>>();
  const write = (sockets: Iterable<WebSocket>, event: PageEvent) => {
    const text = JSON.stringify(event);
    for (const socket of sockets) if (socket.readyState === socket.OPEN) socket.send(text);
  };
  return {
    accept(socket, userId) {
      const sockets = open.get(userId) ?? new Set();
      open.set(userId, sockets.add(socket));
      socket.on('close', () => {
        sockets.delete(socket);
        if (sockets.size === 0 && open.get(userId) === sockets) open.delete(userId);
      });
      socket.on('error', () => socket.terminate());
    },
    send(userId, event) {
      const sockets = open.get(userId);
      if (sockets) write(sockets, typeof event === 'function' ? event() : event);
    },
    sendAll(eventFor) {
      for (const [userId, sockets] of open) {
        const event = eventFor(userId);
        if (event) write(sockets, event);
      }
    },
    close() {
      for (const sockets of open.values()) for (const socket of sockets) socket.terminate();
    },
  };
}
